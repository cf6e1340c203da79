import Foundation
import KafkaClient
import TestSupport
import Testing

/// The article "Finding brokers": its code is here, and so compiles and does what it says.
@Suite(.timeLimit(.minutes(1))) struct FindingBrokersArticleTests {
  struct TableResolver: HostResolver {
    let table: [String: [String]]

    func addresses(of host: String) async throws -> [String] {
      if let known = table[host] { return known }
      return try await SystemResolver().addresses(of: host)
    }
  }

  @Test func `the article's code does what it says`() async throws {
    try await ScriptedBroker.run({ _, _ in .usual }) { port in
      var configuration = ClientConfiguration(bootstrapServers: ["kafka.example:\(port)"])
      configuration.resolver = .custom(TableResolver(table: ["kafka.example": ["127.0.0.1"]]))
      configuration.dnsLookup = .canonicalBootstrapServers
      configuration.dnsLookup = .useAllAddresses
      let cluster = try await withClient("kafka.example:\(port)", configure: { $0.resolver = configuration.resolver }) {
        try await KafkaAdmin(client: $0).describeCluster()
      }
      #expect(cluster.clusterID == "scripted")
    }
    let local = try await TableResolver(table: [:]).addresses(of: "localhost")
    #expect(!local.isEmpty)
  }

  @Test func `every line of the article's code is compiled here`() throws {
    func text(_ path: String) throws -> String {
      try String(contentsOf: Fixtures.repository.appendingPathComponent(path), encoding: .utf8)
    }
    func lines(_ text: some StringProtocol) -> [String] {
      text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let article = try text("Sources/KafkaClient/Documentation.docc/FindingBrokers.md")
    let compiled = Set(lines(try text("Tests/EndToEndTests/Client/FindingBrokersArticleTests.swift")))
    let blocks = article.matches(of: #/(?s)```swift\n(.*?)```/#)
    #expect(blocks.count == 2)
    for line in blocks.flatMap({ lines($0.output.1) }) {
      #expect(compiled.contains(line), "the article's line is compiled nowhere: \(line)")
    }
  }
}
