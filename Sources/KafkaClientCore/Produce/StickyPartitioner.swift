package import KafkaWire

/// Keeps the records of one topic that have no key on one partition at a time (KIP-480, KIP-794).
///
/// Filling one partition's batch before moving to the next makes large batches; counting bytes appended rather than
/// batches sent keeps the spread even when one broker is slower than the others. The rule that surprises: past
/// `batch.size` the switch waits for the partition to have no half-full batch, so that switching does not leave
/// one behind, but past twice `batch.size` it waits no longer.
package struct StickyPartitioner: Sendable {
  /// One partition as a choice sees it.
  package struct Candidate: Equatable, Sendable {
    package var partition: Int32
    /// Batches waiting to be sent to it.
    package var queued: Int
    /// It has a leader, and the leader takes batches (`partitioner.availability.timeout.ms`).
    package var isAvailable: Bool

    package init(partition: Int32, queued: Int, isAvailable: Bool) {
      self.partition = partition
      self.queued = queued
      self.isAvailable = isAvailable
    }
  }

  /// The partition that keyless records go to; nil before the first one.
  package private(set) var current: Int32?
  private var produced = 0

  package init() {}

  /// Whether the sticky partition has had its share, so that the next record goes elsewhere.
  ///
  /// - Parameters:
  ///   - share: The bytes that make a full batch.
  ///   - bytes: The size of the next record.
  ///   - hasRoom: The partition's open batch takes the record.
  package func isDue(share: Int, adding bytes: Int, hasRoom: Bool) -> Bool {
    let share = max(1, share)
    return !hasRoom && produced + bytes > share || produced >= 2 * share
  }

  /// A record went to a partition; only the sticky one counts.
  package mutating func appended(_ bytes: Int, to partition: Int32) {
    if partition == current { produced += bytes }
  }

  /// Moves on to the partition chosen.
  package mutating func move(to partition: Int32) {
    current = partition
    produced = 0
  }

  /// Draws a partition.
  ///
  /// Adaptive: the chance of a partition falls with the batches that wait for it. While all wait for equally many, and
  /// while nothing is known about load, all available partitions have the same chance. When none is available, all
  /// have, since the record has to go somewhere and a leader may be elected meanwhile.
  package static func choose(
    among candidates: some Collection<Candidate>, isAdaptive: Bool, using random: inout RandomSource
  ) -> Int32? {
    var available = 0
    var longest = 0
    var total = 0
    for candidate in candidates where candidate.isAvailable {
      available += 1
      longest = max(longest, candidate.queued)
      total += candidate.queued
    }
    if available == 0 {
      guard !candidates.isEmpty else { return nil }
      let index = Int(random.next(upperBound: UInt64(candidates.count)))
      return candidates[candidates.index(candidates.startIndex, offsetBy: index)].partition
    }
    // A partition's weight is how much shorter its queue is than the longest one, plus one.
    let weightSum = isAdaptive ? available * (longest + 1) - total : available
    var ticket = Int(random.next(upperBound: UInt64(weightSum)))
    for candidate in candidates where candidate.isAvailable {
      ticket -= isAdaptive ? longest + 1 - candidate.queued : 1
      if ticket < 0 { return candidate.partition }
    }
    return nil
  }
}
