import NIOCore

/// Messages of magic 0 and 1, and Snappy in files.
enum OldMessageFiles {
  static var cases: [Case] {
    [oldWrapperOffsets, oldNestedWrapper, magic0Lz4HeaderChecksum, xerialSnappyFraming]
  }

  static var oldWrapperOffsets: Case {
    Case(
      "SEG-033", "Old wrapper offsets", .must, since: "0.10", source: "format",
      sends: "Magic 1 relative, magic 0 absolute inner offsets",
      expects: "V: right absolute offsets",
      kills: "Off by the count",
      tags: [.files],
      unconfirmed: true
    ) { t in
      for magic: Int8 in [0, 1] {
        let first = (0..<3).map {
          MessageForge(
            magic: magic, value: ByteBuffer(string: "v"), timestamp: magic == 0 ? -1 : PartitionForge.time, offset: $0)
        }
        let second = (0..<3).map {
          MessageForge(
            magic: magic, value: ByteBuffer(string: "w"), timestamp: magic == 0 ? -1 : PartitionForge.time,
            offset: $0 + (magic == 0 ? 3 : 0))
        }
        var log = try MessageForge.wrap(first, magic: magic, codec: 1, timestamp: PartitionForge.time)
        var wrapper = try MessageForge.wrap(second, magic: magic, codec: 1, timestamp: PartitionForge.time)
        wrapper.setInteger(5 as Int64, at: wrapper.readerIndex)
        log.writeImmutableBuffer(wrapper)
        let offsets = try BatchReader.batches(in: log).flatMap(\.records).map(\.offset)
        try t.expect(
          offsets == [0, 1, 2, 3, 4, 5], "inner offsets of magic \(magic) end at the wrapper's", field: "offsets",
          got: "\(offsets)", want: "0 to 5")
        try t.isClean(PartitionForge.around(log), "compressed messages of magic \(magic) are legal")
      }
    }
  }

  static var oldNestedWrapper: Case {
    Case(
      "SEG-034", "Old nested wrapper", .should, since: "0.8", source: "format",
      sends: "Compressed inside compressed",
      expects: "V: finding",
      kills: "Recursion bomb",
      tags: [.files],
      unconfirmed: true
    ) { t in
      for magic: Int8 in [0, 1] {
        let plain = MessageForge(magic: magic, value: ByteBuffer(string: "v"), timestamp: PartitionForge.time)
        let inner = try MessageForge.wrap([plain], magic: magic, codec: 1, timestamp: PartitionForge.time)
        var outer = MessageForge(
          magic: magic, value: try RawFrames.compressed(inner, 1), timestamp: PartitionForge.time)
        outer.compression = 1
        try t.finds(
          ["O-02"], in: PartitionForge.around(outer.bytes()),
          "a compressed message of magic \(magic) inside a compressed one is found")
      }
    }
  }

  static var magic0Lz4HeaderChecksum: Case {
    Case(
      "SEG-035", "Magic 0 lz4 header checksum", .should, since: "0.8.2", source: "format",
      sends: "Legacy wrong checksum",
      expects: "V: legal for magic 0 only",
      kills: "Refused",
      tags: [.files],
      unconfirmed: true
    ) { t in
      for magic: Int8 in [0, 1] {
        let plain = MessageForge(magic: magic, value: ByteBuffer(string: "v"), timestamp: PartitionForge.time)
        var frame = RawFrames.lz4Stored(plain.bytes(), blockSizeId: 4, contentChecksum: false)
        if let checksum: UInt8 = frame.getInteger(at: frame.readerIndex + 6) {
          frame.setInteger(checksum ^ 0xFF, at: frame.readerIndex + 6)
        }
        var wrapper = MessageForge(magic: magic, value: frame, timestamp: PartitionForge.time)
        wrapper.compression = 3
        let directory = PartitionForge.around(wrapper.bytes())
        if magic == 0 {
          try t.isClean(directory, "the header checksum of LZ4 says nothing in magic 0")
        } else {
          try t.finds(["O-02"], in: directory, "a wrong header checksum of LZ4 is found in magic 1")
        }
      }
    }
  }

  static var xerialSnappyFraming: Case {
    Case(
      "SEG-036", "xerial snappy framing", .must, since: "0.8", source: "format",
      sends: "With and without header",
      expects: "V: both read; writer uses framing",
      kills: "One only",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var batch = BatchForge([ForgedRecord("a"), ForgedRecord("b")], timestamp: PartitionForge.time)
      batch.leaderEpoch = 0
      batch.compression = 2
      let framed = try batch.bytes()
      try t.isClean(PartitionForge.around(framed), "Snappy in blocks with the stream's header is read")
      let mark = framed.getSlice(at: framed.readerIndex + 61, length: 8)
      try t.equal(
        bytes: mark, ByteBuffer(bytes: [0x82, 0x53, 0x4E, 0x41, 0x50, 0x50, 0x59, 0]), field: "first bytes",
        "Snappy is written with the stream's header")
      batch.body = RawFrames.snappyBlock(BatchForge.encode(batch.records))
      try t.isClean(PartitionForge.around(try batch.bytes()), "a bare Snappy block is read")
    }
  }
}
