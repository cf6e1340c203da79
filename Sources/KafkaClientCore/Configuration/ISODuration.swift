/// Durations as Java writes and reads them: `P3DT3H40M56.45S`, the parts of ISO 8601 that have a fixed length.
enum ISODuration {
  /// Nil for what is no duration, for one below zero, and for one that does not fit.
  static func parse(_ text: some StringProtocol) -> Duration? {
    var rest = Substring(text.uppercased())
    var isNegative = false
    if let sign = rest.first, sign == "-" || sign == "+" {
      isNegative = sign == "-"
      rest.removeFirst()
    }
    guard rest.popFirst() == "P" else { return nil }
    var total = Duration.zero
    var units: [(letter: Character, seconds: Int64)] = [("D", 86_400), ("H", 3_600), ("M", 60), ("S", 1)]
    var isTime = false
    var hasPart = false
    while !rest.isEmpty {
      if rest.first == "T" {
        guard !isTime, rest.count > 1 else { return nil }
        isTime = true
        rest.removeFirst()
        units.removeAll { $0.letter == "D" }
        continue
      }
      let number = rest.prefix { $0.isNumber || "+-.,".contains($0) }
      rest = rest.dropFirst(number.count)
      guard let letter = rest.popFirst(), let place = units.firstIndex(where: { $0.letter == letter }),
        isTime == (letter != "D"), let part = part(number, seconds: units[place].seconds)
      else { return nil }
      units.removeFirst(place + 1)
      total += part
      hasPart = true
    }
    if isNegative { total = .zero - total }
    return hasPart && total >= .zero ? total : nil
  }

  /// Only seconds have a fraction, of nine digits at most.
  private static func part(_ number: Substring, seconds: Int64) -> Duration? {
    let pieces = number.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    // A bound of some million years keeps the sum in range.
    guard let first = pieces.first, let whole = Int64(first), whole.magnitude < 1 << 50 / UInt64(seconds) else {
      return nil
    }
    let duration = Duration.seconds(whole * seconds)
    guard pieces.count > 1 else { return duration }
    let digits = pieces[1]
    guard pieces.count == 2, seconds == 1, digits.count <= 9, digits.utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    let nanoseconds = Int64(digits + String(repeating: "0", count: 9 - digits.count)) ?? 0
    return first.hasPrefix("-") ? duration - .nanoseconds(nanoseconds) : duration + .nanoseconds(nanoseconds)
  }

  static func text(of duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let nanoseconds = attoseconds / 1_000_000_000
    if nanoseconds == 0 { return "PT\(seconds)S" }
    var fraction = String(nanoseconds)
    fraction = String(repeating: "0", count: max(0, 9 - fraction.count)) + fraction
    while fraction.last == "0" { fraction.removeLast() }
    return "PT\(seconds).\(fraction)S"
  }
}
