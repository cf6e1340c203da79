import KafkaMessages
import KafkaRecords
import KafkaStorage
import KafkaWire
import NIOCore
import TestSupport
import Testing

@testable import KafkaBrokerCore

/// Plays recorded frames to a node that stands for the recorded broker, and compares what comes back.
///
/// Ids of topics that are created on the way, and of fetch sessions, are learned from the answers and exchanged. Ids of producers cannot be
/// (batches have checksums), so the node is told which one to give out next.
final class RecordedBroker {
  let world: NodeWorld
  private var ids: [(recorded: [UInt8], ours: [UInt8])] = []

  init(seed: UInt64 = 1) throws {
    let time: Int64 = 1_795_614_205_500
    world = try NodeWorld(
      seed: seed, emulating: "3.9", fileSystem: MemoryFileSystem(wallClock: { time }), wallClock: time
    ) {
      try $0.apply(
        properties: [
          ("auto.create.topics.enable", "false"), ("offsets.topic.num.partitions", "1"), ("log.retention.ms", "-1"),
        ].map { (name: $0.0, value: $0.1) })
    }
  }

  // MARK: What was there before

  func addTopic(
    _ name: String, id: String? = nil, partitions: Int = 1, options: [String: String] = [:]
  ) throws {
    let topic = ClusterMetadata.Topic(
      name: name, id: id.map(Self.uuid) ?? .random(using: &world.node.random),
      partitions: (0..<partitions).map { _ in .init(replicas: [1]) }, options: options)
    try world.perform { try $0.create([topic]) }
  }

  private static func uuid(_ text: String) -> KafkaUUID {
    let digits = bytes(hex: text.filter { $0 != "-" })
    func number(_ part: ArraySlice<UInt8>) -> UInt64 { part.reduce(0) { $0 << 8 | UInt64($1) } }
    return KafkaUUID(mostSignificantBits: number(digits[..<8]), leastSignificantBits: number(digits[8...]))
  }

  func append(_ hex: String, to topic: String, _ partition: Int32 = 0) throws {
    let name = TopicPartition(topic: topic, partition: partition)
    let partition = try #require(world.node.partitions[name])
    try world.perform { _ = try $0.append(ByteBuffer(hex: hex), to: partition, origin: .client) }
  }

  // MARK: Frames

  /// A frame as it was sent, or answered.
  struct Request {
    var api: ApiKey
    var version: Int16
    var body: (any KafkaRequest)?
  }

  /// Whether the node has the API in this version, or refuses it as the recorded broker does.
  func plays(_ api: ApiKey, _ version: Int16) -> Bool {
    guard let recorded = ReleaseTable.accepted(api, in: world.release), recorded.contains(version) else { return true }
    return world.node.apis.versions(of: api)?.contains(version) == true
  }

  /// Hands over what was written to the socket, whole frames as the transport would cut them.
  ///
  /// - Returns: What was asked; nil when the transport would have closed the connection.
  @discardableResult
  func write(_ hex: String, on connection: ConnectionID) throws -> [Request]? {
    var bytes = bytes(hex: hex)
    for pair in ids { bytes.exchange(pair.recorded, for: pair.ours) }
    var buffer = ByteBuffer(bytes: bytes)
    var requests: [Request] = []
    while buffer.readableBytes > 0 {
      guard let length = buffer.readInteger(as: Int32.self), (0...104_857_600).contains(length) else { return nil }
      guard let frame = buffer.readSlice(length: Int(length)) else { return requests }
      let request = Self.request(in: frame)
      if (request.body as? ProduceRequest)?.acks != 0 { requests.append(request) }
      world.receive([frame], on: connection)
    }
    return requests
  }

  static func request(in frame: ByteBuffer) -> Request {
    var reader = WireReader(frame)
    let api = ApiKey(rawValue: frame.getInteger(at: frame.readerIndex, as: Int16.self) ?? -1)
    let version = frame.getInteger(at: frame.readerIndex + 2, as: Int16.self) ?? -1
    guard (try? Frame.requestHeader(from: &reader)) != nil else { return Request(api: api, version: version) }
    return Request(
      api: api, version: version, body: try? MessageCatalog.decodeRequest(api, version: version, from: &reader))
  }

