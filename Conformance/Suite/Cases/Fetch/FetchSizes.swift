import KafkaSchema
import KafkaWire
import NIOCore

/// How much a fetch gives.
enum FetchSizes {
  static var cases: [Case] {
    [
      atLeastOneBatchPartitionLimit, atLeastOneBatchRequestLimit, onlyOneOverSizeException, partitionOrderIsKept,
      emptyPartitionsDoNotUseUpTheException, maxBytesRespected, partitionMaxBytesRespected, cutTailIsCutOnlyAtTheEnd,
      partitionMaxBytes0, maxBytes0, minBytesAboveMaxBytes, bigAnswer,
    ]
  }

  /// A topic with batches of about this size each.
  private static func sized(
    _ t: Trial, _ size: Int, batches: Int = 1, partitions: Int = 1, onto: [Int]? = nil
  ) async throws -> TestTopic {
    let topic = try await t.topic(partitions: partitions)
    for partition in onto ?? Array(0..<partitions) {
      for _ in 0..<batches { try await t.store(topic, partition: partition, try t.batch(bytes: size)) }
    }
    return topic
  }

  /// Fetches several partitions of a topic at once, all on one broker.
  private static func fetch(
    _ t: Trial, _ topic: TestTopic, _ partitions: [Int], _ query: Trial.FetchQuery
  ) async throws -> Reply {
    guard t.target.discovery.brokers.count <= 1 else { throw CaseEnd.skipped("needs all partitions on one broker") }
    let version = try t.version(of: .fetch)
    return try await t.main.call(
      .fetch, version: version, t.fetchBody([(topic, partitions.map { ($0, query.offset) })], query, version: version))
  }

  private static func size(_ reply: Reply, _ topic: TestTopic, _ partition: Int) -> Int {
    Trial.fetched(reply, topic, partition)["Records"].bytes?.readableBytes ?? 0
  }

  static var atLeastOneBatchPartitionLimit: Case {
    Case(
      "FETCH-009", "At least one batch, partition limit", .must,
      since: "0.10.1", source: "KIP-74",
      sends: "Batch of 50 KiB, partition_max_bytes 1,000",
      expects: "The complete batch",
      kills: "Empty: consumer stuck on a big record",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await sized(t, 50_000)
      var query = Trial.FetchQuery()
      query.partitionMaxBytes = 1000
      let (_, answer) = try await t.fetch(topic, query)
      let found = try t.batches(answer)
      try t.expect(
        found.count == 1 && found[0].isIntact, "a first batch above the partition's limit comes whole",
        field: answer["Records"].path, got: "\(answer["Records"].bytes?.readableBytes ?? 0) bytes", want: "50000",
        at: answer["Records"])
    }
  }

  static var atLeastOneBatchRequestLimit: Case {
    Case(
      "FETCH-010", "At least one batch, request limit", .must,
      since: "0.10.1", source: "KIP-74",
      sends: "max_bytes 1",
      expects: "The complete first batch of the first non-empty partition",
      kills: "Empty",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await sized(t, 50_000)
      var query = Trial.FetchQuery()
      query.maxBytes = 1
      let (_, answer) = try await t.fetch(topic, query)
      let found = try t.batches(answer)
      try t.expect(
        found.count == 1 && found[0].isIntact, "a first batch above the request's limit comes whole",
        field: answer["Records"].path, got: "\(answer["Records"].bytes?.readableBytes ?? 0) bytes", want: "50000",
        at: answer["Records"])
    }
  }

  static var onlyOneOverSizeException: Case {
    Case(
      "FETCH-011", "Only one over-size exception", .should,
      since: "0.10.1", source: "KIP-74",
      sends: "Two partitions with 50 KiB batches, max_bytes 1,000",
      expects: "Data from one partition only (the first with data)",
      kills: "Both: memory limit broken",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await sized(t, 50_000, partitions: 2)
      var query = Trial.FetchQuery()
      query.maxBytes = 1000
      let reply = try await fetch(t, topic, [0, 1], query)
      let sizes = [size(reply, topic, 0), size(reply, topic, 1)]
      try t.expect(
        sizes == [50_000, 0], "only the first partition with data may exceed the request's limit", field: "Records",
        got: "\(sizes) bytes", want: "[50000, 0]", at: reply.body)
    }
  }

