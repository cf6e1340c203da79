import KafkaSchema
import KafkaWire
import NIOCore

/// Bodies that are shorter or longer than their frames.
enum BrokenBodies {
  static var cases: [Case] {
    [
      bodyTruncated, trailingBytesAfterTheBody,
    ]
  }

  static var bodyTruncated: Case {
    Case(
      "FRAME-023", "Body truncated", .must, since: "0.8", source: "AK",
      sends: "Metadata v1 announcing 3 topics, containing 1",
      expects: "Closed. Also ok: INVALID_REQUEST (42)",
      kills: "Reads bytes of the next request as topics",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata, atMost: 8, atLeast: 1)
      var body = ByteBuffer(integer: 3 as Int32)
      body.writeInteger(1 as Int16)
      body.writeString("a")
      try t.closed(
        try await t.fate(of: t.raw(.metadata, version: version, body)), orCode: [42],
        "a body that ends before its third topic ends the connection")
      try await t.canary()
    }
  }

  static var trailingBytesAfterTheBody: Case {
    Case(
      "FRAME-049", "Trailing bytes after the body", .may, since: "0.8", source: "AK",
      sends: "Metadata v1 plus 10 bytes in the frame",
      expects: "Recorded: Apache Kafka ignores them. Closed is ok",
      kills: "Bytes leak into the next frame",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata, atMost: 8)
      let peer = try await t.peer()
      var request = try peer.frame(.metadata, version: version, t.noTopics(version))
      request.bytes.writeString("0123456789")
      request.fixLength()
      let next = try peer.frame(.apiVersions, version: 0, [:])
      peer.connection.send(
        ByteBuffer(joined: [request.bytes, next.bytes]), note: "10 bytes too many, then ApiVersions")
      let fate = await peer.fate(of: request)
      try t.survived(fate, "bytes behind the body do no harm")
      if fate.reply != nil {
        _ = try t.answered(await peer.fate(of: next), "bytes behind a body do not spoil the next request")
      }
      try await t.canary()
    }
  }
}
