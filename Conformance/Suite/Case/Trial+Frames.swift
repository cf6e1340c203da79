package import KafkaSchema
package import KafkaWire
package import NIOCore
import Synchronization

extension Trial {
  // MARK: Connections

  /// A new connection to an address that a broker named.
  package func peer(at address: BrokerAddress) async throws -> Peer {
    let connection = try await Connection.open(
      address, group: target.group, limit: target.limit(.seconds(5)), transcript: transcript)
    state.withLock { $0.connections.append(connection) }
    return Peer(
      connection, clientId: definition.id, answerLimit: target.limit(.seconds(5)),
      correlation: Int32(random(1...1_000_000)))
  }

  /// A new connection to the broker that leads a partition.
  package func freshLeader(of topic: TestTopic, partition: Int = 0) async throws -> Peer {
    if target.discovery.brokers.count <= 1 { return try await peer() }
    let found = try await leader(of: topic, partition: partition)
    return try await peer(at: found.connection.address)
  }

  // MARK: Raw frames

  /// Sends bytes as they are on a new connection, and waits for what becomes of them.
  ///
  /// - Parameters:
  ///   - api: What an answer would be decoded as, at `version`.
  ///   - correlation: What an answer would carry.
  package func fate(
    ofRaw bytes: ByteBuffer, _ note: String, api: ApiKey = .apiVersions, version: Int16 = 0, correlation: Int32 = 0
  ) async throws -> Peer.Fate {
    let peer = try await peer()
    peer.connection.send(bytes, note: note)
    return await peer.fate(api: api, version: version, correlation: correlation, within: peer.answerLimit)
  }

  /// Sends a request, which may be spoiled, on a new connection, and waits for what becomes of it.
  package func fate(of request: RequestFrame) async throws -> Peer.Fate {
    let peer = try await peer()
    peer.connection.send(request)
    return await peer.fate(of: request)
  }

  /// A request with any bytes as its body.
  package func raw(_ api: ApiKey, version: Int16, flexible: Bool = false, _ body: ByteBuffer) -> RequestFrame {
    RequestFrame(
      raw: api, version: version, headerVersion: flexible ? 2 : 1, correlation: Int32(random(1...1_000_000)),
      clientId: definition.id, body: body)
  }

  // MARK: Expectations

  /// Requires that the broker closed, or answered in a way that the case lists as harmless.
  package func closed(
    _ fate: Peer.Fate, orAnswered tolerated: String, _ requirement: String, level: Level? = nil
  ) throws {
    guard let reply = fate.reply else { return try closed(fate, requirement, level: level) }
    try expect(
      fate.reply != nil, requirement, field: "connection", got: "an answer", want: "closed", at: reply.body,
      level: level)
    tolerate(tolerated)
  }

  /// Requires an answer with an error code; that the broker closes instead is not strict.
  ///
  /// - Parameter node: Finds the error code in the answer.
  package func refused(
    _ fate: Peer.Fate, _ want: Int16, or others: [Int16] = [], tolerating tolerated: [Int16] = [],
    _ requirement: String, at node: (Reply) -> Node
  ) throws {
    if fate.isClosed {
      try closed(fate, requirement)
      return tolerate("closed instead of \(Self.describe(want))")
    }
    let reply = try answered(fate, requirement)
    try code(node(reply), want, or: others, tolerating: tolerated, requirement)
  }

  // MARK: Metadata without topics

  /// The body of a Metadata request that asks for no topic; in version 0, which cannot, for one that is not there.
  package func noTopics(_ version: Int16) -> Value {
    var fields: [(String, Value)] = [("Topics", version == 0 ? [["Name": "kc-none"]] : [])]
    if version >= 4 { fields.append(("AllowAutoTopicCreation", false)) }
    return .fields(fields)
  }
}

extension ByteBuffer {
  /// Several pieces in a row.
  package init(joined pieces: [ByteBuffer]) {
    self.init()
    for piece in pieces { writeImmutableBuffer(piece) }
  }
}

extension RequestFrame {
  /// Puts other bytes in the place of the last ones: for the empty tag section at the end of a flexible body.
  package mutating func replaceLast(_ count: Int, with bytes: ByteBuffer) {
    self.bytes.moveWriterIndex(to: self.bytes.writerIndex - count)
    self.bytes.writeImmutableBuffer(bytes)
    fixLength()
  }
}

extension Trial {
  /// A topic name of just that many bytes.
  package func longName(_ count: Int) -> String {
    let name = name("n")
    return String((name + String(repeating: "x", count: max(0, count - name.utf8.count))).prefix(count))
  }
}

extension Definitions {
  /// The highest version that the definitions describe, stable or not.
  package static func newest(_ api: ApiKey) -> Int16 { request(api)?.versions.last ?? 0 }
}

extension Trial {
  /// A random id, as of a topic that nobody has.
  package func randomId() -> KafkaUUID {
    state.withLock { KafkaUUID.random(using: &$0.random) }
  }
}