  static var partitionOrderIsKept: Case {
    Case(
      "FETCH-012", "Partition order is kept", .should,
      since: "0.10.1", source: "KIP-74",
      sends: "Order p3, p1, p2, max_bytes room for two",
      expects: "Filled in that order",
      kills: "Always sorted: starvation of the last partitions",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await sized(t, 50_000, partitions: 4)
      var query = Trial.FetchQuery()
      query.maxBytes = 110_000
      query.partitionMaxBytes = 50_000
      let reply = try await fetch(t, topic, [3, 1, 2], query)
      let sizes = [3, 1, 2].map { size(reply, topic, $0) }
      try t.expect(
        sizes[0] == 50_000 && sizes[1] == 50_000 && sizes[2] < 50_000,
        "partitions are filled in the order of the request",
        field: "Records", got: "\(sizes) bytes of partitions 3, 1, 2", want: "[50000, 50000, less]", at: reply.body)
    }
  }

  static var emptyPartitionsDoNotUseUpTheException: Case {
    Case(
      "FETCH-013", "Empty partitions do not use up the exception", .must,
      since: "0.10.1", source: "KIP-74",
      sends: "p0 empty, p1 with 50 KiB, max_bytes 1",
      expects: "p1's batch returned",
      kills: "Exception applied to p0: stuck",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await sized(t, 50_000, partitions: 2, onto: [1])
      var query = Trial.FetchQuery()
      query.maxBytes = 1
      let reply = try await fetch(t, topic, [0, 1], query)
      try t.expect(
        size(reply, topic, 1) == 50_000, "the first partition with data gets a batch, behind empty ones, too",
        field: "Records", got: "\(size(reply, topic, 1)) bytes", want: "50000", at: reply.body)
    }
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
      let topic = try await sized(t, 100_000, partitions: 20)
      var query = Trial.FetchQuery()
      query.maxBytes = 500_000
      let reply = try await fetch(t, topic, Array(0..<20), query)
      let total = (0..<20).reduce(0) { $0 + size(reply, topic, $1) }
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
      let topic = try await sized(t, 1000, batches: 20)
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
      let topic = try await sized(t, 1000, batches: 20)
      for limit in [1500, 2999, 5001, 9999] as [Int32] {
        var query = Trial.FetchQuery()
        query.partitionMaxBytes = limit
        let (_, answer) = try await t.fetch(topic, query)
        let found = try t.batches(answer)
        let total = answer["Records"].bytes?.readableBytes ?? 0
        let whole = found.last?.range.upperBound ?? 0
        try t.expect(
          FetchPositions.spans(found) == (0..<found.count).map { [Int64($0), Int64($0)] } && total - whole < 1000,
          "only the last batch of an answer may be cut off", field: answer["Records"].path,
          got: "\(found.count) whole batches, \(total - whole) bytes behind", want: "batches from 0 on, one cut off",
          at: answer["Records"])
      }
    }
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
      let topic = try await sized(t, 1000)
      var query = Trial.FetchQuery()
      query.partitionMaxBytes = 0
      query.maxWait = 0
      let (_, answer) = try await t.fetch(topic, query)
      try t.accepted(answer["ErrorCode"], "a partition limit of 0 is no error")
      t.note("\(answer["Records"].bytes?.readableBytes ?? 0) bytes")
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
      let topic = try await sized(t, 1000)
      var query = Trial.FetchQuery()
      query.maxBytes = 0
      query.maxWait = 0
      let (_, answer) = try await t.fetch(topic, query)
      try t.accepted(answer["ErrorCode"], "a request limit of 0 is no error")
      t.note("\(answer["Records"].bytes?.readableBytes ?? 0) bytes")
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
      let topic = try await sized(t, 2000)
      var query = Trial.FetchQuery()
      query.minBytes = 1_000_000
      query.maxBytes = 1000
      query.maxWait = 3000
      let start = ContinuousClock.now
      let (_, answer) = try await t.fetch(topic, query)
      try t.accepted(answer["ErrorCode"], "a lower limit above the upper one is no error")
      let waited = ContinuousClock.now - start
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
      let topic = try await sized(t, 1_000_000, partitions: 60)
      var query = Trial.FetchQuery()
      query.partitionMaxBytes = 1 << 20
      let reply = try await fetch(t, topic, Array(0..<60), query)
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
