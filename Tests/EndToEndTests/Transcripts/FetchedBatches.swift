import KafkaMessages
import KafkaRecords
import KafkaWire
import NIOCore

/// The batches that a session fetched from the recorded broker and from ours. How they are spread over answers is a
/// matter of time; in the end ours must have given each that the recorded one gave.
struct FetchedBatches {
  private struct Place: Hashable, CustomStringConvertible {
    var topic: String
    var partition: Int32
    var offset: Int64

    var description: String { "\(topic)-\(partition) at offset \(offset)" }
  }

  private var ours: [Place: UInt32] = [:]
  private var recorded: [Place: UInt32] = [:]

  mutating func add(ours answer: FetchResponse, recorded other: FetchResponse) throws {
    try add(answer, to: &ours)
    try add(other, to: &recorded)
  }

  private func add(_ response: FetchResponse, to batches: inout [Place: UInt32]) throws {
    for topic in response.responses {
      for partition in topic.partitions {
        var records = RecordBatches(partition.records ?? ByteBuffer())
        while case .batch(let batch)? = try records.next() {
          let name = topic.topic.isEmpty ? topic.topicId.description : topic.topic
          // The checksum stands for everything but offset and leader epoch.
          batches[Place(topic: name, partition: partition.partitionIndex, offset: batch.baseOffset)] = batch.header.crc
        }
      }
    }
  }

  /// What the recorded broker gave and ours did not, or not like that.
  var missing: [String] {
    recorded.compactMap { place, checksum in
      switch ours[place] {
      case nil: "\(place): never fetched"
      case checksum: nil
      default: "\(place): another batch"
      }
    }.sorted()
  }
}
