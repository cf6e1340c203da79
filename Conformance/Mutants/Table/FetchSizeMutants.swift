import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

/// Broken brokers for the sizes, waits and fields of FETCH.
enum FetchSizeMutants {
  /// A broker that waits out the longest wait where it must not.
  private static func waits(where condition: @escaping (Exchange, Structure) -> Bool) -> Behaviour {
    .answer(.fetch) { exchange, frame in
      guard let body = MutantFrames.body(of: frame, exchange), condition(exchange, body) else { return .forward }
      return .delay(.milliseconds(exchange.request?.int("MaxWaitMs") ?? 0))
    }
  }

  private static func asksForAll(_ field: String) -> Behaviour {
    .request(.fetch) { body, _ in
      if body[field] != nil { body[field] = 2_000_000_000 }
      body.each("Topics") { topic in
        topic.each("Partitions") { partition in if partition[field] != nil { partition[field] = 2_000_000_000 } }
      }
    }
  }

  /// Writes the batches anew that are given out.
  static func rewrites(_ change: @escaping (inout BatchForge) -> Void) -> Behaviour {
    .fetched { partition, _ in
      guard let bytes = partition.bytes("Records"), let batches = try? BatchReader.batches(in: bytes) else { return }
      let anew = batches.compactMap { batch in
        var forge = BatchForge(reading: batch)
        change(&forge)
        return try? forge.bytes()
      }
      if anew.count == batches.count { partition.setBatches(anew) }
    }
  }

  static var mutants: [Mutant] {
    [
      Mutant("FETCH-005", "-1 is the end") { FetchMutants.code(1, to: 0) },
      Mutant("FETCH-011", "Every partition has one batch above the limit") { asksForAll("MaxBytes") },
      Mutant("FETCH-012", "Partitions are always sorted") {
        .request(.fetch) { body, _ in
          body.each("Topics") { topic in
            let sorted = topic.structs("Partitions").sorted { $0.int("Partition") ?? 0 < $1.int("Partition") ?? 0 }
            topic["Partitions"] = .array(sorted.map { .structure($0) })
          }
        }
      },
      Mutant("FETCH-014", "The request's limit is ignored") { asksForAll("MaxBytes") },
      Mutant("FETCH-015", "The partition's limit is ignored") { asksForAll("PartitionMaxBytes") },
      Mutant("FETCH-016", "The first batch is cut") {
        .fetched { partition, _ in
          guard var bytes = partition.bytes("Records"), bytes.readableBytes > 100 else { return }
          bytes.moveReaderIndex(forwardBy: 10)
          partition["Records"] = .bytes(bytes)
        }
      },
      Mutant("FETCH-017", "A limit of 0 is divided by") {
        .breaksDown(.fetch) { body in
          body.structs("Topics").contains { $0.structs("Partitions").contains { $0.int("PartitionMaxBytes") == 0 } }
        }
      },
      Mutant("FETCH-021", "0 bytes are waited for") {
        .request(.fetch) { body, _ in if body.int("MinBytes") == 0 { body["MinBytes"] = 1 } }
      },
      Mutant("FETCH-024", "The first byte ends the wait") { .request(.fetch) { body, _ in body["MinBytes"] = 1 } },
      Mutant("FETCH-025", "Waits for more than it may give") {
        waits { exchange, _ in exchange.request?.int("MinBytes") ?? 0 > exchange.request?.int("MaxBytes") ?? .max }
      },
      Mutant("FETCH-026", "An error does not end the wait") { waits { _, body in body.codes.contains { $0 != 0 } } },
      Mutant("FETCH-027", "Waits for nothing") { waits { exchange, _ in exchange.request?.structs("Topics") == [] } },
      Mutant("FETCH-028", "The log start of when the wait began") { FetchMutants.code(1, to: 0) },
      Mutant("FETCH-041", "The zero id is that of the first topic") {
        .response(.fetch) { body, _ in body.recode([100], to: 0) }
      },
      Mutant("FETCH-050", "The log start is never told") {
        .fetched { partition, _ in partition["LogStartOffset"] = -1 }
      },
      Mutant("FETCH-061", "A large answer is cut") {
        .fetched { partition, _ in
          if partition.int("PartitionIndex") ?? 0 >= 20 { partition["Records"] = .bytes(ByteBuffer()) }
        }
      },
      Mutant("FETCH-063", "Batches are uncompressed on their way out") { rewrites { $0.compression = 0 } },
    ]
  }
}
