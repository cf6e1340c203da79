import NIOCore

/// Sound directories, names, and what lies beside the segments.
enum SegmentDirectories {
  static var cases: [Case] {
    [
      goldenCleanDirectories, goldenRoundTrip, fileNameBaseOffset, fileNameDigits, gapBetweenSegments, directoryNames,
      bitFlipSweep,
    ]
  }

  static var goldenCleanDirectories: Case {
    Case(
      "SEG-001", "Golden clean directories", .must, since: "0.8", source: "format",
      sends: "Every golden directory",
      expects:
        "V: no finding of severity E (W and I findings are printed, and equal the list that the suite publishes for the golden corpus). R: opens without change",
      kills: "Verifier with false alarms",
      tags: [.files],
      unconfirmed: true
    ) { t in
      for codec: Int16 in 0...4 {
        var forge = PartitionForge.plain()
        for segment in forge.segments.indices {
          for batch in forge.segments[segment].indices { forge.segments[segment][batch].compression = codec }
        }
        try t.isClean(try forge.directory(), "a sound directory with codec \(codec) has no findings")
      }
      try t.isClean(try PartitionForge.transactions.directory(), "a sound directory with transactions has no findings")
      try t.isClean(try PartitionForge([[]]).directory(), "an empty partition has no findings")
    }
  }

  static var goldenRoundTrip: Case {
    Case(
      "SEG-002", "Golden round trip", .must, since: "0.8", source: "format",
      sends: "Decode and re-encode each golden batch",
      expects: "Byte-identical (uncompressed), content-identical (compressed)",
      kills: "Non-canonical varints, attribute loss",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var plain = PartitionForge.plain(segments: 1)
      plain.segments[0][1].records[0].headers = [("h", ByteBuffer(string: "1")), ("", nil), ("h", ByteBuffer())]
      var compressed = plain
      for batch in compressed.segments[0].indices { compressed.segments[0][batch].compression = 1 }
      for forge in [plain, .transactions, compressed] {
        guard let log = try forge.directory().files[StoredDirectory.firstLog] else {
          throw SuiteError("there is no log")
        }
        for batch in try BatchReader.batches(in: log) {
          let again = try t.target.segments.rewrite(batch)
          if batch.compression == 0 {
            try t.equal(
              bytes: again, log.getSlice(at: batch.range.lowerBound, length: batch.range.count), field: "batch",
              "an uncompressed batch is written again with the same bytes")
          } else {
            var read = try BatchReader.batches(in: again).first
            // Another compressor may make other bytes of the same.
            read?.length = batch.length
            read?.crc = batch.crc
            read?.range = batch.range
            try t.expect(
              read == batch, "a compressed batch is written again with the same header and records", field: "batch",
              got: "another one", want: "the same")
          }
        }
      }
    }
  }

  static var fileNameBaseOffset: Case {
    Case(
      "SEG-003", "File name base offset", .must, since: "0.8", source: "format",
      sends: "Name differs from the first batch's base",
      expects: "V: finding",
      kills: "Trusts the name",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var directory = try PartitionForge.plain().directory()
      directory.rename(6, to: 7)
      try t.finds(["N-02"], in: directory, "a name above the first batch's base offset is found")
      directory.rename(7, to: 5)
      try t.finds(["N-03"], in: directory, "a name inside the segment before is found")
      var late = PartitionForge.plain(segments: 1)
      late.segments[0][0].baseOffset = 3
      try t.finds(
        ["N-02"], in: try late.directory(), as: [.warning], "a name below the first batch's base offset is found")
    }
  }

  static var fileNameDigits: Case {
    Case(
      "SEG-004", "File name digits", .should, since: "0.8", source: "format",
      sends: "19 digits; sign; letters",
      expects: "V: stray file. R: ignored",
      kills: "Parsed",
      tags: [.files],
      unconfirmed: true
    ) { t in
      for name in [
        "0000000000000000006.log", "-0000000000000000006.log", "0000000000000000000a.log", "99999999999999999999.log",
      ] {
        var directory = try PartitionForge.plain(segments: 1).directory()
        directory.files[name] = ByteBuffer()
        try t.finds(["N-01"], in: directory, "the stray name \(name) is reported")
      }
    }
  }