  /// The node gives out this id to the next producer.
  func giveProducerID(_ hex: String, version: Int16) throws {
    guard let recorded = try body(ByteBuffer(hex: hex), .initProducerId, version) as? InitProducerIdResponse,
      recorded.errorCode == 0
    else { return }
    world.node.producerIDs = recorded.producerId..<(recorded.producerId + 1)
  }

  // MARK: Comparing

  /// What our answer looks like beside the recorded one, both without what cannot be alike.
  func pair(
    _ ours: ByteBuffer, _ recordedHex: String, _ request: Request
  ) throws -> (ours: String, recorded: String) {
    // An answer to an ApiVersions request of an unknown version is in version 0.
    let version = request.api == .apiVersions && !(0...4).contains(request.version) ? 0 : request.version
    var prefixed = ByteBuffer()
    prefixed.writeInteger(Int32(ours.readableBytes))
    prefixed.writeImmutableBuffer(ours)
    var seen = try body(prefixed, request.api, version)
    var recorded = try body(ByteBuffer(hex: recordedHex), request.api, version)
    learn(seen, recorded)
    var bytes = Array(prefixed.readableBytesView)
    for pair in ids { bytes.exchange(pair.ours, for: pair.recorded) }
    seen = try body(ByteBuffer(bytes: bytes), request.api, version)
    Normalized.normalize(&seen, &recorded)
    return ("\(seen)", "\(recorded)")
  }

  /// Where two descriptions part, with what stands around; nil when they are equal.
  static func difference(_ pair: (ours: String, recorded: String)) -> String? {
    if pair.ours == pair.recorded { return nil }
    let (ours, recorded) = (Array(pair.ours.utf8), Array(pair.recorded.utf8))
    let same = zip(ours, recorded).prefix { $0 == $1 }.count
    func around(_ text: [UInt8]) -> String {
      String(decoding: text[max(0, same - 200)..<min(text.count, same + 120)], as: UTF8.self)
    }
    return "ours: …\(around(ours))…\nrecorded: …\(around(recorded))…"
  }

  /// The body of a recorded answer, its size in front.
  func body(_ frame: ByteBuffer, _ api: ApiKey, _ version: Int16) throws -> any KafkaResponse {
    let type = try #require(MessageCatalog.response(of: api))
    var reader = WireReader(frame)
    _ = try reader.readInt32("size")
    _ = try ResponseHeader(from: &reader, version: type.headerVersion(for: version))
    let response = try type.init(from: &reader, version: version)
    try reader.expectEnd(of: "response")
    return response
  }

  private func learn(_ ours: any KafkaResponse, _ recorded: any KafkaResponse) {
    if let ours = ours as? FetchResponse, let recorded = recorded as? FetchResponse, ours.sessionId != 0,
      recorded.sessionId != 0
    {
      ids.append((recorded.sessionId.bytes, ours.sessionId.bytes))
    }
    guard let ours = ours as? CreateTopicsResponse, let recorded = recorded as? CreateTopicsResponse else { return }
    for topic in recorded.topics where topic.topicId != .zero {
      guard let mine = ours.topics.first(where: { $0.name == topic.name }), mine.topicId != .zero else { continue }
      ids.append((topic.topicId.bytes, mine.topicId.bytes))
    }
  }
}

extension KafkaUUID {
  var bytes: [UInt8] {
    var buffer = ByteBuffer()
    buffer.writeMultipleIntegers(mostSignificantBits, leastSignificantBits)
    return Array(buffer.readableBytesView)
  }
}

extension Int32 {
  var bytes: [UInt8] { Array(ByteBuffer(integer: self).readableBytesView) }
}

extension [UInt8] {
  /// Exchanges every occurrence of bytes for others of the same number.
  mutating func exchange(_ old: [UInt8], for new: [UInt8]) {
    guard !old.isEmpty, old.count == new.count, count >= old.count else { return }
    var index = 0
    while index <= count - old.count {
      if self[index] == old[0], self[index..<(index + old.count)].elementsEqual(old) {
        replaceSubrange(index..<(index + old.count), with: new)
        index += old.count
      } else {
        index += 1
      }
    }
  }
}
