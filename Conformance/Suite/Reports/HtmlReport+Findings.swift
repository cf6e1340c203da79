import KafkaWire
import NIOCore

extension RunReport {
  /// Everything about one finding: requirement, bytes, steps, and how to repeat it.
  func finding(_ record: CaseRecord) -> String {
    let name = record.name.escaped
    let definition = Area.all.lazy.flatMap(\.cases).first { $0.id == record.id }
    var text = "<details class=\"finding \(record.verdict.rawValue)\" id=\"\(name)\"><summary>"
    text += "<ul>\(Self.badge(record.verdict))</ul> <b>\(name)</b> \(record.title.escaped) "
    text += "<small>\(record.level.rawValue)</small></summary>\n<dl>\n"
    func row(_ term: String, _ detail: String) { text += "<dt>\(term)</dt><dd>\(detail)</dd>\n" }
    if let finding = record.finding {
      row("Requirement", finding.requirement.escaped)
      row("Field", "<code>\(finding.field.escaped)</code>")
      row("Got", "<code class=\"got\">\(finding.got.escaped)</code>")
      row("Expected", "<code class=\"want\">\(finding.want.escaped)</code>")
    }
    if !record.notes.isEmpty { row("Notes", record.notes.map(\.escaped).joined(separator: "<br>")) }
    if let definition {
      row("The case sends", definition.sends.escaped)
      row("and expects", definition.expects.escaped)
      row("Source", definition.source.escaped + (definition.isUnconfirmed ? ", not confirmed by a recording yet" : ""))
    }
    row("Seed", "<code>\(info.seed)</code> (of the case: <code>\(record.seed)</code>)")
    row("Repeat", "<code class=\"command\">\(command(repeating: record).escaped)</code>")
    text += "</dl>\n"
    if let finding = record.finding, let step = record.steps.first(where: { $0.number == finding.frame }) {
      text += "<h4>The frame that shows it (step \(step.number))</h4>\n"
      text += frame(step, range: finding.range, want: finding.want)
    }
    text += steps(record)
    return text + "</details>\n"
  }

  private func steps(_ record: CaseRecord) -> String {
    guard !record.steps.isEmpty else { return "" }
    var text = "<h4>Steps</h4>\n<ol class=\"steps\">\n"
    var last = 0
    for step in record.steps {
      if step.number > last + 1 { text += "<li class=\"gap\">\(step.number - last - 1) steps are left out</li>\n" }
      last = step.number
      var title = "<span class=\"time\">\(step.milliseconds) ms</span> "
      title += step.connection > 0 ? "<span class=\"connection\">connection \(step.connection)</span> " : ""
      title += step.direction == "note" ? "" : "<b>\(step.direction)</b> "
      if let api = step.api { title += "\(ApiKey(rawValue: api).description.escaped) v\(step.version ?? 0) " }
      if step.size > 0 { title += "<small>\(step.size) bytes</small> " }
      title += (step.text ?? "").escaped
      let isProof = step.number == record.finding?.frame
      text += "<li value=\"\(step.number)\"\(isProof ? " class=\"proof\"" : "")>"
      if step.size == 0 || isProof {
        text += "\(title)</li>\n"
      } else {
        text += "<details><summary>\(title)</summary>\(frame(step, range: nil, want: nil))</details></li>\n"
      }
    }
    return text + "</ol>\n"
  }

  /// Fields beside bytes, with the bytes that prove the finding marked in both.
  private func frame(_ step: CaseRecord.Step, range: Range<Int>?, want: String?) -> String {
    let tree = FieldTree(step)
    var text = "<div class=\"frame\">"
    if !tree.lines.isEmpty || tree.fault != nil {
      text += "<table class=\"tree\"><tbody>\n"
      var isMarked = false
      for line in tree.lines {
        let isProof = !isMarked && line.range == range && line.value != nil
        isMarked = isMarked || isProof
        text += "<tr\(isProof ? " class=\"proof\"" : "")><td class=\"number\">"
        text += "\(line.range.lowerBound)–\(max(line.range.lowerBound, line.range.upperBound - 1))</td>"
        text += "<td style=\"padding-left:\(line.depth)em\">\(line.name.escaped)</td><td>\((line.value ?? "").escaped)"
        if isProof, let want { text += " <span class=\"want\">expected \(want.escaped)</span>" }
        text += "</td></tr>\n"
      }
      if tree.lines.count >= FieldTree.most { text += "<tr><td></td><td>…</td><td>further fields</td></tr>" }
      if let fault = tree.fault { text += "<tr class=\"proof\"><td></td><td>end</td><td>\(fault.escaped)</td></tr>" }
      text += "</tbody></table>"
    }
    return text + Self.hex(step, range: range) + "</div>\n"
  }

  /// Sixteen bytes a line; of long frames the part around the range.
  static func hex(_ step: CaseRecord.Step, range: Range<Int>?) -> String {
    let bytes = Array(step.bytes.readableBytesView)
    let most = 2048
    let first = bytes.count <= most ? 0 : max(0, (range?.lowerBound ?? 0) - most / 2) / 16 * 16
    let end = min(bytes.count, first + most)
    guard first < end else { return "" }
    var text = "<pre class=\"hex\">"
    if first > 0 { text += "… \(first) bytes before\n" }
    for start in stride(from: first, to: end, by: 16) {
      let offset = "\(start)"
      var digits = ""
      var letters = ""
      for index in start..<min(start + 16, end) {
        let byte = bytes[index]
        let isMarked = range?.contains(index) ?? false
        let pair = (byte < 16 ? "0" : "") + String(byte, radix: 16)
        let letter = (0x20..<0x7F).contains(byte) ? String(UnicodeScalar(byte)).escaped : "·"
        digits += isMarked ? "<mark>\(pair)</mark>" : pair
        digits += index % 8 == 7 ? "  " : " "
        letters += isMarked ? "<mark>\(letter)</mark>" : letter
      }
      let missing = start + 16 - min(start + 16, end)
      digits += String(repeating: " ", count: missing * 3 + (missing > 0 ? 1 : 0) + (missing > 8 ? 1 : 0))
      text += "\(String(repeating: " ", count: max(0, 6 - offset.count)))\(offset)  \(digits) \(letters)\n"
    }
    if end < step.size { text += "… \(step.size - end) bytes behind\n" }
    return text + "</pre>"
  }
}
