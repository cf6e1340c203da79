import NIOCore

/// Checks a directory that a broker keeps its partitions in.
package enum LogDirectoryVerifier {
  /// The checkpoints of a log directory.
  static let checkpoints = [
    "recovery-point-offset-checkpoint", "log-start-offset-checkpoint", "replication-offset-checkpoint",
    "cleaner-offset-checkpoint",
  ]

  /// Whether a directory looks like one of these rather than like a partition's.
  package static func looksRight(_ directory: StoredDirectory) -> Bool {
    directory.files["meta.properties"] != nil || checkpoints.contains { directory.files[$0] != nil }
      || directory.directories.contains { PartitionName($0.name) != nil }
  }

  /// All findings; in those of partitions, the file has the partition's directory in front.
  package static func findings(in directory: StoredDirectory, context: SegmentContext = SegmentContext()) -> [Finding] {
    var context = context
    var findings: [Finding] = []
    let isBrokerDirectory = directory.files["meta.properties"] != nil
    if let bytes = directory.files["meta.properties"] {
      var log = FindingLog("meta.properties")
      SmallFiles.checkMetaProperties(bytes, into: &log)
      findings += log.findings
      context.isClean = context.isClean && directory.files[".kafka_cleanshutdown"] != nil
    }
    var offsets: [String: [String: Int64]] = [:]
    for name in checkpoints {
      guard let bytes = directory.files[name] else { continue }
      var log = FindingLog(name)
      offsets[name] = read(bytes, into: &log)
      findings += log.findings
    }
    for file in directory.files.keys.sorted() where isBrokerDirectory && !isKnown(file) {
      findings.append(
        Finding(
          severity: .warning, rule: "D-03", file: file, position: nil, expected: "files of a broker",
          found: "a foreign file"))
    }
    var served: Set<String> = []
    for partition in directory.directories {
      var log = FindingLog(partition.name)
      defer { findings += log.findings }
      guard let name = PartitionName(partition.name) else {
        log.warn("D-03", "a foreign directory", expected: "a topic, a dash and a partition")
        continue
      }
      guard name.state == .served else {
        log.note("D-02", "a directory set aside", expected: "to be removed or taken over")
        continue
      }
      let key = "\(name.topic)-\(name.partition)"
      if !served.insert(key).inserted {
        log.error("D-06", "partition \(key) a second time", expected: "each partition once")
      }
      var own = context
      own.recoveryPoint = offsets[checkpoints[0]]?[key]
      own.logStart = offsets[checkpoints[1]]?[key]
      own.highWatermark = offsets[checkpoints[2]]?[key]
      own.cleanerOffset = offsets[checkpoints[3]]?[key]
      if own.cleanerOffset != nil { own.isCompacted = true }
      for var finding in PartitionVerifier.findings(in: partition, context: own) {
        finding.file = finding.file.isEmpty ? partition.name : partition.name + "/" + finding.file
        findings.append(finding)
      }
    }
    return findings
  }

  private static func isKnown(_ file: String) -> Bool {
    checkpoints.contains(file)
      || ["meta.properties", ".lock", ".kafka_cleanshutdown", "bootstrap.checkpoint"].contains(file)
  }

  /// Offsets of a checkpoint by `topic-partition`.
  private static func read(_ bytes: ByteBuffer, into log: inout FindingLog) -> [String: Int64] {
    var offsets: [String: Int64] = [:]
    for line in TextCheckpoint(bytes, fieldCount: 3, rule: "C-01", into: &log).lines {
      guard let partition = TextCheckpoint.number(line.fields[1]).flatMap({ Int32(exactly: $0) }), partition >= 0,
        let offset = TextCheckpoint.number(line.fields[2]), offset >= 0
      else {
        log.error(
          "C-01", at: line.position, line.fields.joined(separator: " "), expected: "numbers of at least 0 that fit")
        continue
      }
      if offsets.updateValue(offset, forKey: "\(line.fields[0])-\(partition)") != nil {
        log.error("C-02", at: line.position, "\(line.fields[0])-\(partition) again", expected: "each partition once")
      }
    }
    return offsets
  }
}
