import DequeModule
import KafkaClientCore
import KafkaWire
import NIOCore
import Synchronization

/// Between the client's event loop and the application's task: what was fetched waits here to be read, and what was
/// read waits here to be told to the loop.
///
/// Crossing threads is dear, so nothing crosses a record: chunks of records go one way, and each wake-up of the loop
/// carries all that has happened since the last.
///
/// The place of the application in what it has in hand is kept here, not in the iterator that it reads with: who leaves
/// a loop and begins another goes on where the first one stopped. The application's side is in
/// `ConsumerMailbox+Reading.swift`.
final class ConsumerMailbox: Sendable {
  /// A partition's assignment or seek; what was fetched for an earlier one is not to be read.
  typealias Stay = UInt64

  enum Progress {
    /// Has been read, and makes room.
    case read(bytes: Int, of: TopicPartition, stay: Stay)
    /// Cannot be read.
    case failed(TopicPartition, stay: Stay)
  }

  /// What waits to be read, in order.
  enum Item {
    case chunk(FetchedRecords)
    /// The partition cannot go on. The application hears of it after what came before.
    case failure(KafkaError, of: TopicPartition, stay: Stay)

    var place: (partition: TopicPartition, stay: Stay) {
      switch self {
      case .chunk(let chunk): (chunk.partition, chunk.stay)
      case .failure(_, let partition, let stay): (partition, stay)
      }
    }
  }

  struct InHand {
    var chunk: FetchedRecords
    /// Gives the batches that have not been handed out yet.
    var reader: ChunkReader
    /// The batch handed out last.
    var given: Given?
  }

  struct Given {
    var batch: ConsumerBatch
    /// How far into the batch the application is, where it takes records one by one.
    var place: RecordPlace?
  }

  typealias Waiter = CheckedContinuation<FetchedRecords?, any Error>

  struct State {
    var queue = Deque<Item>()
    var stays: [TopicPartition: Stay] = [:]
    /// About to be given up: nothing more of them is handed out.
    var leaving: Set<TopicPartition> = []
    /// Stays with something that does not decode: nothing behind it is handed out.
    var failed: [TopicPartition: Stay] = [:]
    var waiter: (id: UInt64, continuation: Waiter)?
    var lastWaiter: UInt64 = 0
    /// Set when there will be no more.
    var end: Result<Void, KafkaError>?
    var inHand: InHand?
    /// Of iterators, the one that took what is in hand; another one's turn makes a new owner.
    var owner: UInt64 = 0
    var processed: [TopicPartition: CommittedOffset] = [:]
    var progress: [Progress] = []
    var isWakePending = false
    var asked = false
  }

  let state = Mutex(State())
  let wake: @Sendable () -> Void
  let checksChecksums: Bool

  /// - Parameter wake: Makes the loop look at what has been read; called once until it does.
  init(checksChecksums: Bool, wake: @escaping @Sendable () -> Void) {
    self.checksChecksums = checksChecksums
    self.wake = wake
  }

  // MARK: The loop's side

  /// What the application has read since the last call.
  func collect() -> (progress: [Progress], asked: Bool) {
    state.withLock { state in
      state.isWakePending = false
      defer {
        state.progress.removeAll(keepingCapacity: true)
        state.asked = false
      }
      return (state.progress, state.asked || state.waiter != nil)
    }
  }

  /// True while the application waits for records.
  var isWaitedFor: Bool { state.withLock { $0.waiter != nil } }

  func deliver(_ chunk: FetchedRecords) { deliver(.chunk(chunk)) }

  /// The partition cannot go on; the others can.
  func fail(_ partition: TopicPartition, stay: Stay, _ error: KafkaError) {
    deliver(.failure(error, of: partition, stay: stay))
  }

  private func deliver(_ item: Item) {
    let waiter = state.withLock { state -> Waiter? in
      guard state.isReadable(item.place) else { return nil }
      guard let waiter = state.waiter else {
        state.queue.append(item)
        return nil
      }
      state.waiter = nil
      if case .chunk(let chunk) = item { state.take(chunk, checksChecksums: checksChecksums) }
      return waiter.continuation
    }
    switch item {
    case .chunk(let chunk): waiter?.resume(returning: chunk)
    case .failure(let error, _, _): waiter?.resume(throwing: error)
    }
  }

  /// Only chunks of these stays are read from now on.
  func setStays(_ stays: [TopicPartition: Stay]) {
    state.withLock { state in
      state.stays = stays
      state.leaving.formIntersection(stays.keys)
      state.queue.removeAll { stays[$0.place.partition] != $0.place.stay }
      state.failed = state.failed.filter { stays[$0.key] == $0.value }
      state.processed = state.processed.filter { stays[$0.key] != nil }
    }
  }

  /// Nothing more of these partitions is handed out; offsets that were processed are kept for a commit.
  func stopDelivering(_ partitions: Set<TopicPartition>) {
    state.withLock { state in
      state.leaving.formUnion(partitions)
      state.queue.removeAll { partitions.contains($0.place.partition) }
    }
  }

  /// True if the application has records of one of these partitions in hand.
  func isBusy(with partitions: Set<TopicPartition>) -> Bool {
    state.withLock { $0.inHand.map { partitions.contains($0.chunk.partition) } ?? false }
  }

  /// Offsets behind what has been processed. With `includingInHand` what the application was given counts as processed
  /// from now on: it says so by committing. That is the whole batch, or, where it takes records one by one, those
  /// records.
  func processed(includingInHand: Bool) -> [TopicPartition: CommittedOffset] {
    state.withLock { state in
      if includingInHand { state.settleGiven() }
      return state.processed
    }
  }

  /// There will be no more.
  func finish(_ end: Result<Void, KafkaError>) {
    let waiter = state.withLock { state in
      guard state.end == nil else { return nil as Waiter? }
      state.end = end
      state.queue.removeAll()
      defer { state.waiter = nil }
      return state.waiter?.continuation
    }
    switch end {
    case .success: waiter?.resume(returning: nil)
    case .failure(let error): waiter?.resume(throwing: error)
    }
  }
}

extension ConsumerMailbox.State {
  func isReadable(_ place: (partition: TopicPartition, stay: ConsumerMailbox.Stay)) -> Bool {
    end == nil && stays[place.partition] == place.stay && failed[place.partition] != place.stay
      && !leaving.contains(place.partition)
  }

  mutating func take(_ chunk: FetchedRecords, checksChecksums: Bool) {
    owner += 1
    inHand = .init(chunk: chunk, reader: ChunkReader(chunk, checksChecksums: checksChecksums))
  }

  /// What was given counts as processed, as far as the application came.
  mutating func settleGiven() {
    guard let inHand, let given = inHand.given else { return }
    guard let place = given.place else { return setProcessed(given.batch.nextOffset, of: inHand.chunk) }
    if let offset = place.nextOffset { setProcessed(min(offset, given.batch.nextOffset), of: inHand.chunk) }
  }

  mutating func setProcessed(_ offset: Int64, of chunk: FetchedRecords) {
    guard stays[chunk.partition] == chunk.stay else { return }
    processed[chunk.partition] = CommittedOffset(offset: offset)
  }
}
