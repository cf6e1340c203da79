import KafkaConformance
import KafkaSchema
import KafkaWire

// The second broker of a stage: the same broker, which answers in its place as one that leads nothing.

extension Behaviour {
  /// The number of the second broker.
  static let followerId: Int64 = 2

  /// Shows the second broker to clients.
  ///
  /// - Parameter isFenced: Whether it is gone just now: only who asks for such brokers is told of it then.
  static func introduces(_ address: BrokerAddress, isFenced: @escaping () -> Bool = { false }) -> Behaviour {
    .response(.metadata, .describeCluster) { body, exchange in
      let isFenced = isFenced()
      if isFenced, exchange.request?["IncludeFencedBrokers"] != true { return }
      let number = exchange.api == .metadata ? "NodeId" : "BrokerId"
      guard case .array(let brokers)? = body["Brokers"] else { return }
      let follower = Value.fields(
        [(number, .integer(followerId)), ("Host", .string(address.host)), ("Port", Value(address.port))]
          + (isFenced ? [("IsFenced", true)] : []))
      body["Brokers"] = .array(brokers + [follower])
    }
  }

  /// Names the second broker as the coordinator of everything.
  static func coordinates(_ address: BrokerAddress) -> Behaviour {
    .response(.findCoordinator) { body, exchange in
      func name(_ found: inout Structure) {
        found["NodeId"] = .integer(followerId)
        found["Host"] = .string(address.host)
        found["Port"] = Value(address.port)
      }
      if exchange.version >= 4 { body.each("Coordinators", name) } else { name(&body) }
    }
  }

  /// A broker that leads no partition and coordinates no group; the rest it has the first one answer.
  ///
  /// - Parameter broken: What it answers all the same.
  static func follower(answering broken: Set<ApiKey> = []) -> Behaviour {
    var behaviour = Behaviour()
    behaviour.onRequest = { exchange in
      guard !broken.contains(exchange.api), let request = exchange.request,
        let answer = refusal(exchange.api, request, version: exchange.version)
      else { return .forward }
      return .says(answer)
    }
    return behaviour
  }

  private static func refusal(_ api: ApiKey, _ request: Structure, version: Int16) -> Value? {
    func partitions(
      _ list: String, _ inner: String, _ index: String, as names: (list: String, inner: String, index: String),
      _ code: Int64, _ others: [(String, Value)] = []
    ) -> Value {
      let topics = request.structs(list).map { topic -> Value in
        let results = topic.structs(inner).map { partition -> Value in
          .fields([(names.index, partition[index] ?? 0), ("ErrorCode", .integer(code))] + others)
        }
        let name = ["Name", "Topic", "TopicId"].compactMap { key in topic[key].map { (key, $0) } }
        return .fields(name + [(names.inner, .array(results))])
      }
      return [names.list: .array(topics)]
    }
    let plain = (list: "Topics", inner: "Partitions", index: "PartitionIndex")
    switch api {
    case .produce:
      return partitions(
        "TopicData", "PartitionData", "Index", as: ("Responses", "PartitionResponses", "Index"), 6,
        [("BaseOffset", -1)])
    case .fetch:
      return partitions(
        "Topics", "Partitions", "Partition", as: ("Responses", "Partitions", "PartitionIndex"), 6,
        [("HighWatermark", -1)])
    case .listOffsets: return partitions("Topics", "Partitions", "PartitionIndex", as: plain, 6)
    case .deleteRecords:
      return partitions("Topics", "Partitions", "PartitionIndex", as: plain, 6, [("LowWatermark", -1)])
    case .offsetForLeaderEpoch:
      return partitions("Topics", "Partitions", "Partition", as: ("Topics", "Partitions", "Partition"), 6)
    case .offsetCommit: return partitions("Topics", "Partitions", "PartitionIndex", as: plain, 16)
    case .offsetFetch:
      if version < 8 { return version >= 2 ? ["ErrorCode": 16] : nil }
      return [
        "Groups": .array(request.structs("Groups").map { ["GroupId": $0["GroupId"] ?? "", "ErrorCode": 16] })
      ]
    case .joinGroup, .syncGroup, .heartbeat, .leaveGroup, .offsetDelete: return ["ErrorCode": 16]
    case .describeGroups:
      guard case .array(let groups)? = request["Groups"] else { return nil }
      return ["Groups": .array(groups.map { ["GroupId": $0, "ErrorCode": 16] })]
    case .listGroups: return ["Groups": []]
    default: return nil
    }
  }

  /// The same, from when the broker was restarted.
  func afterRestart() -> Behaviour {
    var late = self
    if let onRequest { late.onRequest = { $0.restarts > 0 ? onRequest($0) : .forward } }
    if let onResponse { late.onResponse = { $0.restarts > 0 ? onResponse($0, $1) : .forward } }
    return late
  }
}
