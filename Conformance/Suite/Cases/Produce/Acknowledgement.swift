import KafkaSchema
import KafkaWire
import NIOCore

/// What `acks` promises.
enum ProduceAcknowledgement {
  static var cases: [Case] {
    [
      acks1StoresAndAnswers, acksAllStoresAndAnswers, acks0StoresWithoutAnswering, acks0WithAnErrorCloses, illegalAcks,
      timeout0WithAcksAll,
    ]
  }

  static var acks1StoresAndAnswers: Case {
    Case(
      "PRODUCE-001", "acks=1 stores and answers", .must,
      since: "0.8", source: "guide",
      sends: "One record",
      expects: "Error 0, base offset = previous end; fetched back identical",
      kills: "Base offset of the last record instead of the first",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 3))
      let batch = t.batch(of: 2)
      let answer = try await t.produce(topic, try batch.bytes(), acks: 1)
      try t.accepted(answer["ErrorCode"], "a good batch is accepted with acks=1")
      try t.equal(answer["BaseOffset"], 3, "the base offset is the end offset of before")
      // The leader alone has it so far: readers may see it a moment later.
      try await t.eventually("what acks=1 acknowledged is stored") { try await t.endOffset(topic) > 3 ? () : nil }
      try t.same(
        try await t.fetchBack(topic, from: 3), as: batch, at: 3,
        "what acks=1 acknowledged is fetched back as it was sent")
    }
  }

  static var acksAllStoresAndAnswers: Case {
    Case(
      "PRODUCE-002", "acks=-1 stores and answers", .must,
      since: "0.8", source: "guide",
      sends: "One record",
      expects: "As above",
      kills: "Answers before the high watermark can reach it",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 3))
      let batch = t.batch(of: 2)
      let answer = try await t.produce(topic, try batch.bytes(), acks: -1)
      try t.accepted(answer["ErrorCode"], "a good batch is accepted with acks=-1")
      try t.equal(answer["BaseOffset"], 3, "the base offset is the end offset of before")
      // A fetch that waits for nothing: acks=-1 is answered behind the high watermark.
      var query = Trial.FetchQuery(offset: 3)
      query.minBytes = 0
      query.maxWait = 0
      let (_, fetched) = try await t.fetch(topic, query)
      try t.expect(
        (fetched["HighWatermark"].int ?? -1) >= 5, "acks=-1 is answered when the high watermark has passed the batch",
        field: fetched["HighWatermark"].path, got: "\(fetched["HighWatermark"].int ?? -1)", want: "5 or more",
        at: fetched)
      try t.same(
        try t.batches(fetched), as: batch, at: 3, "what acks=-1 acknowledged is fetched back as it was sent")
    }
  }

  static var acks0StoresWithoutAnswering: Case {
    Case(
      "PRODUCE-003", "acks=0 stores without answering", .must,
      since: "0.8", source: "guide",
      sends: "One record, then ListOffsets until it moves",
      expects: "No response frame; record visible",
      kills: "Sends a response; or drops it",
      tags: [.rawFrames],
      needs: [.produce, .listOffsets]
    ) { t in
      let topic = try await t.readyTopic()
      let peer = try await t.peer(to: try await t.leaderId(of: topic))
      let version = try t.version(of: .produce)
      _ = try peer.send(
        .produce, version: version, t.produceBody(topic, try t.batch(of: 1).bytes(), acks: 0, version: version))
      // The next answer on the connection belongs to the next request, or the broker has answered acks=0.
      let next = try peer.send(.metadata, version: try t.version(of: .metadata), ["Topics": []])
      _ = try t.answered(await peer.fate(of: next), "a request after acks=0 gets the next answer on the connection")
      let end = try await t.eventually("what was produced with acks=0 is stored") {
        let end = try await t.endOffset(topic)
        return end > 0 ? end : nil
      }
      try t.expect(end == 1, "acks=0 stores the batch once", field: "end offset", got: "\(end)", want: "1")
      try await t.canary()
    }
  }

  static var acks0WithAnErrorCloses: Case {
    Case(
      "PRODUCE-004", "acks=0 with an error closes", .should,
      since: "0.8", source: "AK",
      sends: "acks=0 to an unknown partition, then Metadata",
      expects: "Connection closed (Metadata may or may not be answered)",
      kills: "Error is lost: client never refreshes metadata",
      tags: [.rawFrames],
      needs: [.produce]
    ) { t in
      let topic = try await t.topic()
      let peer = try await t.peer(to: try await t.leaderId(of: topic))
      let version = try t.version(of: .produce)
      _ = try peer.send(
        .produce, version: version,
        t.produceBody(topic, partition: 99, try t.batch(of: 1).bytes(), acks: 0, version: version))
      let next = try peer.send(.metadata, version: try t.version(of: .metadata), ["Topics": []])
      let requirement = "an error that acks=0 has no answer for ends the connection"
      let fate = await peer.fate(of: next, within: t.target.limit(.seconds(3)))
      if fate.reply == nil {
        try t.closed(fate, requirement)
      } else {
        // Nothing is owed any more, so that a connection that stays open is no hang.
        let end = await peer.fate(of: next, within: t.target.limit(.seconds(3)))
        try t.expect(end.isClosed, requirement, field: "connection", got: "open", want: "closed")
      }
      try await t.canary()
    }
  }

  static var illegalAcks: Case {
    Case(
      "PRODUCE-005", "Illegal acks", .must,
      since: "0.9", source: "AK",
      sends: "acks 2, -2, 127",
      expects: "INVALID_REQUIRED_ACKS (21) for every partition; nothing stored",
      kills: "Treated as -1",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 2)
      for acks in [2, -2, 127] as [Int16] {
        let bytes = try t.batch(of: 1).bytes()
        let version = try t.version(of: .produce)
        let body = t.produceBody([(topic, [(0, bytes), (1, bytes)])], acks: acks, version: version)
        let reply = try await t.leader(of: topic).call(.produce, version: version, body)
        for partition in 0..<2 {
          try t.code(
            Trial.partition(reply, topic, partition)["ErrorCode"], 21, "acks=\(acks) is refused for every partition")
        }
      }
      for partition in 0..<2 {
        try await t.notStored(topic, partition: partition, end: 0, "a request with illegal acks stores nothing")
      }
    }
  }

  static var timeout0WithAcksAll: Case {
    Case(
      "PRODUCE-082", "timeout 0 with acks=-1", .should,
      since: "0.8", source: "AK",
      sends: "Single replica",
      expects: "Error 0",
      kills: "Always times out",
      api: .produce,
      versions: 3...(.max),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 1))
      let version = try t.version(of: .produce)
      let reply = try await t.leader(of: topic).call(
        .produce, version: version, t.produceBody(topic, try t.batch(of: 1).bytes(), timeout: 0, version: version))
      try t.code(
        Trial.partition(reply, topic, 0)["ErrorCode"], 0,
        "acks=-1 with a timeout of 0 is answered at once where one replica is enough")
    }
  }
}
