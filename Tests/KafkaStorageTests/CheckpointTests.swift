import KafkaStorage
import KafkaWire
import Testing

@Suite struct CheckpointTests {
  @Test func `broken checkpoints are refused with the line`() {
    for (text, word) in [
      ("1\n0\n", "line 1"), ("x", "line 1"), ("0\n", "line 2"), ("0\n-1\n", "line 2"), ("0\n2\nt 0 5\n", "2 entries"),
      ("0\n1\nt 0 5\nt 1 5\n", "found 2"), ("0\n1\nt 0\n", "line 3"), ("0\n1\nt  0 5\n", "line 3"),
      ("0\n1\nt -1 5\n", "topic"), ("0\n1\nt 0 x\n", "topic"),
    ] {
      do throws(StorageError) {
        _ = try OffsetCheckpoint(text: text, path: "file")
        Issue.record("accepted \(text)")
      } catch {
        #expect(error.kind == .corrupt)
        #expect(error.message.contains(word))
      }
    }
  }

  @Test func `an empty checkpoint, a missing last newline and a doubled line are accepted`() throws {
    #expect(try OffsetCheckpoint(text: "", path: "").entries.isEmpty)
    let doubled = try OffsetCheckpoint(text: "0\n2\nt 0 5\nt 0 7", path: "")
    #expect(doubled.offsets == [TopicPartition(topic: "t", partition: 0): 7])
  }

  @Test func `epochs keep their order whatever is assigned`() throws {
    var epochs = try LeaderEpochs(text: "0\n3\n0 0\n2 10\n5 20\n", path: "")
    #expect(epochs.epoch(of: 15) == 2)
    var changed: Bool
    changed = epochs.assign(5, startOffset: 25)
    #expect(!changed)
    changed = epochs.assign(4, startOffset: 30)
    #expect(changed)
    #expect(epochs.text == "0\n3\n0 0\n2 10\n4 30\n")
    changed = epochs.assign(6, startOffset: 10)
    #expect(changed)
    #expect(epochs.text == "0\n2\n0 0\n6 10\n")
    changed = epochs.assign(-1, startOffset: 11)
    #expect(!changed)
  }

  @Test func `epochs follow the log's start and end`() throws {
    var epochs = try LeaderEpochs(text: "0\n3\n0 0\n2 10\n5 20\n", path: "")
    var changed: Bool
    changed = epochs.truncate(fromStart: 12)
    #expect(changed)
    #expect(epochs.text == "0\n2\n2 12\n5 20\n")
    changed = epochs.truncate(fromStart: 12)
    #expect(!changed)
    changed = epochs.truncate(fromStart: 5)
    #expect(!changed)
    changed = epochs.truncate(fromEnd: 20)
    #expect(changed)
    #expect(epochs.text == "0\n1\n2 12\n")
  }

  @Test func `an epoch ends where the next one begins`() throws {
    let epochs = try LeaderEpochs(text: "0\n3\n1 0\n3 10\n5 20\n", path: "")
    let end = { (epoch: Int32) in epochs.end(of: epoch, logEnd: 33).map { [Int64($0.epoch), $0.offset] } }
    #expect(end(5) == [5, 33])
    #expect(end(4) == [3, 20])
    #expect(end(3) == [3, 20])
    #expect(end(1) == [1, 10])
    #expect(end(0) == [0, 0])
    #expect(end(6) == nil)
    #expect(end(-1) == nil)
  }

  @Test func `meta.properties and partition.metadata are read in the forms that exist`() throws {
    let old = try MetaProperties(text: "#\n#Mon\nbroker.id = 3\nversion: 0\ncluster.id=abc\n", path: "")
    #expect(old.nodeId == 3)
    #expect(old.version == 0)
    #expect(old.directoryId == nil)
    for text in [
      "version=2\nnode.id=1\ncluster.id=a\n", "version=1\ncluster.id=a\n", "version=1\nnode.id=1\n", "x\n",
      "version=1\nnode.id=1\ncluster.id=a\ndirectory.id=short\n",
    ] {
      #expect(StorageError.kind { _ = try MetaProperties(text: text, path: "") } == .corrupt)
    }
    #expect(
      try PartitionMetadata(text: "version: 1\ntopic_id: 5K6hLCU0RkuG0oyy49ksAQ\n", path: "").topicId.description
        == "5K6hLCU0RkuG0oyy49ksAQ")
    for text in ["", "garbage", "version: 0\ntopic_id: AAAAAAAAAAAAAAAAAAAAAA", "version: 0\n"] {
      #expect(StorageError.kind { _ = try PartitionMetadata(text: text, path: "") } == .corrupt)
    }
    #expect(CleanShutdown(text: "").brokerEpoch == -1)
    #expect(CleanShutdown(text: #"{"version":0, "brokerEpoch": 77}"#).brokerEpoch == 77)
  }

  @Test func `settings are read by their names`() throws {
    var configuration = LogConfiguration()
    for (name, value) in [
      ("segment.bytes", "14"), ("segment.ms", "1"), ("segment.jitter.ms", "2"), ("segment.index.bytes", "4"),
      ("index.interval.bytes", "0"), ("flush.messages", "9"), ("flush.ms", "8"), ("max.message.bytes", "7"),
      ("message.timestamp.type", "LogAppendTime"), ("message.timestamp.before.max.ms", "6"),
      ("message.timestamp.after.max.ms", "5"), ("cleanup.policy", "compact, delete"), ("retention.bytes", "-1"),
      ("retention.ms", "4"), ("file.delete.delay.ms", "3"), ("producer.id.expiration.ms", "11"),
    ] {
      let isKnown = try configuration.set(name, to: value)
      #expect(isKnown)
    }
    #expect(configuration.cleanupPolicy == [.compact, .delete])
    #expect(configuration.timestampType == .logAppendTime)
    #expect(configuration.flushMessages == 9)
    let isLogs = try configuration.set("compression.type", to: "gzip")
    #expect(!isLogs)
    for (name, value) in [("segment.bytes", "13"), ("retention.ms", "-2"), ("cleanup.policy", "x"), ("flush.ms", "")] {
      #expect(StorageError.kind { try configuration.set(name, to: value) } == .corrupt)
    }
  }
}
