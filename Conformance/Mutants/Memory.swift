import KafkaSchema
import KafkaWire

/// What a mutant remembers of topics and groups, learnt from what passes.
final class Memory {
  struct Place: Hashable {
    var group: String
    /// The topic's name.
    var topic: String
    var partition: Int64
  }

  struct Commit {
    var entry: Structure
    var time: ContinuousClock.Instant
  }

  /// The ids that a name has had, oldest first.
  private var ids: [String: [KafkaUUID]] = [:]
  private var names: [KafkaUUID: String] = [:]
  private(set) var commits: [Place: Commit] = [:]
  /// The member that joined a group last, and its generation.
  private(set) var members: [String: (id: String, generation: Int64)] = [:]
  /// Requests to join that wait, by group.
  private(set) var joining: [String: Int] = [:]

  /// Only looks and lets everything pass.
  func learning() -> Behaviour {
    var behaviour = Behaviour()
    behaviour.onRequest = { [self] exchange in
      if exchange.api == .joinGroup, let group = exchange.request?.string("GroupId") {
        joining[group, default: 0] += 1
      }
      return .forward
    }
    behaviour.onResponse = { [self] exchange, frame in
      guard [.metadata, .createTopics, .joinGroup, .offsetCommit].contains(exchange.api),
        let request = exchange.request,
        let body = MutantFrames.body(of: frame, exchange)
      else { return .forward }
      switch exchange.api {
      case .joinGroup: learn(ofMember: body, group: request.string("GroupId") ?? "")
      case .offsetCommit: learn(ofCommit: request, body)
      default: for topic in body.structs("Topics") { learn(ofTopic: topic) }
      }
      return .forward
    }
    return behaviour
  }

  private func learn(ofTopic topic: Structure) {
    guard let name = topic.string("Name"), let id = topic.uuid("TopicId"), id != .zero else { return }
    names[id] = name
    if !ids[name, default: []].contains(id) { ids[name, default: []].append(id) }
  }

  private func learn(ofMember answer: Structure, group: String) {
    joining[group, default: 1] -= 1
    guard answer.int("ErrorCode") == 0, let id = answer.string("MemberId") else { return }
    members[group] = (id, answer.int("GenerationId") ?? -1)
  }

  private func learn(ofCommit request: Structure, _ answer: Structure) {
    let group = request.string("GroupId") ?? ""
    for (asked, answered) in zip(request.structs("Topics"), answer.structs("Topics")) {
      for (entry, result) in zip(asked.structs("Partitions"), answered.structs("Partitions"))
      where result.int("ErrorCode") == 0 {
        commits[place(group, asked, entry)] = Commit(entry: entry, time: .now)
      }
    }
  }

  /// Where an offset is kept, of a topic that is given by name or id.
  func place(_ group: String, _ topic: Structure, _ partition: Structure) -> Place {
    let name = topic.uuid("TopicId").flatMap { names[$0] } ?? topic.string("Name") ?? ""
    return Place(group: group, topic: name, partition: partition.int("PartitionIndex") ?? -1)
  }

  /// The id that stands for a name now, of an id that once did; nil where it still does.
  func newest(of id: KafkaUUID) -> KafkaUUID? {
    guard let name = names[id], let newest = ids[name]?.last, newest != id else { return nil }
    return newest
  }

  /// A broker that has an offset for ever once it was committed.
  func neverForgets() -> Behaviour {
    learning().and(
      .foundOffsets { [self] partition, group, topic in
        guard partition.int("CommittedOffset") == -1, let old = commits[place(group, topic, partition)]?.entry else {
          return
        }
        partition["ErrorCode"] = 0
        partition["CommittedOffset"] = old["CommittedOffset"] ?? -1
      })
  }
}

// What mutants do to committed offsets.

extension Behaviour {
  /// Changes each partition of requests to OffsetCommit.
  static func commits(_ change: @escaping (inout Structure, Exchange) -> Void) -> Behaviour {
    .request(.offsetCommit) { body, exchange in
      body.each("Topics") { topic in topic.each("Partitions") { change(&$0, exchange) } }
    }
  }

  /// Changes each partition's part of the answers to OffsetCommit.
  static func committed(_ change: @escaping (inout Structure, Exchange) -> Void) -> Behaviour {
    .response(.offsetCommit) { body, exchange in
      body.each("Topics") { topic in topic.each("Partitions") { change(&$0, exchange) } }
    }
  }

  /// Changes each partition's part of the answers to OffsetFetch.
  static func foundOffsets(
    _ change: @escaping (inout Structure, _ group: String, _ topic: Structure) -> Void
  ) -> Behaviour {
    .groups { found, group in
      found.each("Topics") { topic in
        let whole = topic
        topic.each("Partitions") { change(&$0, group, whole) }
      }
    }
  }

  /// Changes each group's part of the answers to OffsetFetch, which is the whole answer before version 8.
  static func groups(_ change: @escaping (inout Structure, _ group: String) -> Void) -> Behaviour {
    .response(.offsetFetch) { body, exchange in
      if exchange.version >= 8 {
        body.each("Groups") { change(&$0, $0.string("GroupId") ?? "") }
      } else {
        change(&body, exchange.request?.string("GroupId") ?? "")
      }
    }
  }

  /// Changes each group's part of requests to OffsetFetch, which is the whole request before version 8.
  static func askedGroups(_ change: @escaping (inout Structure) -> Void) -> Behaviour {
    .request(.offsetFetch) { body, exchange in
      if exchange.version >= 8 { body.each("Groups", change) } else { change(&body) }
    }
  }

  /// A broker that lets somebody commit in the name of the member that joined the group last.
  static func commitsAsMember(where condition: @escaping (Structure) -> Bool = { _ in true }) -> Behaviour {
    let memory = Memory()
    return memory.learning().and(
      .request(.offsetCommit) { body, exchange in
        guard exchange.version >= 1, condition(body), let member = memory.members[body.string("GroupId") ?? ""] else {
          return
        }
        body["MemberId"] = .string(member.id)
        body["GenerationIdOrMemberEpoch"] = .integer(member.generation)
      })
  }
}
