import NIOCore

/// `.timeindex` and `.txnindex` against their log.
enum TimeAndTransactionIndexes {
  static var cases: [Case] {
    [
      timeIndexOrder, timeIndexValue, transactionIndexFields, transactionIndexAgainstMarkers,
      transactionIndexOfACommittedOne,
    ]
  }

  static var timeIndexOrder: Case {
    Case(
      "SEG-045", "Time index order", .must, since: "0.10.1", source: "format",
      sends: "Timestamp goes back; offset goes back",
      expects: "V: finding",
      kills: "Wrong time search",
      tags: [.files],
      unconfirmed: true
    ) { t in
      let index = PartitionVerifier.name(0, "timeindex")

      let directory = try PartitionForge.plain().directory()
      guard let bytes = directory.files[index], let first = bytes.getSlice(at: 0, length: 12),
        let second = bytes.getSlice(at: 12, length: 12)
      else { throw SuiteError("the time index has no two entries") }
      var swapped = directory
      swapped.files[index] = second
      swapped.files[index]?.writeImmutableBuffer(first)
      try t.finds(["T-02"], in: swapped, "times that go back are found")
      var back = directory
      try back.put(5 as Int32, at: 8, in: index)
      try t.finds(["T-02"], in: back, "offsets that go back are found")
    }
  }

  static var timeIndexValue: Case {
    Case(
      "SEG-046", "Time index value", .must, since: "0.10.1", source: "format",
      sends: "Entry timestamp not the maximum so far",
      expects: "V: finding",
      kills: "Record missed by time search",
      tags: [.files],
      unconfirmed: true
    ) { t in
      let index = PartitionVerifier.name(0, "timeindex")

      var directory = try PartitionForge.plain().directory()
      try directory.put(PartitionForge.time + 1, at: 0, in: index)
      try t.finds(["T-03"], in: directory, "a time below the largest so far is found")
      directory = try PartitionForge.plain().directory()
      try directory.put(PartitionForge.time + 100_000, at: 24, in: index)
      try t.finds(["T-06"], in: directory, "a time above the largest of the segment is found")
    }
  }

  static var transactionIndexFields: Case {
    Case(
      "SEG-048", "Transaction index fields", .must, since: "0.11", source: "format",
      sends: "Version 1; last < first; LSO below first; last not increasing",
      expects: "V: findings",
      kills: "Aborted data shown",
      tags: [.files],
      unconfirmed: true
    ) { t in
      let index = PartitionVerifier.name(0, "txnindex")

      let sound = try PartitionForge([
        [
          PartitionForge.produced(9, sequence: 0, isTransactional: true, at: 1),
          PartitionForge.marker(9, commits: false, at: 2),
          PartitionForge.produced(9, sequence: 2, isTransactional: true, at: 3),
          PartitionForge.marker(9, commits: false, at: 4),
        ]
      ]).directory()
      try t.isClean(sound, "a right transaction index has no findings")
      var directory = sound
      try directory.put(1 as Int16, at: 34, in: index)
      try t.finds(["X-01"], in: directory, "another version is found")
      directory = sound
      try directory.put(7 as Int64, at: 34 + 10, in: index)
      try t.finds(["X-02"], in: directory, "a first offset above the last is found")
      directory = sound
      try directory.put(1 as Int64, at: 34 + 26, in: index)
      try t.finds(["X-07"], in: directory, as: [.warning], "a wrong stable offset is reported")
      directory = sound
      try directory.put(-1 as Int64, at: 34 + 26, in: index)
      try t.finds(["X-02"], in: directory, "a negative stable offset is found")
      directory = sound
      try directory.put(2 as Int64, at: 34 + 18, in: index)
      try t.finds(["X-03"], in: directory, "last offsets that do not grow are found")
    }
  }

  static var transactionIndexAgainstMarkers: Case {
    Case(
      "SEG-049", "Transaction index against markers", .must, since: "0.11", source: "format",
      sends: "Entry without abort marker; marker without entry",
      expects: "V: findings. R: rebuilt",
      kills: "Trusted",
      tags: [.files],
      unconfirmed: true
    ) { t in
      let index = PartitionVerifier.name(0, "txnindex")

      var directory = try PartitionForge.transactions.directory()
      try directory.put(10 as Int64, at: 2, in: index)
      try t.finds(["X-04"], in: directory, "an entry without a marker is found")
      directory.files[index] = nil
      try t.finds(["X-05"], in: directory, "a marker without an entry is found")
    }
  }

  static var transactionIndexOfACommittedOne: Case {
    Case(
      "SEG-050", "Transaction index of a committed one", .must, since: "0.11", source: "format",
      sends: "Entry for a commit",
      expects: "V: finding",
      kills: "Committed data hidden",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var directory = try PartitionForge.transactions.directory()
      let index = PartitionVerifier.name(5, "txnindex")
      guard let rest = directory.files[index] else { throw SuiteError("there is no second transaction index") }
      var entry = ByteBuffer(integer: 0 as Int16)
      for number: Int64 in [9, 3, 5, 6] { entry.writeInteger(number) }
      entry.writeImmutableBuffer(rest)
      directory.files[index] = entry
      try t.finds(["X-04"], in: directory, "an entry for a committed transaction is found")
    }
  }
}
