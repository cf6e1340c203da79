import KafkaMessages
import KafkaSchema
import KafkaWire
import NIOCore
import TestSupport
import Testing

@Suite("Damaged messages")
struct DamageTests {
  /// Every proper prefix of a message is too short, and the error lies within it.
  @Test(arguments: MessageCase.all)
  func `a message that ends early is an error with an offset`(_ message: MessageCase) throws {
    let interpreter = try message.interpreter()
    for version in message.type.versions {
      var random = RandomSource.seeded(UInt64(version) &+ 5)
      let bytes = try interpreter.encode(interpreter.randomValue(version: version, using: &random), version: version)
      for length in prefixes(of: bytes.readableBytes) {
        let prefix = bytes.getSlice(at: 0, length: length) ?? ByteBuffer()
        guard case .failure(let error) = message.roundTrip(prefix, version: version) else {
          Issue.record("\(message.type.name) \(version): the first \(length) bytes are a message")
          continue
        }
        #expect((0...length).contains(error.offset), "\(message.type.name) \(version): \(error)")
        guard case .truncated(let needed, let left) = error.kind else {
          Issue.record("\(message.type.name) \(version), \(length) bytes: \(error)")
          continue
        }
        #expect(needed > left && left <= length, "\(message.type.name) \(version): \(error)")
      }
    }
  }

  /// All of a short message; of a long one the first and a sample of the rest.
  private func prefixes(of count: Int) -> [Int] {
    (0..<count).filter { $0 < 128 || $0.isMultiple(of: 29) }
  }

  /// Bytes of a real message with some changed: generated code and interpreter take the same ones, and read the same.
  @Test(arguments: MessageCase.all)
  func `changed bytes are read by both or by neither`(_ message: MessageCase) throws {
    let interpreter = try message.interpreter()
    for version in message.type.versions {
      var random = RandomSource.seeded(UInt64(version) &+ 900)
      let original = try interpreter.encode(
        interpreter.randomValue(version: version, using: &random), version: version)
      for _ in 0..<8 {
        var bytes = original
        for _ in 0..<Int.random(in: 1...3, using: &random) where bytes.readableBytes > 0 {
          let place = Int.random(in: 0..<bytes.readableBytes, using: &random)
          let byte =
            [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? UInt8.random(in: 0...255, using: &random)
          bytes.setInteger(byte as UInt8, at: place)
        }
        compare(message, interpreter, bytes, version)
      }
    }
  }

  @Test(arguments: MessageCase.all)
  func `random bytes are read by both or by neither`(_ message: MessageCase) throws {
    let interpreter = try message.interpreter()
    var random = RandomSource.seeded(4_711)
    for version in message.type.versions {
      for _ in 0..<12 {
        let count = Int.random(in: 0...200, using: &random)
        let isSmall = Bool.random(using: &random)
        let bytes = ByteBuffer(
          bytes: (0..<count).map { _ in UInt8.random(in: 0...(isSmall ? 3 : 255), using: &random) })
        compare(message, interpreter, bytes, version)
      }
    }
  }

  private func compare(
    _ message: MessageCase, _ interpreter: SchemaInterpreter, _ bytes: ByteBuffer, _ version: Int16
  ) {
    let place = "\(message.type.name) \(version): \(bytes.hexadecimal)"
    let expected = Result { () throws(WireError) -> ByteBuffer in
      let field = try interpreter.decode(bytes, version: version)
      let left = bytes.readableBytes - field.range.upperBound
      if left > 0 { throw WireError(.trailingBytes(left), offset: field.range.upperBound, field: "message") }
      guard case .structure(let value) = field.value else { return ByteBuffer() }
      return try interpreter.encode(value, version: version)
    }
    switch (expected, message.roundTrip(bytes, version: version)) {
    case (.success(let expected), .success(let result)): #expect(expected == result, "\(place)")
    case (.failure, .failure(let error)):
      #expect((0...bytes.readableBytes).contains(error.offset), "\(place): \(error)")
    case (let expected, let result): Issue.record("\(place): \(expected), \(result)")
    }
  }

  @Test func `a huge count is refused before memory is asked for`() {
    // 2 billion topics in a frame of a few bytes.
    var old = WireReader(ByteBuffer(hex: "7fffffff00"))
    #expect(throws: WireError(.truncated(needed: 2 * Int(Int32.max), left: 1), offset: 4, field: "topics")) {
      try MetadataRequest(from: &old, version: 1)
    }
    var flexible = WireReader(ByteBuffer(hex: "ffffffff0700"))
    #expect(throws: WireError.self) { try MetadataRequest(from: &flexible, version: 9) }
    var text = WireReader(ByteBuffer(hex: "000000017fff61"))
    let error = #expect(throws: WireError.self) { try MetadataRequest(from: &text, version: 1) }
    #expect(error?.description == "expected 32767 bytes for name at offset 6, 1 left")
  }

  @Test func `a negative count is null, whatever it is`() throws {
    for count in ["ffffffff", "fffffffe", "80000000"] {
      var reader = WireReader(ByteBuffer(hex: count))
      #expect(try MetadataRequest(from: &reader, version: 1).topics == nil)
    }
  }

  @Test func `a known tag that is shorter or longer than its value is an error`() {
    // Fetch responses 12: no topics, then the tags. Tag 0 of a partition would need more; here ApiVersions' tag 1.
    let body = "0000" + "01" + "00000000"
    var right = WireReader(ByteBuffer(hex: body + "01" + "0108" + "0000000000000007"))
    #expect(throws: Never.self) { try ApiVersionsResponse(from: &right, version: 3) }
    var long = WireReader(ByteBuffer(hex: body + "01" + "0109" + "000000000000000700"))
    #expect(throws: WireError(.trailingBytes(1), offset: 18, field: "finalizedFeaturesEpoch")) {
      try ApiVersionsResponse(from: &long, version: 3)
    }
    var short = WireReader(ByteBuffer(hex: body + "01" + "0107" + "00000000000000" + "0000"))
    #expect(throws: WireError(.truncated(needed: 8, left: 7), offset: 10, field: "finalizedFeaturesEpoch")) {
      try ApiVersionsResponse(from: &short, version: 3)
    }
  }
}
