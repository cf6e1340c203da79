import KafkaClientCore
public import KafkaWire

/// The batches of a consumer as they come, from all its partitions. See ``KafkaConsumer/batches``.
///
/// A loop that ends early loses nothing: the next one goes on behind the last batch that was handed out.
public struct ConsumerBatches: AsyncSequence, Sendable {
  public typealias Element = ConsumerBatch
  public typealias Failure = any Error

  let mailbox: ConsumerMailbox

  public func makeAsyncIterator() -> Iterator {
    Iterator(mailbox: mailbox)
  }

  public struct Iterator: AsyncIteratorProtocol {
    let mailbox: ConsumerMailbox
    private var turn: ConsumerMailbox.Turn?

    init(mailbox: ConsumerMailbox) {
      self.mailbox = mailbox
    }

    /// The next batch; the one before it counts as processed. Nil when the consumer has been closed.
    ///
    /// - Throws: ``KafkaError`` when the membership or a partition cannot go on, `CancellationError` when the task is
    ///   cancelled. After the error of one partition, which it names, the others can be read on: ask again. The
    ///   partition itself goes on after a seek.
    public mutating func next() async throws -> ConsumerBatch? {
      try await next(place: nil)
    }

    mutating func next(place: RecordPlace?) async throws -> ConsumerBatch? {
      while true {
        if let batch = try nextInHand(place) { return batch }
        switch try await mailbox.next(after: turn?.owner) {
        case .turn(let next): turn = next
        case .gone: turn = nil
        case .end: return nil
        }
      }
    }

    /// Nil at the end of what is in hand.
    private mutating func nextInHand(_ place: RecordPlace?) throws(KafkaError) -> ConsumerBatch? {
      while var current = turn {
        let batch: ConsumerBatch?
        do throws(KafkaError) {
          batch = try current.reader.next()
        } catch {
          mailbox.failed(current)
          turn = nil
          throw error
        }
        guard let batch else { return nil }
        if mailbox.began(batch, current, place: place) {
          turn = current
          return batch
        }
        turn = mailbox.currentTurn()
      }
      return nil
    }

    /// The rest of a batch of which another iterator took some records.
    mutating func restOfBatch(place: RecordPlace) -> ConsumerBatch? {
      guard let (batch, turn) = mailbox.restOfBatch(place: place) else { return nil }
      self.turn = turn
      return batch
    }
  }
}

/// The records of a consumer one by one. See ``KafkaConsumer/records``.
///
/// A loop that ends early loses nothing: the next one goes on behind the last record that was handed out.
public struct ConsumerRecords: AsyncSequence, Sendable {
  public typealias Element = ConsumerRecord
  public typealias Failure = any Error

  let batches: ConsumerBatches

  public func makeAsyncIterator() -> Iterator {
    Iterator(batches: batches.makeAsyncIterator())
  }

  public struct Iterator: AsyncIteratorProtocol {
    var batches: ConsumerBatches.Iterator
    private var isNew = true
    @usableFromInline var topicPartition = TopicPartition(topic: "", partition: 0)
    @usableFromInline var records: ConsumerBatch.Iterator?
    @usableFromInline var place = RecordPlace()

    init(batches: ConsumerBatches.Iterator) {
      self.batches = batches
    }

    /// The next record. It counts as processed when the batch that it is part of is done, or with the next
    /// ``KafkaConsumer/commit()``. Nil when the consumer has been closed.
    ///
    /// - Throws: As ``ConsumerBatches/Iterator/next()`` does.
    @inlinable
    public mutating func next() async throws -> ConsumerRecord? {
      while true {
        if let record = records?.next() {
          place.took(record.offset)
          return ConsumerRecord(topicPartition: topicPartition, record: record)
        }
        guard try await nextBatch() else { return nil }
      }
    }

    @usableFromInline
    mutating func nextBatch() async throws -> Bool {
      // A place of its own for each batch: that of the one before may still be looked at.
      let place = RecordPlace()
      let rest = isNew ? batches.restOfBatch(place: place) : nil
      isNew = false
      let batch: ConsumerBatch
      if let rest {
        batch = rest
      } else {
        records = nil
        guard let next = try await batches.next(place: place) else { return false }
        batch = next
      }
      self.place = place
      topicPartition = batch.topicPartition
      records = batch.makeIterator()
      return true
    }
  }
}
