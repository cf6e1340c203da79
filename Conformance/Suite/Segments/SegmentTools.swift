package import NIOCore

/// What the cases of files judge: the suite's own reading and writing of segments. A proof puts a worse one in its place.
package struct SegmentTools: Sendable {
  /// What is said of a partition's directory.
  package var findings: @Sendable (StoredDirectory, SegmentContext) -> [Finding]
  /// A batch that was read, written again.
  package var rewrite: @Sendable (ReadBatch) throws -> ByteBuffer

  package init(
    findings: @escaping @Sendable (StoredDirectory, SegmentContext) -> [Finding] = {
      PartitionVerifier.findings(in: $0, context: $1)
    }, rewrite: @escaping @Sendable (ReadBatch) throws -> ByteBuffer = { try BatchForge(rewriting: $0).bytes() }
  ) {
    self.findings = findings
    self.rewrite = rewrite
  }
}
