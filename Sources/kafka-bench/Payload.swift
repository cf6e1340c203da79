import NIOCore

/// Content to measure with: events as services log them, each different, always the same ones.
enum Payload {
  /// Values of exactly `size` bytes.
  static func events(count: Int, size: Int) -> [[UInt8]] {
    var source = Source()
    return (0..<count).map { _ in source.event(size: size) }
  }

  /// Events one after the other, cut at `size` bytes.
  static func text(size: Int) -> [UInt8] {
    var source = Source()
    var bytes: [UInt8] = []
    while bytes.count < size { bytes += source.event(size: 180) }
    return Array(bytes.prefix(size))
  }

  private struct Source {
    private static let names = ["order", "payment", "delivery", "refund", "customer", "invoice", "basket", "session"]
    private static let states = ["created", "accepted", "rejected", "pending", "closed", "expired"]
    private var state: UInt64 = 0x2545_F491_4F6C_DD1D

    private mutating func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }

    mutating func event(size: Int) -> [UInt8] {
      var text = #"{"id":\#(next(1_000_000_000)),"at":17000\#(next(100_000_000)),"type":"\#(Self.names[next(8)])""#
      while text.utf8.count < size {
        text += #","\#(Self.names[next(8)])":{"state":"\#(Self.states[next(6)])","amount":\#(next(100_000))}"#
      }
      return Array(text.utf8.prefix(size - 1)) + [UInt8(ascii: "}")]
    }
  }
}
