import KafkaSchema
import NIOCore

/// Logs of internal topics and of remote storage, as Apache Kafka writes them.
enum InternalTopicFiles {
  static var cases: [Case] {
    [offsetsTopicRecords, transactionTopicRecords, metadataLog, tieredCopies, crossCheck]
  }

  /// The directory of a log that Apache Kafka wrote, alone.
  private static func golden(_ hex: String, _ name: String) throws -> StoredDirectory {
    PartitionForge.around(try ByteBuffer(plainHexEncodedBytes: hex), name: name)
  }

  /// The directory with one record more behind the last one.
  private static func adding(
    _ key: ByteBuffer?, _ value: ByteBuffer?, to directory: StoredDirectory
  ) throws -> StoredDirectory {
    guard var log = directory.files[StoredDirectory.firstLog], let last = try BatchReader.batches(in: log).last else {
      throw SuiteError("there is no log")
    }
    var batch = BatchForge([ForgedRecord(bytes: value, key: key)], timestamp: last.maxTimestamp + 1)
    batch.baseOffset = last.lastOffset + 1
    batch.leaderEpoch = last.leaderEpoch
    log.writeImmutableBuffer(try batch.bytes())
    return PartitionForge.around(log, name: directory.name)
  }

  /// The last record of a log with a value that `isWanted`.
  private static func record(
    in directory: StoredDirectory, _ isWanted: (ReadRecord) -> Bool = { _ in true }
  ) throws -> (key: ByteBuffer?, value: ByteBuffer) {
    for record in try directory.allBatches().filter({ !$0.isControl }).flatMap(\.records).reversed()
    where isWanted(record) {
      if let value = record.value { return (record.key, value) }
    }
    throw SuiteError("there is no such record")
  }

  /// Requires that each value is the same when it is written again.
  private static func rewrites(_ t: Trial, _ directory: StoredDirectory, _ topic: String) throws {
    for record in try directory.allBatches().filter({ !$0.isControl }).flatMap(\.records) {
      guard let value = record.value else { continue }
      try t.equal(
        bytes: try t.target.segments.rewriteValue(topic, record.key, value), value, field: "value at \(record.offset)",
        "a value of \(topic) is the same when it is written again")
    }
  }

  /// Requires that a verifier tells what it does not know, and finds what is broken.
  private static func judgesDamage(_ t: Trial, _ sound: StoredDirectory) throws {
    let (key, value) = try record(in: sound)
    var newer = value
    newer.setInteger(99 as Int16, at: newer.readerIndex)
    try t.finds(
      ["Y-02"], in: try adding(key, newer, to: sound), as: [.warning], "a version that is not known is reported")
    var strange = key ?? ByteBuffer()
    strange.setInteger(99 as Int16, at: strange.readerIndex)
    try t.finds(
      ["Y-02"], in: try adding(strange, value, to: sound), as: [.warning], "a kind that is not known is reported")
    var longer = value
    longer.writeInteger(7 as UInt8)
    try t.finds(["Y-01"], in: try adding(key, longer, to: sound), "a byte behind a value is found")
    try t.finds(
      ["Y-01"], in: try adding(key, value.getSlice(at: value.readerIndex, length: value.readableBytes - 1), to: sound),
      "a value without its last byte is found")
    try t.finds(["Y-01"], in: try adding(nil, value, to: sound), "a record without a key is found")
  }

  static var offsetsTopicRecords: Case {
    Case(
      "SEG-079", "Offsets topic records", .must, since: "0.9", source: "schema",
      sends: "Golden \\_\\_consumer_offsets segment",
      expects: "V: all keys and values decode by version",
      kills: "Unknown version crashes",
      tags: [.files]
    ) { t in
      let sound = try golden(GoldenLogs.offsets, "__consumer_offsets-0")
      try t.isClean(sound, allowing: [.information, .warning], "a log of committed offsets has no errors")
      try rewrites(t, sound, "__consumer_offsets")
      try judgesDamage(t, sound)
      var context = SegmentContext()
      context.internalPartitions = 50
      try t.finds(["Y-03"], in: sound, context: context, "a group in a partition that is not its own is found")
    }
  }

  static var transactionTopicRecords: Case {
    Case(
      "SEG-080", "Transaction topic records", .must, since: "0.11", source: "schema",
      sends: "Golden \\_\\_transaction_state segment",
      expects: "V: same, tagged fields kept",
      kills: "Tags dropped",
      tags: [.files]
    ) { t in
      let topic = "__transaction_state"
      let sound = try golden(GoldenLogs.transactions, "\(topic)-0")
      try t.isClean(sound, allowing: [.information, .warning], "a log of transactions has no errors")
      try rewrites(t, sound, topic)
      try judgesDamage(t, sound)
      // Version 1 came later than the recording: with all tags that it has, and one that nobody knows.
      guard let values = Definitions.interpreter("TransactionLogValue") else {
        throw SuiteError("there is no definition of TransactionLogValue")
      }
      let fields: Value = [
        "ProducerId": 5, "PreviousProducerId": 4, "NextProducerId": 6, "ProducerEpoch": 2, "NextProducerEpoch": 0,
        "TransactionTimeoutMs": 1000, "TransactionStatus": 0, "TransactionPartitions": nil,
        "TransactionLastUpdateTimestampMs": 1, "TransactionStartTimestampMs": -1, "ClientTransactionVersion": 2,
      ]
      guard case .structure(let structure) = fields else { return }
      var key = ByteBuffer(integer: 0 as Int16)
      key.writeInteger(2 as Int16)
      key.writeString("tx")
      var value = ByteBuffer(integer: 1 as Int16)
      value.writeImmutableBuffer(try values.encode(structure, version: 1))
      try t.isClean(
        try adding(key, value, to: sound), allowing: [.information, .warning],
        "a value with tagged fields has no errors")
      try t.equal(
        bytes: try t.target.segments.rewriteValue(topic, key, value), value, field: "value",
        "tagged fields are kept")
      let (_, ongoing) = try record(in: sound) { record in
        record.value.flatMap { $0.getInteger(at: $0.readerIndex + 16, as: UInt8.self) } == 1
      }
      var completed = ongoing
      completed.setInteger(4 as UInt8, at: completed.readerIndex + 16)
      try t.finds(
        ["Y-04"], in: try adding(key, completed, to: try adding(key, ongoing, to: sound)),
        "a transaction that ends without a decision is found")
    }
  }

