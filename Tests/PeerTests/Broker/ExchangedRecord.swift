import KafkaClient
import NIOCore
import TestSupport
import Testing

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
        ExchangedRecord(topic: topic, key: nil, value: nil, headers: [["nothing but", name]]),
        ExchangedRecord(topic: topic, key: "", value: "", headers: [["", "\(name) without a name"]]),
        ExchangedRecord(
          topic: topic, key: "\(name)-headers", value: "many",
          headers: (0..<200).map { ["name \($0 % 3)", "\($0), žluťoučký ☃"] }),
        ExchangedRecord(topic: topic, key: "\(name)-large", value: String(repeating: long, count: 150)),
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
  /// Reports what a reader saw of what a writer wrote, if it is not the same.
  static func compare(
    _ read: [ExchangedRecord], by reader: PeerClient, with written: [ExchangedRecord], by writer: PeerClient
  ) {
    var read = read
    if !writer.choosesTimestamps {
      // Of our time at least.
      #expect(read.allSatisfy { $0.timestamp ?? 0 > 1_700_000_000_000 }, "\(reader)")
      for index in read.indices { read[index].timestamp = nil }
    }
    let expected = written.map { record in
      var record = record
      record.codec = nil
      return record
    }
    #expect(read.count == expected.count, "\(reader)")
    for record in Set(expected).subtracting(read) { Issue.record("\(reader) did not see \(record)") }
    for record in Set(read).subtracting(expected) { Issue.record("\(reader) saw what nobody wrote: \(record)") }
  }

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
