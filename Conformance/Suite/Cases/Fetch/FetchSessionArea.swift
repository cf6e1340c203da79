extension Area {
  static var fetchSessions: Area {
    Area(
      "FSESS", "Incremental fetch sessions (KIP-227)", profiles: ["consumer"],
      cases: FetchSessionOpening.cases + FetchSessionNews.cases + FetchSessionPartitions.cases
        + FetchSessionErrors.cases + FetchSessionChanges.cases)
  }
}
