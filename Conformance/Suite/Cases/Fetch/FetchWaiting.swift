import KafkaSchema
import KafkaWire
import NIOCore

/// How long a fetch waits, and what wakes it.
enum FetchWaiting {
  static var cases: [Case] {
    [
      maxWaitWithNoData, maxWait0, minBytes0, wakeUpByNewData, wakeUpOnAnyPartition, minBytesGathers,
      anErrorEndsTheWait, noPartitions, wakeUpByDeleteRecords,
    ]
  }

  /// Sends a fetch on a connection of its own and measures until its answer.
  private static func timed(
    _ t: Trial, _ topic: TestTopic, _ partitions: [(partition: Int, offset: Int64)], _ query: Trial.FetchQuery
  ) async throws -> (reply: Reply, waited: Duration) {
    let peer = try await t.peer(to: try await t.leaderId(of: topic))
    let version = try t.version(of: .fetch)
    let start = ContinuousClock.now
    let reply = try await peer.call(
      .fetch, version: version, t.fetchBody([(topic, partitions)], query, version: version),
      within: .milliseconds(Int(query.maxWait)) + t.target.limit(.seconds(5)))
    return (reply, ContinuousClock.now - start)
  }

  private static func atOnce(_ t: Trial, _ waited: Duration, _ requirement: String) throws {
    try t.expect(waited < t.target.limit(.seconds(2)), requirement, field: "waited", got: waited.text, want: "at once")
  }

  static var maxWaitWithNoData: Case {
    Case(
      "FETCH-019", "max wait with no data", .must,
      since: "0.8", source: "guide",
      sends: "Empty partition, wait 1,000, min_bytes 1",
      expects: "Empty answer after 1,000 ms (from 900 to 2,500)",
      kills: "Answers at once: clients spin and burn CPU; or never",
      tags: [.waits],
      api: .fetch,
      versions: 4...(.max)
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      var query = Trial.FetchQuery()
      query.maxWait = 1000
      let (reply, waited) = try await timed(t, topic, [(0, 0)], query)
      let answer = Trial.fetched(reply, topic, 0)
      try t.accepted(answer["ErrorCode"], "a fetch without data is answered without an error")
      try t.givesNothing(answer, "a fetch without data gives no records")
      try t.expect(
        waited >= .milliseconds(900) && waited < t.target.limit(.milliseconds(2500)),
        "a fetch without data is answered when its wait is over", field: "waited", got: waited.text, want: "1000 ms")
    }
  }

  static var maxWait0: Case {
    Case(
      "FETCH-020", "max wait 0", .must,
      since: "0.8", source: "guide",
      sends: "Empty partition",
      expects: "Answer at once",
      kills: "Waits a default",
      api: .fetch,
      versions: 4...(.max),
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      var query = Trial.FetchQuery()
      query.maxWait = 0
      let (reply, waited) = try await timed(t, topic, [(0, 0)], query)
      try t.accepted(Trial.fetched(reply, topic, 0)["ErrorCode"], "a fetch without data is answered without an error")
      try atOnce(t, waited, "a fetch that may not wait is answered at once")
    }
  }

  static var minBytes0: Case {
    Case(
      "FETCH-021", "min_bytes 0", .should,
      since: "0.8", source: "guide",
      sends: "wait 5,000, min 0",
      expects: "Answer at once",
      kills: "Waits",
      api: .fetch,
      versions: 4...(.max)
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      var query = Trial.FetchQuery()
      query.maxWait = t.longWait(5000)
      query.minBytes = 0
      let (reply, waited) = try await timed(t, topic, [(0, 0)], query)
      try t.accepted(Trial.fetched(reply, topic, 0)["ErrorCode"], "a fetch without data is answered without an error")
      try atOnce(t, waited, "a fetch that is content with nothing is answered at once")
    }
  }

