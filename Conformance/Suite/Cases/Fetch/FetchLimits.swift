import KafkaSchema
import KafkaWire
import NIOCore

/// Limits of what a fetch gives.
enum FetchLimits {
  static var cases: [Case] {
    [
      maxBytesRespected, partitionMaxBytesRespected, cutTailIsCutOnlyAtTheEnd, partitionMaxBytes0, maxBytes0,
      minBytesAboveMaxBytes, bigAnswer,
    ]
  }

  static var maxBytesRespected: Case {
    Case(
      "FETCH-014", "max_bytes respected", .should,
      since: "0.10.1", source: "KIP-74",
      sends: "20 partitions of 100 KiB, max_bytes 500 KiB",
      expects: "Total records at most 500 KiB plus one batch",
      kills: "Unbounded answer",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await FetchSizes.sized(t, 100_000, partitions: 20)
      var query = Trial.FetchQuery()
      query.maxBytes = 500_000
      let reply = try await FetchSizes.fetch(t, topic, Array(0..<20), query)
      let total = (0..<20).reduce(0) { $0 + FetchSizes.size(reply, topic, $1) }
      try t.expect(
        total > 0 && total <= 600_000, "an answer holds at most max_bytes and one batch", field: "Records",
        got: "\(total) bytes", want: "at most 600000", at: reply.body)
    }
  }

  static var partitionMaxBytesRespected: Case {
    Case(
      "FETCH-015", "partition_max_bytes respected", .should,
      since: "0.8", source: "guide",
      sends: "Many 1 KiB batches, limit 10 KiB",
      expects: "At most 10 KiB (last batch may be cut)",
      kills: "Ignored",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce]
    ) { t in
      let topic = try await FetchSizes.sized(t, 1000, batches: 20)
      var query = Trial.FetchQuery()
      query.partitionMaxBytes = 10_000
      let (_, answer) = try await t.fetch(topic, query)
      let total = answer["Records"].bytes?.readableBytes ?? 0
      try t.expect(
        total > 0 && total <= 10_000, "a partition gives at most partition_max_bytes", field: answer["Records"].path,
        got: "\(total) bytes", want: "at most 10000", at: answer["Records"])
    }
  }

  static var cutTailIsCutOnlyAtTheEnd: Case {
    Case(
      "FETCH-016", "Cut tail is cut only at the end", .should,
      since: "0.8", source: "guide",
      sends: "Same",
      expects: "Only the last batch may be incomplete; client can tell by length",
      kills: "Cut in front or in the middle",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await FetchSizes.sized(t, 1000, batches: 20)
      for limit in [1500, 2999, 5001, 9999] as [Int32] {
        var query = Trial.FetchQuery()
        query.partitionMaxBytes = limit
        let (_, answer) = try await t.fetch(topic, query)
        let found = try t.batches(answer)
        let total = answer["Records"].bytes?.readableBytes ?? 0
        let whole = found.last?.range.upperBound ?? 0
        try t.expect(
          !found.isEmpty && found.allSatisfy(\.isIntact) && total - whole < 1000
            && FetchPositions.spans(found) == (0..<found.count).map { [Int64($0), Int64($0)] },
          "only the last batch of an answer may be cut off", field: answer["Records"].path,
          got: "\(found.count) whole batches, \(total - whole) bytes behind", want: "batches from 0 on, one cut off",
          at: answer["Records"])
      }
    }
  }

  /// Requires a whole batch, or nothing.
  private static func gives(
    _ t: Trial, _ topic: TestTopic, _ query: Trial.FetchQuery, _ requirement: String
  ) async throws {
    let (_, answer) = try await t.fetch(topic, query)
    try t.accepted(answer["ErrorCode"], requirement)
    let size = answer["Records"].bytes?.readableBytes ?? 0
    let found = try t.batches(answer)
    try t.expect(
      size == 0 || !found.isEmpty && found.allSatisfy(\.isIntact), "a limit of 0 gives a whole batch or nothing",
      field: answer["Records"].path, got: "\(size) bytes of no batch", want: "a whole batch or nothing",
      at: answer["Records"])
    t.note("\(size) bytes")
  }

  static var partitionMaxBytes0: Case {
    Case(
      "FETCH-017", "partition_max_bytes 0", .should,
      since: "0.10.1", source: "AK",
      sends: "0",
      expects: "At least one batch or empty, no error",
      kills: "Crash",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce]
    ) { t in
      let topic = try await FetchSizes.sized(t, 1000)
      var query = Trial.FetchQuery()
      query.partitionMaxBytes = 0
      query.maxWait = 0
      try await gives(t, topic, query, "a partition limit of 0 is no error")
    }
  }

  static var maxBytes0: Case {
    Case(
      "FETCH-018", "max_bytes 0", .may,
      since: "0.10.1", source: "AK",
      sends: "0",
      expects: "As limit 0: first batch returned, or empty without error",
      kills: "Crash",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce]
    ) { t in
      let topic = try await FetchSizes.sized(t, 1000)
      var query = Trial.FetchQuery()
      query.maxBytes = 0
      query.maxWait = 0
      try await gives(t, topic, query, "a request limit of 0 is no error")
    }
  }

  static var minBytesAboveMaxBytes: Case {
    Case(
      "FETCH-025", "min_bytes above max_bytes", .should,
      since: "0.10.1", source: "AK min capped to max",
      sends: "min 1,000,000, max 1,000, data present",
      expects: "Answer at once with data",
      kills: "Waits out max wait each time",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await FetchSizes.sized(t, 2000)
      var query = Trial.FetchQuery()
      query.minBytes = 1_000_000
      query.maxBytes = 1000
      query.maxWait = t.longWait(4000)
      let start = ContinuousClock.now
      let (_, answer) = try await t.fetch(topic, query)
      let waited = ContinuousClock.now - start
      try t.accepted(answer["ErrorCode"], "a lower limit above the upper one is no error")
      try t.expect(
        try t.batches(answer).first?.baseOffset == 0, "a fetch that may return less than it waits for brings data",
        field: answer["Records"].path, got: "no batch", want: "the first batch", at: answer["Records"])
      try t.expect(
        waited < t.target.limit(.seconds(2)), "a fetch does not wait for more than it may return", field: "waited",
        got: waited.text, want: "at once")
    }
  }

  static var bigAnswer: Case {
    Case(
      "FETCH-061", "Big answer", .should,
      since: "0.8", source: "AK",
      sends: "50 MiB asked, 60 partitions of 1 MiB",
      expects: "Frame decodes; no truncation",
      kills: "Response buffer limit cuts the frame",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      deadline: .seconds(30),
      unconfirmed: true
    ) { t in
      let topic = try await FetchSizes.sized(t, 1_000_000, partitions: 60)
      var query = Trial.FetchQuery()
      query.partitionMaxBytes = 1 << 20
      let reply = try await FetchSizes.fetch(t, topic, Array(0..<60), query)
      var total = 0
      for partition in 0..<60 {
        let answer = Trial.fetched(reply, topic, partition)
        total += answer["Records"].bytes?.readableBytes ?? 0
        for batch in try t.batches(answer) {
          try t.expect(
            batch.isIntact, "a large answer is not damaged", field: "crc",
            got: "a wrong checksum in partition \(partition)",
            want: "the right one", at: answer["Records"])
        }
      }
      try t.expect(
        total >= 40_000_000, "a large answer is given as far as the request's limit", field: "Records",
        got: "\(total) bytes",
        want: "about 50 MiB", at: reply.body)
    }
  }
}
