import ArgumentParser
import KafkaBroker
import KafkaConformance
import NIOPosix

struct Explain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says what a case requires and does, with its bytes, and what a run found with it.",
    discussion: """
      Without results, a single case is run against the reference broker, to show the bytes that it sends and those that \
      it expects.
      """)

  @Argument(help: "Ids of cases or members of families, with * for any text; or the name of a family.")
  var ids: [String]

  @Option(help: "A results.jsonl: what it found is shown with its bytes.")
  var results: String?

  @Flag(inversion: .prefixedNo, help: "Whether the bytes of a case are shown that no results are given for.")
  var bytes = true

  func run() async throws {
    let cases = Area.all.flatMap(\.cases)
    let records = try results.map { try RunReport.records(of: try TextFile.read($0)) } ?? []
    for id in ids {
      if let family = Family.named(id) {
        print(Explanation.text(family))
        continue
      }
      let fitting = cases.filter { Selection.fits($0.id, id.uppercased()) } + Family.members(fitting: id)
      guard !fitting.isEmpty else { throw ValidationError("there is no case \(id)") }
      for definition in fitting {
        print(Explanation.text(definition))
        for record in records where record.id == definition.id { print(Explanation.text(record)) }
        if bytes, results == nil, ids.count == 1, fitting.count == 1 {
          print(try await example(definition), terminator: "")
        }
      }
    }
  }

  /// What the case's bytes look like when all is well.
  private func example(_ definition: Case) async throws -> String {
    try await Broker.withBroker { broker in
      var options = RunOptions()
      guard let address = BrokerAddress(try await broker.bootstrapServers) else { return "" }
      options.bootstrap = address
      options.allowsExclusive = true
      options.runId = "example"
      let group = MultiThreadedEventLoopGroup.singleton
      let (discovery, _) = try await Discovery.ask(options, group: group)
      let target = Target(options: options, group: group, discovery: discovery, startTime: 1_764_000_000_000)
      if let reason = Plan.obstacle(definition, target)?.reason {
        return "frames: none, as the reference broker cannot be asked here: \(reason)\n"
      }
      let outcome = await Trial(definition, target: target, seed: Plan.seed(0, definition.id)).run()
      return Explanation.example(outcome, answeredBy: "the reference broker")
    }
  }
}
