import KafkaTransport
import NIOCore
import Testing

@Suite struct FrameDecoderTests {
  @Test func `frames that arrive in one read come out as slices, in order`() throws {
    var decoder = FrameDecoder(limit: 100)
    var frames = [ByteBuffer]()
    try decoder.decode(stream("abc", "", "de"), into: &frames)
    #expect(frames.map { String(buffer: $0) } == ["abc", "", "de"])
    #expect(decoder.unfinished == nil)
    #expect(decoder.heldBytes == 0)
  }

  @Test(arguments: [1, 2, 3, 5, 7, 64, 1000])
  func `the same frames come out however the stream is cut`(size: Int) throws {
    let expected = ["", "x", String(repeating: "kafka", count: 100), "tail"]
    let bytes = stream(expected)
    var decoder = FrameDecoder(limit: 1000)
    var frames = [ByteBuffer]()
    var rest = bytes
    while rest.readableBytes > 0 {
      if let part = rest.readSlice(length: min(size, rest.readableBytes)) { try decoder.decode(part, into: &frames) }
    }
    #expect(frames.map { String(buffer: $0) } == expected)
  }

  @Test func `a frame of exactly the limit passes, one byte more is refused`() throws {
    var frames = [ByteBuffer]()
    var decoder = FrameDecoder(limit: 8)
    try decoder.decode(stream("12345678"), into: &frames)
    #expect(frames.count == 1)
    #expect(throws: FrameRefusal(length: 9, limit: 8)) {
      try decoder.decode(stream("123456789"), into: &frames)
    }
    #expect(frames.count == 1)
  }

  @Test(arguments: [Int32.max, -1, Int32.min, 101, 0x1603_0100])
  func `a length that cannot be is refused at its fourth byte, before anything is reserved`(length: Int32) throws {
    var decoder = FrameDecoder(limit: 100)
    var frames = [ByteBuffer]()
    let bytes = ByteBuffer(integer: length)
    try decoder.decode(try #require(bytes.getSlice(at: 0, length: 3)), into: &frames)
    #expect(throws: FrameRefusal(length: length, limit: 100)) {
      try decoder.decode(try #require(bytes.getSlice(at: 3, length: 1)), into: &frames)
    }
    #expect(decoder.heldBytes == 0)
    // The stream is lost: nothing after it is taken for a frame.
    try decoder.decode(stream("abc"), into: &frames)
    #expect(frames.isEmpty)
  }

  @Test func `frames before a bad length are kept`() throws {
    var decoder = FrameDecoder(limit: 100)
    var frames = [ByteBuffer]()
    var bytes = stream("good")
    bytes.writeInteger(Int32(-5))
    #expect(throws: FrameRefusal.self) { try decoder.decode(bytes, into: &frames) }
    #expect(frames.map { String(buffer: $0) } == ["good"])
  }

  @Test func `a promised gigabyte that drips in holds a small multiple of what came`() throws {
    var decoder = FrameDecoder(limit: 2_000_000_000)
    var frames = [ByteBuffer]()
    try decoder.decode(ByteBuffer(integer: Int32(1_000_000_000)), into: &frames)
    for received in 1...1000 {
      try decoder.decode(ByteBuffer(integer: UInt8(7)), into: &frames)
      #expect(decoder.heldBytes <= 2 * FrameDecoder.reservedAtOnce)
      let unfinished = try #require(decoder.unfinished)
      #expect(unfinished.received == 4 + received)
      #expect(unfinished.needed == 1_000_000_004)
    }
    let block = ByteBuffer(repeating: 7, count: 1 << 20)
    for _ in 1...10 { try decoder.decode(block, into: &frames) }
    #expect(decoder.heldBytes <= 8 * 10 << 20)
  }

  @Test func `a long frame grows its buffer a few times only`() throws {
    var decoder = FrameDecoder(limit: 1 << 26)
    var frames = [ByteBuffer]()
    try decoder.decode(ByteBuffer(integer: Int32(1 << 25)), into: &frames)
    let part = ByteBuffer(repeating: 1, count: 1 << 14)
    var capacities = Set<Int>()
    for _ in 0..<(1 << 11) {
      try decoder.decode(part, into: &frames)
      capacities.insert(decoder.heldBytes)
    }
    #expect(frames.map(\.readableBytes) == [1 << 25])
    #expect(capacities.count <= 10)
  }

  @Test func `a refusal says what the peer seems to speak`() {
    #expect(FrameRefusal(length: 0x1603_0100, limit: 100).description.contains("TLS handshake"))
    #expect(FrameRefusal(length: 0x1503_0300, limit: 100).description.contains("TLS alert"))
    #expect(FrameRefusal(length: 0x4745_5420, limit: 100).description.contains("HTTP"))
    #expect(FrameRefusal(length: -1, limit: 100).description == "a negative frame length -1")
    #expect(FrameRefusal(length: 101, limit: 100).description == "a frame length of 101, more than 100")
  }
}
