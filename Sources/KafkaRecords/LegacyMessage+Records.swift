internal import NIOCore

extension LegacyMessage {
  /// The message itself, or for a wrapper the messages inside it with their offsets and timestamps in the log.
  ///
  /// A wrapper whose offset is 0 comes from a producer that left the offsets to the broker.
  func messages(decompressionLimit limit: Int) throws(RecordError) -> [LegacyMessage] {
    guard isWrapper else { return [self] }
    var inner = try innerMessages(decompressionLimit: limit)
    guard let last = inner.last?.offset else {
      throw RecordError(.record, at: 0, "the wrapper at offset \(offset) holds no message")
    }
    guard magic > 0 else { return inner }
    let base = offset == 0 ? 0 : offset &- last
    for index in inner.indices {
      inner[index].offset &+= base
      if timestampType == .logAppendTime {
        inner[index].timestamp = timestamp
        inner[index].attributes |= Self.logAppendTimeBit
      }
    }
    return inner
  }

  private func innerMessages(decompressionLimit limit: Int) throws(RecordError) -> [LegacyMessage] {
    guard compression != nil else {
      throw RecordError(
        .codec, at: Position.attributes, "expected a codec from 0 to 3 in magic \(magic), found \(codec)")
    }
    let content = try value(limit: limit)
    var batches = RecordBatches(content)
    var inner: [LegacyMessage] = []
    while let next = try batches.next() {
      guard case .message(let message) = next, message.magic == magic else {
        throw RecordError(
          .record, at: batches.index, "expected magic \(magic) inside a wrapper of that magic, found \(next.magic)")
      }
      guard !message.isWrapper else {
        throw RecordError(.record, at: batches.index, "a compressed message lies inside a wrapper")
      }
      inner.append(message)
    }
    guard batches.unreadBytes == 0 else {
      throw RecordError(
        .record, at: batches.index, "\(batches.unreadBytes) bytes of a message are left at the end of a wrapper")
    }
    return inner
  }

  private func value(limit: Int) throws(RecordError) -> ByteBuffer {
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
