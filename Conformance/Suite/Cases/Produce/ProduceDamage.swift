import KafkaSchema
import KafkaWire
import NIOCore

/// Batches that are damaged, or forged.
enum ProduceDamage {
  static var cases: [Case] {
    [
      badCrc, crcCoversAttributes, crcDoesNotCoverTheLeaderEpoch, batchLengthTooSmall, batchLengthTooLarge,
      batchBelowTheMinimumSize, magic3, magic1InProduceV3AndAbove, twoBatchesForOnePartition, emptyRecordsField,
      nullRecords, batchWithNoRecords, countLargerThanTheRealOne, countSmallerThanTheRealOne,
      lastOffsetDeltaDoesNotMatchTheCount, offsetDeltasNot012Compressed, offsetDeltasNot012Uncompressed,
      baseOffsetOtherThan0, recordLengthVarintWrongUncompressed, headerCountNegative, headerKeyNull,
      garbageAfterTheLastRecord, controlBatchFromAClient, producerIdWithoutSequence,
      transactionalBitWithoutTransactionalId, transactionalBitWithoutProducerId, attributesUnusedBits,
      deleteHorizonBitFromAProducer,
    ]
  }

  static var badCrc: Case {
    Case(
      "PRODUCE-027", "Bad CRC", .must,
      since: "0.11", source: "KIP-98",
      sends: "One bit flipped in the value",
      expects: "CORRUPT_MESSAGE (2); nothing stored",
      kills: "Stored; every consumer stops there",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch(of: 2)
      batch.crcDamage = 1
      try await t.refuses(topic, try batch.bytes(), code: 2, "a batch with a wrong checksum is refused")
    }
  }

  static var crcCoversAttributes: Case {
    Case(
      "PRODUCE-028", "CRC covers attributes", .must,
      since: "0.11", source: "KIP-98",
      sends: "Attributes changed without a new CRC",
      expects: "CORRUPT_MESSAGE (2)",
      kills: "CRC computed over records only",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      var bytes = try t.batch(of: 2).bytes()
      bytes.setInteger(8 as Int16, at: 21)
      try await t.refuses(topic, bytes, code: 2, "attributes that were changed after the checksum was made are noticed")
    }
  }

  static var crcDoesNotCoverTheLeaderEpoch: Case {
    Case(
      "PRODUCE-029", "CRC does not cover the leader epoch", .must,
      since: "0.11", source: "KIP-98",
      sends: "partition_leader_epoch set to 77, CRC unchanged",
      expects: "Error 0; broker overwrites the epoch",
      kills: "CRC checked from the epoch on",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch(of: 2)
      batch.leaderEpoch = 77
      let (_, found) = try await t.stores(topic, batch, "the leader epoch of a batch is not part of its checksum")
      try t.expect(
        found.first?.leaderEpoch != 77, "the broker writes its own leader epoch", field: "partitionLeaderEpoch",
        got: "\(found.first?.leaderEpoch ?? -2)", want: "the partition's")
    }
  }

  static var batchLengthTooSmall: Case {
    Case(
      "PRODUCE-030", "Batch length too small", .must,
      since: "0.11", source: "KIP-98",
      sends: "Length field 10 less than real",
      expects: "CORRUPT_MESSAGE (2) or INVALID_RECORD (87); nothing stored",
      kills: "Splits into garbage",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      var bytes = try t.batch(of: 2).bytes()
      bytes.setInteger(Int32(bytes.readableBytes - 12 - 10), at: 8)
      try await t.refuses(topic, bytes, code: 2, or: [87], "a batch whose length is too small is refused")
    }
  }

  static var batchLengthTooLarge: Case {
    Case(
      "PRODUCE-031", "Batch length too large", .must,
      since: "0.11", source: "KIP-98",
      sends: "Length field past the end of the records",
      expects: "CORRUPT_MESSAGE (2), INVALID_RECORD (87) or closed",
      kills: "Over-read",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      var bytes = try t.batch(of: 2).bytes()
      bytes.setInteger(Int32(bytes.readableBytes - 12 + 10), at: 8)
      try await t.refuses(topic, bytes, code: 87, or: [2], "a batch whose length is too large is refused")
    }
  }

