import KafkaClientCore
import KafkaSimulation
import KafkaWire
import Testing

/// Worlds whose names are looked up in other ways, or not answered at all.
@Suite struct NameTests {
  private static func scenario(_ seed: UInt64, _ lookup: ClientConfiguration.DNSLookup) -> Scenario {
    var scenario = Scenario.draw(seed: seed, kind: .idempotent)
    for index in scenario.producers.indices { scenario.producers[index].configuration.client.dnsLookup = lookup }
    return scenario
  }

  @Test func `producers keep their promises with canonical names`() throws {
    for seed in 9001...9040 as ClosedRange<UInt64> {
      let simulation = try Simulation(Self.scenario(seed, .canonicalBootstrapServers))
      let violation = simulation.run()
      #expect(violation == nil, "seed \(seed)")
    }
  }

  @Test(arguments: [ClientConfiguration.DNSLookup.useAllAddresses, .canonicalBootstrapServers])
  func `look-ups that are never answered are made anew`(lookup: ClientConfiguration.DNSLookup) throws {
    for seed in 9101...9120 as ClosedRange<UInt64> {
      let simulation = try Simulation(Self.scenario(seed, lookup), isTraced: true)
      simulation.network.silenceNames(until: simulation.world.now + .seconds(5))
      let violation = simulation.run()
      #expect(violation == nil, "seed \(seed)")
      let givenUp = simulation.world.trace?.lines.contains { $0.contains("gives look-up") } ?? false
      #expect(givenUp, "seed \(seed) shows nothing")
    }
  }
}
