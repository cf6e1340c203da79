/// Where the latest batches of a segment begin, so that consumers at the end of the log are served without a scan.
struct RecentPositions {
  private static let capacity = 64

  private var offsets: [Int64] = []
  private var positions: [Int] = []
  /// The oldest entry, once the ring is full.
  private var oldest = 0

  /// Batches come in the order of their offsets.
  mutating func note(offset: Int64, position: Int) {
    if offsets.count < Self.capacity {
      offsets.append(offset)
      positions.append(position)
    } else {
      offsets[oldest] = offset
      positions[oldest] = position
      oldest = (oldest + 1) % Self.capacity
    }
  }

  /// Where the last batch begins that does not begin behind the offset; nil if it is older than what is kept.
  func position(for offset: Int64) -> Int? {
    var low = 0
    var high = offsets.count
    while low < high {
      let middle = (low + high) / 2
      if offsets[index(middle)] <= offset { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : positions[index(low - 1)]
  }

  private func index(_ age: Int) -> Int {
    (oldest + age) % max(1, offsets.count)
  }
}
