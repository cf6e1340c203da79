import KafkaSchema
import KafkaWire
import NIOCore

/// Leader epochs that a fetch names.
enum FetchEpochs {
  static var cases: [Case] {
    [
      newerLeaderEpoch, epochMinus1, divergingEpoch, lastFetchedEpochMatches,
    ]
  }

  /// The partition's leader epoch, as Metadata says.
  static func epoch(_ t: Trial, _ topic: TestTopic) async throws -> Int64 {
    let reply = try await t.metadata([topic.name])
    let epoch = reply["Topics"].first("Name", .string(topic.name))["Partitions"].first("PartitionIndex", 0)[
      "LeaderEpoch"]
    guard let number = epoch.int, number >= 0 else { throw CaseEnd.unsupported("Metadata names no leader epoch") }
    return number
  }

  static var newerLeaderEpoch: Case {
    Case(
      "FETCH-036", "Newer leader epoch", .must,
      since: "2.1", source: "KIP-320",
      sends: "v9+ epoch + 1",
      expects: "UNKNOWN_LEADER_EPOCH (75)",
      kills: "Treated as ok",
      api: .fetch,
      versions: 9...(.max),
      needs: [.produce, .metadata]
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 1))
      let epoch = try await epoch(t, topic)
      var query = Trial.FetchQuery()
      query.leaderEpoch = Int32(epoch) + 1
      let (_, answer) = try await t.fetch(topic, query)
      try t.code(answer["ErrorCode"], 75, "a leader epoch that is yet to come is unknown")
    }
  }

  static var epochMinus1: Case {
    Case(
      "FETCH-037", "Epoch -1", .must,
      since: "2.1", source: "KIP-320",
      sends: "v9+ with -1",
      expects: "No epoch check",
      kills: "Fences all simple clients",
      api: .fetch,
      versions: 9...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      let batch = t.batch(of: 1)
      try await t.store(topic, batch)
      let (_, answer) = try await t.fetch(topic)
      try t.accepted(answer["ErrorCode"], "a fetch that names no leader epoch is not checked for it")
      try t.same(try t.batches(answer), as: batch, at: 0, "a fetch that names no leader epoch gets records")
    }
  }

  /// Fetches from a position whose epoch ended at 2, and requires to be told so.
  private static func diverges(
    _ t: Trial, _ topic: TestTopic, at offset: Int64, _ epoch: Int64, on peer: Peer
  ) async throws {
    var query = Trial.FetchQuery(offset: offset)
    query.lastFetchedEpoch = Int32(epoch)
    let (_, answer) = try await t.fetch(topic, query, on: peer)
    try t.accepted(answer["ErrorCode"], "a position that has diverged is no error")
    try t.equal(answer["DivergingEpoch"]["Epoch"], Value(epoch), "the answer names the epoch that both logs have")
    try t.equal(answer["DivergingEpoch"]["EndOffset"], 2, "the answer names the end of that epoch")
    try t.givesNothing(answer, "a position that has diverged gets no records")
  }

  static var divergingEpoch: Case {
    Case(
      "FETCH-038", "Diverging epoch", .should,
      since: "2.7", source: "KIP-595",
      sends: "v12+ last_fetched_epoch older with an offset past that epoch's end",
      expects: "diverging_epoch set with epoch and end offset, no error, no records",
      kills: "Ignored: wrong data after truncation",
      tags: [.twoBrokers],
      api: .fetch,
      versions: 12...(.max),
      needs: [.produce, .metadata],
      deadline: .seconds(120)
    ) { t in
      let topic = try await t.replicatedTopic()
      try await t.store(topic, t.batch(of: 2))
      let epoch = try await epoch(t, topic)
      // A position behind the end of the epoch that it was fetched in has diverged under one leader, too.
      try await diverges(t, topic, at: 5, epoch, on: try await t.leader(of: topic))
      let (_, new) = try await t.moveLeader(of: topic)
      let leader = try await t.peer(to: new.leader)
      try t.accepted(
        try await t.produce(topic, try t.batch(of: 5).bytes(), on: leader)["ErrorCode"], "a good batch is accepted")
      try await diverges(t, topic, at: 5, epoch, on: leader)
    }
  }

  static var lastFetchedEpochMatches: Case {
    Case(
      "FETCH-039", "last_fetched_epoch matches", .must,
      since: "2.7", source: "KIP-595",
      sends: "v12+ right epoch",
      expects: "Records, no diverging_epoch",
      kills: "Always diverging: endless loop",
      api: .fetch,
      versions: 12...(.max),
      needs: [.produce, .metadata],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      let batch = t.batch(of: 1)
      try await t.store(topic, t.batch(of: 2))
      try await t.store(topic, batch)
      var query = Trial.FetchQuery(offset: 2)
      query.lastFetchedEpoch = Int32(try await epoch(t, topic))
      let (_, answer) = try await t.fetch(topic, query)
      try t.accepted(answer["ErrorCode"], "a fetch that fetched the right epoch last is answered")
      try t.equal(answer["DivergingEpoch"]["Epoch"], -1, "the logs do not diverge")
      try t.same(try t.batches(answer), as: batch, at: 2, "a fetch that fetched the right epoch last gets records")
    }
  }
}
