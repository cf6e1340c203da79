package import KafkaMessages
import KafkaWire
import NIOCore

extension ProduceCall {
  /// The request, and about how many bytes of it have to be copied. It names topics both by name and by id; the version
  /// decides which goes on the wire.
  package func request(_ settings: ProduceSettings) -> (ProduceRequest, size: Int) {
    var request = ProduceRequest()
    request.acks = settings.acks
    request.timeoutMs = Int32(clamping: settings.requestTimeout.wholeMilliseconds)
    var size = Self.fixedSize
    for batch in batches {
      var partition = ProduceRequest.PartitionProduceData()
      partition.index = batch.partition.partition
      partition.records = batch.bytes
      let bytes = batch.bytes.readableBytes
      size += (bytes < FramePieces.sharedFrom ? bytes : 0) + Self.partitionSize
      if let place = request.topicData.lastIndex(where: { $0.name == batch.partition.topic }) {
        request.topicData[place].partitionData.append(partition)
      } else {
        var topic = ProduceRequest.TopicProduceData()
        topic.name = batch.partition.topic
        topic.topicId = batch.topicID
        topic.partitionData = [partition]
        request.topicData.append(topic)
        size += batch.partition.topic.utf8.count + Self.topicSize
      }
    }
    return (request, size)
  }

  // Generous: the sizes only keep the frame from being moved while it grows.
  private static let fixedSize = 256
  private static let topicSize = 32
  private static let partitionSize = 16
}
