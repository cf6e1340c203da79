import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

/// Broken brokers for PRODUCE: acknowledgements, routing, order, content.
enum ProduceMutants {
  static var mutants: [Mutant] {
    [
      Mutant("PRODUCE-001", "Base offset of the last record instead of the first") {
        .produceAnswer { partition, exchange in
          partition.add(Int64(exchange.batches.first?.lastOffsetDelta ?? 1), to: "BaseOffset")
        }
      },
      Mutant("PRODUCE-002", "Answers before the high watermark can reach it") {
        .fetched { partition, _ in partition.add(-1, to: "HighWatermark") }
      },
      Mutant("PRODUCE-003", "Sends a response to acks=0") {
        .request(.produce) { body, _ in if body.int("Acks") == 0 { body["Acks"] = 1 } }
      },
      Mutant("PRODUCE-005", "Illegal acks treated as -1") {
        .request(.produce) { body, _ in
          if let acks = body.int("Acks"), ![-1, 0, 1].contains(acks) { body["Acks"] = -1 }
        }
      },
      Mutant("PRODUCE-006", "One partition's result copied to all") {
        .response(.produce) { body, _ in
          let first = body.structs("Responses").first?.structs("PartitionResponses").first?.int("BaseOffset") ?? 0
          body.each("Responses") { topic in
            topic.each("PartitionResponses") { $0["BaseOffset"] = .integer(first) }
          }
        }
      },
      Mutant("PRODUCE-007", "All or nothing") {
        .response(.produce) { body, _ in
          let codes = body.structs("Responses").flatMap { $0.structs("PartitionResponses") }
            .compactMap { $0.int("ErrorCode") }
          guard let error = codes.first(where: { $0 != 0 }) else { return }
          body.each("Responses") { topic in
            topic.each("PartitionResponses") { $0["ErrorCode"] = .integer(error) }
          }
        }
      },
      Mutant("PRODUCE-008", "Auto-creates from Produce") { .accepts(3) },
      Mutant("PRODUCE-009", "A negative partition is an index out of range") {
        .decide(.produce) { exchange in
          let partitions = (exchange.request?.structs("TopicData") ?? []).flatMap { $0.structs("PartitionData") }
          return partitions.contains { ($0.int("Index") ?? 0) < 0 } ? .close : .forward
        }
      },
      Mutant("PRODUCE-010", "Topic ids are not known to Produce") {
        .produceAnswer { partition, exchange in
          if exchange.version >= 13 { partition["ErrorCode"] = 100 }
        }
      },
      Mutant("PRODUCE-011", "Records for an unknown topic id are stored elsewhere") { .accepts(100) },
      Mutant("PRODUCE-012", "A follower stores", on: .twoBrokers) { .follower(answering: [.produce]) },
      Mutant("PRODUCE-016", "Holes between batches") {
        var count: Int64 = 0
        return .produceAnswer { partition, _ in
          count += 1
          partition.add(count / 10, to: "BaseOffset")
        }
      },
      Mutant("PRODUCE-017", "Offset assigned outside the append lock: a batch is lost") {
        .fetched { partition, _ in
          let batches = partition.batches
          if batches.count > 3 { partition.setBatches(Array(batches[..<1] + batches[2...])) }
        }
      },
      Mutant("PRODUCE-018", "Parallel append reorders") {
        .produceAnswer { partition, _ in
          if let base = partition.int("BaseOffset"), (1...5).contains(base) {
            partition["BaseOffset"] = .integer(6 - base)
          }
        }
      },
      Mutant("PRODUCE-019", "Visible some time after the acknowledgement") {
        var last = ContinuousClock.now
        return Behaviour.produceAnswer { _, _ in last = ContinuousClock.now }.and(
          .fetched { partition, _ in
            if ContinuousClock.now - last < .milliseconds(200) { partition["Records"] = .bytes(ByteBuffer()) }
          })
      },
      Mutant("PRODUCE-020", "Empty turned into null") {
        .produced { batch, _ in
          for index in batch.records.indices where batch.records[index].value?.readableBytes == 0 {
            batch.records[index].value = nil
          }
        }
      },
      Mutant("PRODUCE-021", "Duplicate headers collapsed") {
        .produced { batch, _ in
          for index in batch.records.indices {
            var seen: Set<String> = []
            batch.records[index].headers = batch.records[index].headers.filter { seen.insert($0.name).inserted }
          }
        }
      },
      Mutant("PRODUCE-022", "Adds overhead before it compares with the limit") {
        .refusesProduce(10) { batch, _ in batch.range.count >= 20_000 }
      },
      Mutant("PRODUCE-023", "A batch over the limit is accepted") { .accepts(10) },
      Mutant("PRODUCE-055", "Broker time replaces the producer's") {
        .produced { batch, _ in batch.baseTimestamp += 1 }
      },
      Mutant("PRODUCE-056", "Timestamps that go backwards are rejected") {
        .refusesProduce(32) { batch, _ in batch.records.last.map { $0.timestamp < batch.baseTimestamp } ?? false }
      },
      Mutant("PRODUCE-059", "The append time is not told") {
        .produceAnswer { partition, _ in partition["LogAppendTimeMs"] = -1 }
      },
      Mutant("PRODUCE-062", "Recompressed without the codec bits") { .produced { batch, _ in batch.compression = 0 } },
      Mutant("PRODUCE-063", "Only raw Snappy is known") { .refusesProduce(2) { batch, _ in batch.compression == 2 } },
      Mutant("PRODUCE-065", "LZ4 frames of magic 2 are refused") {
        .refusesProduce(2) { batch, _ in batch.compression == 3 }
      },
      Mutant("PRODUCE-067", "zstd is not linked") { .refusesProduce(76) { batch, _ in batch.compression == 4 } },
      Mutant("PRODUCE-088", "The client's leader epoch is kept") {
        .fetched { partition, _ in
          partition.setBatches(
            partition.batches.map { bytes in
              var bytes = bytes
              bytes.setInteger(12_345 as Int32, at: bytes.readerIndex + 12)
              return bytes
            })
        }
      },
      Mutant("PRODUCE-090", "One version's encoder is wrong") {
        .produceAnswer { partition, exchange in
          if exchange.version == 5 { partition.add(1, to: "BaseOffset") }
        }
      },
      Mutant("PRODUCE-091", "The header is rewritten without a new checksum") {
        .fetched { partition, _ in
          partition.setBatches(
            partition.batches.map { bytes in
              var bytes = bytes
              bytes.setInteger(9 as Int64, at: bytes.readerIndex + 27)
              return bytes
            })
        }
      },
    ]
  }
}

