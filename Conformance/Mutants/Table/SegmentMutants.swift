import KafkaConformance
import NIOCore

/// Verifiers of files that lack a rule, or find fault with what is sound.
enum SegmentMutants {
  static var mutants: [Mutant] { batches + order + indexes + others + alarms }

  private static var batches: [Mutant] {
    [
      // All else that the verifier says of such a batch comes of its reading no further.
      Mutant("SEG-005", "The checksum is not computed") { directory, context in
        let findings = PartitionVerifier.findings(in: directory, context: context)
        return findings.contains { $0.rule == "B-03" } ? [] : findings
      },
      blind("SEG-006", "Base offsets are believed", to: ["L-03"]),
      blind("SEG-007", "Lengths of batches are believed", to: ["B-01"]),
      blind("SEG-008", "A batch that is not whole is read on behind the end", to: ["L-02"]),
      blind("SEG-009", "Stray bytes at the end are overlooked", to: ["L-02", "B-01", "B-02", "O-01"]),
      blind("SEG-010", "Zeros at the end are overlooked", to: ["L-02"]),
      blind("SEG-011", "Magic 3 is read as 2", to: ["B-02"]),
      blind("SEG-014", "Counts are not compared", to: ["B-06"]),
      blind("SEG-015", "The last offset delta is believed", to: ["B-07"]),
      blind("SEG-017", "Offset deltas may go back", to: ["B-07"]),
      blind("SEG-018", "Records may be longer than what is in them", to: ["B-06"]),
      blind("SEG-019", "The largest time is believed", to: ["B-09"]),
      blind("SEG-022", "Any batch is a marker that says so", to: ["K-01", "K-02", "K-03"]),
      blind("SEG-032", "Old checksums are not computed", to: ["O-01", "O-03"]),
      Mutant(
        "SEG-002", "Attributes are lost on the way",
        rewriting: { batch in
          var forge = BatchForge(rewriting: batch)
          forge.records = forge.records.map { ForgedRecord(bytes: $0.value ?? ByteBuffer()) }
          return try forge.bytes()
        }),
    ]
  }

  private static var order: [Mutant] {
    [
      blind("SEG-003", "File names are believed", to: ["N-02", "N-03"]),
      blind("SEG-025", "Offsets may overlap", to: ["L-03"]),
      blind("SEG-027", "Relative offsets may wrap", to: ["L-05"]),
      blind("SEG-028", "Leader epochs may go back", to: ["L-06"]),
      blind("SEG-077", "Time indexes are not looked at", to: ["T-01", "T-02", "T-03", "T-04", "T-05", "T-06", "T-07"]),
      blind("SEG-078", "Any name is a partition's", to: ["D-01"]),
    ]
  }

  private static var indexes: [Mutant] {
    [
      blind("SEG-037", "Positions in the index are believed", to: ["I-03"]),
      blind("SEG-038", "The index is taken to be in order", to: ["I-02"]),
      blind("SEG-039", "Entries may point behind the end", to: ["I-03", "I-05"]),
      blind("SEG-040", "A part of an entry is an entry", to: ["I-01"]),
      blind("SEG-041", "Zeros are entries", to: ["I-07"]),
      blind("SEG-042", "Indexes are not missed", to: ["N-05"]),
      blind("SEG-044", "Entries have the first offset of their batch", to: ["I-05"]),
      blind("SEG-045", "The time index is taken to be in order", to: ["T-02"]),
      blind("SEG-046", "Times in the index are believed", to: ["T-03", "T-06"]),
      blind("SEG-048", "Fields of aborted transactions are believed", to: ["X-01", "X-02", "X-03", "X-07"]),
      blind("SEG-049", "Aborted transactions are not looked for in the log", to: ["X-04", "X-05"]),
      blind("SEG-050", "A committed transaction may be listed as aborted", to: ["X-04"]),
    ]
  }

