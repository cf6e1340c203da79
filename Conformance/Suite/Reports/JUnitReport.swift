extension RunReport {
  /// JUnit XML: a suite for each area; the exact verdict is a property of each case.
  package var junit: String {
    let areas = Dictionary(grouping: records, by: \.area)
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"kafka-conformance: \(info.product.escaped)\" \(Self.counts(junit: records))>\n"
    for area in areas.keys.sorted() {
      let records = areas[area] ?? []
      text += "  <testsuite name=\"\(area)\" \(Self.counts(junit: records))>\n"
      text += records.map { junit(of: $0) }.joined()
      text += "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  private static func counts(junit records: [CaseRecord]) -> String {
    func count(_ verdicts: Set<Verdict>) -> Int { records.filter { verdicts.contains($0.verdict) }.count }
    let time = seconds(records.map(\.milliseconds).reduce(0, +))
    return "tests=\"\(records.count)\" failures=\"\(count([.fail, .flaky]))\" errors=\"\(count([.suiteError]))\" "
      + "skipped=\"\(count([.skipped, .unsupported]))\" time=\"\(time)\""
  }

  private static func seconds(_ milliseconds: Int64) -> String {
    let rest = "\(milliseconds % 1000)"
    return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }

  private func junit(of record: CaseRecord) -> String {
    var text = "    <testcase classname=\"\(record.area)\" name=\"\(record.name.escaped): \(record.title.escaped)\" "
    text += "time=\"\(Self.seconds(record.milliseconds))\">\n      <properties>\n"
    var properties = [
      ("verdict", record.verdict.rawValue), ("level", record.level.rawValue), ("address", record.address),
      ("seed", "\(record.seed)"),
    ]
    if let signature = record.signature { properties.append(("signature", signature)) }
    for (name, value) in properties {
      text += "        <property name=\"\(name)\" value=\"\(value.escaped)\"/>\n"
    }
    text += "      </properties>\n"
    let message = record.sentence.escaped
    let detail = "\(record.sentence)\nrepeat: \(command(repeating: record))".escaped
    switch record.verdict {
    case .fail, .flaky:
      let type = record.finding?.kind ?? record.verdict.rawValue
      text += "      <failure type=\"\(type)\" message=\"\(message)\">\(detail)</failure>\n"
    case .suiteError: text += "      <error message=\"\(message)\">\(detail)</error>\n"
    case .skipped, .unsupported: text += "      <skipped message=\"\(message)\"/>\n"
    case .pass: break
    case .warn, .nonStrict, .informational:
      if !message.isEmpty { text += "      <system-out>\(record.verdict.rawValue): \(message)</system-out>\n" }
    }
    return text + "    </testcase>\n"
  }
}
