import KafkaSchema
import KafkaWire
import NIOCore

/// What is stored of a batch, whatever it said and however it came.
enum ProduceStored {
  static var cases: [Case] {
    [
      reservedClientFieldsAreOverwritten, produceVersionsAgree, storedBatchPassesTheSegmentVerifier,
    ]
  }

  static var reservedClientFieldsAreOverwritten: Case {
    Case(
      "PRODUCE-088", "Reserved client fields are overwritten", .must,
      since: "0.11", source: "KIP-101",
      sends: "partition_leader_epoch 12345 in the batch",
      expects: "Fetched batch carries the real leader epoch",
      kills: "Client value kept: truncation logic breaks",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch(of: 2)
      batch.leaderEpoch = 12_345
      let (_, found) = try await t.stores(topic, batch, "a batch with any leader epoch is accepted")
      let epoch = found.first?.leaderEpoch ?? -2
      // Metadata says it from version 7 on.
      let own = try await t.placement(of: topic).epoch
      try t.expect(
        own < 0 ? epoch != 12_345 : Int64(epoch) == own, "the broker writes its own leader epoch into a batch",
        field: "partitionLeaderEpoch", got: "\(epoch)", want: own < 0 ? "the partition's leader epoch" : "\(own)")
    }
  }

  static var produceVersionsAgree: Case {
    Case(
      "PRODUCE-090", "Produce v3+ through v13 agree", .must,
      since: "0.11", source: "schema",
      sends: "The same record through each advertised version",
      expects: "Identical result fields apart from version differences",
      kills: "One version's encoder is wrong",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      guard let range = t.target.discovery.usable(.produce) else { return }
      var offset: Int64 = 0
      for version in range where version >= 3 {
        let batch = t.batch([ForgedRecord("v\(version)", key: "k")])
        let answer = try await t.eventually("a batch is accepted at v\(version)") {
          let answer = try await t.produce(topic, try batch.bytes(), version: version)
          return [3, 6, 100].contains(answer["ErrorCode"].int) ? nil : answer
        }
        try t.accepted(answer["ErrorCode"], "the same batch is accepted at v\(version)")
        try t.equal(answer["BaseOffset"], Value(offset), "the base offset counts on at v\(version)")
        try t.equal(answer["LogAppendTimeMs"], -1, "with CreateTime there is no append time at v\(version)")
        if version >= 5 {
          try t.equal(answer["LogStartOffset"], 0, "the log begins at 0, says v\(version)", level: .should)
        }
        if version >= 8 {
          let errors = answer["RecordErrors"]
          try t.expect(
            errors.exists && errors.count == 0, "no record of a good batch has an error at v\(version)",
            field: errors.path, got: errors.exists ? "\(errors.count) errors" : "absent", want: "none", at: errors)
          try t.equal(answer["ErrorMessage"], nil, "a good batch has no error message at v\(version)", level: .should)
        }
        try t.same(
          try await t.fetchBack(topic, from: offset), as: batch, at: offset,
          "a batch sent at v\(version) is stored as sent")
        offset += 1
      }
    }
  }

  static var storedBatchPassesTheSegmentVerifier: Case {
    Case(
      "PRODUCE-091", "Stored batch passes the segment verifier", .must,
      since: "0.11", source: "KIP-98",
      sends: "Fetch of what the MUST cases of this area stored",
      expects: "Each batch passes SEG batch rules (CRC, counts, deltas)",
      kills: "Broker rewrites the header without recomputing the CRC",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      let append = try await t.topic(configs: [("message.timestamp.type", "LogAppendTime")])
      let gzip = try await t.topic(configs: [("compression.type", "gzip")])
      for target in [topic, append, gzip] {
        for compression in [0, 1, 3] as [Int16] {
          var batch = t.batch(of: 4)
          batch.compression = compression
          batch.leaderEpoch = 9
          try await t.store(target, batch)
        }
        var next: Int64 = 0
        for batch in try await t.fetchBack(target) {
          let name = "batch at offset \(batch.baseOffset)"
          try t.expect(
            batch.isIntact, "a stored batch has the right checksum", field: name, got: "a wrong one", want: "right")
          try t.expect(
            batch.baseOffset == next, "batches follow one another", field: name, got: "\(batch.baseOffset)",
            want: "\(next)")
          try t.expect(
            Int(batch.recordCount) == batch.records.count && batch.lastOffsetDelta == batch.recordCount - 1,
            "counts agree with the records", field: name, got: "\(batch.recordCount), delta \(batch.lastOffsetDelta)",
            want: "\(batch.records.count), delta \(batch.records.count - 1)")
          try t.expect(
            batch.baseOffset <= batch.lastOffset
              && batch.records.map(\.offset) == Array(batch.baseOffset...batch.lastOffset),
            "offset deltas count from 0",
            field: name, got: "\(batch.records.map(\.offset))", want: "\(batch.baseOffset)…\(batch.lastOffset)")
          try t.expect(
            batch.records.map(\.timestamp).max() == batch.maxTimestamp, "the largest timestamp is the header's",
            field: name,
            got: "\(batch.maxTimestamp)", want: "\(batch.records.map(\.timestamp).max() ?? -1)")
          next = batch.lastOffset + 1
        }
        try t.expect(
          next == 12, "all that was acknowledged is fetched", field: "end of the last batch", got: "\(next)", want: "12"
        )
      }
    }
  }
}
