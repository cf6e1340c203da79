import KafkaClient
import NIOCore
import TestSupport

/// A record as all clients can tell of it.
struct ExchangedRecord: Codable, Hashable {
  var topic: String
  /// What it is to be written with; nobody who reads can tell.
  var codec: String?
  var key: String?
  var value: String?
  /// Pairs of a name and a value.
  var headers: [[String?]] = []
  /// Milliseconds since 1970; nil where the writer does not choose it.
  var timestamp: Int64?

  /// What `client` is to write with each codec.
  static func all(for client: PeerClient, topic: String) -> [ExchangedRecord] {
    CompressionType.built.flatMap { codec in
      let name = codec.name
      // Long and dull: librdkafka sends what does not get smaller as it is.
      let long = String(repeating: "\(name) of \(client), žluťoučký ☃; ", count: 30)
      var records = [
        ExchangedRecord(
          topic: topic, key: "\(name)-full", value: long, headers: [["name", name], ["name", "again"]]),
        ExchangedRecord(topic: topic, key: nil, value: "\(name) without a key"),
        ExchangedRecord(topic: topic, key: "\(name)-tombstone", value: nil),
        ExchangedRecord(topic: topic, key: "\(name)-empty", value: "", headers: [["empty", ""]]),
        ExchangedRecord(topic: topic, key: "", value: "\(name) with an empty key"),
        ExchangedRecord(topic: topic, key: "\(name)-header", value: "of null", headers: [["null", nil]]),
      ]
      records.removeAll { !client.canWrite($0) }
      for index in records.indices {
        records[index].codec = name
        if client.choosesTimestamps { records[index].timestamp = 1_700_000_000_000 + Int64(index) }
      }
      return records
    }
  }
}

extension ExchangedRecord {
  init(_ record: ConsumerRecord) {
    topic = record.topic
    key = record.key.map { String(buffer: $0) }
    value = record.value.map { String(buffer: $0) }
    headers = record.headers.map { [$0.key, $0.value.map { String(buffer: $0) }] }
    timestamp = record.timestamp
  }

  var forProducer: ProducerRecord {
    ProducerRecord(
      topic: topic, key: key.map { RecordBytes($0) }, value: value.map { RecordBytes($0) },
      headers: headers.map { RecordHeader(key: ($0.first ?? nil) ?? "", value: ($0.last ?? nil).map(ByteBuffer.init)) },
      timestamp: timestamp)
  }
}