  static var batchBelowTheMinimumSize: Case {
    Case(
      "PRODUCE-032", "Batch below the minimum size", .must,
      since: "0.11", source: "KIP-98",
      sends: "60 bytes",
      expects: "CORRUPT_MESSAGE (2) or INVALID_RECORD (87)",
      kills: "Index out of range",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      let whole = try t.batch(of: 2).bytes()
      guard var bytes = whole.getSlice(at: 0, length: 60) else { return }
      try await t.refuses(topic, bytes, code: 87, or: [2], "a batch that is cut off in its header is refused")
      bytes.setInteger(48 as Int32, at: 8)
      try await t.refuses(topic, bytes, code: 2, or: [87], "a batch smaller than a header is refused")
    }
  }

  static var magic3: Case {
    Case(
      "PRODUCE-033", "Magic 3", .must,
      since: "0.11", source: "AK",
      sends: "Valid layout, magic byte 3",
      expects: "INVALID_RECORD (87), CORRUPT_MESSAGE (2) or UNSUPPORTED_FOR_MESSAGE_FORMAT (43)",
      kills: "Stored",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch(of: 2)
      batch.magic = 3
      try await t.refuses(topic, try batch.bytes(), code: 2, or: [87, 43], "a batch of an unknown magic is refused")
    }
  }

  static var magic1InProduceV3AndAbove: Case {
    Case(
      "PRODUCE-034", "Magic 1 in Produce v3+", .must,
      since: "0.11", source: "AK",
      sends: "Old message set inside v3+",
      expects: "INVALID_RECORD (87)",
      kills: "Accepted in a new version",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      for magic in [0, 1] as [Int8] {
        let message = MessageForge(magic: magic, value: ByteBuffer(string: "old"), timestamp: t.now)
        try await t.refuses(
          topic, message.bytes(), code: 87, "a message of magic \(magic) is refused from Produce v3 on")
      }
    }
  }

  static var twoBatchesForOnePartition: Case {
    Case(
      "PRODUCE-035", "Two batches for one partition", .must,
      since: "0.11", source: "KIP-98",
      sends: "Two magic-2 batches in one records field",
      expects: "INVALID_RECORD (87); none stored",
      kills: "Second dropped silently",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      var bytes = try t.batch(of: 2).bytes()
      bytes.writeImmutableBuffer(try t.batch(of: 2).bytes())
      try await t.refuses(topic, bytes, code: 87, "two batches for one partition are refused, both of them")
    }
  }

  static var emptyRecordsField: Case {
    Case(
      "PRODUCE-036", "Empty records field", .should,
      since: "0.11", source: "AK",
      sends: "Zero bytes",
      expects: "INVALID_RECORD (87). Also ok: CORRUPT_MESSAGE (2) or error 0 without effect",
      kills: "Crash, or base offset of nothing",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      let answer = try await t.produce(topic, ByteBuffer(), on: try await t.leader(of: topic))
      try t.code(answer["ErrorCode"], 87, tolerating: [2, 0], "a partition with no bytes of records is refused")
      try await t.notStored(topic, end: 0, "no records are stored where none were sent")
    }
  }

  static var nullRecords: Case {
    Case(
      "PRODUCE-037", "Null records", .should,
      since: "0.11", source: "AK",
      sends: "Null",
      expects: "INVALID_RECORD (87) or CORRUPT_MESSAGE (2). Also ok: UNKNOWN_SERVER_ERROR (-1), error 0 without "
        + "effect, closed, or no answer at all (Apache Kafka 3.9 never answers; the connection stays)",
      kills: "Null dereference",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      let version = try t.version(of: .produce)
      let peer = try await t.peer(to: try await t.leaderId(of: topic))
      let request = try peer.send(.produce, version: version, t.produceBody(topic, nil, version: version))
      switch await peer.fate(of: request, within: .seconds(2)) {
      case .answer(let reply):
        try t.code(
          Trial.partition(reply, topic, 0)["ErrorCode"], 87, or: [2], tolerating: [-1, 0], "null records are refused")
      case .closed(let end): t.tolerate("\(end) instead of an error")
      case .silence: t.tolerate("never answered, as Apache Kafka 3.9 does")
      case .broken(let failure): throw failure
      }
      try await t.notStored(topic, end: 0, "null records store nothing")
      try await t.canary()
    }
  }

  static var batchWithNoRecords: Case {
    Case(
      "PRODUCE-038", "Batch with no records", .must,
      since: "0.11", source: "AK",
      sends: "Count 0, last offset delta -1 or 0, CRC right",
      expects: "INVALID_RECORD (87)",
      kills: "Offset stays or jumps",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      for delta in [-1, 0] as [Int32] {
        var batch = t.batch([])
        batch.lastOffsetDelta = delta
        try await t.refuses(topic, try batch.bytes(), code: 87, "a batch without records is refused")
      }
    }
  }

