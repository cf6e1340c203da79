import KafkaMessages
import KafkaWire
import NIOCore

/// The bytes that members exchange through the coordinator: an int16 version, then a message of the embedded consumer
/// protocol. A higher version than we know is read as the highest known one, and what is left over is ignored.
enum GroupSubscription {
  private static let version: Int16 = 3

  static func encode(
    topics: [String], owned: [TopicPartition], generation: Int32, rack: String?, userData: ByteBuffer?
  ) -> ByteBuffer {
    let subscription = ConsumerProtocolSubscription.with { subscription in
      subscription.topics = topics
      subscription.userData = userData
      subscription.ownedPartitions = grouped(owned).map { topic, partitions in
        .with {
          $0.topic = topic
          $0.partitions = partitions
        }
      }
      subscription.generationId = generation
      subscription.rackId = rack
    }
    return encode(subscription)
  }

  static func encode(assignment: [TopicPartition]) -> ByteBuffer {
    encode(
      ConsumerProtocolAssignment.with { message in
        message.assignedPartitions = grouped(assignment).map { topic, partitions in
          .with {
            $0.topic = topic
            $0.partitions = partitions
          }
        }
      })
  }

  /// - Returns: The member as the assignor sees it.
  static func member(
    identifier: String, instanceIdentifier: String?, metadata: ByteBuffer
  ) throws(WireError) -> GroupMember {
    let (subscription, version) = try decode(ConsumerProtocolSubscription.self, from: metadata)
    return GroupMember(
      identifier: identifier, instanceIdentifier: instanceIdentifier, rack: subscription.rackId,
      topics: subscription.topics,
      owned: subscription.ownedPartitions.flatMap { topic in
        topic.partitions.map { KafkaWire.TopicPartition(topic: topic.topic, partition: $0) }
      },
      generation: version >= 2 ? subscription.generationId : nil, userData: subscription.userData)
  }

  /// An empty assignment may come as no bytes at all.
  static func assignment(_ bytes: ByteBuffer) throws(WireError) -> [TopicPartition] {
    guard bytes.readableBytes > 0 else { return [] }
    let (assignment, _) = try decode(ConsumerProtocolAssignment.self, from: bytes)
    return assignment.assignedPartitions.flatMap { topic in
      topic.partitions.map { KafkaWire.TopicPartition(topic: topic.topic, partition: $0) }
    }
    .sorted()
  }

  private static func grouped(_ partitions: [TopicPartition]) -> [(String, [Int32])] {
    Dictionary(grouping: partitions, by: \.topic)
      .map { ($0.key, $0.value.map(\.partition).sorted()) }
      .sorted { $0.0 < $1.0 }
  }

  private static func encode(_ message: some KafkaMessage) -> ByteBuffer {
    var writer = WireWriter()
    writer.writeInt16(version)
    do {
      try message.encode(to: &writer, version: version)
    } catch {
      // Topic names come from the application's checked subscription; the rest is ours.
      preconditionFailure("a subscription does not encode: \(error)")
    }
    return writer.buffer
  }

  private static func decode<Message: KafkaMessage>(
    _ type: Message.Type, from bytes: ByteBuffer
  ) throws(WireError) -> (Message, version: Int16) {
    var reader = WireReader(bytes)
    let version = try reader.readInt16("version")
    guard version >= 0 else { throw reader.error(.unsupportedVersion(version, known: Message.versions), "version") }
    let message = try Message(from: &reader, version: min(version, Message.versions.upperBound))
    return (message, version)
  }
}
