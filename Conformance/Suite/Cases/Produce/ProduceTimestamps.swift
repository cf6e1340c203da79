import KafkaSchema
import KafkaWire
import NIOCore

/// Times that producers and brokers give.
enum ProduceTimestamps {
  static var cases: [Case] {
    [
      createTimeIsStored, timestampsMayGoBackwards, maxTimestampRecomputed, negativeTimestamp, logAppendTimeTopic,
      logAppendTimeFlagForgedByAProducer, timestampTooOldOrTooNew,
    ]
  }

  static var createTimeIsStored: Case {
    Case(
      "PRODUCE-055", "CreateTime is stored", .must,
      since: "0.10", source: "KIP-32",
      sends: "Timestamps in the past, spread inside a batch",
      expects: "Fetched as sent; log_append_time_ms = -1",
      kills: "Broker time replaces it",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch((0..<4).map { ForgedRecord("\($0)", timestampDelta: Int64($0) * 1000) })
      batch.baseTimestamp = t.now - 3_600_000
      let (answer, _) = try await t.stores(topic, batch, "CreateTime keeps the producer's timestamps")
      try t.equal(answer["LogAppendTimeMs"], -1, "with CreateTime there is no append time")
    }
  }

  static var timestampsMayGoBackwards: Case {
    Case(
      "PRODUCE-056", "Timestamps may go backwards", .must,
      since: "0.10", source: "KIP-32",
      sends: "Descending timestamps within and between batches",
      expects: "Accepted, order kept",
      kills: "Sorted or rejected",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      for step in 0..<3 {
        var batch = t.batch((0..<3).map { ForgedRecord("\($0)", timestampDelta: -Int64($0) * 500) })
        batch.baseTimestamp = t.now - Int64(step) * 60_000
        _ = try await t.stores(topic, batch, "timestamps may go backwards within and between batches")
      }
    }
  }

  static var maxTimestampRecomputed: Case {
    Case(
      "PRODUCE-057", "Max timestamp recomputed", .should,
      since: "0.11", source: "AK",
      sends: "max_timestamp field too low, CRC right",
      expects: "Stored batch has the true maximum, or INVALID_RECORD (87)/INVALID_TIMESTAMP (32)",
      kills: "Wrong maximum stored: time index lies",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      for compression in [0, 1] as [Int16] {
        let topic = try await t.readyTopic()
        var batch = t.batch([ForgedRecord("a", timestampDelta: 5000), ForgedRecord("b", timestampDelta: 100)])
        batch.baseTimestamp = t.now - 60_000
        batch.maxTimestamp = batch.baseTimestamp + 1
        batch.compression = compression
        let answer = try await t.produce(topic, try batch.bytes())
        if answer["ErrorCode"].int == 0 {
          let stored = try await t.fetchBack(topic).first
          try t.expect(
            stored?.maxTimestamp == batch.baseTimestamp + 5000, "a stored batch has its true largest timestamp",
            field: "maxTimestamp", got: "\(stored?.maxTimestamp ?? -2)", want: "\(batch.baseTimestamp + 5000)")
        } else {
          try t.code(
            answer["ErrorCode"], 87, or: [32], "a batch whose largest timestamp is too low is mended or refused")
          try await t.notStored(topic, end: 0, "a refused batch is not stored")
        }
      }
    }
  }

  static var negativeTimestamp: Case {
    Case(
      "PRODUCE-058", "Negative timestamp", .should,
      since: "0.10", source: "AK",
      sends: "Timestamp -1 (none) and -2",
      expects: "-1 accepted; -2 accepted or INVALID_TIMESTAMP (32)",
      kills: "Crash",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic()
      var none = t.batch(of: 1)
      none.baseTimestamp = -1
      try await t.stores(topic, none, times: false, "a record without a timestamp (-1) is accepted")
      var negative = t.batch(of: 1)
      negative.baseTimestamp = -2
      let second = try await t.produce(topic, try negative.bytes())
      try t.code(second["ErrorCode"], 0, or: [32], "a timestamp of -2 is accepted or refused")
      if second["ErrorCode"].int == 0 {
        try t.same(
          try await t.fetchBack(topic, from: 1), as: negative, at: 1, "a stored batch can be read", times: false)
      }
      try await t.canary()
    }
  }

