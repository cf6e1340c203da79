import KafkaConformance
import TestSupport
import Testing

/// Files that a run leaves behind.
@Suite struct ReportsFormatTests {
  @Test func `JSON is read as it was written`() throws {
    let value = JSON.members([
      "text": .string("a \"quote\", \\, \n, \u{1}, é, 🐟"), "none": .null, "left out": nil,
      "numbers": .array([.int(-7), .int(.max), .double(0.5)]), "flags": .array([.bool(true), .bool(false)]),
      "empty": .object([]),
    ])
    #expect(try JSON(value.text) == value)
    #expect(try JSON(value.lines) == value)
    #expect(try JSON(#""\ud83d\udc1f\u0041""#) == .string("🐟A"))
    #expect(value["left out"] == nil)
  }

  @Test(arguments: ["", "{", "[1,", "{\"a\" 1}", "\"open", "1 2", "nul", #""\u12""#, "[1]]"])
  func `text that is no JSON is refused`(text: String) {
    #expect(throws: JSON.Malformed.self) { try JSON(text) }
  }

  @Test func `deep nesting is refused, not followed`() {
    let text = String(repeating: "[", count: 100_000)
    #expect(throws: JSON.Malformed.self) { try JSON(text) }
  }

  @Test func `results are read as they were written`() throws {
    let report = Samples.report
    let records = try RunReport.records(of: report.lines)
    #expect(records == report.records)
    #expect(try RunReport.Info(JSON(report.info.json.lines)) == report.info)
    #expect(report.records.count == 4)
    #expect(report.records.last?.seed == .max)
    #expect(report.lines.split(separator: "\n").count == report.records.count)
  }

  @Test func `a line that is no result is named`() throws {
    let error = #expect(throws: JSON.Malformed.self) {
      try RunReport.records(of: Samples.report.lines + "{\"id\":\"FETCH-001\"}\n")
    }
    #expect(error?.description.hasPrefix("line \(Samples.report.records.count + 1):") == true)
  }

  @Test func `signatures are free of the names of a run`() {
    let text = CaseRecord.withoutNames(
      "Name: got=\"kc-1a2b-meta-001-1-77\", want=\"kc-1a2b-meta-001-2-77\"", "kc-1a2b-")
    #expect(text == "Name: got=\"NAME\", want=\"NAME\"")
  }

  @Test func `JUnit counts what failed, and keeps the verdict`() {
    let text = Samples.report.junit
    #expect(text.contains("tests=\"4\" failures=\"1\" errors=\"0\" skipped=\"1\""))
    #expect(text.contains("<property name=\"verdict\" value=\"NON-STRICT\"/>"))
    #expect(text.contains("<failure type=\"wrong\" message=\"a stale epoch is refused: Responses[0].ErrorCode is 0, "))
    #expect(text.contains("<skipped message=\"needs a &lt;second&gt; broker\"/>"))
    #expect(text.contains("repeat: kafka-conformance run --bootstrap-server h:1 --seed 7 --filter FETCH-035"))
  }

  @Test func `TAP numbers every case and gives details`() {
    let lines = Samples.report.tap.split(separator: "\n").map(String.init)
    #expect(lines[0] == "TAP version 14")
    #expect(lines[1] == "1..4")
    #expect(lines.contains("not ok 1 - FETCH-035@v12 Stale \\# epoch"))
    #expect(lines.contains("  got: \"0\""))
    #expect(lines.contains("ok 4 - META-009 Two brokers # SKIP needs a <second> broker"))
    #expect(lines.filter { $0.contains("ok ") && $0.first != " " }.count == 4)
  }

  @Test func `the page shows the field, its bytes and the command, and needs nothing else`() {
    let page = Samples.report.html
    #expect(page.contains("id=\"FETCH-035@v12\""))
    #expect(page.contains("<mark>00</mark>  <mark>4a</mark>") || page.contains("<mark>00</mark> <mark>4a</mark>"))
    #expect(page.contains("<td style=\"padding-left:0em\">ErrorCode</td><td>74 <span class=\"want\">expected"))
    #expect(page.contains("expected FENCED_LEADER_EPOCH (74)"))
    #expect(page.contains("--seed 7 --filter FETCH-035"))
    #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("src="))
  }

  @Test func `hostile text does not get into the page`() {
    var report = Samples.report
    report.records[0].finding?.got = "<script>alert(1)</script>"
    report.info.product = "<img src=x>"
    #expect(!report.html.contains("<script>alert"))
    #expect(!report.html.contains("<img"))
    #expect(!report.junit.contains("<script>"))
  }

  @Test func `findings with one fault are one cause`() {
    var records = Samples.report.records
    var other = records[0]
    other.id = "FETCH-036"
    other.finding?.field = "Responses[3].ErrorCode"
    records.append(other)
    let causes = Cause.group(records)
    #expect(causes.count == 1)
    #expect(causes.first?.records.map(\.id) == ["FETCH-035", "FETCH-036"])
  }
}

/// A run of four cases.
enum Samples {
  /// The proving frame is an answer to Heartbeat v0 whose error code is 74.
  static let lines = """
    {"id":"FETCH-035","address":"broker/01_fetch/x","title":"Stale # epoch","version":12,"level":"MUST",\
    "verdict":"FAIL","signature":"Responses[0].ErrorCode: got=0, want=FENCED_LEADER_EPOCH (74)","seed":"1",\
    "finding":{"kind":"wrong","requirement":"a stale epoch is refused","field":"Responses[0].ErrorCode","got":"0",\
    "want":"FENCED_LEADER_EPOCH (74)","frame":2,"range":[8,10]},"transcript":[\
    {"number":1,"connection":1,"direction":"note","text":"connected","milliseconds":0},\
    {"number":2,"connection":1,"direction":"received","api":"Heartbeat","key":12,"version":0,"size":10,\
    "bytes":"0000000600000009004a","milliseconds":4}]}
    {"id":"META-001","address":"broker/03_metadata/x","title":"Fine","level":"MUST","verdict":"PASS","seed":"2"}
    {"id":"META-002","address":"broker/03_metadata/y","title":"Tolerated","level":"MUST","verdict":"NON-STRICT",\
    "notes":["ErrorCode is 5, not 3"],"seed":"3"}
    {"id":"META-009","address":"broker/03_metadata/z","title":"Two brokers","level":"SHOULD","verdict":"SKIPPED",\
    "notes":["needs a <second> broker"],"seed":"18446744073709551615"}
    """

  static var report: RunReport {
    var info = RunReport.Info()
    info.product = "A broker"
    info.bootstrap = "h:1"
    info.seed = 7
    info.command = "kafka-conformance run --bootstrap-server h:1"
    info.advertised = [(1, 4...17)]
    let records = try? RunReport.records(of: lines)
    return RunReport(info: info, records: records ?? [])
  }
}
