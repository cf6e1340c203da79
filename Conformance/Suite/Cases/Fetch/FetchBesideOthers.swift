import KafkaSchema
import KafkaWire
import NIOCore

/// Fetches beside writers and other readers.
enum FetchBesideOthers {
  static var cases: [Case] {
    [
      highWatermarkIsMonotonic, twoConsumersAtDifferentOffsets, fetchDuringHeavyWriting,
    ]
  }

  static var highWatermarkIsMonotonic: Case {
    Case(
      "FETCH-051", "High watermark is monotonic", .must,
      since: "0.8", source: "guide",
      sends: "Poll during produce and elections",
      expects: "Never goes down on one leader",
      kills: "Goes back after failover: duplicates",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 1))
      let writer = try await t.peer(to: try await t.leaderId(of: topic))
      var last: Int64 = 0
      for round in 0..<100 {
        if round.isMultiple(of: 2) {
          try t.accepted(
            try await t.produce(topic, try t.batch(of: 1).bytes(), on: writer)["ErrorCode"], "a good batch is accepted")
        }
        var query = Trial.FetchQuery(offset: 0)
        query.maxWait = 0
        let (_, answer) = try await t.fetch(topic, query)
        let mark = answer["HighWatermark"].int ?? -1
        try t.expect(
          mark >= last, "the high watermark of one leader never goes down", field: answer["HighWatermark"].path,
          got: "\(mark) after \(last)", want: "\(last) or more", at: answer["HighWatermark"])
        last = mark
      }
    }
  }

  static var twoConsumersAtDifferentOffsets: Case {
    Case(
      "FETCH-064", "Two consumers at different offsets", .must,
      since: "0.8", source: "guide",
      sends: "Parallel fetches at 0 and end",
      expects: "Independent",
      kills: "Shared cursor",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let (topic, batch) = try await FetchPositions.filled(t)
      let node = try await t.leaderId(of: topic)
      let reader = try await t.peer(to: node)
      let tail = try await t.peer(to: node)
      for _ in 0..<20 {
        var end = Trial.FetchQuery(offset: 10)
        end.maxWait = 0
        async let first = t.fetch(topic, on: reader)
        async let second = t.fetch(topic, end, on: tail)
        let (all, none) = try await (first.partition, second.partition)
        try t.same(try t.batches(all), as: batch, at: 0, "one consumer's position is not another's")
        try t.accepted(none["ErrorCode"], "a fetch at the end is answered without an error")
        try t.givesNothing(none, "one consumer's position is not another's")
      }
    }
  }

  static var fetchDuringHeavyWriting: Case {
    Case(
      "FETCH-065", "Fetch during heavy writing", .must,
      since: "0.8", source: "guide",
      sends: "Tail fetch with 4 producers for 5 s",
      expects: "No gap, no duplicate, no torn batch",
      kills: "Torn batch at the tail",
      tags: [.waits],
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 1))
      let node = try await t.leaderId(of: topic)
      let total = 4 * 250 * 3
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<4 {
          group.addTask {
            let peer = try await t.peer(to: node)
            for number in 0..<250 {
              let batch = t.batch((0..<3).map { ForgedRecord("\(writer) \(number) \($0)") })
              try t.accepted(
                try await t.produce(topic, try batch.bytes(), on: peer)["ErrorCode"], "a good batch is accepted")
            }
          }
        }
        group.addTask {
          let reader = try await t.peer(to: node)
          var next: Int64 = 1
          while next < Int64(total) + 1 {
            var query = Trial.FetchQuery(offset: next)
            query.partitionMaxBytes = 20_000
            let (_, answer) = try await t.fetch(topic, query, on: reader)
            for batch in try t.batches(answer) {
              try t.expect(
                batch.isIntact && batch.baseOffset == next,
                "a reader behind the writers sees no gap, no duplicate, no torn batch",
                field: "batch", got: "offset \(batch.baseOffset), \(batch.isIntact ? "whole" : "damaged")",
                want: "offset \(next), whole", at: answer["Records"])
              next = batch.lastOffset + 1
            }
          }
        }
        // Ends with the first that fails: without its writers the reader would wait for ever.
        while try await group.next() != nil {}
      }
    }
  }
}
