internal import NIOCore

extension LegacyMessage {
  /// Hands the record, or for a wrapper each one inside it, to `body`, with its offset and timestamp in the log.
  ///
  /// Nothing is kept beside the decompressed content, however many records there are.
  ///
  /// - Parameters:
  ///   - limit: How many bytes a wrapper may decompress to.
  ///   - checksChecksums: Whether the messages inside a wrapper must have right checksums too. That of this message is
  ///     for `validateChecksum`.
  package func forEachRecord(
    decompressionLimit limit: Int = RecordBatch.defaultDecompressionLimit, checksChecksums: Bool = false,
    _ body: (Record) throws(RecordError) -> Void
  ) throws(RecordError) {
    guard isWrapper else { return try body(try record()) }
    let content = try content(limit: limit)
    let last = try lastOffset(in: content)
    // A wrapper whose offset is 0 comes from a producer that left the offsets to the broker.
    let base = magic == 0 || offset == 0 ? 0 : offset &- last
    var messages = RecordBatches(content)
    while case .message(var message)? = try messages.next() {
      if checksChecksums { try message.validateChecksum() }
      message.offset &+= base
      if timestampType == .logAppendTime { message.timestamp = timestamp }
      try body(try message.record())
    }
  }

  /// The offset of the last message inside, as it stands there. Every one has been looked at.
  private func lastOffset(in content: ByteBuffer) throws(RecordError) -> Int64 {
    var messages = RecordBatches(content)
    var last: Int64?
    while let next = try messages.next() {
      guard case .message(let message) = next, message.magic == magic else {
        throw RecordError(
          .record, at: messages.index, "expected magic \(magic) inside a wrapper of that magic, found \(next.magic)")
      }
      guard !message.isWrapper else {
        throw RecordError(.record, at: messages.index, "a compressed message lies inside a wrapper")
      }
      last = message.offset
    }
    guard messages.unreadBytes == 0 else {
      throw RecordError(
        .record, at: messages.index, "\(messages.unreadBytes) bytes of a message are left at the end of a wrapper")
    }
    guard let last else {
      throw RecordError(.record, at: 0, "the wrapper at offset \(offset) holds no message")
    }
    return last
  }

  /// The messages inside a wrapper.
  private func content(limit: Int) throws(RecordError) -> ByteBuffer {
    guard compression != nil else {
      throw RecordError(
        .codec, at: Position.attributes, "expected a codec from 0 to 3 in magic \(magic), found \(codec)")
    }
    let layout = try layout()
    guard let range = layout.valueRange else {
      throw RecordError(.record, at: Self.headerSize(magic: magic), "a wrapper has no value")
    }
    return try buffer.withUnsafeReadableBytes { (bytes) throws(RecordError) -> ByteBuffer in
      let first = index - buffer.readerIndex
      return try decompress(
        UnsafeRawBufferPointer(rebasing: bytes[(first + range.lowerBound)..<(first + range.upperBound)]), codec: codec,
        magic: magic, limit: limit)
    }
  }

  /// The message as a record.
  func record() throws(RecordError) -> Record {
    Record(buffer: buffer, start: index, layout: try layout())
  }

  /// Where key and value lie, counted from the message's first byte.
  private func layout() throws(RecordError) -> RecordLayout {
    let layout = buffer.withUnsafeReadableBytes { bytes -> RecordLayout? in
      guard let base = bytes.baseAddress else { return nil }
      let message = base + (index - buffer.readerIndex)
      var next = Self.headerSize(magic: magic)
      guard let key = Self.field(message, &next, end: sizeInBytes),
        let value = Self.field(message, &next, end: sizeInBytes)
      else { return nil }
      return RecordLayout(
        offset: offset, timestamp: timestamp, keyStart: key.start, keyCount: key.count, valueStart: value.start,
        valueCount: value.count, headersStart: 0, headerCount: 0)
    }
    guard let layout else {
      throw RecordError(
        .record, at: Self.headerSize(magic: magic),
        "key and value of the message at offset \(offset) do not fit its \(sizeInBytes) bytes")
    }
    return layout
  }

  /// A key or value: its length, negative for null, then its bytes. Nil when it does not fit.
  private static func field(
    _ bytes: UnsafeRawPointer, _ next: inout Int, end: Int
  ) -> (start: Int32, count: Int32)? {
    guard next + 4 <= end else { return nil }
    let count = bytes.bigEndian(at: next, as: Int32.self)
    next += 4
    guard Int(count) <= end - next else { return nil }
    let start = Int32(truncatingIfNeeded: next)
    next += max(0, Int(count))
    return (start, max(-1, count))
  }
}
