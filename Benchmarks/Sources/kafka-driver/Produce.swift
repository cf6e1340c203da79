import ArgumentParser
import KafkaClient

struct Produce: AsyncParsableCommand {
  @OptionGroup var work: Work

  @Option(help: "A file of values, one after the other.")
  var payload: String

  @Option(help: "Tasks that each send a record and await its delivery, again and again; 0 for none.")
  var tasks = 0

  func run() async throws {
    let values = try Values(file: payload, size: work.size)
    let configuration = try ProducerConfiguration(properties: try work.properties([:]))
    try await KafkaProducer.withProducer(configuration: configuration) { producer in
      // Connections, metadata and the producer id are there before the clock starts.
      let first = try await producer.send(ProducerRecord(topic: work.topic, value: Array(values[0])))

      let start = Usage.now
      let offset: Int64?
      if tasks > 0 {
        offset = try await awaiting(producer, values)
      } else {
        let last = work.batch > 0 ? try await records(producer, values) : try await bytes(producer, values)
        try await producer.flush()
        offset = try await last?.metadata.offset
      }
      // Nobody else writes to the one partition: this distance says that nothing is missing in between.
      guard let offset, let before = first.offset, offset == before + Int64(work.messages) else {
        throw DriverError(
          description: "the last offset is \(offset ?? -1), not \(work.messages) after \(first.offset ?? -1)")
      }
      start.report(messages: work.messages, bytes: work.messages * work.size)
    }
  }

  /// The bytes as they lie in memory, copied once, into the batch.
  private func bytes(_ producer: KafkaProducer, _ values: Values) async throws -> Delivery? {
    // Read once: the property wrappers of the command line are dear.
    let (topic, messages) = (work.topic, work.messages)
    var last: Delivery?
    for index in 0..<messages {
      last = try await producer.enqueue(values[index], to: topic)
    }
    return last
  }

  /// Records that own their bytes, many to a call, as an application has them that builds each first.
  private func records(_ producer: KafkaProducer, _ values: Values) async throws -> Delivery? {
    let (topic, messages, batch) = (work.topic, work.messages, work.batch)
    var last: Delivery?
    var index = 0
    while index < messages {
      let end = min(index + batch, messages)
      let records = (index..<end).map { ProducerRecord(topic: topic, value: Array(values[$0])) }
      last = try await producer.enqueue(contentsOf: records).last
      index = end
    }
    return last
  }

  /// Each task sends a record and awaits its delivery before the next, as the handlers of a server's requests do.
  ///
  /// - Returns: The largest offset.
  private func awaiting(_ producer: KafkaProducer, _ values: Values) async throws -> Int64? {
    let (topic, messages, tasks) = (work.topic, work.messages, tasks)
    return try await withThrowingTaskGroup(of: Int64?.self) { group in
      for task in 0..<tasks {
        group.addTask {
          var last: Int64?
          for index in stride(from: task, to: messages, by: tasks) {
            last = try await producer.send(values[index], to: topic).offset
          }
          return last
        }
      }
      var largest: Int64?
      for try await offset in group { largest = max(largest ?? -1, offset ?? -1) }
      return largest
    }
  }
}