  static var countLargerThanTheRealOne: Case {
    Case(
      "PRODUCE-039", "Count larger than the real one", .must,
      since: "0.11", source: "AK",
      sends: "Count 5, four records",
      expects: "INVALID_RECORD (87). CORRUPT_MESSAGE (2) is ok",
      kills: "Stored; consumer underflows",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch(of: 4)
      batch.recordCount = 5
      batch.lastOffsetDelta = 4
      try await t.refuses(
        topic, try batch.bytes(), code: 87, tolerating: [2], "a batch with fewer records than its count is refused")
    }
  }

  static var countSmallerThanTheRealOne: Case {
    Case(
      "PRODUCE-040", "Count smaller than the real one", .must,
      since: "0.11", source: "AK",
      sends: "Count 3, four records",
      expects: "INVALID_RECORD (87). CORRUPT_MESSAGE (2) is ok",
      kills: "Hidden record",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch(of: 4)
      batch.recordCount = 3
      batch.lastOffsetDelta = 2
      try await t.refuses(
        topic, try batch.bytes(), code: 87, tolerating: [2], "a batch with more records than its count is refused")
    }
  }

  static var lastOffsetDeltaDoesNotMatchTheCount: Case {
    Case(
      "PRODUCE-041", "last_offset_delta does not match the count", .must,
      since: "0.11", source: "AK",
      sends: "Count 3, delta 7",
      expects: "INVALID_RECORD (87)",
      kills: "Offset hole of client's choice",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch(of: 3)
      batch.lastOffsetDelta = 7
      try await t.refuses(
        topic, try batch.bytes(), code: 87, "a batch whose last offset delta does not fit its count is refused")
    }
  }

  static var offsetDeltasNot012Compressed: Case {
    Case(
      "PRODUCE-042", "Offset deltas not 0,1,2 (compressed)", .must,
      since: "0.11", source: "AK",
      sends: "gzip batch with deltas 0,2,1",
      expects: "Rewritten to 0,1,2 on store, or INVALID_RECORD (87); never stored as sent. Also ok: "
        + "UNKNOWN_SERVER_ERROR (-1), nothing stored (Apache Kafka 3.9)",
      kills: "Stored as sent: duplicate or swapped offsets inside a batch",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic()
      for deltas in [[0, 2, 1], [0, 0, 0], [1, 2, 3]] as [[Int32]] {
        var batch = t.batch(of: 3)
        batch.compression = 1
        batch.lastOffsetDelta = 2
        for index in 0..<3 { batch.records[index].offsetDelta = deltas[index] }
        let before = try await t.endOffset(topic)
        let answer = try await t.produce(topic, try batch.bytes())
        if answer["ErrorCode"].int == 0 {
          let offsets = try await t.fetchBack(topic, from: before).flatMap(\.records).map(\.offset)
          try t.expect(
            offsets == [before, before + 1, before + 2], "offsets inside a compressed batch count from its base",
            field: "offsets", got: "\(offsets)", want: "\(before)…\(before + 2)")
        } else {
          try t.code(
            answer["ErrorCode"], 87, tolerating: [-1], "offset deltas \(deltas) in a compressed batch are refused",
            level: .should)
          try await t.notStored(topic, end: before, "a compressed batch with odd offset deltas is not stored as sent")
        }
      }
    }
  }

  static var offsetDeltasNot012Uncompressed: Case {
    Case(
      "PRODUCE-043", "Offset deltas not 0,1,2 (uncompressed)", .may,
      since: "0.11", source: "AK",
      sends: "Plain batch with deltas 0,2,1 and 0,0,0",
      expects: "INVALID_RECORD (87) or rewritten. Recorded when stored as sent (Apache Kafka does not look "
        + "inside plain batches)",
      kills: "Index or fetch path crashes on the stored batch",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic()
      for deltas in [[0, 2, 1], [0, 0, 0]] as [[Int32]] {
        var batch = t.batch(of: 3)
        batch.lastOffsetDelta = 2
        for index in 0..<3 { batch.records[index].offsetDelta = deltas[index] }
        let before = try await t.endOffset(topic)
        let answer = try await t.produce(topic, try batch.bytes())
        guard answer["ErrorCode"].int == 0 else {
          t.note("\(deltas) refused with \(answer["ErrorCode"].int ?? -1)")
          continue
        }
        let (_, fetched) = try await t.fetch(topic, Trial.FetchQuery(offset: before))
        try t.accepted(fetched["ErrorCode"], "a stored batch can be fetched")
        t.note("\(deltas) stored, fetched as \(try t.batches(fetched).flatMap(\.records).map { $0.offset - before })")
      }
      try await t.canary()
    }
  }

