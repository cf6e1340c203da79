import NIOCore

/// `<end offset>-<epoch>.checkpoint` of the metadata log: its records up to an offset, put together.
enum MetadataSnapshot {
  static func check(_ file: String, _ bytes: ByteBuffer, context: SegmentContext, into log: inout FindingLog) {
    let parts = file.dropLast(".checkpoint".count).split(separator: "-", omittingEmptySubsequences: false)
    let isNamed =
      parts.count == 2 && parts[0].utf8.count == 20 && parts[1].utf8.count == 10
      && parts.allSatisfy { TextCheckpoint.number($0) ?? -1 >= 0 }
    if !isNamed {
      log.error("N-01", "a stray name", expected: "20 digits, a dash and 10 digits before .checkpoint")
    }
    var order = LogOrder()
    var own = context
    own.isClean = true
    let segment = LogSegment.read(
      bytes, base: 0, file: file, isLast: true, previous: &order, context: own, into: &log)
    var records = InternalRecordChecks()
    for batch in segment.batches { records.check(batch, partition: nil, context: own, into: &log) }
    if segment.batches.first?.controlType != 3 {
      log.error("Y-05", at: 0, "no header", expected: "a control batch of type 3 first")
    }
    if segment.batches.last?.controlType != 4 {
      log.error("Y-05", "no footer", expected: "a control batch of type 4 last")
    }
  }
}
