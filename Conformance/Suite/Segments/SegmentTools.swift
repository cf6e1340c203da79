package import NIOCore

/// What the cases of files judge: the suite's own reading and writing of segments. A proof puts a worse one in its place.
package struct SegmentTools: Sendable {
  /// What is said of a partition's directory.
  package var findings: @Sendable (StoredDirectory, SegmentContext) -> [Finding]
  /// A batch that was read, written again.
  package var rewrite: @Sendable (ReadBatch) throws -> ByteBuffer
  /// The value of a record of an internal topic that was read, written again.
  package var rewriteValue: @Sendable (_ topic: String, _ key: ByteBuffer?, _ value: ByteBuffer) throws -> ByteBuffer

  package init(
    findings: @escaping @Sendable (StoredDirectory, SegmentContext) -> [Finding] = {
      PartitionVerifier.findings(in: $0, context: $1)
    }, rewrite: @escaping @Sendable (ReadBatch) throws -> ByteBuffer = { try BatchForge(rewriting: $0).bytes() },
    rewriteValue: @escaping @Sendable (String, ByteBuffer?, ByteBuffer) throws -> ByteBuffer = {
      try InternalRecords.rewritten($0, key: $1, value: $2)
    }
  ) {
    self.findings = findings
    self.rewrite = rewrite
    self.rewriteValue = rewriteValue
  }
}
