import KafkaWire
import NIOCore

/// The sticky assignor's user data: array of (string topic, array of int32 partition), then int32 generation, which
/// version 0 lacks. Not flexible types, whatever the version of the subscription around it.
enum StickyUserData {
  static func encode(owned: [TopicPartition], generation: Int32) -> ByteBuffer {
    var buffer = ByteBuffer()
    let byTopic = Dictionary(grouping: owned, by: \.topic)
    buffer.writeInteger(Int32(byTopic.count))
    for topic in byTopic.keys.sorted() {
      buffer.writeInteger(Int16(topic.utf8.count))
      buffer.writeString(topic)
      let numbers = (byTopic[topic] ?? []).map(\.partition).sorted()
      buffer.writeInteger(Int32(numbers.count))
      for number in numbers {
        buffer.writeInteger(number)
      }
    }
    buffer.writeInteger(generation)
    return buffer
  }

  /// Anything that does not read as user data of either version is no claim.
  static func decode(_ userData: ByteBuffer?) -> StickyClaim {
    guard var buffer = userData, let partitions = readPartitions(&buffer) else {
      return StickyClaim(partitions: [], generation: nil)
    }
    return StickyClaim(partitions: partitions, generation: buffer.readInteger())
  }

  private static func readPartitions(_ buffer: inout ByteBuffer) -> [TopicPartition]? {
    guard let topicCount: Int32 = buffer.readInteger(), topicCount >= 0 else { return nil }
    var partitions: [TopicPartition] = []
    for _ in 0..<topicCount {
      guard let length: Int16 = buffer.readInteger(), length >= 0, let topic = buffer.readString(length: Int(length)),
        let count: Int32 = buffer.readInteger(), count >= 0, Int(count) <= buffer.readableBytes / 4
      else { return nil }
      for _ in 0..<count {
        guard let partition: Int32 = buffer.readInteger() else { return nil }
        partitions.append(TopicPartition(topic: topic, partition: partition))
      }
    }
    return partitions
  }
}
