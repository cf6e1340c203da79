import KafkaSchema
import KafkaWire
import NIOCore

/// Who gives ids to producers, and that no two have the same.
enum ProducerIds {
  static var cases: [Case] {
    [
      producerIdAllocation, idsAreUniqueAcrossBrokers, idsAreUniqueAfterARestart, epochBumpByInitProducerId,
      epochBumpWithAStaleEpoch, describeProducersShowsTheState,
    ]
  }

  static var producerIdAllocation: Case {
    Case(
      "IDEMP-001", "Producer id allocation", .must,
      since: "0.11", source: "KIP-98",
      sends: "InitProducerId, null id, twice",
      expects: "Error 0, two different ids >= 0, epoch 0. COORDINATOR_LOAD_IN_PROGRESS (14) may come first while "
        + "the broker fetches a block of ids: retry",
      kills: "Same id for two producers: records dropped as duplicates",
      api: .initProducerId
    ) { t in
      let first = try await t.initProducer()
      let second = try await t.initProducer()
      try t.expect(
        first.id >= 0 && second.id >= 0 && first.id != second.id, "every producer gets an id of its own",
        field: "ProducerId",
        got: "\(first.id), \(second.id)", want: "two different ids")
      try t.expect(
        first.epoch == 0 && second.epoch == 0, "a new producer's epoch is 0", field: "ProducerEpoch",
        got: "\(first.epoch), \(second.epoch)", want: "0, 0")
    }
  }

  static var idsAreUniqueAcrossBrokers: Case {
    Case(
      "IDEMP-002", "Ids are unique across brokers", .must,
      since: "0.11", source: "KIP-98",
      sends: "20 requests on each broker",
      expects: "All different",
      kills: "Per-broker counter",
      tags: [.twoBrokers],
      api: .initProducerId,
      unconfirmed: true
    ) { t in
      var ids: [Int64] = []
      for broker in t.target.discovery.brokers {
        let peer = try await t.node(broker.id)
        for _ in 0..<20 { ids.append(try await t.initProducer(on: peer).id) }
      }
      try t.expect(
        Set(ids).count == ids.count, "no two brokers give the same id", field: "ProducerId",
        got: "\(ids.count - Set(ids).count) ids twice", want: "\(ids.count) different ids")
    }
  }

  static var idsAreUniqueAfterARestart: Case {
    Case(
      "IDEMP-003", "Ids are unique after a restart", .must,
      since: "0.11", source: "KIP-98",
      sends: "10 ids, restart, 10 ids",
      expects: "All different",
      kills: "Counter restarts at 0",
      tags: [.restarts],
      api: .initProducerId,
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      let node = t.target.discovery.brokers.first?.id
      var peer = try await t.peer(to: node)
      var ids: [Int64] = []
      for _ in 0..<10 { ids.append(try await t.initProducer(on: peer).id) }
      try await t.hook("restart", node: node ?? 0)
      peer = try await t.reconnect(to: node)
      for _ in 0..<10 { ids.append(try await t.initProducer(on: peer).id) }
      try t.expect(
        Set(ids).count == 20, "ids of before a restart are not given again", field: "ProducerId",
        got: "\(20 - Set(ids).count) ids twice", want: "20 different ids")
    }
  }

  static var epochBumpByInitProducerId: Case {
    Case(
      "IDEMP-022", "Epoch bump by InitProducerId", .should,
      since: "2.5", source: "KIP-360",
      sends: "v3 with own id and epoch",
      expects: "Same id, epoch + 1 (or a new id)",
      kills: "Ignores the fields",
      api: .initProducerId,
      versions: 3...(.max)
    ) { t in
      let own = try await t.initProducer()
      let version = try t.version(of: .initProducerId)
      let reply = try await t.main.call(
        .initProducerId, version: version,
        [
          "TransactionalId": nil, "TransactionTimeoutMs": 60_000, "ProducerId": Value(own.id),
          "ProducerEpoch": Value(own.epoch),
        ])
      try t.accepted(reply["ErrorCode"], "a producer may ask for the next epoch")
      let isBumped = reply["ProducerId"].int == own.id && reply["ProducerEpoch"].int == Int64(own.epoch) + 1
      let isNew = (reply["ProducerId"].int ?? -1) >= 0 && reply["ProducerId"].int != own.id
      try t.expect(
        isBumped || isNew, "the answer is the next epoch, or a new id", field: "ProducerId",
        got: "\(reply["ProducerId"].int ?? -1), epoch \(reply["ProducerEpoch"].int ?? -1)",
        want: "\(own.id), epoch \(own.epoch + 1), or another id", at: reply["ProducerId"])
    }
  }

  static var epochBumpWithAStaleEpoch: Case {
    Case(
      "IDEMP-023", "Epoch bump with a stale epoch", .may,
      since: "2.5", source: "KIP-360",
      sends: "v3 idempotent only, wrong epoch",
      expects: "Recorded: new id or PRODUCER_FENCED (90)/INVALID_PRODUCER_EPOCH (47)",
      kills: "Crash",
      api: .initProducerId,
      versions: 3...(.max)
    ) { t in
      let own = try await t.initProducer()
      let version = try t.version(of: .initProducerId)
      let reply = try await t.main.call(
        .initProducerId, version: version,
        ["TransactionalId": nil, "TransactionTimeoutMs": 60_000, "ProducerId": Value(own.id), "ProducerEpoch": 7])
      t.note(
        "error \(reply["ErrorCode"].int ?? -1), " + (reply["ProducerId"].int == own.id ? "the same id" : "another id"))
      try t.code(reply["ErrorCode"], 0, or: [90, 47], "a wrong epoch gets a new id, or is refused")
    }
  }

  static var describeProducersShowsTheState: Case {
    Case(
      "IDEMP-033", "DescribeProducers shows the state", .should,
      since: "2.8", source: "KIP-664",
      sends: "After seq 0..4",
      expects: "producer id, epoch, last sequence 4, no open transaction (start offset -1)",
      kills: "Last sequence = base of the last batch",
      api: .describeProducers,
      needs: [.produce, .initProducerId]
    ) { t in
      let topic = try await t.topic()
      let producer = try await t.initProducer()
      // The last batch begins below the last sequence.
      for (sequence, count) in [(0, 3), (3, 2)] {
        try await t.store(topic, t.batch(of: count, producer: producer, sequence: Int32(sequence)))
      }
      let reply = try await t.leader(of: topic).call(
        .describeProducers, version: try t.version(of: .describeProducers),
        ["Topics": [["Name": .string(topic.name), "PartitionIndexes": [0]]]])
      let partition = reply["Topics"].first("Name", .string(topic.name))["Partitions"].first("PartitionIndex", 0)
      try t.accepted(partition["ErrorCode"], "a partition's producers can be described")
      let state = partition["ActiveProducers"].first("ProducerId", Value(producer.id))
      try t.equal(state["ProducerEpoch"], Value(producer.epoch), "the producer's epoch is shown")
      try t.equal(state["LastSequence"], 4, "the last sequence is that of the last record")
      try t.equal(state["CurrentTxnStartOffset"], -1, "there is no open transaction")
    }
  }
}