/// Broken brokers that store what they must refuse.
enum DamageMutants {
  static var mutants: [Mutant] {
    [
      Mutant("PRODUCE-027", "Stored, every consumer stops there") { .accepts(2) },
      Mutant("PRODUCE-028", "CRC computed over records only") { .accepts(2) },
      Mutant("PRODUCE-029", "CRC checked from the epoch on") {
        .refusesProduce(2) { batch, _ in batch.leaderEpoch > 0 }
      },
      Mutant("PRODUCE-030", "Splits into garbage") { .accepts(2, 87) },
      Mutant("PRODUCE-031", "Over-read") { .accepts(2, 87) },
      Mutant("PRODUCE-032", "Batches below the minimum size are accepted") { .accepts(2, 87) },
      Mutant("PRODUCE-033", "Magic 3 stored") { .accepts(2, 87, 43) },
      Mutant("PRODUCE-034", "Magic 1 accepted in a new version") { .accepts(87, 2) },
      Mutant("PRODUCE-035", "Second batch dropped silently") { .accepts(87) },
      Mutant("PRODUCE-038", "Offset of nothing") { .accepts(87) },
      Mutant("PRODUCE-039", "Stored, consumer underflows") { .accepts(87, 2) },
      Mutant("PRODUCE-040", "Hidden record") { .accepts(87, 2) },
      Mutant("PRODUCE-041", "Offset hole of the client's choice") { .accepts(87) },
      Mutant("PRODUCE-042", "Odd offsets stored as sent") { .accepts(87, -1) },
      Mutant("PRODUCE-045", "Poison pill: a record longer than its bytes") { .accepts(87, 2) },
      Mutant("PRODUCE-046", "Poison pill: a negative header count") { .accepts(87, 2) },
      Mutant("PRODUCE-047", "Poison pill: a header without a name") { .accepts(87, 2) },
      Mutant("PRODUCE-049", "Client forges a commit marker") { .accepts(87, 48, 49, 53) },
      Mutant("PRODUCE-050", "Accepted without duplicate check") { .accepts(87) },
      Mutant("PRODUCE-051", "Hanging transaction stored") { .accepts(53, 48, 49, 87) },
      Mutant("PRODUCE-053", "Keyless records reach a compacted topic") { .accepts(87) },
      Mutant("PRODUCE-069", "Unknown codec stored") { .accepts(-1, 87, 76) },
      Mutant("PRODUCE-070", "Corrupt compressed payload stored unread") { .accepts(-1, 2, 87) },
      Mutant("PRODUCE-071", "Skips validation of compressed batches") { .accepts(87, 2) },
    ]
  }
}