  private static var others: [Mutant] {
    [
      blind("SEG-051", "The snapshot's checksum is not computed", to: ["S-01"]),
      blind("SEG-052", "Snapshots are believed", to: ["S-02", "S-03"]),
      blind("SEG-054", "Snapshots from the future are believed", to: ["S-05"]),
      blind("SEG-056", "Epochs may come in any order", to: ["E-01"]),
      blind("SEG-057", "Epochs are not looked for in the batches", to: ["E-02"]),
      blind("SEG-059", "Checkpoints are read as far as they go", to: ["E-01"]),
      blind("SEG-060", "A recovery point may lie above the end", to: ["C-03"]),
      blind("SEG-079", "Records of unknown versions are passed over", to: ["Y-01", "Y-02"]),
      Mutant(
        "SEG-080", "Tagged fields are lost on the way",
        rewritingValues: { topic, key, value in
          var bytes = try InternalRecords.rewritten(topic, key: key, value: value)
          guard topic == "__transaction_state", bytes.getInteger(at: bytes.readerIndex, as: Int16.self) == 1 else {
            return bytes
          }
          // Version 1 without tags has 34 bytes where no partitions are listed.
          bytes = bytes.getSlice(at: bytes.readerIndex, length: min(bytes.readableBytes, 33)) ?? bytes
          bytes.writeInteger(0 as UInt8)
          return bytes
        }),
      blind("SEG-081", "Another frame version is read as if it were known", to: ["Y-02"]),
      blind("SEG-064", "Any text is partition metadata", to: ["P-01"]),
    ]
  }

  private static var alarms: [Mutant] {
    [
      alarmed("SEG-001", "Finds fault with sound directories", "L-01") { _ in true },
      alarmed("SEG-016", "Finds fault with offsets that compaction left out", "B-08") { _ in true },
      alarmed("SEG-030", "Finds fault with batches that compaction emptied", "B-05") { _ in true },
      alarmed("SEG-033", "Takes the offset of old compressed messages for that of the first", "O-04") { _ in true },
      alarmed("SEG-036", "Knows Snappy without its stream's header only", "B-04") { directory in
        let mark = ByteBuffer(bytes: [0x82, 0x53, 0x4E, 0x41, 0x50, 0x50, 0x59])
        return directory.files.values.contains { $0.readableBytesView.firstRange(of: mark.readableBytesView) != nil }
      },
      alarmed("SEG-043", "Finds fault with indexes without entries", "I-06") { directory in
        directory.files.contains { $0.key.hasSuffix(".index") && $0.value.readableBytes == 0 }
      },
      alarmed("SEG-062", "A log has to start where its first segment does", "C-04") { _ in true },
    ]
  }

  /// A verifier without some rules.
  private static func blind(_ id: String, _ title: String, to rules: Set<String>) -> Mutant {
    Mutant(id, title) { directory, context in
      PartitionVerifier.findings(in: directory, context: context).filter { !rules.contains($0.rule) }
    }
  }

  /// A verifier that sees an error where there is none.
  private static func alarmed(
    _ id: String, _ title: String, _ rule: String, where condition: @escaping @Sendable (StoredDirectory) -> Bool
  ) -> Mutant {
    Mutant(id, title) { directory, context in
      let findings = PartitionVerifier.findings(in: directory, context: context)
      guard condition(directory) else { return findings }
      return findings + [
        Finding(severity: .error, rule: rule, file: "", position: nil, expected: "something else", found: "this")
      ]
    }
  }
}

extension Mutant {
  fileprivate init(
    _ caseId: String, _ title: String, verifying: @escaping @Sendable (StoredDirectory, SegmentContext) -> [Finding]
  ) {
    self.init(caseId, title) { Behaviour() }
    segments = SegmentTools(findings: verifying)
  }

  fileprivate init(
    _ caseId: String, _ title: String,
    rewritingValues: @escaping @Sendable (String, ByteBuffer?, ByteBuffer) throws -> ByteBuffer
  ) {
    self.init(caseId, title) { Behaviour() }
    segments = SegmentTools(rewriteValue: rewritingValues)
  }

  fileprivate init(
    _ caseId: String, _ title: String, rewriting: @escaping @Sendable (ReadBatch) throws -> ByteBuffer
  ) {
    self.init(caseId, title) { Behaviour() }
    segments = SegmentTools(rewrite: rewriting)
  }
}
