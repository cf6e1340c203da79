extension RunReport {
  /// TAP version 14: what was found is in the YAML block behind its line.
  package var tap: String {
    var text = "TAP version 14\n1..\(records.count)\n"
    for (index, record) in records.enumerated() {
      let isBad = [.fail, .flaky, .suiteError].contains(record.verdict)
      text += "\(isBad ? "not ok" : "ok") \(index + 1) - \(record.name) \(Self.escaped(tap: record.title))"
      if [.skipped, .unsupported].contains(record.verdict) { text += " # SKIP \(Self.escaped(tap: record.sentence))" }
      text += "\n"
      guard record.verdict != .pass, ![.skipped, .unsupported].contains(record.verdict) else { continue }
      var lines = [("verdict", record.verdict.rawValue), ("level", record.level.rawValue)]
      if !record.sentence.isEmpty { lines.append(("message", record.sentence)) }
      if let finding = record.finding {
        lines += [("field", finding.field), ("got", finding.got), ("want", finding.want)]
      }
      if record.isFinding { lines.append(("repeat", command(repeating: record))) }
      text += "  ---\n"
      // A JSON string is a YAML string.
      for (name, value) in lines { text += "  \(name): \(JSON.string(value).text)\n" }
      text += "  ...\n"
    }
    return text
  }

  private static func escaped(tap text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "#", "\\": result += "\\\(character)"
      case "\n": result += " "
      default: result.append(character)
      }
    }
    return result
  }
}
