/// Offsets, epochs and sequences from batch to batch.
enum BatchOrder {
  static var cases: [Case] {
    [offsetsOverlap, offsetGap, relativeOffsetOverflow, leaderEpochGoesBack, sequenceContinuity]
  }

  static var offsetsOverlap: Case {
    Case(
      "SEG-025", "Offsets overlap", .must, since: "0.8", source: "format",
      sends: "Batch begins at or before the previous end",
      expects: "V: finding. R: cut there",
      kills: "Served twice",
      tags: [.files],
      unconfirmed: true
    ) { t in
      // The batch before ends at 3.
      for base: Int64 in [1, 3] {
        var forge = PartitionForge.plain(segments: 1)
        forge.segments[0][2].baseOffset = base
        try t.finds(["L-03"], in: try forge.directory(), "a batch that begins at or before the end of another is found")
      }
    }
  }

  static var offsetGap: Case {
    Case(
      "SEG-026", "Offset gap", .should, since: "0.8", source: "format",
      sends: "Gap between batches",
      expects: "V: legal in compacted topics; warning else",
      kills: "Flagged everywhere",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var forge = PartitionForge.plain(segments: 1)
      forge.segments[0][1].baseOffset = 5
      var compacted = SegmentContext()
      compacted.isCompacted = true
      try t.finds(["L-04"], in: try forge.directory(), as: [.warning], "a gap between batches is reported")
      try t.isClean(try forge.directory(), context: compacted, "compaction may leave gaps between batches")
    }
  }

  static var relativeOffsetOverflow: Case {
    Case(
      "SEG-027", "Relative offset overflow", .must, since: "1.0", source: "format",
      sends: "Offset minus base above 2147483647",
      expects: "V: finding. R: split",
      kills: "Index wraps",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var forge = PartitionForge.plain(segments: 1)
      forge.segments[0][2].baseOffset = 2_147_483_647
      try t.finds(
        ["L-05"], in: try forge.directory(), "an offset more than 2147483647 above the segment's base is found")
      forge.segments[0][2].baseOffset = 2_147_483_646
      try t.isClean(
        try forge.directory(), allowing: [.information, .warning], "an offset of 2147483647 above the base is legal")
    }
  }

  static var leaderEpochGoesBack: Case {
    Case(
      "SEG-028", "Leader epoch goes back", .must, since: "0.11", source: "format",
      sends: "Epoch 5 then 3",
      expects: "V: finding",
      kills: "Unnoticed",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var forge = PartitionForge.plain(segments: 1)
      forge.segments[0][0].leaderEpoch = 5
      forge.segments[0][1].leaderEpoch = 5
      forge.segments[0][2].leaderEpoch = 3
      try t.finds(["L-06"], in: try forge.directory(), "a leader epoch that goes back is found")
    }
  }

  static var sequenceContinuity: Case {
    Case(
      "SEG-029", "Sequence continuity", .should, since: "0.11", source: "format",
      sends: "Producer's next base sequence skips",
      expects: "V: warning (expiry, compaction, log start); never for __consumer_offsets",
      kills: "Wrap from 2147483647 to 0 reported as a gap",
      tags: [.files],
      unconfirmed: true
    ) { t in
      let skips = PartitionForge([
        [PartitionForge.produced(9, sequence: 0), PartitionForge.produced(9, sequence: 4, at: 1)]
      ])
      try t.finds(["L-07"], in: try skips.directory(), as: [.warning], "a sequence that skips is reported")
      let wraps = PartitionForge([
        [PartitionForge.produced(9, sequence: .max - 1), PartitionForge.produced(9, sequence: 0, at: 1)]
      ])
      try t.isClean(try wraps.directory(), "sequences go on from 0 after 2147483647")
      let doubled = PartitionForge([
        [PartitionForge.produced(9, sequence: 0), PartitionForge.produced(9, sequence: 0, at: 1)]
      ])
      try t.finds(["L-08"], in: try doubled.directory(), "a batch that is stored twice is found")
      var offsets = doubled
      offsets.name = "__consumer_offsets-0"
      let found = t.findings(in: try offsets.directory()).filter { ["L-07", "L-08"].contains($0.rule) }
      try t.expect(
        found.isEmpty, "the coordinator writes sequence 0 each time", field: "findings", got: "\(found)", want: "none")
    }
  }
}
