import NIOCore

/// `.index` against its log.
enum OffsetIndexes {
  static var cases: [Case] {
    [
      indexEntryOffABatchBorder, indexNotIncreasing, indexEntryBeyondTheLog, indexSizeNotAMultipleOf8,
      indexPreallocated, indexMissing, indexSparse, indexEntryOffsetMeaning,
    ]
  }

  static var indexEntryOffABatchBorder: Case {
    Case(
      "SEG-037", "Index entry off a batch border", .must, since: "0.8", source: "format",
      sends: "Position + 1",
      expects: "V: finding. R: rebuilt",
      kills: "Trusted: garbage read",
      tags: [.files],
      unconfirmed: true
    ) { t in
      let index = PartitionVerifier.name(0, "index")

      var directory = try PartitionForge.plain().directory()
      let starts = directory.starts(in: StoredDirectory.firstLog)
      try directory.put(Int32(starts[1] + 1), at: 4, in: index)
      try t.finds(["I-03"], in: directory, "an index entry inside a batch is found")
    }
  }

  static var indexNotIncreasing: Case {
    Case(
      "SEG-038", "Index not increasing", .must, since: "0.8", source: "format",
      sends: "Two entries swapped; equal",
      expects: "V: finding",
      kills: "Binary search misses",
      tags: [.files],
      unconfirmed: true
    ) { t in
      let index = PartitionVerifier.name(0, "index")

      let directory = try PartitionForge.plain().directory()
      guard let bytes = directory.files[index], let first = bytes.getSlice(at: 0, length: 8),
        let second = bytes.getSlice(at: 8, length: 8)
      else { throw SuiteError("the index has no two entries") }
      for entries in [[second, first], [first, first]] {
        var damaged = directory
        damaged.files[index] = ByteBuffer()
        for entry in entries { damaged.files[index]?.writeImmutableBuffer(entry) }
        try t.finds(["I-02"], in: damaged, "index entries that do not grow are found")
      }
    }
  }

  static var indexEntryBeyondTheLog: Case {
    Case(
      "SEG-039", "Index entry beyond the log", .must, since: "0.8", source: "format",
      sends: "Position above size; offset above last",
      expects: "V: finding. R: rebuilt",
      kills: "Over-read",
      tags: [.files],
      unconfirmed: true
    ) { t in
      let index = PartitionVerifier.name(0, "index")

      var directory = try PartitionForge.plain().directory()
      try directory.put(1_000_000 as Int32, at: 12, in: index)
      try t.finds(["I-03"], in: directory, "an index entry behind the log's end is found")
      directory = try PartitionForge.plain().directory()
      try directory.put(100 as Int32, at: 8, in: index)
      try t.finds(["I-05"], in: directory, "an index entry above the last offset is found")
    }
  }

  static var indexSizeNotAMultipleOf8: Case {
    Case(
      "SEG-040", "Index size not a multiple of 8", .must, since: "0.8", source: "format",
      sends: "+3 bytes",
      expects: "V: finding. R: rebuilt",
      kills: "Shifted entries",
      tags: [.files],
      unconfirmed: true
    ) { t in
      let index = PartitionVerifier.name(0, "index")

      var directory = try PartitionForge.plain().directory()
      try directory.change(index) { $0.writeRepeatingByte(0, count: 3) }
      try t.finds(["I-01"], in: directory, "an index with a part of an entry is found")
    }
  }

  static var indexPreallocated: Case {
    Case(
      "SEG-041", "Index preallocated", .must, since: "0.8", source: "format",
      sends: "Active index of 10 MiB zero tail",
      expects: "V: legal only for the last segment",
      kills: "Zeros taken as entries",
      tags: [.files],
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let zeros = 10 * 1024 * 1024
      var active = try PartitionForge.plain().directory()
      try active.change(PartitionVerifier.name(6, "index")) { $0.writeRepeatingByte(0, count: zeros) }
      try t.isClean(active, "the last segment's index may have zeros behind its entries")
      var rolled = try PartitionForge.plain().directory()
      try rolled.change(PartitionVerifier.name(0, "index")) { $0.writeRepeatingByte(0, count: 4096) }
      try t.finds(["I-07"], in: rolled, "zeros in the index of an earlier segment are found")
    }
  }

  static var indexMissing: Case {
    Case(
      "SEG-042", "Index missing", .must, since: "0.8", source: "format",
      sends: "Deleted .index",
      expects: "V: finding. R: rebuilt, same answers",
      kills: "Start fails",
      tags: [.files],
      unconfirmed: true
    ) { t in
      let index = PartitionVerifier.name(0, "index")

      var directory = try PartitionForge.plain().directory()
      directory.files[index] = nil
      try t.finds(["N-05"], in: directory, "a missing index is found")
    }
  }

  static var indexSparse: Case {
    Case(
      "SEG-043", "Index sparse", .must, since: "0.8", source: "format",
      sends: "No entries",
      expects: "V: legal",
      kills: "Flagged",
      tags: [.files],
      unconfirmed: true
    ) { t in
      let index = PartitionVerifier.name(0, "index")

      var directory = try PartitionForge.plain().directory()
      directory.files[index] = ByteBuffer()
      try t.isClean(directory, "an index without entries is legal")
    }
  }

  static var indexEntryOffsetMeaning: Case {
    Case(
      "SEG-044", "Index entry offset meaning", .must, since: "0.8", source: "format",
      sends: "Entry = last offset of its batch (newer) or of a chunk (older)",
      expects: "V: both legal; the look-up rule must hold",
      kills: "Entry = base offset: fetch misses a batch",
      tags: [.files],
      unconfirmed: true
    ) { t in
      let index = PartitionVerifier.name(0, "index")

      let sound = try PartitionForge.plain().directory()
      try t.isClean(sound, "an index entry has its batch's last offset")
      var directory = sound
      try directory.put(2 as Int32, at: 0, in: index)
      try t.finds(["I-05"], in: directory, "an index entry with its batch's first offset is found")
      // One append of the last two batches, as older releases of followers and cleaners make it.
      var chunk = sound
      try chunk.change(index) { bytes in
        bytes.clear()
        bytes.writeInteger(5 as Int32)
        bytes.writeInteger(Int32(sound.starts(in: StoredDirectory.firstLog)[1]))
      }
      try t.isClean(
        chunk, allowing: [.information, .warning], "an index entry may have the last offset of the whole append")
    }
  }
}
