import KafkaSchema
import KafkaWire
import NIOCore

/// Batches larger than a limit, and the order in which partitions are served.
enum FetchSizes {
  static var cases: [Case] {
    [
      atLeastOneBatchPartitionLimit, atLeastOneBatchRequestLimit, onlyOneOverSizeException, partitionOrderIsKept,
      emptyPartitionsDoNotUseUpTheException,
    ]
  }

  /// A topic on one broker with batches of this size.
  static func sized(
    _ t: Trial, _ size: Int, batches: Int = 1, partitions: Int = 1, onto: [Int]? = nil
  ) async throws -> TestTopic {
    let topic = try await t.topicOnOneNode(partitions: partitions)
    for partition in onto ?? Array(0..<partitions) {
      for _ in 0..<batches { try await t.store(topic, partition: partition, try t.batch(bytes: size)) }
    }
    return topic
  }

  /// Fetches several partitions of a topic at once.
  static func fetch(
    _ t: Trial, _ topic: TestTopic, _ partitions: [Int], _ query: Trial.FetchQuery
  ) async throws -> Reply {
    let version = try t.version(of: .fetch)
    return try await t.leader(of: topic).call(
      .fetch, version: version, t.fetchBody([(topic, partitions.map { ($0, query.offset) })], query, version: version))
  }

  static func size(_ reply: Reply, _ topic: TestTopic, _ partition: Int) -> Int {
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
}
