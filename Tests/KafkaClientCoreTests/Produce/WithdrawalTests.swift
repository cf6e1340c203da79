import KafkaClientCore
import KafkaCompression
import KafkaRecords
import KafkaWire
import NIOCore
import Synchronization
import TestSupport
import Testing

/// Records that are taken back while they are queued.
@Suite struct WithdrawalTests {
  @Test(arguments: ([.none, .zstd, .gzip] as [CompressionType]).filter(\.isBuilt), [true, false])
  func `a record that was taken back is not sent, and the others get their own offsets`(
    compression: CompressionType, isIdempotent: Bool
  ) throws {
    var world = ProduceWorld {
      $0.linger = .seconds(1)
      $0.compression = compression
      $0.isIdempotent = isIdempotent
    }
    let records = try ["a", "b", "c", "d", "e"].map { try world.accept($0, key: "k") }
    #expect(records[3].receipt.withdraw(at: 3))
    #expect(records[1].receipt.withdraw(at: 1))
    #expect(records[1].result == .failed(.withdrawn))
    world.advance(.seconds(1))
    let call = try world.poll().only()
    #expect(try call.values() == [["a", "c", "e"]])
    #expect(call.batches[0].recordCount == 3)
    world.answer(call, baseOffset: 10)
    _ = world.poll()
    #expect(
      records.map(\.result) == [
        .delivered(offset: 10, appendTime: -1), .failed(.withdrawn), .delivered(offset: 11, appendTime: -1),
        .failed(.withdrawn), .delivered(offset: 12, appendTime: -1),
      ])
    #expect(world.accumulator.usedMemory == 0)
    // The next batch's sequence follows the records that were sent.
    _ = try world.accept("f")
    world.advance(.seconds(1))
    let next = try world.poll().only()
    #expect(try next.sequences().map(\.base) == [isIdempotent ? 3 : -1])
  }

  @Test func `a batch that nobody wants any more is not sent`() throws {
    var world = ProduceWorld(partitions: 2) { $0.linger = .seconds(1) }
    let record = try world.accept("a", partition: 0)
    let other = try world.accept("b", partition: 1)
    let flushing = world.accumulator.flush()
    let flush = try #require(flushing)
    #expect(record.receipt.withdraw(at: 0))
    let call = try world.poll().only()
    #expect(try call.values() == [["b"]])
    #expect(record.result == .failed(.withdrawn))
    world.answer(call)
    _ = world.poll()
    #expect(other.result == .delivered(offset: 0, appendTime: -1))
    #expect(world.accumulator.takeResumptions() == [Resumption(flush, .flushed)])
    #expect((world.accumulator.usedMemory, world.accumulator.incompleteCount) == (0, 0))
  }

  @Test func `when all that was due was taken back no request is made`() throws {
    var world = ProduceWorld { $0.batchSize = 0 }
    for record in try ["a", "b"].map({ try world.accept($0) }) { #expect(record.receipt.withdraw(at: record.index)) }
    let turn = world.poll()
    #expect(turn.calls.isEmpty)
    #expect((world.accumulator.usedMemory, world.accumulator.incompleteCount) == (0, 0))
    #expect(world.sender.callsInFlight == 0)
    _ = try world.accept("c")
    #expect(try world.poll().only().sequences().map(\.base) == [0])
  }

  @Test func `a record that is on its way cannot be taken back, nor one that has ended`() throws {
    var world = ProduceWorld()
    let record = try world.accept("a")
    let call = try world.poll().only()
    #expect(!record.receipt.withdraw(at: 0))
    world.answer(call, .notLeaderOrFollower)
    _ = world.poll()
    // It waits to be sent again: an earlier attempt may have been written.
    #expect(!record.receipt.withdraw(at: 0))
    world.advance(.seconds(1))
    world.answer(try world.poll().only(), baseOffset: 4)
    _ = world.poll()
    #expect(!record.receipt.withdraw(at: 0))
    #expect(record.result == .delivered(offset: 4, appendTime: -1))
  }

  @Test func `a record is taken back once`() throws {
    var world = ProduceWorld { $0.linger = .seconds(1) }
    let record = try world.accept("a")
    #expect(record.receipt.withdraw(at: 0))
    #expect(!record.receipt.withdraw(at: 0))
  }

  @Test func `the records that the broker names are found behind one that was taken back`() throws {
    var world = ProduceWorld { $0.isIdempotent = false }
    let records = try ["a", "b", "c"].map { try world.accept($0) }
    #expect(records[0].receipt.withdraw(at: 0))
    world.answer(try world.poll().only(), .invalidRecord, recordErrors: [1: "no key"], message: "bad batch")
    _ = world.poll()
    #expect(records[0].result == .failed(.withdrawn))
    #expect(records[1].result == .failed(.rejectedWithBatch(.invalidRecord, message: "bad batch")))
    #expect(records[2].result == .failed(.broker(.invalidRecord, message: "no key")))
  }

  @Test func `a batch without those taken back can be divided`() throws {
    var world = ProduceWorld { $0.isIdempotent = false }
    let records = try ["a", "b", "c", "d"].map { try world.accept(String(repeating: $0, count: 100)) }
    #expect(records[1].receipt.withdraw(at: 1))
    world.answer(try world.poll().only(), .messageTooLarge)
    var offset: Int64 = 0
    while true {
      let calls = world.poll().calls
      if calls.isEmpty { break }
      for call in calls {
        if try call.values()[0].count > 1 {
          world.answer(call, .messageTooLarge)
        } else {
          world.answer(call, baseOffset: offset)
          offset += 1
        }
      }
    }
    #expect(
      records.map(\.result) == [
        .delivered(offset: 0, appendTime: -1), .failed(.withdrawn), .delivered(offset: 1, appendTime: -1),
        .delivered(offset: 2, appendTime: -1),
      ])
  }

  @Test func `who waits for a record that is taken back is told at once, and nobody else`() throws {
    var world = ProduceWorld { $0.linger = .seconds(1) }
    let records = try ["a", "b"].map { try world.accept($0) }
    let seen = Seen()
    for record in records {
      record.receipt.whenKnown(at: record.index) { outcome in seen.append(record.index, outcome) }
    }
    #expect(records[1].receipt.withdraw(at: 1))
    #expect(seen.all == [1: .failed(.withdrawn)])
    world.advance(.seconds(1))
    world.answer(try world.poll().only(), baseOffset: 3)
    _ = world.poll()
    #expect(seen.all == [0: .delivered(offset: 3, appendTime: -1), 1: .failed(.withdrawn)])
    #expect(seen.count == 2)
  }

  private final class Seen: Sendable {
    private let outcomes = Mutex<[(Int32, RecordOutcome)]>([])
    func append(_ index: Int32, _ outcome: RecordOutcome) { outcomes.withLock { $0.append((index, outcome)) } }
    var count: Int { outcomes.withLock { $0.count } }
    var all: [Int32: RecordOutcome] {
      outcomes.withLock { Dictionary($0, uniquingKeysWith: { first, _ in first }) }
    }
  }

  @Test func `the producer's end counts for what it had, but not for what was taken back`() throws {
    var world = ProduceWorld { $0.linger = .seconds(1) }
    let records = try ["a", "b"].map { try world.accept($0) }
    #expect(records[0].receipt.withdraw(at: 0))
    world.sender.abandonAll(&world.accumulator, nil)
    for ending in world.sender.takeEndings() { ending.tell() }
    #expect(records[0].result == .failed(.withdrawn))
    #expect(records[1].result == .failed(.abandoned(attempts: 0)))
  }
}
