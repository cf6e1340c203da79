import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

/// Broken brokers for FRAME: lengths, order, and connections.
enum FrameMutants {
  static var mutants: [Mutant] { lengths + orders + limits + connections }

  private static var lengths: [Mutant] {
    [
      Mutant("FRAME-001", "The length counts its own four bytes") {
        .bytes(.apiVersions) { bytes, _ in bytes.setInteger(Int32(bytes.readableBytes), at: bytes.readerIndex) }
      },
      Mutant("FRAME-002", "Negative correlation ids are answered with 0") {
        .bytes { bytes, exchange in
          if exchange.correlation < 0 { bytes.setInteger(0 as Int32, at: bytes.readerIndex + 4) }
        }
      },
      Mutant("FRAME-003", "Of two requests with one correlation id, one answer is lost") {
        var answered: Set<[Int]> = []
        return .answer { exchange, _ in
          answered.insert([exchange.connection, Int(exchange.correlation)]).inserted ? .forward : .swallow
        }
      },
      Mutant("FRAME-004", "One read is taken for one frame") {
        .reading { _, bytes in bytes.readableBytes < 8 ? nil : bytes }
      },
      Mutant("FRAME-005", "The length prefix is read at once") {
        .reading { _, bytes in bytes.readableBytes < 4 ? nil : bytes }
      },
      Mutant("FRAME-006", "A second frame stays in the buffer until more bytes come") {
        var held: [Int: ByteBuffer] = [:]
        return .reading { connection, bytes in
          var all = held[connection] ?? ByteBuffer()
          all.writeImmutableBuffer(bytes)
          var first = all.readWholeFrames(atMost: 1)
          if first.readableBytes == 0 { swap(&first, &all) }
          held[connection] = all
          return first
        }
      },
      Mutant("FRAME-007", "Nothing is answered before the bytes end with a frame") {
        var held: [Int: ByteBuffer] = [:]
        return .reading { connection, bytes in
          var all = held[connection] ?? ByteBuffer()
          all.writeImmutableBuffer(bytes)
          var rest = all
          _ = rest.readWholeFrames()
          held[connection] = rest.readableBytes == 0 ? nil : all
          return rest.readableBytes == 0 ? all : ByteBuffer()
        }
      },
    ]
  }

  private static var orders: [Mutant] {
    [
      Mutant("FRAME-008", "Answers leave as they are done") {
        var held: [Int: ByteBuffer] = [:]
        return .answer { exchange, frame in
          if let late = held.removeValue(forKey: exchange.connection) { return .frames([frame, late]) }
          guard exchange.api == .listOffsets else { return .forward }
          held[exchange.connection] = frame
          return .swallow
        }
      },
      Mutant("FRAME-009", "A quick answer overtakes a fetch that waits") {
        var waiting: Set<Int> = []
        var behaviour = Behaviour()
        behaviour.onRequest = { exchange in
          if exchange.api == .fetch { waiting.insert(exchange.connection) }
          guard exchange.api == .apiVersions, waiting.contains(exchange.connection) else { return .forward }
          return .says(["ErrorCode": 0, "ApiKeys": [["ApiKey": 18, "MinVersion": 0, "MaxVersion": 4]]])
        }
        behaviour.onResponse = { exchange, _ in
          if exchange.api == .fetch { waiting.remove(exchange.connection) }
          return .forward
        }
        return behaviour
      },
      Mutant("FRAME-010", "One loop serves all connections") {
        var fetches = 0
        var behaviour = Behaviour()
        behaviour.onRequest = { exchange in
          if exchange.api == .fetch { fetches += 1 }
          return .forward
        }
        behaviour.onResponse = { exchange, _ in
          if exchange.api == .fetch { fetches -= 1 }
          return exchange.api == .metadata && fetches > 0 ? .delay(.seconds(60)) : .forward
        }
        return behaviour
      },
      Mutant("FRAME-011", "Answers requests that want no answer") {
        .request(.produce) { body, _ in if body.int("Acks") == 0 { body["Acks"] = 1 } }
      },
    ]
  }

  private static var limits: [Mutant] {
    [
      Mutant("FRAME-013", "A length is read as unsigned, and waited for") { .swallowing },
      Mutant("FRAME-014", "The most negative length is waited for") { .swallowing },
      Mutant("FRAME-015", "A length above the limit is made room for, and waited for") { .swallowing },
      Mutant("FRAME-016", "Two GiB are waited for") { .swallowing },
      Mutant("FRAME-018", "Frames without room for a header are kept") { .swallowing },
      Mutant("FRAME-019", "The client id is read on in the next frame") { .waitingForMore },
      Mutant("FRAME-023", "Topics are read on in the next request") { .waitingForMore },
      Mutant("FRAME-035", "A tag is read on in the next frame") { .waitingForMore },
      Mutant("FRAME-047", "Room is made for any count, and the rest is waited for") { .waitingForMore },
      Mutant("FRAME-048", "Room is made for any length, and the rest is waited for") { .waitingForMore },
    ]
  }

  private static var connections: [Mutant] {
    [
      Mutant("FRAME-052", "A version that is too new is read as the newest") {
        .guessing { exchange, known in
          exchange.api == .metadata && exchange.version > known.upperBound ? known.upperBound : nil
        }
      },
      Mutant("FRAME-053", "A version that is too old is read as the oldest") {
        .guessing { exchange, _ in
          guard let release = KafkaRelease.all.last,
            let oldest = ReleaseTable.accepted(exchange.api, in: release)?.lowerBound, exchange.version < oldest
          else { return nil }
          return oldest
        }
      },
      Mutant("FRAME-056", "A connection keeps the version of its first request") {
        var versions: [Int: Int16] = [:]
        return .answer(.metadata) { exchange, frame in
          let first = versions[exchange.connection] ?? exchange.version
          versions[exchange.connection] = first
          guard first != exchange.version, let body = MutantFrames.body(of: frame, exchange) else { return .forward }
          var wrong = exchange
          wrong.version = first
          return MutantFrames.response(wrong, body).map { .replace($0) } ?? .swallow
        }
      },
      Mutant("FRAME-058", "Each reset costs a descriptor, until there are none") {
        var connections: Set<Int> = []
        return .reading { connection, bytes in
          connections.insert(connection)
          return connections.count > 150 ? nil : bytes
        }
      },
      Mutant("FRAME-062", "One client that does not read keeps the answers of all") {
        var sent: [Int: Int] = [:]
        var idle: Int?
        return .answer { exchange, frame in
          sent[exchange.connection, default: 0] += exchange.api == .fetch ? frame.readableBytes : 0
          if idle == nil, sent[exchange.connection, default: 0] > 4_000_000 { idle = exchange.connection }
          return idle == nil || idle == exchange.connection ? .forward : .swallow
        }
      },
      Mutant("FRAME-063", "Connections share what they remember of a request") {
        var last: (connection: Int, correlation: Int32)?
        var count = 0
        return .bytes { bytes, exchange in
          count += 1
          if let last, last.connection != exchange.connection, count % 7 == 0 {
            bytes.setInteger(last.correlation, at: bytes.readerIndex + 4)
          }
          last = (exchange.connection, exchange.correlation)
        }
      },
    ]
  }
}