  static var wakeUpByNewData: Case {
    Case(
      "FETCH-022", "Wake-up by new data", .must,
      since: "0.8", source: "guide",
      sends: "wait 10,000, min 1; produce after 500 ms",
      expects: "Answer within 1 s of the produce, with the record",
      kills: "Only polls on a timer, or misses the wake-up until max wait",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      deadline: .seconds(20)
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 1))
      var query = Trial.FetchQuery(offset: 1)
      query.maxWait = t.longWait(10_000)
      let batch = t.batch(of: 1)
      let waiting = try await t.waitingFetch(topic, [(0, 1)], query)
      try await t.store(topic, batch)
      let stored = ContinuousClock.now
      let (reply, waited) = try await t.answer(to: waiting, after: stored, within: .seconds(10))
      try t.expect(
        waited < t.target.limit(.seconds(1)), "new data ends a fetch's wait", field: "waited", got: waited.text,
        want: "1 s at most")
      try t.same(
        try t.batches(Trial.fetched(reply, topic, 0)), as: batch, at: 1,
        "the fetch that was woken brings the new record")
    }
  }

  static var wakeUpOnAnyPartition: Case {
    Case(
      "FETCH-023", "Wake-up on any partition", .must,
      since: "0.8", source: "guide",
      sends: "10 empty partitions waiting; produce to the last",
      expects: "Answer with that record",
      kills: "Watches only the first partition",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 10)
      for partition in 0..<10 { try await t.store(topic, partition: partition, t.batch(of: 1)) }
      var query = Trial.FetchQuery(offset: 1)
      query.maxWait = t.longWait(8000)
      let batch = t.batch(of: 1)
      let waiting = try await t.waitingFetch(topic, (0..<10).map { ($0, 1) }, query)
      try await t.store(topic, partition: 9, batch)
      let stored = ContinuousClock.now
      let (reply, waited) = try await t.answer(to: waiting, after: stored, within: .seconds(8))
      try t.expect(
        waited < t.target.limit(.seconds(1)), "new data on any partition ends a fetch's wait", field: "waited",
        got: waited.text, want: "1 s at most")
      try t.same(
        try t.batches(Trial.fetched(reply, topic, 9)), as: batch, at: 1,
        "the fetch that was woken brings the new record")
    }
  }

  static var minBytesGathers: Case {
    Case(
      "FETCH-024", "min_bytes gathers", .should,
      since: "0.8", source: "guide",
      sends: "min 10,000, wait 3,000; produce 1 KiB pieces",
      expects: "Answer when 10,000 reached or after 3,000 ms",
      kills: "First byte ends the wait",
      tags: [.waits],
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce]
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 1))
      var query = Trial.FetchQuery(offset: 1)
      query.maxWait = 3000
      query.minBytes = 10_000
      let waiting = try await t.waitingFetch(topic, [(0, 1)], query)
      for _ in 0..<4 { try await t.store(topic, try t.batch(bytes: 1000)) }
      let (_, waited) = try await t.answer(to: waiting, within: .seconds(3))
      try t.expect(
        waited >= .milliseconds(2700) && waited < t.target.limit(.milliseconds(4500)),
        "a fetch waits for its lower limit until its time is over", field: "waited", got: waited.text, want: "3000 ms")
      query.minBytes = 3000
      let (_, second) = try await timed(t, topic, [(0, 1)], query)
      try atOnce(t, second, "a fetch whose lower limit is reached is answered at once")
      query.maxWait = t.longWait(10_000)
      let gathering = try await t.waitingFetch(topic, [(0, 5)], query)
      for _ in 0..<4 { try await t.store(topic, try t.batch(bytes: 1000)) }
      let stored = ContinuousClock.now
      let (_, third) = try await t.answer(to: gathering, after: stored, within: .seconds(10))
      try atOnce(t, third, "a fetch that waits is answered as soon as its lower limit is reached")
    }
  }

  static var anErrorEndsTheWait: Case {
    Case(
      "FETCH-026", "An error ends the wait", .should,
      since: "0.8", source: "AK",
      sends: "Partition with an offset out of range plus empty partition, wait 5,000",
      expects: "Answer at once. For an unknown partition plus an empty one: recorded (Apache Kafka 3.9 waits the "
        + "full time)",
      kills: "Waits 5 s: slow metadata refresh",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce]
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 2)
      var query = Trial.FetchQuery()
      query.maxWait = t.longWait(5000)
      let (reply, waited) = try await timed(t, topic, [(0, 0), (1, 99)], query)
      try t.code(Trial.fetched(reply, topic, 1)["ErrorCode"], 1, "an offset past the end is out of range")
      try atOnce(t, waited, "an error of one partition ends the wait for the others")
      query.maxWait = 1000
      let (_, unknown) = try await timed(t, topic, [(0, 0), (77, 0)], query)
      t.note("an unknown partition \(unknown < .milliseconds(900) ? "ends" : "does not end") the wait")
    }
  }

  static var noPartitions: Case {
    Case(
      "FETCH-027", "No partitions", .should,
      since: "0.8", source: "AK",
      sends: "Empty request, wait 5,000",
      expects: "Answer at once, empty",
      kills: "Waits",
      api: .fetch,
      versions: 4...(.max)
    ) { t in
      let version = try t.version(of: .fetch)
      var query = Trial.FetchQuery()
      query.maxWait = t.longWait(5000)
      let start = ContinuousClock.now
      let reply = try await t.main.call(
        .fetch, version: version, t.fetchBody([], query, version: version),
        within: .seconds(5) + t.target.limit(.seconds(5)))
      try atOnce(t, ContinuousClock.now - start, "a fetch of no partitions is answered at once")
      try t.expect(
        reply["Responses"].count == 0, "a fetch of no partitions gives none", field: "Responses",
        got: "\(reply["Responses"].count) topics", want: "none", at: reply.body)
    }
  }

  static var wakeUpByDeleteRecords: Case {
    Case(
      "FETCH-028", "Wake-up by DeleteRecords", .should,
      since: "0.11", source: "AK",
      sends: "Waiting fetch below the new log start",
      expects: "OFFSET_OUT_OF_RANGE (1) by max wait",
      kills: "Stale",
      tags: [.waits],
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce, .deleteRecords],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 10))
      var query = Trial.FetchQuery(offset: 2)
      query.maxWait = 3000
      query.minBytes = 1_000_000
      let waiting = try await t.waitingFetch(topic, [(0, 2)], query)
      try t.accepted(
        try await t.deleteRecords(topic, before: 5)["ErrorCode"], "records are deleted")
      let (reply, waited) = try await t.answer(to: waiting, within: .seconds(3))
      t.note("answered after \(waited.text)")
      try t.expect(
        waited < t.target.limit(.milliseconds(4500)), "a fetch is answered when its wait is over", field: "waited",
        got: waited.text, want: "3000 ms at most")
      try t.code(
        Trial.fetched(reply, topic, 0)["ErrorCode"], 1, "a waiting fetch below the new log start is out of range")
    }
  }
}
