extension Area {
  /// Cases that judge files in memory, and those that have a broker start with files that were damaged.
  static var segments: Area {
    Area(
      "SEG", "Segment files and checkpoints", profiles: ["storage-files"],
      cases: SegmentDirectories.cases + BatchDamage.cases + BatchContent.cases + BatchOrder.cases
        + ControlBatches.cases + OldMessageFiles.cases + OffsetIndexes.cases + TimeAndTransactionIndexes.cases
        + SnapshotsAndCheckpoints.cases
        + RecoveredState.cases + LeftoverFiles.cases + DamagedLogs.cases + InternalTopicFiles.cases)
  }
}
