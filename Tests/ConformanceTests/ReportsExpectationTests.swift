import KafkaConformance
import Testing

/// Expectation files and differences between runs.
@Suite struct ReportsExpectationTests {
  static let text = """
    # What we know of Example 2.3.
    product Example 2.3

    FETCH-035 fail "Responses[0].ErrorCode: got=0, want=FENCED*" reason "epoch \\"check\\" missing" since 2026-01
    META-00* non-strict reason "other codes"
    """

  @Test func `an entry explains the fault with its signature, and no other`() throws {
    let expectations = try Expectations(Self.text)
    var comparison = expectations.compare(Samples.report.records)
    #expect(comparison.unexpected.isEmpty)
    #expect(comparison.expected.map(\.id) == ["FETCH-035"])
    #expect(comparison.stale.isEmpty)

    var records = Samples.report.records
    records[0].signature = "Responses[0].ErrorCode: got=3, want=0"
    comparison = expectations.compare(records)
    #expect(comparison.unexpected.map(\.id) == ["FETCH-035"])
    #expect(comparison.stale.map(\.id) == ["FETCH-035"])
  }

  @Test func `an entry whose case passes is stale, one whose case did not run is not`() throws {
    let expectations = try Expectations(Self.text)
    var records = Samples.report.records
    records[0].verdict = .pass
    records[0].signature = nil
    #expect(expectations.compare(records).stale.map(\.line) == [4])
    records.removeFirst()
    #expect(expectations.compare(records).stale.isEmpty)
  }

  @Test func `a flaky case may pass`() throws {
    let expectations = try Expectations("META-001 flaky reason \"now and then\"")
    #expect(expectations.compare(Samples.report.records).stale.isEmpty)
  }

  @Test(arguments: [
    "FETCH-035", "FETCH-035 broken \"x\"", "FETCH-035 fail reason \"no signature\"", "FETCH-0* flaky",
    "FETCH-035 fail \"open", "FETCH-035 fail \"x\" because \"y\" or", "FETCH-035 fail \"x\" reason",
  ])
  func `a line that says too little is refused`(line: String) {
    let error = #expect(throws: Expectations.Malformed.self) { try Expectations("\n" + line) }
    #expect(error?.description.hasPrefix("line 2: ") == true)
  }

  @Test func `an update keeps what is true, drops what is not, and adds what is new`() throws {
    var expectations = try Expectations(Self.text + "\nMETA-001 fail \"x: got=1, want=2\" reason \"old\"\n")
    var added = Samples.report.records[0]
    added.id = "FETCH-099"
    added.signature = "field \"x\": got=\\, want=*"
    let records = Samples.report.records + [added]
    expectations = expectations.updated(by: records)
    #expect(expectations.entries.map(\.id) == ["FETCH-035", "FETCH-099", "META-00*"])
    let again = try Expectations(expectations.text)
    #expect(again.text == expectations.text)
    #expect(again.heading == ["# What we know of Example 2.3.", "product Example 2.3"])
    #expect(again.entries[0].rest == ["since", "2026-01"])
    let comparison = again.compare(records)
    #expect(comparison.unexpected.isEmpty && comparison.stale.isEmpty)
  }

  @Test func `a difference names what is new, fixed and another fault`() {
    let before = Samples.report.records
    var after = before
    after[0].signature = "another"
    after[1].verdict = .fail
    let diff = ResultDiff(before, after)
    #expect(diff.entries.map(\.change) == [.otherSignature, .newFinding])
    #expect(diff.isWorse)
    #expect(ResultDiff(after, before).entries.map(\.change) == [.otherSignature, .fixed])
    #expect(ResultDiff(before, before).text == "no differences\n")
  }

  @Test func `the matrix counts cases, not versions`() {
    var records = Samples.report.records
    var other = records[0]
    other.version = 13
    other.verdict = .pass
    records.append(other)
    let matrix = Matrix([("A", records), ("B | C", Samples.report.records)])
    let text = matrix.markdown()
    #expect(text.contains("| Area | A | B \\| C |"))
    #expect(text.contains("| FETCH | 0 of 1, 1 FAIL | 0 of 1, 1 FAIL |"))
    #expect(text.contains("| META | 2 of 2 (+1 not judged) |"))
    #expect(matrix.html.contains("FETCH-035"))
  }
}
