import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

/// Broken brokers for the finer points of PRODUCE.
enum ProduceDetailMutants {
  /// A broker that makes a record of what is none.
  private static func stores(insteadOf condition: @escaping (Value?) -> Bool) -> Behaviour {
    .request(.produce) { body, _ in
      body.each("TopicData") { topic in
        topic.each("PartitionData") { partition in
          guard condition(partition["Records"]) else { return }
          if let bytes = try? BatchForge([ForgedRecord("nothing")], timestamp: 0).bytes() {
            partition["Records"] = .bytes(bytes)
          }
        }
      }
    }
  }

  /// A broker that is gone for good once it has met a compressed batch.
  private static func diesOfBombs() -> Behaviour {
    var isDead = false
    return .decide { exchange in
      if exchange.batches.contains(where: { $0.compression != 0 }) { isDead = true }
      return isDead ? .close : .forward
    }
  }

  static var mutants: [Mutant] {
    [
      Mutant("PRODUCE-004", "An error of acks=0 is lost") {
        .decide(.produce) { exchange in exchange.request?.int("Acks") == 0 ? .swallow : .forward }
      },
      Mutant("PRODUCE-014", "Node 0 leads where nothing is said") {
        .produceAnswer { partition, exchange in
          if exchange.version >= 10 { partition["CurrentLeader"] = ["LeaderId": 0, "LeaderEpoch": 0] }
        }
      },
      Mutant("PRODUCE-015", "The log start is always 0") {
        .produceAnswer { partition, _ in partition["LogStartOffset"] = 0 }
      },
      Mutant("PRODUCE-024", "The size without compression counts") {
        .refusesProduce(10) { batch, _ in
          batch.records.reduce(0) { $0 + ($1.value?.readableBytes ?? 0) } > 1_048_588
        }
      },
      Mutant("PRODUCE-025", "The topic's limit is not looked at") { .accepts(10) },
      Mutant("PRODUCE-026", "A segment of more than its size") { .accepts(10, 18) },
      Mutant("PRODUCE-036", "An offset for nothing") {
        stores { if case .bytes(let bytes)? = $0 { bytes.readableBytes == 0 } else { false } }
      },
      Mutant("PRODUCE-037", "Null is a record") { stores { $0 == .null } },
      Mutant("PRODUCE-044", "The client picks its offset") {
        .produceAnswer { partition, exchange in
          guard let offset = exchange.batches.first?.baseOffset, offset != 0 else { return }
          partition["ErrorCode"] = 0
          partition["BaseOffset"] = .integer(offset)
        }
      },
      Mutant("PRODUCE-048", "Hidden bytes are stored") { .accepts(2, 87) },
      Mutant("PRODUCE-052", "A transaction of nobody holds the last stable offset for ever") {
        .response(.listOffsets) { body, exchange in
          guard exchange.request?.int("IsolationLevel") == 1 else { return }
          body.each("Topics") { topic in topic.each("Partitions") { $0["Offset"] = 0 } }
        }
      },
      Mutant("PRODUCE-054", "Nothing is said of single records") {
        .produceAnswer { partition, _ in partition["RecordErrors"] = [] }
      },
      Mutant("PRODUCE-057", "The producer's largest time is stored") {
        FetchSizeMutants.rewrites { $0.maxTimestamp = $0.baseTimestamp }
      },
      Mutant("PRODUCE-058", "No time is no number") {
        .decide(.produce) { exchange in exchange.batches.contains { $0.baseTimestamp < 0 } ? .close : .forward }
      },
      Mutant("PRODUCE-060", "The client forges append times") {
        Behaviour.accepts(32, 87).and(FetchSizeMutants.rewrites { $0.isLogAppendTime = true })
      },
      Mutant("PRODUCE-061", "Any time is taken") { .accepts(32) },
      Mutant("PRODUCE-066", "Frames with other flags are stored and cannot be read") {
        .fetched { partition, _ in
          guard var bytes = partition.bytes("Records"), bytes.readableBytes > 100 else { return }
          bytes.setInteger(0x55 as UInt8, at: bytes.writerIndex - 20)
          bytes.setInteger(0xAA as UInt8, at: bytes.writerIndex - 21)
          partition["Records"] = .bytes(bytes)
        }
      },
      Mutant("PRODUCE-068", "zstd is taken from old clients") { .accepts(76) },
      Mutant("PRODUCE-072", "A bomb ends the broker") { diesOfBombs() },
      Mutant("PRODUCE-073", "The producer's codec stays") { FetchSizeMutants.rewrites { $0.compression = 3 } },
      Mutant("PRODUCE-074", "Batches stay compressed") { FetchSizeMutants.rewrites { $0.compression = 4 } },
      Mutant("PRODUCE-078", "Clients write the state of groups") { .accepts(17, 29) },
      Mutant("PRODUCE-082", "No time is never enough") {
        .produceAnswer { partition, exchange in
          if exchange.request?.int("TimeoutMs") == 0 { partition["ErrorCode"] = 7 }
        }
      },
      Mutant("PRODUCE-083", "The second entry of a topic replaces the first") {
        .request(.produce) { body, _ in
          var last: [Value: Structure] = [:]
          for topic in body.structs("TopicData") { last[topic["Name"] ?? topic["TopicId"] ?? nil] = topic }
          body["TopicData"] = .array(last.values.map { .structure($0) })
        }
      },
      Mutant("PRODUCE-089", "Nothing has no answer") {
        .decide(.produce) { exchange in exchange.request?.structs("TopicData") == [] ? .swallow : .forward }
      },
    ]
  }
}