  static var baseOffsetOtherThan0: Case {
    Case(
      "PRODUCE-044", "Base offset other than 0", .should,
      since: "0.11", source: "AK",
      sends: "base_offset 42",
      expects: "INVALID_RECORD (87), or ignored and assigned by the leader",
      kills: "Client picks offsets",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch(of: 2)
      batch.baseOffset = 42
      let answer = try await t.produce(topic, try batch.bytes())
      if answer["ErrorCode"].int == 0 {
        try t.equal(answer["BaseOffset"], 0, "the leader gives offsets, whatever a batch says")
        let offsets = try await t.fetchBack(topic).flatMap(\.records).map(\.offset)
        try t.expect(
          offsets == [0, 1], "the leader gives offsets, whatever a batch says", field: "offsets", got: "\(offsets)",
          want: "[0, 1]")
      } else {
        try t.code(answer["ErrorCode"], 87, "a batch that brings an offset is refused, or the offset is ignored")
        try await t.notStored(topic, end: 0, "a refused batch is not stored")
      }
    }
  }

  static var recordLengthVarintWrongUncompressed: Case {
    Case(
      "PRODUCE-045", "Record length varint wrong (uncompressed)", .must,
      since: "0.11", source: "AK",
      sends: "Plain batch: inner record length one more than its bytes",
      expects: "INVALID_RECORD (87) or CORRUPT_MESSAGE (2)",
      kills: "Stored; consumer crash (poison pill)",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch(of: 1)
      var body = BatchForge.encode(batch.records)
      body.setInteger((body.getInteger(at: 0, as: UInt8.self) ?? 0) + 2, at: 0)
      batch.body = body
      try await t.refuses(
        topic, try batch.bytes(), code: 87, or: [2], "a record that is longer than its bytes is refused")
    }
  }

  static var headerCountNegative: Case {
    Case(
      "PRODUCE-046", "Header count negative", .must,
      since: "0.11", source: "AK",
      sends: "Record with header count -1",
      expects: "INVALID_RECORD (87) or CORRUPT_MESSAGE (2)",
      kills: "Poison pill",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch([ForgedRecord("v")])
      // Length, attributes, times and deltas, no key, value "v", and -1 headers.
      batch.body = ByteBuffer(bytes: [14, 0, 0, 0, 1, 2, 0x76, 1])
      try await t.refuses(
        topic, try batch.bytes(), code: 87, or: [2], "a record with a negative number of headers is refused")
    }
  }

  static var headerKeyNull: Case {
    Case(
      "PRODUCE-047", "Header key null", .must,
      since: "0.11", source: "KIP-82",
      sends: "Header key length -1",
      expects: "INVALID_RECORD (87) or CORRUPT_MESSAGE (2)",
      kills: "Poison pill",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch([ForgedRecord("v")])
      // One header, its name of length -1, its value null.
      batch.body = ByteBuffer(bytes: [18, 0, 0, 0, 1, 2, 0x76, 2, 1, 1])
      try await t.refuses(topic, try batch.bytes(), code: 87, or: [2], "a header without a name is refused")
    }
  }

  static var garbageAfterTheLastRecord: Case {
    Case(
      "PRODUCE-048", "Garbage after the last record", .should,
      since: "0.11", source: "AK",
      sends: "Extra bytes inside the batch, length and CRC right",
      expects: "INVALID_RECORD (87) or CORRUPT_MESSAGE (2)",
      kills: "Hidden bytes stored",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch(of: 2)
      var body = BatchForge.encode(batch.records)
      body.writeRepeatingByte(0xAB, count: 9)
      batch.body = body
      try await t.refuses(topic, try batch.bytes(), code: 87, or: [2], "bytes behind the last record are refused")
    }
  }

  static var controlBatchFromAClient: Case {
    Case(
      "PRODUCE-049", "Control batch from a client", .must,
      since: "0.11", source: "KIP-98",
      sends: "Control bit set",
      expects: "INVALID_RECORD (87)",
      kills: "Client forges a commit marker",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch([ForgedRecord("\0\0\0\0\0\0", key: "\0\0\0\u{1}")])
      batch.isControl = true
      try await t.refuses(topic, try batch.bytes(), code: 87, "a control batch from a client is refused")
      batch.isTransactional = true
      batch.producerId = 5
      batch.producerEpoch = 0
      try await t.refuses(
        topic, try batch.bytes(), code: 87, or: [48, 49, 53, 120], "a forged commit marker is refused")
    }
  }

