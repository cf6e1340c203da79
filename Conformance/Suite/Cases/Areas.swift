extension Area {
  /// Every area that has cases, in the order of the catalogue.
  package static var all: [Area] {
    [
      frame, apiVersions, metadata, topics, produce, idempotence, fetch, fetchSessions, offsets, epochs, deleteRecords,
      groups,
      commits, segments,
    ]
  }
}
