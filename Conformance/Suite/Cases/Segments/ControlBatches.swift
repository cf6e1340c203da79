import NIOCore

/// Markers and other control batches in files.
enum ControlBatches {
  static var cases: [Case] {
    [controlBatchShape, controlWithoutTransactionBit, leaderChangeBatch]
  }

  static var controlBatchShape: Case {
    Case(
      "SEG-022", "Control batch shape", .must, since: "0.11", source: "format",
      sends: "Two records in a marker; short key; unknown type",
      expects: "V: finding; unknown type warning",
      kills: "Accepted",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var two = PartitionForge.marker(9, commits: true)
      two.leaderEpoch = 0
      two.records.append(two.records[0])
      try t.finds(["K-01"], in: PartitionForge.around(try two.bytes()), "a marker with two records is found")
      var short = PartitionForge.marker(9, commits: true)
      short.leaderEpoch = 0
      short.records[0].key = ByteBuffer(integer: 0 as Int16)
      try t.finds(["K-01"], in: PartitionForge.around(try short.bytes()), "a marker with a short key is found")
      var value = PartitionForge.marker(9, commits: true)
      value.leaderEpoch = 0
      value.records[0].value = ByteBuffer(integer: 0 as Int32)
      try t.finds(["K-02"], in: PartitionForge.around(try value.bytes()), "a marker with a short value is found")
      var unknown = PartitionForge.control(type: 99, 9)
      unknown.leaderEpoch = 0
      try t.finds(
        ["K-03"], in: PartitionForge.around(try unknown.bytes()), as: [.warning], "an unknown control type is reported")
    }
  }

  static var controlWithoutTransactionBit: Case {
    Case(
      "SEG-023", "Control without transaction bit", .should, since: "0.11", source: "format",
      sends: "Commit marker with bit 4 off",
      expects: "V: finding",
      kills: "Accepted",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var marker = PartitionForge.marker(9, commits: true)
      marker.leaderEpoch = 0
      marker.isTransactional = false
      try t.finds(["K-02"], in: PartitionForge.around(try marker.bytes()), "a marker outside of transactions is found")
    }
  }

  static var leaderChangeBatch: Case {
    Case(
      "SEG-024", "Leader change batch", .should, since: "2.7", source: "format",
      sends: "KRaft control types 2 to 6",
      expects: "V: legal only in the metadata log",
      kills: "Flagged",
      tags: [.files],
      unconfirmed: true
    ) { t in
      for type: Int16 in 2...6 {
        var batch = PartitionForge.control(type: type, -1, epoch: -1)
        batch.leaderEpoch = 0
        batch.isTransactional = false
        try t.finds(
          ["K-03"], in: PartitionForge.around(try batch.bytes()), as: [.warning],
          "control type \(type) outside of the metadata log is reported")
        try t.isClean(
          PartitionForge.around(try batch.bytes(), name: "__cluster_metadata-0"),
          "control type \(type) belongs into the metadata log")
      }
    }
  }
}
