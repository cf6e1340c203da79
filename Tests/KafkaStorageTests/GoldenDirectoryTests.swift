import KafkaCompression
import KafkaRecords
import KafkaStorage
import KafkaWire
import NIOCore
import TestSupport
import Testing

@Suite struct GoldenDirectoryTests {
  /// Before any of the recorded times, so that no producer has expired.
  private static let start = moment(0)

  private func open(
    _ partition: GoldenCase.Partition, _ configuration: LogConfiguration, in fileSystem: MemoryFileSystem
  ) throws -> PartitionLog {
    try PartitionLog(
      opening: "/data/\(partition.directory)", partition: partition.topicPartition, configuration: configuration,
      options: OpenOptions(
        isClean: true, recoveryPoint: partition.checkpoints.recoveryPoint ?? 0,
        logStartOffset: partition.checkpoints.logStart ?? 0,
        highWatermark: partition.checkpoints.highWatermark ?? partition.logEndOffset),
      random: .seeded(1), at: Self.start, in: fileSystem)
  }

  @Test(arguments: GoldenCase.names) func `opens with the recorded offsets, epochs and producers`(name: String) throws {
    let golden = try GoldenCase(name)
    for partition in golden.partitions {
      let fileSystem = MemoryFileSystem()
      try fileSystem.install(goldenFiles(name, partition.directory), at: "/data/\(partition.directory)")
      let log = try open(partition, golden.configuration(), in: fileSystem)
      #expect(log.openReport == OpenReport())
      #expect(log.topicId?.description == partition.topicId.text)
      #expect(log.logStartOffset == partition.logStartOffset)
      #expect(log.logEndOffset == partition.logEndOffset)
      #expect(log.highWatermark == partition.checkpoints.highWatermark ?? partition.logEndOffset)
      #expect(log.segmentCount == partition.segments.count)
      // The epoch of a leader that wrote nothing is not kept, nor is a snapshot at the log's start.
      #expect(
        log.leaderEpochs.entries
          == partition.leaderEpochs.filter { $0.startOffset < partition.logEndOffset }.map {
            LeaderEpochs.Entry(epoch: $0.epoch, startOffset: $0.startOffset)
          })
      let snapshot = partition.producerSnapshots.first {
        $0.offset == partition.logEndOffset && $0.offset > partition.logStartOffset
      }
      let producers = snapshot?.producers ?? []
      #expect(
        log.activeProducers
          == producers.sorted { $0.producerId < $1.producerId }.map {
            ActiveProducer(
              producerId: $0.producerId, epoch: $0.producerEpoch, lastSequence: $0.lastSequence,
              lastTimestamp: $0.timestamp, coordinatorEpoch: $0.coordinatorEpoch,
              transactionStart: $0.currentTxnFirstOffset < 0 ? nil : $0.currentTxnFirstOffset)
          })
    }
  }

  @Test(arguments: GoldenCase.names) func `reads every recorded batch from each of its offsets`(name: String) throws {
    let golden = try GoldenCase(name)
    for partition in golden.partitions {
      let content = try goldenFiles(name, partition.directory)
      let fileSystem = MemoryFileSystem()
      try fileSystem.install(content, at: "/data/\(partition.directory)")
      let log = try open(partition, golden.configuration(), in: fileSystem)
      // Offsets up to which the batch is the first one that a reader gets.
      var from = log.logStartOffset
      for segment in partition.segments {
        let file = try #require(content[logName(segment.baseOffset)])
        for batch in segment.batches where batch.lastOffset >= log.logStartOffset {
          for offset in [from, (from + batch.lastOffset) / 2, batch.lastOffset] {
            let data = try log.read(from: offset, maxBytes: 1)
            #expect(Array(buffer: data.records) == Array(file[batch.position..<(batch.position + batch.size)]))
            #expect(!data.isFirstBatchIncomplete)
          }
          from = batch.lastOffset + 1
          if log.logStartOffset < batch.baseOffset {
            #expect(
              try log.read(from: batch.lastOffset, maxBytes: 1, upTo: batch.baseOffset).records.readableBytes == 0)
          }
        }
      }
      #expect(try log.read(from: log.logEndOffset, maxBytes: 1 << 20).records.readableBytes == 0)
    }
  }

  @Test(.enabled(if: CompressionType.allBuilt), arguments: GoldenCase.names)
  func `finds every recorded time`(name: String) throws {
    let golden = try GoldenCase(name)
    for partition in golden.partitions {
      let fileSystem = MemoryFileSystem()
      try fileSystem.install(goldenFiles(name, partition.directory), at: "/data/\(partition.directory)")
      let log = try open(partition, golden.configuration(), in: fileSystem)
      let records = partition.batches.flatMap(\.records).filter { $0.offset >= log.logStartOffset }
      for time in Set(records.map(\.timestamp)).filter({ $0 >= 0 }) {
        for time in [time - 1, time, time + 1] where time >= 0 {
          let expected = records.first { $0.timestamp >= time }
          let found = try log.offset(forTimestamp: time)
          #expect(found?.offset == expected?.offset)
          #expect(found?.timestamp == expected?.timestamp)
        }
      }
      let latest = records.map(\.timestamp).max() ?? -1
      let found = try log.offsetOfMaxTimestamp()
      #expect(found?.offset == (latest < 0 ? nil : records.first { $0.timestamp == latest }?.offset))
    }
  }

  /// What a broker leaves of a directory when it opens it and leads the partition without a write: snapshots at or below
  /// the log's start, and such that belong to no segment, go.
  private func reopened(_ partition: GoldenCase.Partition, _ content: DirectoryContent) -> DirectoryContent {
    let kept = Set(partition.segments.map(\.baseOffset) + [partition.logEndOffset])
    return content.filter { name, _ in
      guard let offset = SegmentName.offset(of: name, SegmentName.producerSnapshot) else { return true }
      return kept.contains(offset) && offset > partition.logStartOffset
    }
  }

  @Test(arguments: GoldenCase.names) func `opening and closing changes no byte`(name: String) throws {
    let golden = try GoldenCase(name)
    for partition in golden.partitions {
      let content = try goldenFiles(name, partition.directory)
      let fileSystem = MemoryFileSystem()
      try fileSystem.install(content, at: "/data/\(partition.directory)")
      let log = try open(partition, golden.configuration(), in: fileSystem)
      try log.becomeLeader(epoch: partition.leaderEpochs.last?.epoch ?? 0)
      try log.close()
      #expect(
        differences(try files(of: "/data/\(partition.directory)", in: fileSystem), reopened(partition, content)) == [])
    }
  }

  @Test(arguments: GoldenCase.names) func `recovery from the first byte finds everything`(name: String) throws {
    let golden = try GoldenCase(name)
    for partition in golden.partitions {
      let directory = "/data/\(partition.directory)"
      let content = try goldenFiles(name, partition.directory)
      let fileSystem = MemoryFileSystem()
      try fileSystem.install(content, at: directory)
      let log = try PartitionLog(
        opening: directory, partition: partition.topicPartition, configuration: golden.configuration(),
        options: OpenOptions(isClean: false, logStartOffset: partition.checkpoints.logStart ?? 0), random: .seeded(1),
        at: Self.start, in: fileSystem)
      #expect(log.logEndOffset == partition.logEndOffset)
      #expect(log.openReport.recovered == partition.segments.map(\.baseOffset))
      #expect(log.openReport.cuts == [])
      try log.becomeLeader(epoch: partition.leaderEpochs.last?.epoch ?? 0)
      try log.close()
      let found = try files(of: directory, in: fileSystem)
      if Self.written.contains(name) {
        #expect(differences(found, reopened(partition, content)) == [])
      } else {
        // The cleaner, and a broker that was restarted, begin to count bytes anew for the index; and what the cleaner
        // took away cannot be replayed.
        let logs = { (files: DirectoryContent) in files.filter { $0.key.hasSuffix(SegmentName.log) } }
        #expect(differences(logs(found), logs(content)) == [])
      }
    }
  }

  private static let written = GoldenCase.names.filter { name in
    !name.hasPrefix("compacted")
      && !["codec-topic-gzip", "converted-from-old", "cluster-metadata", "leader-epochs"].contains(name)
  }

  @Test(arguments: Self.written) func `appending the same batches writes the same files`(name: String) throws {
    let golden = try GoldenCase(name)
    for partition in golden.partitions {
      let content = try goldenFiles(name, partition.directory)
      let directory = "/data/\(partition.directory)"
      let fileSystem = MemoryFileSystem()
      try fileSystem.createDirectory("/data")
      let configuration = try golden.configuration()
      let log = try PartitionLog(
        creating: directory, partition: partition.topicPartition, topicId: #require(KafkaUUID(partition.topicId.text)),
        configuration: configuration, random: .seeded(1), at: Self.start, in: fileSystem)
      try log.becomeLeader(epoch: 0)
      let isInternal = golden.topicConfig == nil
      for batch in try deletedBatches(partition, content) {
        try log.append(batch, leaderEpoch: 0, at: Self.start)
      }
      for segment in partition.segments {
        let file = try #require(content[logName(segment.baseOffset)])
        for batch in segment.batches {
          var bytes = ByteBuffer(bytes: file[batch.position..<(batch.position + batch.size)])
          RecordBatchEdit.setBaseOffset(0, in: &bytes, at: 0)
          RecordBatchEdit.setPartitionLeaderEpoch(-1, in: &bytes, at: 0)
          let isAppendTime = configuration.timestampType == .logAppendTime
          if isAppendTime {
            RecordBatchEdit.setMaxTimestamp(batch.baseTimestamp, type: .createTime, in: &bytes, at: 0)
          }
          let info = try log.append(
            bytes, origin: isInternal || batch.isControl ? .coordinator : .client,
            leaderEpoch: batch.partitionLeaderEpoch, at: moment(isAppendTime ? batch.maxTimestamp : 0))
          #expect(info.firstOffset == batch.baseOffset)
          #expect(info.lastOffset == batch.lastOffset)
          #expect(info.logAppendTime == (isAppendTime ? batch.maxTimestamp : -1))
        }
      }
      log.updateHighWatermark(log.logEndOffset)
      if let logStart = partition.checkpoints.logStart {
        try log.deleteRecords(before: logStart)
        try log.applyRetention(at: Self.start)
      }
      try log.close()
      #expect(log.recoveryPoint == partition.checkpoints.recoveryPoint)
      #expect(differences(try files(of: directory, in: fileSystem), content) == [])
    }
  }

  /// Stand-ins for the batches of segments that DeleteRecords took away: what is in them is gone, but all batches of
  /// those cases have the same size.
  private func deletedBatches(_ partition: GoldenCase.Partition, _ content: DirectoryContent) throws -> [ByteBuffer] {
    guard let base = partition.segments.first?.baseOffset, base > 0, let first = partition.batches.first else {
      return []
    }
    let file = try #require(content[logName(base)])
    return stride(from: 0, to: base, by: Int(first.count)).map { offset in
      var bytes = ByteBuffer(bytes: file[..<first.size])
      RecordBatchEdit.setProducer(
        id: first.producerId, epoch: first.producerEpoch, baseSequence: Int32(offset), in: &bytes, at: 0)
      RecordBatchEdit.setMaxTimestamp(
        first.maxTimestamp - 100 * (first.baseOffset - offset), type: .createTime, in: &bytes, at: 0)
      return bytes
    }
  }

  private func logName(_ base: Int64) -> String { SegmentName.name(base, SegmentName.log) }
}
