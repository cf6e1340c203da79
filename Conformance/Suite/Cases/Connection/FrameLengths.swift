import KafkaSchema
import KafkaWire
import NIOCore

/// The four bytes in front of every frame.
enum FrameLengths {
  static var cases: [Case] {
    [
      lengthPrefixCountsExactlyWhatFollows, correlationIdIsEchoedBitExactly, negativeLength, mostNegativeLength,
      lengthAboveTheLimit, length2147483647, lengthZero, frameShorterThanAHeader, clientIdRunsPastTheFrame,
      plainHttpOnThePort, tlsHelloOnAPlaintextPort, largeLegalRequest,
    ]
  }

  static var lengthPrefixCountsExactlyWhatFollows: Case {
    Case(
      "FRAME-001", "Length prefix counts exactly what follows", .must, since: "0.8", source: "guide",
      sends: "ApiVersions v0, header v1",
      expects: "Frame length equals the bytes after the length field; correlation id echoed; nothing left over "
        + "after decoding",
      kills: "Length includes its own 4 bytes, or leaves out the correlation id",
      tags: [.rawFrames]
    ) { t in
      let peer = try await t.peer()
      var sizes = 0
      // A length that counts too much or too little shows at the latest in the second answer.
      for number in 1...2 {
        let request = try peer.send(.apiVersions, version: 0, [:])
        let reply = try t.answered(await peer.fate(of: request), "request \(number) gets an answer in a whole frame")
        try t.expect(
          reply.correlation == request.correlation, "the correlation id comes back", field: "CorrelationId",
          got: "\(reply.correlation)", want: "\(request.correlation)", at: reply.body)
        sizes += reply.bytes.readableBytes
      }
      let received = peer.connection.receivedBytes
      try t.expect(
        received == sizes, "the length counts just the bytes behind it", field: "connection", got: "\(received) bytes",
        want: "\(sizes) bytes in two frames")
      try await t.canary()
    }
  }

  static var correlationIdIsEchoedBitExactly: Case {
    Case(
      "FRAME-002", "Correlation id is echoed bit-exactly", .must, since: "0.8", source: "guide",
      sends: "Five requests with ids 0, 1, -1, 2147483647, -2147483648",
      expects: "Same five ids, in order",
      kills: "Own counter used instead of the echo; negative ids rejected or zero-extended",
      tags: [.rawFrames]
    ) { t in
      let peer = try await t.peer()
      for id in [0, 1, -1, .max, .min] as [Int32] {
        let request = try RequestFrame(.apiVersions, version: 0, correlation: id, clientId: "ids", body: [:])
        peer.connection.send(request)
        let reply = try t.answered(await peer.fate(of: request), "a request with correlation id \(id) is answered")
        try t.expect(
          reply.correlation == id, "the correlation id comes back bit by bit", field: "CorrelationId",
          got: "\(reply.correlation)", want: "\(id)", at: reply.body)
      }
      try await t.canary()
    }
  }

  static var negativeLength: Case {
    Case(
      "FRAME-013", "Negative length", .must, since: "0.8", source: "guide",
      sends: "Prefix 0xFFFFFFFF then 16 bytes",
      expects: "Closed at once",
      kills: "Length read as unsigned: waits for 4 GiB",
      tags: [.rawFrames]
    ) { t in
      var bytes = ByteBuffer(integer: -1 as Int32)
      bytes.writeRepeatingByte(0, count: 16)
      let fate = try await t.fate(ofRaw: bytes, "length -1")
      try t.closed(fate, "a frame with a negative length ends the connection")
      try await t.canary()
    }
  }

  static var mostNegativeLength: Case {
    Case(
      "FRAME-014", "Most negative length", .must, since: "0.8", source: "guide",
      sends: "Prefix 0x80000000",
      expects: "Closed at once",
      kills: "Negation overflow crashes the process",
      tags: [.rawFrames]
    ) { t in
      let fate = try await t.fate(ofRaw: ByteBuffer(integer: Int32.min), "length -2147483648")
      try t.closed(fate, "a frame with the most negative length ends the connection")
      try await t.canary()
    }
  }

  static var lengthAboveTheLimit: Case {
    Case(
      "FRAME-015", "Length above the limit", .must, since: "0.8", source: "AK socket.request.max.bytes",
      sends: "Prefix 104857601 (default limit + 1), no body",
      expects: "Closed without waiting for or allocating the body",
      kills: "Allocates the announced size first",
      tags: [.rawFrames]
    ) { t in
      let limit = t.target.options.configured["socket.request.max.bytes"].flatMap { Int32($0) } ?? 104_857_600
      let fate = try await t.fate(ofRaw: ByteBuffer(integer: limit + 1), "length \(limit + 1)")
      try t.closed(fate, "a length above the limit ends the connection before its body is there")
      try await t.canary()
    }
  }

  static var length2147483647: Case {
    Case(
      "FRAME-016", "Length 2147483647", .must, since: "0.8", source: "AK",
      sends: "Prefix 0x7FFFFFFF, then trickle",
      expects: "Closed at once",
      kills: "2 GiB allocation per connection",
      tags: [.rawFrames]
    ) { t in
      let peer = try await t.peer()
      peer.connection.send(ByteBuffer(integer: Int32.max), note: "length 2147483647")
      try await peer.connection.send(ByteBuffer(repeating: 0, count: 8), piece: 1, pause: .milliseconds(20))
      let fate = await peer.fate(api: .apiVersions, version: 0, correlation: 0, within: peer.answerLimit)
      try t.closed(fate, "a length of 2 GiB ends the connection")
      try await t.canary()
    }
  }

