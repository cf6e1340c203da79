import KafkaClientCore
public import KafkaWire

/// The batches of a consumer as they come, from all its partitions. See ``KafkaConsumer/batches``.
public struct ConsumerBatches: AsyncSequence, Sendable {
  public typealias Element = ConsumerBatch
  public typealias Failure = any Error

  let mailbox: ConsumerMailbox
  let checksChecksums: Bool

  public func makeAsyncIterator() -> Iterator {
    Iterator(mailbox: mailbox, checksChecksums: checksChecksums)
  }

  public struct Iterator: AsyncIteratorProtocol {
    let mailbox: ConsumerMailbox
    let checksChecksums: Bool
    private var reader: ChunkReader?

    init(mailbox: ConsumerMailbox, checksChecksums: Bool) {
      self.mailbox = mailbox
      self.checksChecksums = checksChecksums
    }

    /// The next batch; the one before it counts as processed. Nil when the consumer has been closed.
    ///
    /// - Throws: ``KafkaError`` when the membership or a partition cannot go on, `CancellationError` when the task is
    ///   cancelled.
    public mutating func next() async throws -> ConsumerBatch? {
      while true {
        if let chunk = reader?.chunk, let batch = try reader?.next(),
          mailbox.beganBatch(of: chunk, endingAt: CommittedOffset(offset: batch.nextOffset))
        {
          return batch
        }
        if let chunk = mailbox.nextIfReady() {
          reader = ChunkReader(chunk, checksChecksums: checksChecksums)
        } else {
          guard let chunk = try await mailbox.next() else { return nil }
          reader = ChunkReader(chunk, checksChecksums: checksChecksums)
        }
      }
    }
  }
}

/// The records of a consumer one by one. See ``KafkaConsumer/records``.
public struct ConsumerRecords: AsyncSequence, Sendable {
  public typealias Element = ConsumerRecord
  public typealias Failure = any Error

  let batches: ConsumerBatches

  public func makeAsyncIterator() -> Iterator {
    Iterator(batches: batches.makeAsyncIterator())
  }

  public struct Iterator: AsyncIteratorProtocol {
    var batches: ConsumerBatches.Iterator
    @usableFromInline var topicPartition = TopicPartition(topic: "", partition: 0)
    @usableFromInline var records: ConsumerBatch.Iterator?

    init(batches: ConsumerBatches.Iterator) {
      self.batches = batches
    }

    /// The next record. It counts as processed when the batch that it is part of is done.
    @inlinable
    public mutating func next() async throws -> ConsumerRecord? {
      while true {
        if let record = records?.next() { return ConsumerRecord(topicPartition: topicPartition, record: record) }
        guard try await nextBatch() else { return nil }
      }
    }

    @usableFromInline
    mutating func nextBatch() async throws -> Bool {
      guard let batch = try await batches.next() else { return false }
      topicPartition = batch.topicPartition
      records = batch.makeIterator()
      return true
    }
  }
}
