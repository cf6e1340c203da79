extension Claim {
  /// Executions that judged the broker, and those of them that hold.
  private var score: (held: Int, judged: Int) {
    let judging: Set<Verdict> = [.pass, .nonStrict, .fail, .warn, .flaky, .suiteError]
    let judged = counts.flatMap(\.verdicts).filter { judging.contains($0.verdict) }.reduce(0) { $0 + $1.count }
    return (judged - broken.count - unconfirmed.count, judged)
  }

  /// One line: `core, MUST: 213 of 213`.
  package var title: String {
    let (held, judged) = score
    return "\(profile), \(level.rawValue): \(held) of \(judged)"
  }

  /// `badge.svg`: a small picture for a README.
  package var badge: String {
    let left = "Kafka conformance"
    let color = holds ? "#1a7f37" : "#cf222e"
    let (leftWidth, rightWidth) = (Self.width(left), Self.width(title))
    let width = leftWidth + rightWidth
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="20" role="img" aria-label="\(left): \(title)">
      <title>\(left): \(title)</title>
      <clipPath id="round"><rect width="\(width)" height="20" rx="3"/></clipPath>
      <g clip-path="url(#round)"><rect width="\(leftWidth)" height="20" fill="#444d56"/>
      <rect x="\(leftWidth)" width="\(rightWidth)" height="20" fill="\(color)"/></g>
      <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">
      <text x="\(leftWidth / 2)" y="14">\(left)</text>
      <text x="\(leftWidth + rightWidth / 2)" y="14">\(title)</text></g></svg>

      """
  }

  /// Pixels for a text of this font, roughly, with room on both sides.
  private static func width(_ text: String) -> Int { text.count * 7 + 10 }
}
