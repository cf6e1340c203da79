import KafkaMessages
import KafkaWire
import NIOCore
import OrderedCollections
import Testing

@testable import KafkaBrokerCore

@Suite struct GroupReplayTests {
  /// Random members, commits and operators against one coordinator with appends that come late or never; then the log
  /// is read by a new one.
  @Test(arguments: 0..<150 as Range<UInt64>)
  func `replaying the log gives the live state`(seed: UInt64) {
    var chance = RandomSource.seeded(seed)
    let world = GroupWorld(seed: seed) {
      $0.partitionCount = 3
      $0.offsetsRetention = .seconds(300)
      $0.offsetsRetentionCheckInterval = .seconds(30)
      $0.initialRebalanceDelay = .milliseconds(seed.isMultiple(of: 2) ? 0 : 500)
      $0.maximumSize = 4
    }
    var members: [(group: String, id: String, instance: String?)] = []
    var sent: [GroupWorld.Waiting] = []
    let groups = (0..<4).map { "group-\($0)" }

    for _ in 0..<300 {
      let group = groups.randomElement(using: &chance) ?? ""
      let member = members.filter { $0.group == group }.randomElement(using: &chance)
      let generation = world.generation(group) ?? 0
      switch Int.random(in: 0..<20, using: &chance) {
      case 0...3:
        let instance = Bool.random(using: &chance) ? "i\(Int.random(in: 0..<2, using: &chance))" : nil
        let waiting = world.join(group, instance: instance, protocols: [("range", "m\(seed)")])
        sent.append(waiting)
        if let id = waiting.join?.memberId, !id.isEmpty { members.append((group, id, instance)) }
      case 4...7:
        guard let member else { continue }
        let changed = Int.random(in: 0..<4, using: &chance) == 0
        sent.append(
          world.join(
            group, as: member.id, instance: member.instance, protocols: [("range", changed ? "other" : "m\(seed)")]))
      case 8...11:
        guard let member else { continue }
        var assignments: [String: String] = [:]
        for other in world.group(group)?.members.keys ?? [] { assignments[other] = "\(generation) \(other)" }
        sent.append(
          world.sync(group, as: member.id, generation: generation, instance: member.instance, assignments))
      case 12:
        guard let member else { continue }
        sent.append(world.leave(group, (member.id, member.instance)))
      case 13:
        sent.append(world.commit(group, offsets: [("t", Int32.random(in: 0..<3, using: &chance), 7)]))
      case 14, 15:
        guard let member else { continue }
        let offset = Int64.random(in: 0..<1000, using: &chance)
        let partition = Int32.random(in: 0..<3, using: &chance)
        sent.append(
          world.commit(
            group, as: member.id, generation: generation, instance: member.instance, offsets: [("t", partition, offset)]
          ))
      case 16:
        sent.append(world.delete(group))
      case 17:
        _ = world.deleteOffsets(group, topic: "t", [Int32.random(in: 0..<3, using: &chance)])
      case 18:
        switch Int.random(in: 0..<4, using: &chance) {
        case 0: world.appends = .wait
        case 1: world.failAppends(.notEnoughReplicas)
        default:
          world.deliverAppends()
          world.appends = .succeed
        }
      default:
        world.sleep(.milliseconds(Int.random(in: 1..<20_000, using: &chance)))
      }
    }
    world.appends = .succeed
    while !world.held.isEmpty { world.deliverAppends() }
    compare(world, seed: seed)

    // Whoever still waits is answered in the end, and nobody twice (the world sees to that).
    world.sleep(.seconds(400))
    for waiting in sent where waiting.isWaiting {
      Issue.record("seed \(seed): \(waiting.token) is never answered: \(waiting.kind)")
    }
    compare(world, seed: seed)
  }

  private func compare(_ world: GroupWorld, seed: UInt64) {
    let restarted = world.restarted()
    for (partition, live) in world.coordinator.shards {
      guard let read = restarted.coordinator.shards[partition] else {
        Issue.record("seed \(seed): no partition \(partition)")
        continue
      }
      #expect(read.images == live.images, "seed \(seed)")
      #expect(read.offsets == live.offsets, "seed \(seed)")
      for (id, group) in live.live {
        // In a round, what the log says is the last that was agreed. A group whose only content was deleted lives on
        // until it is cleaned up, and has nothing in the log.
        guard group.state.isStable || group.state.isEmpty, let again = read.live[id] else { continue }
        // A group that became empty and could not say so in the log is found with its last members.
        if world.unwritten.contains(id) { continue }
        #expect(again.generation == group.generation, "seed \(seed), \(id)")
        #expect(again.state.name == group.state.name, "seed \(seed), \(id)")
        #expect(again.protocolName == group.protocolName, "seed \(seed), \(id)")
        #expect(again.leader == group.leader, "seed \(seed), \(id)")
        #expect(again.staticMembers == group.staticMembers, "seed \(seed), \(id)")
        #expect(again.members.keys == group.members.keys, "seed \(seed), \(id)")
        #expect(again.members.mapValues(\.assignment) == group.members.mapValues(\.assignment), "seed \(seed), \(id)")
      }
    }
  }

  /// A negative hash counts by its absolute value, not by its lower 31 bits: for `orders` that would be 17.
  @Test(arguments: [
    ("", 0), ("a", 47), ("group", 47), ("orders", 31), ("console-consumer-42", 37), ("é漢😀", 2),
    ("polygenelubricants", 0),
  ])
  func `a group's partition follows from the Java hash of its id`(id: String, partition: Int32) {
    #expect(GroupPartition.number(of: id, count: 50) == partition)
  }

  @Test func `the Java hash is that of Java`() {
    // Values of java.lang.String.hashCode, which its documentation defines.
    #expect(GroupPartition.javaHash(of: "") == 0)
    #expect(GroupPartition.javaHash(of: "a") == 97)
    #expect(GroupPartition.javaHash(of: "hello") == 99_162_322)
    #expect(GroupPartition.javaHash(of: "polygenelubricants") == .min)
    #expect(GroupPartition.javaHash(of: "Hello, World!") == 1_498_789_909)
  }
}
