import ArgumentParser
import KafkaConformance
import KafkaConformanceMutants

struct Prove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Proves the suite: switches each broken broker on in turn and runs the case that has to notice it.")

  @Option(name: .customLong("filter"), help: "Ids of cases with *. Repeatable.")
  var filters: [String] = []

  @Option(help: "The run's chance.")
  var seed: UInt64 = 1

  @Flag(help: "Prints killed mutants, too.")
  var verbose = false

  @Flag(help: "Prints the matrix of kills: which other quick cases of the area notice each broken broker.")
  var matrix = false

  func run() async throws {
    let mutants = Mutant.all.filter { mutant in
      filters.isEmpty || filters.contains { Selection.fits(mutant.caseId, $0) }
    }
    let isVerbose = verbose
    let results = try await Proof().run(mutants, seed: seed, withOthers: matrix) { result in
      let said = result.outcome.map { outcome in
        outcome.verdict.rawValue + " "
          + (outcome.failure.map { "\($0)" } ?? outcome.notes.joined(separator: "; "))
      }
      if !result.isKilled {
        print("\(result.mutant.name) survives (\(result.mutant.title)): \(said ?? "there is no such case")")
        if let control = result.control {
          print(
            "  without it: \(control.verdict.rawValue) \(control.failure.map { "\($0)" } ?? control.notes.joined(separator: "; "))"
          )
        }
      } else if isVerbose {
        print("\(result.mutant.name) killed: \(said ?? "")")
      }
    }
    if matrix {
      print("\nMatrix of kills: a broken broker, whether its own case notices, and which others do")
      for result in results {
        let others = result.others.isEmpty ? "no other" : result.others.joined(separator: " ")
        print("\(result.mutant.name)  \(result.isKilled ? "own" : "–")  \(others)")
      }
      print("")
    }
    let killed = results.filter(\.isKilled).count
    let musts = Area.all.flatMap(\.cases).filter { $0.level == .must }
    let proven = Set(results.map(\.mutant.caseId))
    let unproven = musts.filter { definition in
      !proven.contains(definition.id)
        && (filters.isEmpty || filters.contains { Selection.fits(definition.id, $0) })
    }
    print(
      "\(killed) of \(results.count) mutants killed by their own case; \(unproven.count) MUST cases without a mutant")
    if !unproven.isEmpty { print("without one: \(unproven.map(\.id).joined(separator: " "))") }
    if killed < results.count { throw ExitCode(1) }
  }
}