  static var lengthZero: Case {
    Case(
      "FRAME-017", "Length zero", .should, since: "0.8", source: "AK",
      sends: "Prefix 0, then a valid frame",
      expects: "Closed. Also ok: zero frame ignored and the valid frame answered",
      kills: "Spins or crashes on an empty frame",
      tags: [.rawFrames]
    ) { t in
      let peer = try await t.peer()
      let request = try peer.frame(.apiVersions, version: 0, [:])
      peer.connection.send(
        ByteBuffer(joined: [ByteBuffer(integer: 0 as Int32), request.bytes]), note: "length 0, ApiVersions")
      try t.closed(
        await peer.fate(of: request), orAnswered: "the empty frame was ignored", "an empty frame ends the connection")
      try await t.canary()
    }
  }

  static var frameShorterThanAHeader: Case {
    Case(
      "FRAME-018", "Frame shorter than a header", .must, since: "0.8", source: "AK",
      sends: "Prefix n and n bytes, for n = 1..7",
      expects: "Closed each time",
      kills: "Index out of range kills the process",
      tags: [.rawFrames]
    ) { t in
      let header = ByteBuffer(bytes: [0, 18, 0, 0, 0, 0, 0])
      for count in 1...7 {
        var frame = ByteBuffer(integer: Int32(count))
        frame.writeImmutableBuffer(header.getSlice(at: 0, length: count) ?? header)
        let fate = try await t.fate(ofRaw: frame, "a frame of \(count) bytes")
        try t.closed(fate, "a frame of \(count) bytes, shorter than a header, ends the connection")
      }
      try await t.canary()
    }
  }

  static var clientIdRunsPastTheFrame: Case {
    Case(
      "FRAME-019", "Client id runs past the frame", .must, since: "0.8", source: "AK",
      sends: "Header v1 whose client id length is 500 in a 20-byte frame",
      expects: "Closed",
      kills: "Reads into the next frame",
      tags: [.rawFrames]
    ) { t in
      var frame = ByteBuffer(integer: 20 as Int32)
      frame.writeBytes([0, 18, 0, 0, 0, 0, 0, 7])
      frame.writeInteger(500 as Int16)
      frame.writeRepeatingByte(UInt8(ascii: "x"), count: 10)
      let fate = try await t.fate(ofRaw: frame, "a client id of 500 bytes in a frame of 20", correlation: 7)
      try t.closed(fate, "a client id that runs past its frame ends the connection")
      try await t.canary()
    }
  }

  static var plainHttpOnThePort: Case {
    Case(
      "FRAME-020", "Plain HTTP on the port", .should, since: "0.8", source: "AK",
      sends: "\"GET / HTTP/1.1\" and two line ends",
      expects: "Closed (the bytes are a length above the limit)",
      kills: "Waits for 1.1 GiB; or answers with a Kafka frame",
      tags: [.rawFrames]
    ) { t in
      let fate = try await t.fate(ofRaw: ByteBuffer(string: "GET / HTTP/1.1\r\n\r\n"), "HTTP")
      try t.closed(fate, "HTTP on the port ends the connection")
      try await t.canary()
    }
  }

  static var tlsHelloOnAPlaintextPort: Case {
    Case(
      "FRAME-021", "TLS hello on a plaintext port", .should, since: "0.9", source: "AK",
      sends: "A TLS 1.2 ClientHello",
      expects: "Closed",
      kills: "Hangs until the idle timeout",
      tags: [.rawFrames]
    ) { t in
      var hello = ByteBuffer(bytes: [0x16, 0x03, 0x01, 0x00, 0xC8, 0x01, 0x00, 0x00, 0xC4, 0x03, 0x03])
      hello.writeRepeatingByte(0x61, count: 194)
      let fate = try await t.fate(ofRaw: hello, "a TLS ClientHello")
      try t.closed(fate, "a TLS ClientHello on a plaintext port ends the connection")
      try await t.canary()
    }
  }

  static var largeLegalRequest: Case {
    Case(
      "FRAME-022", "Large legal request", .should, since: "2.4", source: "KIP-482",
      sends: "ApiVersions v3 with an 8 MiB unknown tagged field",
      expects: "Normal response",
      kills: "Fixed 64 KiB or 1 MiB receive buffer",
      tags: [.rawFrames],
      deadline: .seconds(30)
    ) { t in
      try t.require(.apiVersions, version: 3)
      let peer = try await t.peer()
      let tag = UnknownTaggedField(tag: 100, bytes: ByteBuffer(repeating: 0x7A, count: 8 * 1024 * 1024))
      let body = Structure(
        [
          .init(name: "ClientSoftwareName", value: "kafka-conformance"),
          .init(name: "ClientSoftwareVersion", value: "1"),
        ], unknownTaggedFields: [tag])
      let request = try peer.send(.apiVersions, version: 3, .structure(body))
      let fate = await peer.fate(of: request, within: t.target.limit(.seconds(20)))
      let reply = try t.answered(fate, "a request of 8 MiB is answered")
      try t.accepted(reply["ErrorCode"], "a request of 8 MiB is answered without an error")
      try await t.canary()
    }
  }
}
