import NIOCore

/// What one batch may decompress to here: more than any recorded one, little enough for many runs a second.
private let limit = 1 << 20

/// Reads its input as the batches of a fetch answer. Whatever reads as a batch must still read the same after it has
/// been written anew.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzBatches(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = ByteBuffer(bytes: UnsafeRawBufferPointer(start: start, count: count))
  var batches = RecordBatches(input)
  do throws(RecordError) {
    while let next = try batches.next() {
      switch next {
      case .batch(let batch):
        _ = batch.isChecksumValid
        check(batch)
      case .message(let message):
        _ = message.isChecksumValid
        for record in (try? message.records(decompressionLimit: limit)) ?? [] { _ = Content(record) }
      }
    }
  } catch {
    precondition(error.position >= 0, "an error has no place")
  }
  checkConversion(input)
  return 0
}

/// What a record says, apart from the place that it lies in.
private struct Content: Equatable {
  let key: ByteBuffer?
  let value: ByteBuffer?
  let timestamp: Int64
  let headers: [RecordHeader]

  init(_ record: Record) {
    key = record.key
    value = record.value
    timestamp = record.timestamp
    headers = record.headers
  }
}

/// What a broker makes of an old producer's messages is one sound batch.
private func checkConversion(_ input: ByteBuffer) {
  guard let converted = try? MessageSetConversion.batch(from: input, decompressionLimit: limit) else { return }
  guard let batch = try? RecordBatch(converted), (try? batch.records(decompressionLimit: .max)) != nil else {
    preconditionFailure("what was converted cannot be read")
  }
  precondition(batch.isChecksumValid && batch.baseOffset == 0, "what was converted is no batch to store")
}

private func check(_ batch: RecordBatch) {
  guard let records = try? batch.records(decompressionLimit: limit) else { return }
  let content = records.map(Content.init)
  precondition(content.count == max(0, Int(batch.header.recordCount)), "records are missing")
  _ = records.layouts()
  var seen = 0
  records.forEachUnsafe { record in
    precondition(record.key.map { $0.count } == content[seen].key?.readableBytes, "a key differs")
    seen += 1
  }
  precondition(seen == content.count, "the two ways to read do not agree")

  var writer = RecordBatchWriter(compression: batch.header.compression ?? .none)
  for record in content {
    do throws(RecordError) {
      try writer.append(
        key: record.key, value: record.value, headers: record.headers, timestamp: record.timestamp)
    } catch {
      preconditionFailure("a record that was read cannot be written: \(error)")
    }
  }
  guard let sealed = try? writer.seal(), let again = try? RecordBatch(sealed) else {
    preconditionFailure("what was written is no batch")
  }
  precondition(again.isChecksumValid, "the checksum is wrong")
  guard let reread = try? again.records(decompressionLimit: .max) else {
    preconditionFailure("what was written cannot be read")
  }
  precondition(reread.map(Content.init) == content, "the records differ")
}
