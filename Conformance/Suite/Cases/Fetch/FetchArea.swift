extension Area {
  static var fetch: Area {
    Area(
      "FETCH", "Fetch: sizes, waiting, isolation, positions", profiles: ["consumer"],
      cases: FetchPositions.cases + FetchSizes.cases + FetchWaiting.cases + FetchErrors.cases + FetchOldVersions.cases
        + FetchTransactions.cases + FetchAborted.cases + FetchReplicas.cases)
  }

  static var offsets: Area {
    Area(
      "OFFSETS", "ListOffsets", profiles: ["consumer"],
      cases: OffsetsOfEnds.cases + OffsetsByTime.cases + OffsetsErrors.cases + OffsetsInTransactions.cases
        + OffsetsAfterElection.cases)
  }

  static var epochs: Area {
    Area("EPOCH", "OffsetForLeaderEpoch", profiles: ["consumer"], cases: EpochEnds.cases + EpochHistory.cases)
  }

  static var deleteRecords: Area {
    Area("DELREC", "DeleteRecords", profiles: ["admin"], cases: RecordDeletion.cases + RecordDeletionElsewhere.cases)
  }
}
