import KafkaSchema
import KafkaWire
import NIOCore

/// Records that are broken inside a sound batch, and batches that claim what clients may not.
enum ProduceForgery {
  static var cases: [Case] {
    [
      recordLengthVarintWrongUncompressed, headerCountNegative, headerKeyNull, garbageAfterTheLastRecord,
      controlBatchFromAClient, producerIdWithoutSequence, transactionalBitWithoutTransactionalId,
      transactionalBitWithoutProducerId, attributesUnusedBits, deleteHorizonBitFromAProducer,
    ]
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
      let topic = try await t.readyTopic()
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
      let topic = try await t.readyTopic()
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
      let topic = try await t.readyTopic()
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
