import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

/// Broken brokers for FRAME: what clients suffer from, and live with.
enum FrameShouldMutants {
  static var mutants: [Mutant] { frames + headers + bodies + kinds + connections }

  private static var frames: [Mutant] {
    [
      Mutant("FRAME-012", "Answers that nobody takes stop the reading") {
        var unanswered: [Int: Int] = [:]
        var stuck: Set<Int> = []
        var behaviour = Behaviour()
        behaviour.onRequest = { exchange in
          unanswered[exchange.connection, default: 0] += 1
          if unanswered[exchange.connection, default: 0] > 16 { stuck.insert(exchange.connection) }
          return stuck.contains(exchange.connection) ? .swallow : .forward
        }
        behaviour.onResponse = { exchange, _ in
          unanswered[exchange.connection, default: 1] -= 1
          return .forward
        }
        return behaviour
      },
      Mutant("FRAME-017", "An empty frame ends the process") {
        var isDead = false
        var begun: Set<Int> = []
        return .reading { connection, bytes in
          // Later bytes may begin in the midst of a frame.
          let isFirst = begun.insert(connection).inserted
          if isFirst, bytes.getInteger(at: bytes.readerIndex, as: Int32.self) == 0 { isDead = true }
          return isDead ? nil : bytes
        }
      },
      Mutant("FRAME-020", "HTTP is answered in the way of Kafka") {
        .reading { _, bytes in
          guard bytes.getString(at: bytes.readerIndex, length: min(4, bytes.readableBytes)) == "GET " else {
            return bytes
          }
          // ApiVersions v0, correlation id 0, no client id.
          return ByteBuffer(bytes: [0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF])
        }
      },
      Mutant("FRAME-021", "The rest of a TLS hello is waited for") {
        var greeted: Set<Int> = []
        return .reading { connection, bytes in
          if bytes.getInteger(at: bytes.readerIndex, as: UInt16.self) == 0x1603 { greeted.insert(connection) }
          return greeted.contains(connection) ? ByteBuffer() : bytes
        }
      },
      Mutant("FRAME-022", "Requests have room up to 1 MiB") { .closing { $0.bytes.readableBytes > 1024 * 1024 } },
    ]
  }

  private static var headers: [Mutant] {
    [
      Mutant("FRAME-026", "The length of a client id counts characters") {
        .closing { exchange in exchange.clientId.map { $0.count != $0.utf8.count } ?? false }
      },
      Mutant("FRAME-027", "A request is lost where its client id is no name of a metric") {
        .decide { exchange in
          exchange.clientId?.contains { "\",*=\n\0".contains($0) } == true ? .swallow : .forward
        }
      },
      Mutant("FRAME-057", "A connection has one client id") {
        var names: [Int: String] = [:]
        return .closing { exchange in
          let name = exchange.clientId ?? ""
          let first = names[exchange.connection] ?? name
          names[exchange.connection] = first
          return name != first
        }
      },
    ]
  }

  private static var bodies: [Mutant] {
    [
      Mutant("FRAME-043", "The bits of a varint go round until they stand for null") {
        .decide(.metadata) { exchange in
          exchange.unreadBody?.starts(with: [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]) == true && exchange.version >= 9
            ? .says(["ClusterId": "round"]) : .forward
        }
      },
      Mutant("FRAME-044", "A compact null ends the thread that reads it") {
        // A type, and one key.
        .decide(.findCoordinator) { $0.unreadBody?.starts(with: [0, 2, 0]) == true ? .swallow : .forward }
      },
      Mutant("FRAME-045", "A null group ends the process") {
        var isDead = false
        return .closing { exchange in
          if exchange.api == .joinGroup, exchange.request == nil { isDead = true }
          return isDead
        }
      },
      Mutant("FRAME-046", "An array with a negative count is an empty one") {
        // A type, and a count of keys.
        .decide(.findCoordinator) { exchange in
          exchange.unreadBody?.starts(with: [0, 0]) == true && exchange.version >= 4
            ? .says(["Coordinators": []]) : .forward
        }
      },
    ]
  }

  private static var kinds: [Mutant] {
    [
      Mutant("FRAME-050", "Nobody answers requests that nobody knows") {
        .decide { Definitions.request($0.api) == nil ? .swallow : .forward }
      },
      Mutant("FRAME-051", "Anybody may vote") {
        .decide(.vote) { _ in .says(["ErrorCode": 0]) }
      },
      Mutant("FRAME-054", "Version -1 is the last one of the table") {
        .guessing { exchange, known in
          exchange.api == .metadata && exchange.version < 0 ? known.upperBound : nil
        }
      },
    ]
  }

  private static var connections: [Mutant] {
    [
      Mutant("FRAME-060", "Who closes without a word ends the accepting of connections") {
        var silent: Set<Int> = []
        var accepted: Set<Int> = []
        var isAccepting = true
        var behaviour = Behaviour.reading { connection, bytes in
          silent.remove(connection)
          return accepted.contains(connection) ? bytes : ByteBuffer()
        }
        behaviour.onOpen = { connection in
          silent.insert(connection)
          if isAccepting { accepted.insert(connection) }
        }
        behaviour.onClose = { connection in if silent.remove(connection) != nil { isAccepting = false } }
        return behaviour
      },
      Mutant("FRAME-061", "A thread goes to each connection, and time to each thread in turn") {
        var open: Set<Int> = []
        var answers = 0
        var behaviour = Behaviour.answer(.metadata) { _, _ in
          answers += 1
          return open.count > 200 && answers % 10 == 5 ? .delay(.seconds(2)) : .forward
        }
        behaviour.onOpen = { open.insert($0) }
        behaviour.onClose = { open.remove($0) }
        return behaviour
      },
      Mutant(
        "FRAME-064", "A connection is idle from its beginning", on: .settings(["connections.max.idle.ms": "2000"])
      ) {
        var beginnings: [Int: ContinuousClock.Instant] = [:]
        return .closing { exchange in
          let beginning = beginnings[exchange.connection] ?? .now
          beginnings[exchange.connection] = beginning
          return ContinuousClock.now - beginning > .seconds(2)
        }
      },
    ]
  }
}

extension Exchange {
  /// The body of a request that cannot be decoded.
  fileprivate var unreadBody: ByteBufferView? {
    request == nil ? bytes.readableBytesView.dropFirst(bodyOffset) : nil
  }
}
