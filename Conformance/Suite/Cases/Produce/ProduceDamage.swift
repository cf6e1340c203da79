import KafkaSchema
import KafkaWire
import NIOCore

/// Batches that are damaged on the way: checksums, lengths, formats.
enum ProduceDamage {
  static var cases: [Case] {
    [
      badCrc, crcCoversAttributes, crcDoesNotCoverTheLeaderEpoch, batchLengthTooSmall, batchLengthTooLarge,
      batchBelowTheMinimumSize, magic3, magic1InProduceV3AndAbove, twoBatchesForOnePartition, emptyRecordsField,
      nullRecords,
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
      var bytes = try t.batch(of: 2).bytes()
      // The last byte of the last value; the number of its headers is behind it.
      let place = bytes.writerIndex - 2
      bytes.setInteger((bytes.getInteger(at: place, as: UInt8.self) ?? 0) ^ 1, at: place)
      try await t.refuses(topic, bytes, code: 2, "a batch with a wrong checksum is refused")
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
      try await t.refuses(
        topic, bytes, code: 87, or: [2], mayClose: true, "a batch whose length is too large is refused")
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
      let topic = try await t.readyTopic()
      let answer = try await t.produce(topic, ByteBuffer())
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
      let topic = try await t.readyTopic()
      let version = try t.version(of: .produce)
      let peer = try await t.peer(to: try await t.leaderId(of: topic))
      let request = try peer.send(.produce, version: version, t.produceBody(topic, nil, version: version))
      // Shorter than usual, as Apache Kafka has every run wait for all of it.
      switch await peer.fate(of: request, within: t.target.limit(.seconds(2))) {
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
}
