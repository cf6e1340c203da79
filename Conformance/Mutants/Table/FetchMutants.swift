import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

/// Broken brokers for FETCH.
enum FetchMutants {
  static func code(_ from: Int64, to code: Int64) -> Behaviour {
    .fetched { partition, _ in
      if partition.int("ErrorCode") == from { partition["ErrorCode"] = .integer(code) }
    }
  }

  /// A broker that gives nothing.
  private static func empty() -> Behaviour {
    .fetched { partition, _ in partition["Records"] = .bytes(ByteBuffer()) }
  }

  /// A broker that begins behind the offset asked for.
  private static func skipsFirstBatch() -> Behaviour {
    .fetched { partition, exchange in
      if exchange.fetchOffset > 0 { partition.setBatches(Array(partition.batches.dropFirst())) }
    }
  }

  static var mutants: [Mutant] { musts + FetchSizeMutants.mutants }

  private static var musts: [Mutant] {
    [
      Mutant("FETCH-001", "Off by one at the high watermark") {
        .fetched { partition, _ in partition.add(-1, to: "HighWatermark") }
      },
      Mutant("FETCH-002", "The end is out of range") {
        .fetched { partition, exchange in
          if partition.int("HighWatermark") == exchange.fetchOffset { partition["ErrorCode"] = 1 }
        }
      },
      Mutant("FETCH-003", "Empty answer past the end: the consumer hangs for ever") { code(1, to: 0) },
      Mutant("FETCH-004", "Deleted records are served as nothing") { code(1, to: 0) },
      Mutant("FETCH-006", "Begins at the next batch") { skipsFirstBatch() },
      Mutant("FETCH-007", "Begins at the next compressed batch") { skipsFirstBatch() },
      Mutant("FETCH-008", "The last offset of a batch finds the next") { skipsFirstBatch() },
      Mutant("FETCH-009", "A batch above the partition's limit is never given") {
        .fetched { partition, exchange in
          let limit = exchange.request?.structs("Topics").first?.structs("Partitions").first?.int("PartitionMaxBytes")
          if let limit, let bytes = partition.bytes("Records"), bytes.readableBytes > limit {
            partition["Records"] = .bytes(ByteBuffer())
          }
        }
      },
      Mutant("FETCH-010", "A batch above the request's limit is never given") {
        .fetched { partition, exchange in
          if let limit = exchange.request?.int("MaxBytes"), let bytes = partition.bytes("Records"),
            bytes.readableBytes > limit
          {
            partition["Records"] = .bytes(ByteBuffer())
          }
        }
      },
      Mutant("FETCH-013", "An empty partition uses up the exception") { empty() },
      Mutant("FETCH-019", "Answers at once: busy loop") {
        .request(.fetch) { body, _ in body["MaxWaitMs"] = 0 }
      },
      Mutant("FETCH-020", "Waits for a default time") {
        .answer(.fetch) { exchange, _ in exchange.request?.int("MaxWaitMs") == 0 ? .delay(.seconds(3)) : .forward }
      },
      Mutant("FETCH-022", "New data does not wake") {
        .request(.fetch) { body, _ in
          if (body.int("MaxWaitMs") ?? 0) > 1000 { body["MinBytes"] = 1_000_000 }
        }
      },
      Mutant("FETCH-023", "Waits for the first partition only") {
        .request(.fetch) { body, _ in
          if (body.int("MaxWaitMs") ?? 0) > 1000 { body["MinBytes"] = 1_000_000 }
        }
      },
      Mutant("FETCH-030", "An unknown topic is empty") { code(3, to: 0).and(code(100, to: 0)) },
      Mutant("FETCH-031", "An unknown partition is empty") { code(3, to: 0) },
      Mutant("FETCH-032", "Bad partitions are left out") {
        .response(.fetch) { body, _ in
          body.each("Responses") { topic in
            topic["Partitions"] = .array(
              topic.structs("Partitions").filter { $0.int("ErrorCode") == 0 }.map { .structure($0) })
          }
        }
      },
      Mutant("FETCH-033", "A broker without a replica has nothing and no error", on: .twoBrokers) {
        Behaviour.follower(answering: [.fetch]).and(
          .fetched { partition, _ in
            partition["HighWatermark"] = 0
            partition.setBatches([])
          })
      },
      Mutant("FETCH-036", "A newer leader epoch is ignored") { code(75, to: 0) },
      Mutant("FETCH-037", "Epoch -1 is taken for an epoch") {
        .fetched { partition, exchange in
          let epoch = exchange.request?.structs("Topics").first?.structs("Partitions").first?.int("CurrentLeaderEpoch")
          if epoch == -1 { partition["ErrorCode"] = 74 }
        }
      },
      Mutant("FETCH-039", "Every last fetched epoch diverges") {
        .fetched { partition, exchange in
          guard exchange.version >= 12 else { return }
          partition["DivergingEpoch"] = ["Epoch": 0, "EndOffset": 0]
          partition["Records"] = .bytes(ByteBuffer())
        }
      },
      Mutant("FETCH-040", "The topic's id is not echoed") {
        .response(.fetch) { body, exchange in
          if exchange.version >= 13 { body.each("Responses") { $0["TopicId"] = .uuid(.zero) } }
        }
      },
      Mutant("FETCH-051", "The high watermark of a stale replica is given now and then") {
        var count: Int64 = 0
        return .fetched { partition, _ in
          count += 1
          if count.isMultiple(of: 5) { partition.add(-2, to: "HighWatermark") }
        }
      },
      Mutant("FETCH-059", "An unknown rack is sent elsewhere") {
        .fetched { partition, exchange in
          if exchange.version >= 11 { partition["PreferredReadReplica"] = 1 }
        }
      },
      Mutant("FETCH-062", "Batches are written anew on each fetch") {
        var count: UInt8 = 0
        return .fetched { partition, _ in
          count &+= 1
          partition.setBatches(
            partition.batches.map { bytes in
              var bytes = bytes
              bytes.setInteger(count, at: bytes.readerIndex + 15)
              return bytes
            })
        }
      },
      Mutant("FETCH-064", "One position for all consumers") { empty() },
      Mutant("FETCH-065", "A batch is lost now and then") {
        .fetched { partition, _ in
          let batches = partition.batches
          if batches.count > 2 { partition.setBatches(Array(batches[..<1] + batches[2...])) }
        }
      },
    ]
  }
}