  static var metadataLog: Case {
    Case(
      "SEG-081", "Metadata log", .should, since: "2.8", source: "format",
      sends: "Golden \\_\\_cluster_metadata-0 with snapshot",
      expects: "V: frames and records decode; snapshot header and footer present",
      kills: "Unsigned varint frame version misread",
      tags: [.files]
    ) { t in
      let topic = "__cluster_metadata"
      let snapshot = "00000000000000000006-0000000001.checkpoint"
      var sound = try golden(GoldenLogs.metadata, "\(topic)-0")
      sound.files[snapshot] = try ByteBuffer(plainHexEncodedBytes: GoldenLogs.metadataSnapshot)
      let errors = t.findings(in: sound).filter { $0.severity == .error && $0.rule != "E-02" }
      try t.expect(errors.isEmpty, "a metadata log has no errors", field: "findings", got: "\(errors)", want: "none")
      try rewrites(t, sound, topic)
      let (_, value) = try record(in: sound)
      var framed = value
      framed.setInteger(9 as UInt8, at: framed.readerIndex)
      try t.finds(
        ["Y-02"], in: try adding(nil, framed, to: sound), as: [.warning], "another frame version is reported")
      var longer = value
      longer.writeInteger(7 as UInt8)
      try t.finds(["Y-01"], in: try adding(nil, longer, to: sound), "a byte behind an entry is found")
      guard let bytes = sound.files[snapshot] else { return }
      let batches = try BatchReader.batches(in: bytes)
      for (what, kept) in [
        ("header", batches[0].range.upperBound..<bytes.readableBytes),
        ("footer", 0..<batches[batches.count - 1].range.lowerBound),
      ] {
        var damaged = sound
        damaged.files[snapshot] = bytes.getSlice(at: kept.lowerBound, length: kept.count)
        try t.finds(["Y-05"], in: damaged, "a snapshot without its \(what) is found")
      }
    }
  }

  static var tieredCopies: Case {
    Case(
      "SEG-082", "Tiered copies", .may, since: "3.6", source: "KIP-405",
      sends: "Segment plus index bundle of a remote tier",
      expects: "V: same rules on the uploaded set",
      kills: "Indexes of the wrong segment uploaded",
      tags: [.files]
    ) { t in
      let all = try PartitionForge.plain(segments: 3).directory()
      func copy(_ base: Int64, indexes: Int64, to snapshot: Int64) -> StoredDirectory {
        var copy = StoredDirectory(all.name)
        copy.files[PartitionVerifier.name(base, "log")] = all.files[PartitionVerifier.name(base, "log")]
        for suffix in ["index", "timeindex"] {
          copy.files[PartitionVerifier.name(base, suffix)] = all.files[PartitionVerifier.name(indexes, suffix)]
        }
        copy.files[PartitionVerifier.name(snapshot, "snapshot")] =
          all.files[PartitionVerifier.name(snapshot, "snapshot")]
        copy.files["leader-epoch-checkpoint"] = ByteBuffer(string: "0\n1\n0 0\n")
        return copy
      }
      try t.isClean(
        copy(6, indexes: 6, to: 12), allowing: [.information, .warning], "the copy of a segment has no errors")
      try t.finds(
        ["T-03", "T-05", "T-06"], in: copy(6, indexes: 12, to: 12), "the indexes of another segment are found")
    }
  }

  static var crossCheck: Case {
    Case(
      "SEG-083", "Cross-check with the reference dump tool", .should, since: "0.8", source: "AK",
      sends: "Compare verdicts on the golden set with the recorded output of the reference tool",
      expects: "Same verdict per file",
      kills: "Own reading of the format",
      tags: [.files]
    ) { t in
      for (name, hex, dump) in [
        ("__consumer_offsets", GoldenLogs.offsets, GoldenLogs.offsetsDump),
        ("__transaction_state", GoldenLogs.transactions, GoldenLogs.transactionsDump),
        ("__cluster_metadata", GoldenLogs.metadata, GoldenLogs.metadataDump),
      ] {
        let batches = try BatchReader.batches(in: try ByteBuffer(plainHexEncodedBytes: hex))
        let read = batches.map { batch in
          [
            Int64(batch.range.lowerBound), Int64(batch.range.count), batch.baseOffset, batch.lastOffset,
            Int64(batch.recordCount), batch.producerId, Int64(batch.baseSequence), Int64(batch.crc),
          ]
        }
        let difference = zip(read, dump).first { $0 != $1 }
        try t.expect(
          read == dump && batches.allSatisfy(\.isIntact), "a log of \(name) is read as Kafka's dump tool reads it",
          field: "batches", got: difference.map { "\($0.0)" } ?? "\(read.count) batches",
          want: difference.map { "\($0.1)" } ?? "\(dump.count) batches")
      }
    }
  }
}
