import KafkaSchema
import KafkaWire
import NIOCore

/// Offsets, order and visibility.
enum ProduceOrder {
  static var cases: [Case] {
    [
      logStartOffsetInTheResponse, contiguousBaseOffsets, concurrentProducers, pipelinedProducesKeepOrder,
      readAfterAcknowledge,
    ]
  }

  static var logStartOffsetInTheResponse: Case {
    Case(
      "PRODUCE-015", "Log start offset in the response", .should,
      since: "1.0", source: "KIP-107",
      sends: "v5+ after DeleteRecords",
      expects: "Equals the earliest offset; -1 on error",
      kills: "Always 0",
      api: .produce,
      versions: 5...(.max),
      needs: [.deleteRecords]
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 5))
      let deleted = try await t.deleteRecords(topic, before: 3)
      try t.accepted(deleted["ErrorCode"], "records are deleted")
      let answer = try await t.produce(topic, try t.batch(of: 1).bytes())
      try t.equal(answer["LogStartOffset"], 3, "the answer names the earliest offset")
      let refused = try await t.produce(
        topic, partition: 99, try t.batch(of: 1).bytes(), on: try await t.leader(of: topic))
      try t.equal(refused["LogStartOffset"], -1, "there is no earliest offset where there is an error")
    }
  }

  static var contiguousBaseOffsets: Case {
    Case(
      "PRODUCE-016", "Contiguous base offsets", .must,
      since: "0.8", source: "guide",
      sends: "100 batches of random size",
      expects: "Each base offset = previous base + previous count",
      kills: "Holes or overlaps",
      api: .produce,
      versions: 3...(.max),
      unconfirmed: true
    ) { t in
      let topic = try await t.readyTopic()
      var next: Int64 = 0
      for _ in 0..<100 {
        let count = t.random(1...7)
        let answer = try await t.produce(topic, try t.batch(of: count).bytes())
        try t.accepted(answer["ErrorCode"], "a good batch is accepted")
        try t.equal(answer["BaseOffset"], Value(next), "each base offset is the one before and the records before")
        next += Int64(count)
      }
      let end = try await t.endOffset(topic)
      try t.expect(
        end == next, "the log ends behind the last record", field: "end offset",
        got: end < next ? "below the last record" : "above the last record", want: "behind the last record")
    }
  }

  static var concurrentProducers: Case {
    Case(
      "PRODUCE-017", "Concurrent producers", .must,
      since: "0.8", source: "guide",
      sends: "8 connections, 200 batches each, one partition",
      expects: "Offsets form one gap-free range; every batch is contiguous; per-connection order kept",
      kills: "Offset assigned outside the append lock",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets],
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 1))
      let node = try await t.leaderId(of: topic)
      let version = try t.version(of: .produce)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for connection in 0..<8 {
          group.addTask {
            let peer = try await t.peer(to: node)
            for number in 0..<200 {
              let batch = t.batch([ForgedRecord("\(connection) \(number)"), ForgedRecord("\(connection) \(number) b")])
              let answer = try await t.produce(topic, try batch.bytes(), version: version, on: peer)
              // An expectation each would be one turned round for each batch; what is stored is looked at below.
              if answer["ErrorCode"].int != 0 {
                try t.accepted(answer["ErrorCode"], "batches from several connections are accepted")
              }
            }
          }
        }
        try await group.waitForAll()
      }
      let records = try await t.fetchBack(topic, from: 1).flatMap(\.records)
      try t.expect(
        records.map(\.offset) == Array(1...3200), "the offsets of concurrent producers have no gap and no overlap",
        field: "offsets",
        got: "\(records.count) records from \(records.first?.offset ?? -1) to \(records.last?.offset ?? -1)",
        want: "3200 from 1 to 3200")
      let texts = records.map { $0.value.map { String(buffer: $0) } ?? "" }
      for connection in 0..<8 {
        let own = texts.filter { $0.hasPrefix("\(connection) ") }
        let want = (0..<200).flatMap { ["\(connection) \($0)", "\(connection) \($0) b"] }
        try t.expect(
          own == want, "each connection's records keep their order", field: "records of connection \(connection)",
          got: "another order", want: "the order in which they were sent")
      }
      let isContiguous = stride(from: 0, to: texts.count - 1, by: 2).allSatisfy { texts[$0] + " b" == texts[$0 + 1] }
      try t.expect(
        isContiguous, "the records of a batch stay together", field: "records", got: "mixed batches",
        want: "whole batches")
    }
  }

  static var pipelinedProducesKeepOrder: Case {
    Case(
      "PRODUCE-018", "Pipelined produces keep order", .must,
      since: "0.8", source: "guide",
      sends: "5 pipelined requests on one connection",
      expects: "Log order = send order",
      kills: "Parallel append reorders",
      tags: [.rawFrames],
      needs: [.produce, .fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 1))
      let peer = try await t.peer(to: try await t.leaderId(of: topic))
      let version = try t.version(of: .produce)
      var requests: [RequestFrame] = []
      for number in 0..<5 {
        requests.append(
          try peer.send(
            .produce, version: version,
            t.produceBody(topic, try t.batch([ForgedRecord("\(number)")]).bytes(), version: version)))
      }
      for (number, request) in requests.enumerated() {
        let reply = try t.answered(await peer.fate(of: request), "pipelined batches are answered")
        try t.equal(
          Trial.partition(reply, topic, 0)["BaseOffset"], Value(number + 1),
          "pipelined batches are stored as they were sent")
      }
      let texts = try await t.fetchBack(topic, from: 1).flatMap(\.records).map {
        $0.value.map { String(buffer: $0) } ?? ""
      }
      try t.expect(
        texts == ["0", "1", "2", "3", "4"], "the log has the order in which pipelined batches were sent",
        field: "records",
        got: texts.joined(separator: ", "), want: "0, 1, 2, 3, 4")
      try await t.canary()
    }
  }

  static var readAfterAcknowledge: Case {
    Case(
      "PRODUCE-019", "Read after acknowledge", .must,
      since: "0.8", source: "guide",
      sends: "acks=-1 answered, Fetch on a new connection at once",
      expects: "Record visible",
      kills: "Visible later: read-your-write broken",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 1))
      for round in 1...20 {
        let batch = t.batch([ForgedRecord("round \(round)")])
        let answer = try await t.produce(topic, try batch.bytes(), acks: -1)
        try t.accepted(answer["ErrorCode"], "a good batch is accepted")
        var query = Trial.FetchQuery(offset: Int64(round))
        query.minBytes = 0
        query.maxWait = 0
        let reader = try await t.peer(to: try await t.leaderId(of: topic))
        let (_, fetched) = try await t.fetch(topic, query, on: reader)
        try t.same(
          try t.batches(fetched), as: batch, at: Int64(round),
          "what acks=-1 acknowledged is visible to everybody at once")
        reader.close()
      }
    }
  }
}