  static var gapBetweenSegments: Case {
    Case(
      "SEG-072", "Gap between segments", .should, since: "0.8", source: "format",
      sends: "A middle segment is missing",
      expects: "V: warning (retention, compaction)",
      kills: "Silent hole in the log",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var directory = try PartitionForge.plain(segments: 3).directory()
      for file in directory.files.keys where file.hasPrefix("00000000000000000006.") { directory.files[file] = nil }
      try t.finds(["L-04"], in: directory, as: [.warning], "a segment that is missing in the middle is reported")
    }
  }

  static var directoryNames: Case {
    Case(
      "SEG-078", "Directory names", .must, since: "0.8", source: "format",
      sends: "topic-partition, -delete, -future, -stray forms; names up to 255",
      expects: "V: parsed; unknown forms reported",
      kills: "Topic \"a-1\" partition 2 split wrongly",
      tags: [.files],
      unconfirmed: true
    ) { t in
      let id = String(repeating: "0123456789abcdef", count: 2)
      let long = String(repeating: "t", count: 249)
      for (name, topic, partition, state) in [
        ("a-1-2", "a-1", 2, PartitionName.State.served), ("a-0", "a", 0, .served), ("a--3", "a-", 3, .served),
        ("a-1.\(id)-delete", "a", 1, .deleted), ("a-1.\(id)-future", "a", 1, .future),
        ("a.b-7.\(id)-stray", "a.b", 7, .stray), (long + "-65535", long, 65535, .served),
      ] {
        let parsed = PartitionName(name)
        try t.expect(
          parsed?.topic == topic && parsed?.partition == Int32(partition) && parsed?.state == state,
          "the name \(name) is understood", field: "name", got: parsed.map { "\($0)" } ?? "nothing",
          want: "\(topic), \(partition), \(state)")
      }
      for name in ["a", "a-", "-1", "a-x", "a-1.\(id.dropLast())-delete", long + "t-65535"] {
        var directory = try PartitionForge.plain(segments: 1).directory()
        directory.name = name
        try t.finds(["D-01"], in: directory, "the name \(name) is reported")
      }
    }
  }

  static var bitFlipSweep: Case {
    Case(
      "SEG-077", "Bit-flip sweep", .must, since: "0.8", source: "format",
      sends: "Every bit of a small golden directory",
      expects: "V: each flip found or in the published list of unprotected bits",
      kills: "Unlisted blind spot",
      tags: [.files],
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let sound = try PartitionForge.transactions.directory()
      var unseen: [String] = []
      for (file, bytes) in sound.files.sorted(by: { $0.key < $1.key }) {
        for byte in 0..<bytes.readableBytes {
          for bit in 0...7 {
            var damaged = sound
            try damaged.flip(file, byte: byte, bit: bit)
            guard t.findings(in: damaged).allSatisfy({ $0.severity == .information }) else { continue }
            if try !isListed(file, byte, sound, damaged) { unseen.append("\(file) at \(byte), bit \(bit)") }
          }
        }
      }
      try t.expect(
        unseen.isEmpty, "a flipped bit in any byte of a directory is found", field: "bytes", got: "unseen in \(unseen)",
        want: "found in all but what is listed as unprotected")
    }
  }

  /// Whether a flip is one of those listed in `SEGMENT-FINDINGS.md`: the topic's id, and an entry of a time index that
  /// names another offset of a batch with the same largest time.
  private static func isListed(
    _ file: String, _ byte: Int, _ sound: StoredDirectory, _ damaged: StoredDirectory
  ) throws -> Bool {
    if file == "partition.metadata" { return byte >= "version: 0\ntopic_id: ".utf8.count }
    guard file.hasSuffix(".timeindex"), byte % 12 >= 8, let base = Int64(file.prefix { $0.isNumber }),
      let log = sound.files[PartitionVerifier.name(base, "log")]
    else { return false }
    let batches = try BatchReader.batches(in: log)
    func time(_ directory: StoredDirectory) -> Int64? {
      guard let index = directory.files[file],
        let relative = index.getInteger(at: index.readerIndex + byte / 12 * 12 + 8, as: Int32.self)
      else { return nil }
      let offset = base + Int64(relative)
      return batches.first { ($0.baseOffset...max($0.baseOffset, $0.lastOffset)).contains(offset) }?.maxTimestamp
    }
    return time(damaged) != nil && time(damaged) == time(sound)
  }
}