  static var logAppendTimeTopic: Case {
    Case(
      "PRODUCE-059", "LogAppendTime topic", .must,
      since: "0.10", source: "KIP-32",
      sends: "message.timestamp.type=LogAppendTime",
      expects: "log_append_time_ms >= 0; all records fetched with that time; attribute bit 3 set; CRC right",
      kills: "Attribute changed without a new CRC; or only the batch header changed",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic(configs: [("message.timestamp.type", "LogAppendTime")])
      for compression in [0, 1] as [Int16] {
        var batch = t.batch((0..<3).map { ForgedRecord("\($0)", timestampDelta: Int64($0)) })
        batch.baseTimestamp = 1_700_000_000_000
        batch.compression = compression
        let (answer, found) = try await t.stores(
          topic, batch, times: false, "a batch for a LogAppendTime topic is accepted")
        let time = answer["LogAppendTimeMs"].int ?? -1
        try t.expect(
          time >= 0, "the answer gives the append time", field: answer["LogAppendTimeMs"].path, got: "\(time)",
          want: "0 or more", at: answer)
        let own = batch.records.map { batch.baseTimestamp + $0.timestampDelta }
        try t.expect(
          !own.contains(time), "the append time is the broker's", field: answer["LogAppendTimeMs"].path,
          got: "\(time), the producer's", want: "another time", at: answer)
        for stored in found {
          try t.expect(
            stored.isLogAppendTime, "the stored batch says that its time is the broker's", field: "attributes",
            got: "\(stored.attributes)", want: "bit 3 set")
          try t.expect(
            stored.records.allSatisfy { $0.timestamp == time }, "all records have the append time", field: "timestamps",
            got: "\(stored.records.map(\.timestamp))", want: "\(time)")
        }
      }
    }
  }

  static var logAppendTimeFlagForgedByAProducer: Case {
    Case(
      "PRODUCE-060", "LogAppendTime flag forged by a producer", .should,
      since: "0.10", source: "AK",
      sends: "Bit 3 set on a CreateTime topic",
      expects: "INVALID_TIMESTAMP (32); or cleared",
      kills: "Client forges append time",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.readyTopic()
      var batch = t.batch(of: 1)
      batch.isLogAppendTime = true
      let answer = try await t.produce(topic, try batch.bytes())
      if answer["ErrorCode"].int == 0 {
        let stored = try await t.fetchBack(topic).first
        try t.expect(
          stored?.isLogAppendTime == false, "a producer cannot claim the broker's time", field: "attributes",
          got: "\(stored?.attributes ?? -1)", want: "bit 3 clear")
      } else {
        try t.code(answer["ErrorCode"], 32, "a producer cannot claim the broker's time")
        try await t.notStored(topic, end: 0, "a refused batch is not stored")
      }
    }
  }

  static var timestampTooOldOrTooNew: Case {
    Case(
      "PRODUCE-061", "Timestamp too old or too new", .should,
      since: "0.10", source: "KIP-32, KIP-937",
      sends: "message.timestamp.before.max.ms / after.max.ms (or difference.max.ms) = 1000",
      expects: "INVALID_TIMESTAMP (32) with record_errors on v8+",
      kills: "Ignored: a far-future record blocks retention",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic: TestTopic
      do {
        topic = try await t.topic(
          configs: [("message.timestamp.before.max.ms", "1000"), ("message.timestamp.after.max.ms", "1000")])
      } catch is SuiteError {
        topic = try await t.topic(configs: [("message.timestamp.difference.max.ms", "1000")])
      }
      try await t.ready(topic)
      for shift in [-3_600_000, 7_200_000] as [Int64] {
        var batch = t.batch(of: 1)
        batch.baseTimestamp = t.now + shift
        let answer = try await t.produce(topic, try batch.bytes())
        try t.code(
          answer["ErrorCode"], 32, "a timestamp \(shift < 0 ? "before" : "after") the topic's bounds is refused")
        if answer["RecordErrors"].exists {
          try t.equal(answer["RecordErrors"][0]["BatchIndex"], 0, "the answer names the record")
        }
      }
      try await t.notStored(topic, end: 0, "records outside the topic's time bounds are not stored")
    }
  }
}
