extension Area {
  /// Cases that judge files in memory. Those that need a broker to recover a damaged directory are not written yet:
  /// SEG-047, 055, 058, 061, 063, 065 to 071, 073 to 076; nor those of internal topics and foreign tools, 079 to 083.
  static var segments: Area {
    Area(
      "SEG", "Segment files and checkpoints", profiles: ["storage-files"],
      cases: SegmentDirectories.cases + BatchDamage.cases + BatchContent.cases + BatchOrder.cases
        + ControlBatches.cases + OldMessageFiles.cases + OffsetIndexes.cases + TimeAndTransactionIndexes.cases
        + SnapshotsAndCheckpoints.cases)
  }
}
