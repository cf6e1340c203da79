import KafkaClientCore
import KafkaWire
import Testing

@Suite struct StickyPartitionerTests {
  private typealias Candidate = StickyPartitioner.Candidate

  private static func draws(_ candidates: [Candidate], isAdaptive: Bool, count: Int = 6_000) -> [Int32: Int] {
    var random = RandomSource.seeded(7)
    var seen: [Int32: Int] = [:]
    for _ in 0..<count {
      guard let partition = StickyPartitioner.choose(among: candidates, isAdaptive: isAdaptive, using: &random) else {
        continue
      }
      seen[partition, default: 0] += 1
    }
    return seen
  }

  @Test func `the partition keeps its records until its batch is full`() {
    var sticky = StickyPartitioner()
    #expect(sticky.current == nil)
    sticky.move(to: 3)
    sticky.appended(80, to: 3)
    #expect(!sticky.isDue(share: 100, adding: 20, hasRoom: false))
    #expect(!sticky.isDue(share: 100, adding: 21, hasRoom: true))
    #expect(sticky.isDue(share: 100, adding: 21, hasRoom: false))
    sticky.move(to: 4)
    #expect(sticky.current == 4)
    #expect(!sticky.isDue(share: 100, adding: 21, hasRoom: false))
  }

  @Test func `records for other partitions do not count`() {
    var sticky = StickyPartitioner()
    sticky.move(to: 0)
    sticky.appended(500, to: 1)
    #expect(!sticky.isDue(share: 100, adding: 50, hasRoom: false))
  }

  @Test func `past twice the batch size a half-full batch holds the switch back no longer`() {
    var sticky = StickyPartitioner()
    sticky.move(to: 0)
    sticky.appended(199, to: 0)
    #expect(!sticky.isDue(share: 100, adding: 1, hasRoom: true))
    sticky.appended(1, to: 0)
    #expect(sticky.isDue(share: 100, adding: 1, hasRoom: true))
  }

  @Test func `without batching every record moves on`() {
    var sticky = StickyPartitioner()
    sticky.move(to: 0)
    sticky.appended(1, to: 0)
    #expect(sticky.isDue(share: 0, adding: 1, hasRoom: false))
  }

  @Test func `equal queues have equal chances`() {
    let candidates = (0..<3).map { Candidate(partition: $0, queued: 2, isAvailable: true) }
    let seen = Self.draws(candidates, isAdaptive: true)
    for partition in 0..<3 as Range<Int32> { #expect((1_800...2_200).contains(seen[partition] ?? 0)) }
  }

  @Test func `a longer queue is drawn less often, in proportion`() {
    // Weights are longest + 1 - queued: 1, 4 and 5.
    let candidates = [
      Candidate(partition: 0, queued: 4, isAvailable: true), Candidate(partition: 1, queued: 1, isAvailable: true),
      Candidate(partition: 2, queued: 0, isAvailable: true),
    ]
    let seen = Self.draws(candidates, isAdaptive: true, count: 10_000)
    #expect((850...1_150).contains(seen[0] ?? 0))
    #expect((3_800...4_200).contains(seen[1] ?? 0))
    #expect((4_800...5_200).contains(seen[2] ?? 0))
  }

  @Test func `without adaptive partitioning the queues do not matter`() {
    let candidates = [
      Candidate(partition: 0, queued: 90, isAvailable: true), Candidate(partition: 1, queued: 0, isAvailable: true),
    ]
    let seen = Self.draws(candidates, isAdaptive: false)
    #expect((2_800...3_200).contains(seen[0] ?? 0))
  }

  @Test func `a partition without a leader is drawn only when none has one`() {
    var candidates = [
      Candidate(partition: 0, queued: 0, isAvailable: false), Candidate(partition: 1, queued: 5, isAvailable: true),
    ]
    #expect(Self.draws(candidates, isAdaptive: true) == [1: 6_000])
    candidates[1].isAvailable = false
    let seen = Self.draws(candidates, isAdaptive: true)
    #expect((2_800...3_200).contains(seen[0] ?? 0))
    #expect(Self.draws([], isAdaptive: true) == [:])
  }
}
