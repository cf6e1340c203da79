import Foundation
import KafkaMessages
import KafkaRecords
import KafkaWire
import NIOCore
import TestSupport
import Testing

#if os(Linux)
  /// Peers that mean no good, all at once, and the program in a process of its own: only there its memory can be told
  /// from theirs.
  @Suite(.ownThreads, .timeLimit(.minutes(2)), .serialized) struct AbuseOfProgramTests {
    private static let drippers = 500
    private static let rounds = 4
    private static let comings = 10_000
    /// As garbage may begin: a length that is allowed, so that the broker has to wait for the rest.
    private static let legalLength = 32 << 20
    /// One such frame at a time, and as much for all sockets and their buffers.
    private static let allowedGrowth = legalLength * 2
    private static let mebibyte = (0..<(1 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 0x7E) }

    @Test
    func `garbage, absurd lengths, drippers and ten thousand who come and go: bounded memory, service, a line each`()
      async throws
    {
      let directory = FileManager.default.temporaryDirectory.appendingPathComponent("abuse-\(UUID().uuidString)").path
      defer { try? FileManager.default.removeItem(atPath: directory) }
      let program = try BrokerProgram([
        "--listen", "127.0.0.1:0", "--data-dir", directory, "--log-level", "warning",
      ])
      let port = try program.ready()
      let good = try GoodPeer(port: port)
      try good.exchange("before")
      let descriptors = try program.openDescriptors()
      let before = try program.memory()

      var drippers = try (0..<Self.drippers).map { _ in try RawPeer(port: port) }
      for dripper in drippers { dripper.write([0, 0x10, 0, 0]) }
      for round in 1...Self.rounds {
        let next = ContinuousClock.now + .seconds(1)
        for dripper in drippers { #expect(dripper.write([UInt8(round)])) }
        try oneRound(port: port, comings: Self.comings / Self.rounds)
        try good.exchange("round \(round)")
        // The pace of the drippers.
        try await Task.sleep(until: next, clock: .continuous)
      }
      let after = try program.memory()
      #expect(after.peak - before.peak < Self.allowedGrowth, "\(before) became \(after)")

      for dripper in drippers { dripper.reset() }
      drippers = []
      try await eventually("the number of open files and sockets") {
        try program.openDescriptors()
      } satisfies: {
        $0 == descriptors
      }
      try good.exchange("after")
      program.process.signal(SIGTERM)
      let end = program.end()
      #expect(end.code == 0)
      check(end.errors)
    }

    /// Everything but the drippers.
    private func oneRound(port: Int, comings: Int) throws {
      for start in [[0xA5, 0x1C, 0x93, 0x0A], withUnsafeBytes(of: Int32(Self.legalLength).bigEndian, Array.init)] {
        let garbage = try RawPeer(port: port)
        garbage.write(start)
        var sent = 0
        while sent < 64, garbage.write(Self.mebibyte) { sent += 1 }
        #expect(try garbage.isClosedByPeer())
      }

      let absurd = try RawPeer(port: port)
      absurd.write([0x7F, 0xFF, 0xFF, 0xFF, 1, 2, 3])
      #expect(try absurd.isClosedByPeer())

      for number in 0..<comings {
        let peer = try RawPeer(port: port)
        if number % 2 == 0 { peer.reset() }
      }
    }

    /// Each reason once, with the peer, whatever the number of times.
    private func check(_ log: String) {
      let lines = log.split(separator: "\n")
      for reason in ["negative frame length", "frame length of 2147483647", "is not offered"] {
        let found = lines.filter { $0.contains(reason) }
        #expect(found.count == 1, "\(reason): \(log)")
        #expect(found.first?.contains("127.0.0.1:") == true, "the peer is named")
      }
      #expect(lines.count == 3, "\(log)")
    }
  }

  /// A client that wants nothing but to be served, on one connection.
  private struct GoodPeer {
    private let peer: RawPeer

    init(port: Int) throws {
      peer = try RawPeer(port: port)
      let metadata = try peer.call(MetadataRequest.with { $0.topics = [.with { $0.name = "t" }] }, version: 9)
      #expect(metadata.topics.first?.errorCode == 0)
    }

    /// Writes a record and reads it back.
    func exchange(_ value: String) throws {
      var writer = RecordBatchWriter()
      try writer.append(key: nil, value: ByteBuffer(string: value), timestamp: 1_700_000_000_000)
      let batch = try writer.seal()
      let produced = try peer.call(
        ProduceRequest.with {
          $0.transactionalId = nil
          $0.acks = -1
          $0.topicData = [
            .with {
              $0.name = "t"
              $0.partitionData = [.with { $0.records = batch }]
            }
          ]
        }, version: 9)
      let written = try #require(produced.responses.first?.partitionResponses.first)
      #expect(written.errorCode == 0)
      let fetched = try peer.call(
        FetchRequest.with {
          $0.maxBytes = 1 << 20
          $0.topics = [
            .with {
              $0.topic = "t"
              $0.partitions = [
                .with {
                  $0.fetchOffset = written.baseOffset
                  $0.partitionMaxBytes = 1 << 20
                }
              ]
            }
          ]
        }, version: 12)
      var batches = RecordBatches(try #require(fetched.responses.first?.partitions.first?.records))
      guard case .batch(let read)? = try batches.next() else {
        Issue.record("nothing was read at \(written.baseOffset)")
        return
      }
      #expect(try read.records().map { $0.value.map { String(buffer: $0) } } == [value])
    }
  }
#endif
