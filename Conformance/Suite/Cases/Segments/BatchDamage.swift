import NIOCore

/// Bits, lengths and tails of `.log` files.
enum BatchDamage {
  static var cases: [Case] {
    [
      batchCrc, unprotectedPrefix, lengthTooSmallOrNegative, lengthPastTheEnd, tailShorterThanABatchHeader,
      zeroFilledTail, magic3, magicMix, magicDecreases, oldFormatCrc,
    ]
  }

  static var batchCrc: Case {
    Case(
      "SEG-005", "Batch CRC", .must, since: "0.11", source: "format",
      sends: "One bit flipped in each byte position of a batch",
      expects:
        "V: each position after the CRC field found; epoch, base offset, length found by other rules or reported as unprotected",
      kills: "CRC range off by one",
      tags: [.files],
      unconfirmed: true
    ) { t in
      let directory = try PartitionForge.plain().directory()
      let starts = directory.starts(in: StoredDirectory.firstLog)
      var unseen: [Int] = []
      for byte in starts[1]..<starts[2] {
        var damaged = directory
        try damaged.flip(StoredDirectory.firstLog, byte: byte, bit: t.random(0...7))
        let place = byte - starts[1]
        // The checksum and what it covers; in front of that, other rules notice.
        let isCovered = place >= 17
        let isFound = t.findings(in: damaged).contains {
          $0.severity == .error && (!isCovered || $0.rule == "B-03")
        }
        if !isFound { unseen.append(place) }
      }
      try t.expect(
        unseen.isEmpty, "a flipped bit in any byte of a batch is found", field: "bytes of the batch",
        got: "unseen in \(unseen)", want: "found in all")
    }
  }

  static var unprotectedPrefix: Case {
    Case(
      "SEG-006", "Unprotected prefix", .must, since: "0.11", source: "format",
      sends: "Base offset changed",
      expects: "V: continuity finding",
      kills: "Unnoticed",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var directory = try PartitionForge.plain().directory()
      let starts = directory.starts(in: StoredDirectory.firstLog)
      try directory.put(3 as Int64, at: starts[1], in: StoredDirectory.firstLog)
      try t.finds(["L-03"], in: directory, "a base offset that was changed is found")
    }
  }

  static var lengthTooSmallOrNegative: Case {
    Case(
      "SEG-007", "Length too small or negative", .must, since: "0.11", source: "format",
      sends: "Length 0, 48, -1",
      expects: "V: finding, stops. R: cut there",
      kills: "Endless loop",
      tags: [.files],
      unconfirmed: true
    ) { t in
      for length: Int32 in [0, 48, -1, .min] {
        var directory = try PartitionForge.plain().directory()
        let starts = directory.starts(in: StoredDirectory.firstLog)
        try directory.put(length, at: starts[1] + 8, in: StoredDirectory.firstLog)
        try t.finds(["B-01"], in: directory, "a batch with the length \(length) is found")
        let rules = t.findings(in: directory).filter { $0.file == StoredDirectory.firstLog }.map(\.rule)
        try t.expect(
          rules == ["B-01"], "reading ends at a batch with the length \(length)", field: "findings in the log",
          got: rules.joined(separator: ", "), want: "B-01 alone")
      }
    }
  }

  static var lengthPastTheEnd: Case {
    Case(
      "SEG-008", "Length past the end", .must, since: "0.8", source: "format",
      sends: "Incomplete last batch",
      expects: "V: tail finding. R: cut",
      kills: "Over-read",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var directory = try PartitionForge.plain(segments: 1).directory()
      try directory.change(StoredDirectory.firstLog) { $0.moveWriterIndex(to: $0.writerIndex - 10) }
      try t.finds(["L-02"], in: directory, "a last batch that is not whole is found")
      var killed = SegmentContext()
      killed.isClean = false
      try t.finds(
        ["L-02"], in: directory, context: killed, as: [.information],
        "after a kill, a last batch that is not whole is noted")
    }
  }

  static var tailShorterThanABatchHeader: Case {
    Case(
      "SEG-009", "Tail shorter than a batch header", .must, since: "0.8", source: "format",
      sends: "1 to 60 stray bytes",
      expects: "V: tail. R: cut",
      kills: "Crash",
      tags: [.files],
      unconfirmed: true
    ) { t in
      for count in [1, 7, 16, 17, 60] {
        var directory = try PartitionForge.plain(segments: 1).directory()
        let stray = t.random(bytes: count)
        try directory.change(StoredDirectory.firstLog) { $0.writeImmutableBuffer(stray) }
        try t.finds(
          ["L-02", "B-01", "B-02", "O-01"], in: directory, "\(count) stray bytes at the end of a log are found")
      }
    }
  }

