import KafkaClientCore
import KafkaWire
import Tracing

/// Taking records where somebody traces: each with a span of its own, which ends when the record's fate is known.
extension KafkaProducer {
  /// Whether sending makes spans.
  package var isTracing: Bool { tracing != nil }

  nonisolated(nonsending) func takeTraced(_ record: ProducerRecord) async throws(KafkaError) -> Delivery {
    var record = record
    let span = tracing?.begin(&record)
    do throws(KafkaError) {
      let delivery = try await takeWaitingUntraced(record)
      if let span { tracing?.follow(delivery, span) }
      return delivery
    } catch {
      span?.end(with: error)
      throw error
    }
  }

  func takeTracedAtOnce(_ record: ProducerRecord) throws(KafkaError) -> Delivery? {
    var record = record
    let span = tracing?.begin(&record)
    let attempt = record.withBytes { key, value in
      takeUntraced(
        topic: record.topic, partition: record.partition, key: key, value: value, headers: record.headers,
        timestamp: record.timestamp)
    }
    switch attempt {
    case .success(let delivery?):
      if let span { tracing?.follow(delivery, span) }
      return delivery
    case .success(nil):
      queue.want(topic: record.topic)
      span?.end(with: KafkaError(.cancelled, "the record would have had to wait"))
      return nil
    case .failure(let error):
      span?.end(with: error)
      throw error
    }
  }
}
