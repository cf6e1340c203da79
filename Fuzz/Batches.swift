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
        check(message)
      }
    }
  } catch {
    precondition(error.position >= 0, "an error has no place")
  }
  checkConversion(input)
  for magic in [0, 1] as [Int8] { convert(input, to: magic) }
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

/// What an old consumer is given must be messages, the last of which may be cut off.
private func convert(_ input: ByteBuffer, to magic: Int8) {
  let converted = try? MessageSetConversion.messages(
    from: input, magic: magic, startingAt: 0, limit: 1 << 10, decompressionLimit: limit)
  guard let converted else { return }
  var entries = RecordBatches(converted.bytes)
  while let entry = try? entries.next() {
    precondition(entry.magic <= magic, "a format that was not asked for")
  }
}

/// What can be gathered must read like the message itself.
private func check(_ message: LegacyMessage) {
  let content = (try? message.records(decompressionLimit: limit)).map { $0.map(Content.init) }
  var gathered = LegacyRecords()
  guard (try? gathered.take(message, checksChecksums: false, limit: limit)) == true else { return }
  guard let records = try? gathered.records() else { preconditionFailure("gathered records do not read") }
  precondition(records.map(Content.init) == content, "gathered records differ")
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
