import KafkaSchema
import KafkaWire
import NIOCore

/// Frames are found in the stream however it was cut into segments.
enum FramePieces {
  static var cases: [Case] {
    [
      oneBytePerTcpSegment, lengthPrefixItselfIsSplit, twoFramesInOneSegment, oneAndAHalfFrames,
    ]
  }

  static var oneBytePerTcpSegment: Case {
    Case(
      "FRAME-004", "One byte per TCP segment", .must, since: "0.8", source: "guide",
      sends: "A Metadata request written byte by byte with 1 ms pauses",
      expects: "Normal response",
      kills: "Assumes one read returns one frame",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata)
      let peer = try await t.peer()
      let request = try peer.frame(.metadata, version: version, t.noTopics(version))
      try await peer.connection.send(request.bytes, piece: 1, pause: .milliseconds(1))
      let reply = try t.answered(await peer.fate(of: request), "a request that comes byte by byte is answered")
      try t.expect(
        reply["Brokers"].count > 0, "the answer is the usual one", field: "Brokers", got: "none", want: "1 or more",
        at: reply["Brokers"])
      try await t.canary()
    }
  }

  static var lengthPrefixItselfIsSplit: Case {
    Case(
      "FRAME-005", "Length prefix itself is split", .must, since: "0.8", source: "guide",
      sends: "2 bytes, 200 ms pause, remaining bytes",
      expects: "Normal response",
      kills: "Reads 4 bytes with a single read and mis-frames",
      tags: [.rawFrames]
    ) { t in
      let peer = try await t.peer()
      let request = try peer.frame(.apiVersions, version: 0, [:])
      try await peer.connection.send(
        request.bytes.getSlice(at: 0, length: 2) ?? ByteBuffer(), piece: 2, pause: .milliseconds(200))
      peer.connection.send(
        request.bytes.getSlice(at: 2, length: request.bytes.readableBytes - 2) ?? ByteBuffer(), note: "the rest")
      let reply = try t.answered(await peer.fate(of: request), "a request whose length came in two pieces is answered")
      try t.accepted(reply["ErrorCode"], "the answer is the usual one")
      try await t.canary()
    }
  }

  static var twoFramesInOneSegment: Case {
    Case(
      "FRAME-006", "Two frames in one segment", .must, since: "0.8", source: "guide",
      sends: "Metadata and ApiVersions in one write",
      expects: "Two responses in order",
      kills: "Second frame stays in the buffer until more bytes arrive",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata)
      let peer = try await t.peer()
      let first = try peer.frame(.metadata, version: version, t.noTopics(version))
      let second = try peer.frame(.apiVersions, version: 0, [:])
      peer.connection.send(ByteBuffer(joined: [first.bytes, second.bytes]), note: "Metadata and ApiVersions")
      _ = try t.answered(await peer.fate(of: first), "the first of two frames in one segment is answered first")
      _ = try t.answered(await peer.fate(of: second), "the second of two frames in one segment is answered as well")
      try await t.canary()
    }
  }

  static var oneAndAHalfFrames: Case {
    Case(
      "FRAME-007", "One and a half frames", .must, since: "0.8", source: "guide",
      sends: "Frame A plus half of B, 3 s pause, rest of B",
      expects: "A answered before the pause ends; B answered after",
      kills: "Waits for a frame boundary before replying, or drops the half frame",
      tags: [.rawFrames, .waits],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata)
      let peer = try await t.peer()
      let first = try peer.frame(.apiVersions, version: 0, [:])
      let second = try peer.frame(.metadata, version: version, t.noTopics(version))
      let half = second.bytes.readableBytes / 2
      let pause = t.target.limit(.seconds(3))
      let start = ContinuousClock.now
      peer.connection.send(
        ByteBuffer(joined: [first.bytes, second.bytes.getSlice(at: 0, length: half) ?? ByteBuffer()]),
        note: "ApiVersions and half of Metadata")
      _ = try t.answered(
        await peer.fate(of: first, within: pause), "a whole frame is answered before the next one is complete")
      try await Task.sleep(until: start + pause, clock: .continuous)
      peer.connection.send(
        second.bytes.getSlice(at: half, length: second.bytes.readableBytes - half) ?? ByteBuffer(), note: "the rest")
      _ = try t.answered(await peer.fate(of: second), "a frame whose second half came late is answered")
      try await t.canary()
    }
  }
}
