import KafkaWire
import NIOCore

extension Explanation {
  /// Frames longer than this are shown by their size only.
  private static let longest = 1024

  /// The frames of a case against a broker that passes it, as fields and bytes: what is sent, and an answer as it
  /// should be.
  ///
  /// - Parameter product: Who answered.
  package static func example(_ outcome: Outcome, answeredBy product: String) -> String {
    guard let transcript = outcome.transcript else { return "" }
    let (entries, dropped) = transcript.entries
    var text = "frames, as \(product) answers them (\(outcome.verdict.rawValue))\n"
    for note in outcome.notes { text += "  \(note)\n" }
    var last = 0
    for entry in entries where entry.direction != .note {
      if last > 0, entry.number > last + 1, dropped > 0 { text += "\n  … \(dropped) frames are left out\n" }
      last = entry.number
      text += "\n\(entry.direction == .sent ? "sends" : "expects")"
      if let api = entry.api { text += " \(api) v\(entry.version ?? 0)" }
      text += entry.text.map { " (\($0))" } ?? ""
      text +=
        ", \(entry.size) bytes\(entry.size > 0 && entry.size == entry.bytes.readableBytes ? "" : ", not all kept")\n"
      guard entry.size <= longest else { continue }
      text += fields(CaseRecord.Step(entry))
      text += lines(of: entry.bytes)
    }
    return text
  }

  private static func fields(_ step: CaseRecord.Step) -> String {
    let tree = FieldTree(step)
    var text = ""
    for line in tree.lines {
      let range = "\(line.range.lowerBound)..<\(line.range.upperBound)"
      text += "  \(range.padding(10))\(String(repeating: "  ", count: line.depth))\(line.name)"
      text += (line.value.map { " = \($0)" } ?? "") + "\n"
    }
    return text + (tree.fault.map { "  → \($0)\n" } ?? "")
  }

  /// Thirty-two bytes a line.
  private static func lines(of bytes: ByteBuffer) -> String {
    let hex = bytes.hex
    var text = ""
    var start = hex.startIndex
    while start < hex.endIndex {
      let end = hex.index(start, offsetBy: 64, limitedBy: hex.endIndex) ?? hex.endIndex
      text += "  \(hex[start..<end])\n"
      start = end
    }
    return text
  }
}
