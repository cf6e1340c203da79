/// Some versions of a message: sorted ranges that neither touch nor overlap.
package struct VersionSet: Hashable, Sendable, CustomStringConvertible {
  package private(set) var ranges: [ClosedRange<Int16>]

  /// Where a range without an end stops, until it is cut to the versions of its block.
  static let unbounded = Int16.max

  package init(_ ranges: [ClosedRange<Int16>] = []) {
    self.ranges = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = self.ranges.last, Int(range.lowerBound) <= Int(last.upperBound) + 1 {
        self.ranges[self.ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        self.ranges.append(range)
      }
    }
  }

  package init(_ range: ClosedRange<Int16>) {
    self.init([range])
  }

  package static let none = VersionSet()
  package static let all = VersionSet(0...unbounded)

  /// Reads `3`, `3+`, `0-12`, `none`, or several joined by commas.
  package init?(_ text: some StringProtocol) {
    if text == "none" {
      self = .none
      return
    }
    var ranges = [ClosedRange<Int16>]()
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let bounds = part.split(separator: "-", omittingEmptySubsequences: false)
      if bounds.count == 1, part.hasSuffix("+"), let first = Int16(part.dropLast()), first >= 0 {
        ranges.append(first...Self.unbounded)
      } else if bounds.count == 1, let only = Int16(part), only >= 0 {
        ranges.append(only...only)
      } else if bounds.count == 2, let first = Int16(bounds[0]), let last = Int16(bounds[1]), 0 <= first, first <= last
      {
        ranges.append(first...last)
      } else {
        return nil
      }
    }
    self.init(ranges)
  }

  package var isEmpty: Bool { ranges.isEmpty }
  package var first: Int16? { ranges.first?.lowerBound }
  package var last: Int16? { ranges.last?.upperBound }

  /// From the first version to the last, holes included.
  package var hull: ClosedRange<Int16>? {
    guard let first, let last else { return nil }
    return first...last
  }

  package func contains(_ version: Int16) -> Bool {
    ranges.contains { $0.contains(version) }
  }

  package func intersection(_ other: VersionSet) -> VersionSet {
    var result = [ClosedRange<Int16>]()
    for range in ranges {
      for candidate in other.ranges where range.overlaps(candidate) {
        result.append(range.clamped(to: candidate))
      }
    }
    return VersionSet(result)
  }

  package func subtracting(_ other: VersionSet) -> VersionSet {
    var rest = ranges
    for hole in other.ranges {
      rest = rest.flatMap { range -> [ClosedRange<Int16>] in
        guard range.overlaps(hole) else { return [range] }
        var parts = [ClosedRange<Int16>]()
        if range.lowerBound < hole.lowerBound { parts.append(range.lowerBound...(hole.lowerBound - 1)) }
        if range.upperBound > hole.upperBound { parts.append((hole.upperBound + 1)...range.upperBound) }
        return parts
      }
    }
    return VersionSet(rest)
  }

  /// Every version of a bounded set, rising.
  package var versions: [Int16] {
    ranges.flatMap(Array.init)
  }

  /// In the notation of the definitions.
  package var description: String {
    if isEmpty { return "none" }
    return ranges.map { range in
      if range.upperBound == Self.unbounded { return "\(range.lowerBound)+" }
      return range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }.joined(separator: ",")
  }
}
