import KafkaSchema
import KafkaWire
import NIOCore

/// The four bytes in front of every frame.
enum FrameLengths {
  static var cases: [Case] { [correlationIdIsEchoedBitExactly, negativeLength] }

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
      let peer = try await t.peer()
      var bytes = ByteBuffer(integer: -1 as Int32)
      bytes.writeRepeatingByte(0, count: 16)
      peer.connection.send(bytes, note: "length -1")
      let fate = await peer.fate(api: .apiVersions, version: 0, correlation: 0, within: .seconds(5))
      try t.closed(fate, "a frame with a negative length ends the connection")
      try await t.canary()
    }
  }
}
