import ArgumentParser
import KafkaSimulation

/// Runs simulated worlds, one for each seed.
@main struct SimulationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kafka-simulation", abstract: "Runs producers and brokers in simulated worlds, one for each seed.")
}