  static var producerIdWithoutSequence: Case {
    Case(
      "PRODUCE-050", "Producer id without sequence", .must,
      since: "0.11", source: "AK",
      sends: "producer id 5, epoch 0, base sequence -1",
      expects: "INVALID_RECORD (87)",
      kills: "Accepted without duplicate check",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch(of: 1)
      batch.producerId = 5
      batch.producerEpoch = 0
      try await t.refuses(topic, try batch.bytes(), code: 87, "a producer id without a sequence is refused")
    }
  }

  static var transactionalBitWithoutTransactionalId: Case {
    Case(
      "PRODUCE-051", "Transactional bit without transactional id", .must,
      since: "0.11", source: "KIP-98",
      sends: "Bit set, transactional_id null",
      expects: "INVALID_TXN_STATE (48), INVALID_RECORD (87), TRANSACTIONAL_ID_AUTHORIZATION_FAILED (53), "
        + "INVALID_PRODUCER_ID_MAPPING (49) or TRANSACTION_ABORTABLE (120); not stored",
      kills: "Stored: hanging transaction blocks read_committed for ever",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets, .initProducerId]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch(of: 1, producer: try await t.initProducer(), sequence: 0)
      batch.isTransactional = true
      try await t.refuses(
        topic, try batch.bytes(), code: 53, or: [48, 87, 49, 120],
        "a transactional batch in a request without a transactional id is refused")
    }
  }

  static var transactionalBitWithoutProducerId: Case {
    Case(
      "PRODUCE-052", "Transactional bit without producer id", .should,
      since: "0.11", source: "KIP-98",
      sends: "Bit set, producer id -1, valid transactional id",
      expects: "Rejected, or stored without any effect on the LSO",
      kills: "LSO stuck for ever",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch(of: 1)
      batch.isTransactional = true
      let version = try t.version(of: .produce)
      let reply = try await t.leader(of: topic).call(
        .produce, version: version,
        t.produceBody(topic, try batch.bytes(), version: version, transactionalId: t.name("x")))
      let code = Trial.partition(reply, topic, 0)["ErrorCode"].int ?? -1
      t.note(code == 0 ? "stored" : "refused with \(code)")
      try await t.store(topic, t.batch(of: 1))
      let end = try await t.endOffset(topic)
      let stable = try await t.listOffset(topic, timestamp: -1, isolation: 1)
      try t.equal(
        stable["Offset"], Value(end),
        "a transactional batch without a producer does not hold back the last stable offset")
    }
  }

  static var attributesUnusedBits: Case {
    Case(
      "PRODUCE-076", "Attributes' unused bits", .may,
      since: "0.11", source: "AK",
      sends: "Bits 7 to 15 set, CRC right",
      expects: "Accepted or INVALID_RECORD (87); recorded",
      kills: "Crash",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch(of: 1)
      batch.attributes = Int16(bitPattern: 0xFF80)
      let answer = try await t.produce(topic, try batch.bytes())
      try t.code(answer["ErrorCode"], 0, or: [87, 2], "attribute bits without a meaning are ignored or refused")
      t.note("error \(answer["ErrorCode"].int ?? -1)")
      if answer["ErrorCode"].int == 0 {
        try t.same(try await t.fetchBack(topic), as: batch, at: 0, "a stored batch can be read")
      }
      try await t.canary()
    }
  }

  static var deleteHorizonBitFromAProducer: Case {
    Case(
      "PRODUCE-077", "Delete-horizon bit from a producer", .may,
      since: "3.1", source: "KIP-534",
      sends: "Attribute bit 6 set",
      expects: "Rejected, or stored with base timestamp semantics unbroken",
      kills: "Timestamps shifted",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch(of: 2)
      batch.attributes = 64
      let answer = try await t.produce(topic, try batch.bytes())
      t.note("error \(answer["ErrorCode"].int ?? -1)")
      try t.code(answer["ErrorCode"], 0, or: [87, 2], "the delete-horizon bit is refused, or stored")
      if answer["ErrorCode"].int == 0 {
        try t.same(try await t.fetchBack(topic), as: batch, at: 0, "a stored batch can be read")
      }
    }
  }
}
