import KafkaCompression
import KafkaRecords
import NIOCore

private let recordsPerBatch = 1_000
private let timestamp: Int64 = 1_700_000_000_000

extension Benchmark {
  static var recordBenchmarks: [Benchmark] {
    [
      encoding("100B", size: 100),
      encoding("1KiB", size: 1_024),
      encoding("100B-key-headers", size: 100, key: Array("customer-17".utf8), headers: headers),
      encoding("100B-lz4", size: 100, compression: .lz4),
      encoding("100B-zstd", size: 100, compression: .zstd),
      reading("walk/100B", size: 100) { records in
        var sum = 0
        records.forEachUnsafe { record in sum &+= record.value?.count ?? 0 }
        return sum
      },
      reading("values/100B", size: 100) { records in
        var sum = 0
        for record in records { sum &+= record.value?.readableBytes ?? 0 }
        return sum
      },
      reading("copies/100B", size: 100) { records in
        var sum = 0
        for record in records {
          sum &+= record.withUnsafeValue { value in Array(value ?? .init(start: nil, count: 0)) }.count
        }
        return sum
      },
      reading("walk/1KiB", size: 1_024) { records in
        var sum = 0
        records.forEachUnsafe { record in sum &+= record.value?.count ?? 0 }
        return sum
      },
      reading("headers/100B", size: 100, headers: headers) { records in
        var sum = 0
        for record in records { sum &+= record.headers.count }
        return sum
      },
    ]
  }

  private static let headers = [RecordHeader("trace", "4bf92f3577b34da6"), RecordHeader("source", "checkout")]

  private static func encoding(
    _ name: String, size: Int, key: [UInt8]? = nil, headers: [RecordHeader] = [], compression: CompressionType = .none
  ) -> Benchmark {
    Benchmark(
      "records/encode/\(name)", unit: "record", operations: recordsPerBatch, bytes: recordsPerBatch * size
    ) {
      let values = Payload.events(count: recordsPerBatch, size: size)
      var writer = RecordBatchWriter(compression: compression, capacity: recordsPerBatch * (size + 80))
      return {
        fill(&writer, values, key, headers)
        if let batch = try? writer.seal() { use(batch) }
      }
    }
  }

  private static func reading(
    _ name: String, size: Int, headers: [RecordHeader] = [], _ read: @escaping (Records) -> Int
  ) -> Benchmark {
    Benchmark("records/read/\(name)", unit: "record", operations: recordsPerBatch, bytes: recordsPerBatch * size) {
      var writer = RecordBatchWriter(capacity: recordsPerBatch * (size + 80))
      fill(&writer, Payload.events(count: recordsPerBatch, size: size), nil, headers)
      let sealed = try writer.seal()
      return {
        guard let batch = try? RecordBatch(sealed), let records = try? batch.records() else { return }
        use(read(records))
      }
    }
  }

  private static func fill(
    _ writer: inout RecordBatchWriter, _ values: [[UInt8]], _ key: [UInt8]?, _ headers: [RecordHeader]
  ) {
    for value in values {
      value.withUnsafeBytes { value in
        if let key {
          key.withUnsafeBytes { try? writer.append(key: $0, value: value, headers: headers, timestamp: timestamp) }
        } else {
          try? writer.append(key: nil, value: value, headers: headers, timestamp: timestamp)
        }
      }
    }
  }
}
