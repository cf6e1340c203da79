import ArgumentParser
import KafkaClient

struct Consume: AsyncParsableCommand {
  @OptionGroup var work: Work

  func run() async throws {
    let defaults = ["auto.offset.reset": "earliest", "enable.auto.commit": "false"]
    let configuration = try ConsumerConfiguration(properties: try work.properties(defaults))
    try await KafkaConsumer.withConsumer(configuration: configuration) { consumer in
      let start = Usage.now
      try consumer.assign((0..<work.partitions).map { TopicPartition(topic: work.topic, partition: $0) })
      let (messages, bytes) = work.batch > 0 ? try await batches(consumer) : try await records(consumer)
      start.report(messages: messages, bytes: bytes)
    }
  }

  private func batches(_ consumer: KafkaConsumer) async throws -> (Int, Int) {
    let wanted = work.messages
    var messages = 0
    var bytes = 0
    var sum: UInt64 = 0
    for try await batch in consumer.batches {
      batch.forEachUnsafe { record in
        guard let value = record.value else { return }
        messages += 1
        bytes += value.count
        // The value is looked at, as librdkafka's driver does.
        sum &+= UInt64(value.first ?? 0)
      }
      if messages >= wanted { break }
    }
    withExtendedLifetime(sum) {}
    return (messages, bytes)
  }

  private func records(_ consumer: KafkaConsumer) async throws -> (Int, Int) {
    let wanted = work.messages
    var messages = 0
    var bytes = 0
    var sum: UInt64 = 0
    for try await record in consumer.records {
      guard let value = record.value else { continue }
      messages += 1
      bytes += value.readableBytes
      sum &+= UInt64(value.getInteger(at: value.readerIndex, as: UInt8.self) ?? 0)
      if messages >= wanted { break }
    }
    withExtendedLifetime(sum) {}
    return (messages, bytes)
  }
}
