extension Area {
  static var fetch: Area {
    Area(
      "FETCH", "Fetch: sizes, waiting, isolation, positions", profiles: ["consumer"],
      cases: FetchPositions.cases + FetchAnswers.cases + FetchSizes.cases + FetchLimits.cases + FetchWaiting.cases
        + FetchErrors.cases + FetchEpochs.cases + FetchBesideOthers.cases + FetchOldVersions.cases
        + FetchTransactions.cases + FetchAborted.cases + FetchReplicas.cases)
  }

  static var offsets: Area {
    Area(
      "OFFSETS", "ListOffsets", profiles: ["consumer"],
      cases: OffsetsOfEnds.cases + OffsetsByTime.cases + OffsetsByLargestTime.cases + OffsetsErrors.cases
        + OffsetsInTransactions.cases + OffsetsAfterElection.cases)
  }

  static var epochs: Area {
    Area("EPOCH", "OffsetForLeaderEpoch", profiles: ["consumer"], cases: EpochEnds.cases + EpochHistory.cases)
  }

  static var deleteRecords: Area {
    Area(
      "DELREC", "DeleteRecords", profiles: ["admin"],
      cases: RecordDeletion.cases + RecordDeletionRefusals.cases + RecordDeletionElsewhere.cases)
  }
}