  static var zeroFilledTail: Case {
    Case(
      "SEG-010", "Zero-filled tail", .must, since: "0.8", source: "format",
      sends: "4 KiB zeros (preallocation or crash)",
      expects: "V: tail. R: cut at the first zero",
      kills: "Reads batches of length 0 for ever",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var directory = try PartitionForge.plain(segments: 1).directory()
      try directory.change(StoredDirectory.firstLog) { $0.writeRepeatingByte(0, count: 4096) }
      try t.finds(["L-02"], in: directory, "zeros at the end of a log are found")
      var killed = SegmentContext()
      killed.isClean = false
      try t.isClean(directory, context: killed, "after a kill, zeros at the end of a log are only noted")
    }
  }

  static var magic3: Case {
    Case(
      "SEG-011", "Magic 3", .must, since: "0.8", source: "format",
      sends: "Unknown magic",
      expects: "V: finding. R: cut",
      kills: "Parsed as 2",
      tags: [.files],
      unconfirmed: true
    ) { t in
      for magic: Int8 in [3, 127, -1] {
        var directory = try PartitionForge.plain().directory()
        let starts = directory.starts(in: StoredDirectory.firstLog)
        try directory.put(magic, at: starts[1] + 16, in: StoredDirectory.firstLog)
        try t.finds(["B-02"], in: directory, "magic \(magic) is found")
      }
    }
  }

  static var magicMix: Case {
    Case(
      "SEG-012", "Magic mix", .should, since: "0.11", source: "format",
      sends: "0 and 1 then 2 in one segment",
      expects: "V: legal when offsets grow",
      kills: "Refused",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var log = MessageForge(magic: 0, value: ByteBuffer(string: "old"), offset: 0).bytes()
      log.writeImmutableBuffer(
        MessageForge(magic: 1, value: ByteBuffer(string: "newer"), timestamp: PartitionForge.time, offset: 1).bytes())
      var batch = BatchForge([ForgedRecord("new")], timestamp: PartitionForge.time + 1)
      batch.baseOffset = 2
      batch.leaderEpoch = 0
      log.writeImmutableBuffer(try batch.bytes())
      try t.isClean(PartitionForge.around(log), "formats may get newer within a segment")
    }
  }

  static var magicDecreases: Case {
    Case(
      "SEG-013", "Magic decreases", .may, since: "0.11", source: "format",
      sends: "2 then 1",
      expects: "V: warning",
      kills: "Verifier stops at the change",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var batch = BatchForge([ForgedRecord("new")], timestamp: PartitionForge.time)
      batch.leaderEpoch = 0
      var log = try batch.bytes()
      log.writeImmutableBuffer(
        MessageForge(magic: 1, value: ByteBuffer(string: "older"), timestamp: PartitionForge.time + 1, offset: 1)
          .bytes())
      log.writeImmutableBuffer(ByteBuffer(repeating: 0, count: 5))
      let directory = PartitionForge.around(log)
      try t.finds(["O-06"], in: directory, as: [.warning], "an older format behind a newer one is found")
      try t.finds(["L-02"], in: directory, "what lies behind a change of the format is read, too")
    }
  }

  static var oldFormatCrc: Case {
    Case(
      "SEG-032", "Old format CRC", .must, since: "0.8", source: "format",
      sends: "Magic 0 and 1 bit flips",
      expects: "V: found",
      kills: "Castagnoli used for old ones",
      tags: [.files],
      unconfirmed: true
    ) { t in
      for magic: Int8 in [0, 1] {
        let message = MessageForge(
          magic: magic, key: ByteBuffer(string: "key"), value: ByteBuffer(string: "value"),
          timestamp: PartitionForge.time)
        let directory = PartitionForge.around(message.bytes())
        try t.isClean(directory, "a message of magic \(magic) is legal")
        var unseen: [Int] = []
        for byte in 8..<message.bytes().readableBytes {
          var damaged = directory
          try damaged.flip(StoredDirectory.firstLog, byte: byte, bit: t.random(0...7))
          // The checksum and what it covers; the magic says first how to read the rest.
          let isCovered = byte >= 12 && byte != 16
          let isFound = t.findings(in: damaged).contains {
            $0.severity == .error && (!isCovered || $0.rule == "O-01")
          }
          if !isFound { unseen.append(byte) }
        }
        try t.expect(
          unseen.isEmpty, "a flipped bit in a message of magic \(magic) is found", field: "bytes of the message",
          got: "unseen in \(unseen)", want: "found in all")
      }
    }
  }
}
