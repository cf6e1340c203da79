import KafkaRecords
import KafkaWire
import NIOCore
import Testing

@testable import KafkaClient
@testable import KafkaClientCore

/// What passes between the event loop and the application, without either.
@Suite(.timeLimit(.minutes(1))) struct ConsumerMailboxTests {
  private static let first = TopicPartition(topic: "t", partition: 0)
  private static let second = TopicPartition(topic: "t", partition: 1)

  private let mailbox: ConsumerMailbox

  init() {
    mailbox = ConsumerMailbox(checksChecksums: true) {}
    mailbox.setStays([Self.first: 1, Self.second: 1])
  }

  /// A chunk of whole batches, each with these offsets; `damaged` names one whose checksum does not hold.
  private func chunk(
    _ partition: TopicPartition = first, _ batches: [Range<Int64>], damaged: Int? = nil, stay: UInt64 = 1
  ) throws -> FetchedRecords {
    var records = ByteBuffer()
    for (number, offsets) in batches.enumerated() {
      var writer = RecordBatchWriter()
      for offset in offsets { try writer.append(key: nil, value: ByteBuffer(string: "\(offset)"), timestamp: 1) }
      var batch = try writer.seal()
      batch.setInteger(offsets.lowerBound, at: batch.readerIndex)
      if number == damaged { batch.setInteger(UInt8(0xFF), at: batch.writerIndex - 1) }
      records.writeBuffer(&batch)
    }
    let (begin, end) = (batches.first?.lowerBound ?? 0, batches.last?.upperBound ?? 0)
    return FetchedRecords(
      partition: partition, records: records, offset: begin, nextOffset: end, highWatermark: end, logStartOffset: 0,
      stay: stay)
  }

  private var batches: ConsumerBatches.Iterator { ConsumerBatches(mailbox: mailbox).makeAsyncIterator() }

  private var records: ConsumerRecords.Iterator {
    ConsumerRecords(batches: ConsumerBatches(mailbox: mailbox)).makeAsyncIterator()
  }

  private func processed(_ partition: TopicPartition = first, includingInHand: Bool = false) -> Int64? {
    mailbox.processed(includingInHand: includingInHand)[partition]?.offset
  }

  @Test func `a new iterator goes on behind the last batch`() async throws {
    mailbox.deliver(try chunk(Self.first, [0..<3, 3..<5, 5..<9]))
    var one = batches
    #expect(try await one.next()?.nextOffset == 3)
    var other = batches
    #expect(try await other.next()?.nextOffset == 5)
    #expect(processed() == 3, "who asks for the next batch is done with the one before")
    // The first one is still there, and goes on as well: nothing comes twice, nothing is lost.
    #expect(try await one.next()?.nextOffset == 9)
    #expect(processed() == 5)
    mailbox.finish(.success(()))
    #expect(try await one.next() == nil)
  }

  @Test func `a new iterator goes on behind the last record`() async throws {
    mailbox.deliver(try chunk(Self.first, [0..<4, 4..<6]))
    var seen: [Int64] = []
    for _ in 0..<3 {
      var iterator = records
      for _ in 0..<2 { seen.append(try #require(await iterator.next()).offset) }
    }
    #expect(seen == [0, 1, 2, 3, 4, 5])
  }

  @Test func `a commit counts the records that were handed out, not their batch`() async throws {
    mailbox.deliver(try chunk(Self.first, [0..<4]))
    var iterator = records
    _ = try await iterator.next()
    #expect(processed() == nil)
    #expect(processed(includingInHand: true) == 1)
    _ = try await iterator.next()
    #expect(processed(includingInHand: true) == 2)
    mailbox.deliver(try chunk(Self.first, [4..<6]))
    for _ in 0..<3 { _ = try await iterator.next() }
    #expect(processed() == 4)
  }

  @Test func `a batch counts as a whole when it is committed`() async throws {
    mailbox.deliver(try chunk(Self.first, [0..<4]))
    var iterator = batches
    _ = try await iterator.next()
    #expect(processed(includingInHand: true) == 4)
  }

  @Test func `what is behind the last record of an answer is passed as well`() async throws {
    var answer = try chunk(Self.first, [0..<4])
    // As with the marker of a transaction at offset 4.
    answer.nextOffset = 5
    mailbox.deliver(answer)
    mailbox.deliver(try chunk(Self.second, [0..<1]))
    var iterator = batches
    _ = try await iterator.next()
    _ = try await iterator.next()
    #expect(processed() == 5)
  }

  @Test func `a batch that does not decode is an error of its partition, once, and nothing behind it comes`()
    async throws
  {
    mailbox.deliver(try chunk(Self.first, [0..<3, 3..<5, 5..<9], damaged: 1))
    mailbox.deliver(try chunk(Self.first, [9..<12]))
    mailbox.deliver(try chunk(Self.second, [0..<7]))
    var iterator = batches
    #expect(try await iterator.next()?.nextOffset == 3)
    let error = await #expect(throws: KafkaError.self) { try await iterator.next() }
    #expect(error?.code == .corruptData)
    #expect(error?.topicPartition == Self.first)
    mailbox.deliver(try chunk(Self.first, [12..<13]))
    let next = try await iterator.next()
    #expect(next?.topicPartition == Self.second)
    #expect(processed() == 3, "the position stays in front of it")
    let failed = mailbox.collect().progress.compactMap { step in
      if case .failed(let partition, 1) = step { partition } else { nil as TopicPartition? }
    }
    #expect(failed == [Self.first])
    // After a seek the partition is read again.
    mailbox.setStays([Self.first: 2, Self.second: 1])
    mailbox.deliver(try chunk(Self.first, [5..<9], stay: 2))
    #expect(try await iterator.next()?.nextOffset == 9)
  }

  @Test func `the error of a partition comes after what was fetched before, and the others go on`() async throws {
    mailbox.deliver(try chunk(Self.first, [0..<3]))
    mailbox.fail(Self.first, stay: 1, KafkaError(.offsetOutOfRange, "gone"))
    mailbox.deliver(try chunk(Self.second, [0..<7]))
    var iterator = batches
    #expect(try await iterator.next()?.nextOffset == 3)
    let error = await #expect(throws: KafkaError.self) { try await iterator.next() }
    #expect(error?.code == .offsetOutOfRange)
    #expect(try await iterator.next()?.nextOffset == 7)
  }

  @Test func `a waiting reader hears of a partition's error`() async throws {
    let mailbox = self.mailbox
    async let waiting = Result { try await ConsumerBatches(mailbox: mailbox).first { _ in true } != nil }
    while !mailbox.isWaitedFor { await Task.yield() }
    mailbox.fail(Self.first, stay: 1, KafkaError(.offsetOutOfRange, "gone"))
    let result = await waiting
    #expect(throws: KafkaError.self) { try result.get() }
  }

  @Test func `what is given up is not handed out, whoever has it in hand`() async throws {
    mailbox.deliver(try chunk(Self.first, [0..<3, 3..<5]))
    mailbox.deliver(try chunk(Self.second, [0..<7]))
    var iterator = batches
    _ = try await iterator.next()
    mailbox.stopDelivering([Self.first])
    #expect(mailbox.isBusy(with: [Self.first]))
    #expect(try await iterator.next()?.topicPartition == Self.second)
    #expect(!mailbox.isBusy(with: [Self.first]))
    #expect(processed() == 3)
  }
}

extension Result where Failure == any Error {
  fileprivate init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}
