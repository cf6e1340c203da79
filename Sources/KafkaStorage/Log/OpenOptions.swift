/// What is known about a log before it is opened.
package struct OpenOptions: Hashable, Sendable {
  /// The log was closed in order, so that its files can be believed.
  package var isClean: Bool
  /// All below was on the disk when the checkpoint was written. Segments that end there or below are not read after an
  /// unclean stop.
  package var recoveryPoint: Int64
  /// From the checkpoint; 0 if that lists nothing.
  package var logStartOffset: Int64
  /// From the checkpoint; 0 if that lists nothing.
  package var highWatermark: Int64

  package init(isClean: Bool, recoveryPoint: Int64 = 0, logStartOffset: Int64 = 0, highWatermark: Int64 = 0) {
    self.isClean = isClean
    self.recoveryPoint = max(0, recoveryPoint)
    self.logStartOffset = max(0, logStartOffset)
    self.highWatermark = max(0, highWatermark)
  }
}

/// What had to be mended when a log was opened; nothing after a clean stop.
package struct OpenReport: Hashable, Sendable {
  package struct Cut: Hashable, Sendable {
    /// The segment's base offset.
    package var segment: Int64
    /// Where the first damage was, in bytes; the segment now ends there.
    package var position: Int
    /// How many bytes were lost.
    package var bytes: Int

    package init(segment: Int64, position: Int, bytes: Int) {
      self.segment = segment
      self.position = position
      self.bytes = bytes
    }
  }

  /// Base offsets of segments that were read through and got new indexes.
  package var recovered: [Int64] = []
  package var cuts: [Cut] = []
  /// Base offsets of segments that came after a cut and were removed with it.
  package var removed: [Int64] = []
  /// Offsets after which some are missing before the next segment, found among recovered segments of a log that is not
  /// compacted.
  package var holes: [Int64] = []

  package init() {}
}
