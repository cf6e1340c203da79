/// Test content from a seed: a small generator of its own, so that a failure's seed tells the whole story.
struct SeededBytes {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// Bytes that no codec can shrink.
  mutating func noise(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next() >> 32) }
  }

  /// Bytes like those of log lines: words from a short list.
  mutating func text(_ count: Int) -> [UInt8] {
    let words = ["order", "payment", "customer", "\"id\":", "true", "false", "2026-11", "{", "}", ", ", "0", "17"]
    var text: [UInt8] = []
    text.reserveCapacity(count + 16)
    while text.count < count {
      text.append(contentsOf: words[below(words.count)].utf8)
    }
    return Array(text.prefix(count))
  }
}
