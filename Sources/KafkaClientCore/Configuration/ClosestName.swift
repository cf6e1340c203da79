/// Finds what somebody meant by a name that does not exist.
package enum ClosestName {
  /// The candidate most like `name`, if any is alike enough to be worth naming.
  package static func to(_ name: String, among candidates: some Sequence<String>) -> String? {
    let allowed = max(2, name.count / 4)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      let distance = editDistance(name.lowercased(), candidate.lowercased())
      guard distance <= allowed else { continue }
      // Of two that are equally near, always the same one.
      if let best, (best.distance, best.candidate) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.candidate
  }

  /// The least number of letters to insert, remove, replace or swap with their neighbour to make one word the other.
  package static func editDistance(_ left: some StringProtocol, _ right: some StringProtocol) -> Int {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var beforePrevious = [Int](repeating: 0, count: right.count + 1)
    var previous = Array(0...right.count)
    for row in 1...left.count {
      var current = [row]
      current.reserveCapacity(right.count + 1)
      for column in 1...right.count {
        let cost = left[row - 1] == right[column - 1] ? 0 : 1
        var distance = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + cost)
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          distance = min(distance, beforePrevious[column - 2] + 1)
        }
        current.append(distance)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[right.count]
  }
}
