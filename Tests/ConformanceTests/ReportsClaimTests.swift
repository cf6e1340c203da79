import KafkaConformance
import KafkaCrypto
import Testing

/// What a run lets a product claim.
@Suite struct ReportsClaimTests {
  /// A run in which every case of the profile passed.
  private static func passed(_ profile: String) throws -> RunReport {
    var selection = Selection()
    selection.profiles = [profile]
    let sample = try #require(Samples.report.records.first { $0.verdict == .pass })
    var info = Samples.report.info
    info.product = "A broker"
    let records = selection.cases(of: Area.all).map { definition in
      var record = sample
      record.id = definition.id
      record.level = definition.level
      return record
    }
    return RunReport(info: info, records: records)
  }

  @Test func `a run without findings makes a claim that holds`() throws {
    let report = try Self.passed("core")
    let claim = try Claim(report, profile: "core", level: .must)
    #expect(claim.holds)
    let musts = report.records.count { $0.level == .must }
    #expect(claim.title == "core, MUST: \(musts) of \(musts)")
    #expect(claim.resultsDigest == SHA256.hex(of: report.lines.utf8))
    #expect(claim.json["holds"] == .bool(true))
    #expect(claim.json["counts"]?["MUST"]?["PASS"] == .int(Int64(musts)))
    #expect(claim.json["counts"]?["SHOULD"] == nil)
    #expect(claim.badge.contains("#1a7f37"))
  }

  @Test func `a MUST that fails breaks it, a SHOULD only where SHOULD is claimed`() throws {
    var report = try Self.passed("core")
    let cases = Dictionary(Area.all.flatMap(\.cases).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    func confirmed(_ level: Level) throws -> Int {
      try #require(report.records.firstIndex { $0.level == level && cases[$0.id]?.isUnconfirmed == false })
    }
    let should = try confirmed(.should)
    report.records[should].verdict = .warn
    #expect(try Claim(report, profile: "core", level: .must).holds)
    #expect(try Claim(report, profile: "core", level: .should).broken == [report.records[should].id])
    let must = try confirmed(.must)
    report.records[must].verdict = .fail
    let claim = try Claim(report, profile: "core", level: .must)
    #expect(claim.broken == [report.records[must].id])
    #expect(claim.badge.contains("#cf222e"))
  }

  @Test func `a case without foreign evidence is held against nobody`() throws {
    var report = try Self.passed("all")
    let unconfirmed = Set(Area.all.flatMap(\.cases).filter { $0.isUnconfirmed && $0.level == .must }.map(\.id))
    let index = try #require(report.records.firstIndex { unconfirmed.contains($0.id) })
    report.records[index].verdict = .fail
    let claim = try Claim(report, profile: "all", level: .must)
    #expect(claim.holds)
    #expect(claim.unconfirmed == [report.records[index].id])
  }

  @Test func `a case that did not run is missing`() throws {
    var report = try Self.passed("core")
    let gone = report.records.removeFirst()
    let claim = try Claim(report, profile: "core", level: .may)
    #expect(claim.missing == [gone.id])
    #expect(!claim.holds)
  }

  @Test func `an interrupted run and an unknown profile are refused`() throws {
    var report = try Self.passed("core")
    #expect(throws: Claim.Malformed.self) { try Claim(report, profile: "everything", level: .must) }
    report.info.isInterrupted = true
    #expect(throws: Claim.Malformed.self) { try Claim(report, profile: "core", level: .must) }
  }

  @Test func `a claim that was changed is found out`() throws {
    let json = try Claim(try Self.passed("core"), profile: "core", level: .must).json
    #expect(Claim.isIntact(try JSON(json.lines)))
    let changed = json.text.replacing("\"A broker\"", with: "\"Another\"")
    #expect(changed != json.text)
    #expect(!Claim.isIntact(try JSON(changed)))
  }
}
