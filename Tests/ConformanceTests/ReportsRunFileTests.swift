import Foundation
import KafkaConformance
import TestSupport
import Testing

/// Run files, hooks, and the published catalogue.
@Suite struct ReportsRunFileTests {
  @Test func `a run file sets what a run needs`() throws {
    let file = try RunFile(
      """
      # comment
      product = Example
      bootstrap=localhost:9093
      hook.restart=systemctl restart kafka-{node} && echo a=b
      listener.tls=[::1]:9094
      configured.group.max.size=2
      limit.allow.exclusive=true
      limit.lanes=3
      limit.patience=2.5
      """)
    var options = RunOptions()
    file.apply(to: &options)
    #expect(file.product == "Example")
    #expect(options.bootstrap.description == "localhost:9093")
    #expect(options.hooks == ["restart": "systemctl restart kafka-{node} && echo a=b"])
    #expect(options.listeners["tls"]?.description == "[::1]:9094")
    #expect(options.patience == 2.5)
    #expect(options.configured == ["group.max.size": "2"])
    #expect(options.allowsExclusive && options.lanes == 3)
  }

  @Test(arguments: [
    "bootstrap", "bootstrap=nowhere", "hook.explode=x", "limit.lanes=0", "limit.patience=0", "prefix=", "colour=red",
  ])
  func `a line that means nothing is refused by its number`(line: String) {
    let error = #expect(throws: RunFile.Malformed.self) { try RunFile("\n\n" + line) }
    #expect(error?.description.hasPrefix("line 3: ") == true)
  }

  @Test func `the example for Apache Kafka can be read`() throws {
    let path = Fixtures.repository.appendingPathComponent("Conformance/examples/apache-kafka.run").path
    let file = try RunFile(try TextFile.read(path))
    #expect(file.bootstrap?.description == "localhost:9092")
    #expect(file.hooks["restart"] == "docker restart kafka-{node}")
  }

  @Test func `a hook runs for its node and is waited for`() async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("hook-\(UUID().uuidString)").path
    try await ShellHook.run("sleep 0.05; echo node {node}{node} > '\(path)'", node: 7)
    #expect(try TextFile.read(path) == "node 77\n")
    try FileManager.default.removeItem(atPath: path)
  }

  @Test func `a hook that fails or does not return is a fault of the suite`() async {
    await #expect(throws: SuiteError("the hook exit 3 ends with code 3")) { try await ShellHook.run("exit 3", node: 0) }
    await #expect(throws: SuiteError("the hook sleep 60 does not return within 100 ms")) {
      try await ShellHook.run("sleep 60", node: 0, limit: .milliseconds(100))
    }
  }

  // MARK: Catalogue

  private func text(_ name: String) throws -> String {
    try TextFile.read(Fixtures.repository.appendingPathComponent("Conformance/\(name)").path)
  }

  @Test func `no id is lost, new or used twice`() throws {
    let catalogue = try Catalogue(ids: try text("ids.txt"))
    #expect(catalogue.entries.count == 1267)
    #expect(catalogue.faults == [])
  }

  @Test func `ids that are lost, new or used twice are noticed`() throws {
    let cases = try #require(Area.all.first?.cases)
    let ids = "## FRAME Frames\nFRAME-001 MUST One\nFRAME-001 MUST One\n"
    let catalogue = try Catalogue(ids: ids, cases: Array(cases.prefix(2)) + [cases[0]])
    #expect(
      catalogue.faults.sorted()
        == [
          "FRAME-001 is in ids.txt 2 times", "\(cases[0].id) is in the code 2 times",
          "\(cases[1].id) is not in ids.txt",
        ].sorted())
    #expect(throws: Catalogue.Malformed.self) { try Catalogue(ids: "FRAME-001 One") }
  }

  @Test func `the published catalogue is current`() throws {
    let catalogue = try Catalogue(ids: try text("ids.txt"))
    // Comparing first keeps a difference from being printed in full.
    let isCurrent = catalogue.markdown == (try text("CATALOGUE.md"))
    #expect(isCurrent, "Conformance/CATALOGUE.md is old: run kafka-conformance catalogue")
    let isCurrentJSON = catalogue.json == (try text("catalogue.json"))
    #expect(isCurrentJSON, "Conformance/catalogue.json is old: run kafka-conformance catalogue")
    _ = try JSON(catalogue.json)
  }
}
