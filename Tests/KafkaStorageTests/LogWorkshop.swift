import KafkaRecords
import KafkaStorage
import KafkaWire
import NIOCore

/// A batch as a producer sends it, with records `v<first>`, `v<first + 1>`, …, 100 ms apart.
func batch(
  _ count: Int = 1, value: String = "v", at timestamp: Int64 = 1000, producerId: Int64 = -1, epoch: Int16 = -1,
  sequence: Int32 = -1, isTransactional: Bool = false
) throws -> ByteBuffer {
  var writer = RecordBatchWriter()
  for index in 0..<count {
    try writer.append(
      key: nil, value: ByteBuffer(string: value), timestamp: timestamp < 0 ? -1 : timestamp + Int64(index) * 100)
  }
  return try writer.seal(
    producerId: producerId, producerEpoch: epoch, baseSequence: sequence, isTransactional: isTransactional)
}

func marker(
  commit: Bool, producerId: Int64, epoch: Int16 = 0, coordinatorEpoch: Int32 = 0, at timestamp: Int64 = 5000
) throws -> ByteBuffer {
  try EndTransactionMarker(isCommit: commit, coordinatorEpoch: coordinatorEpoch)
    .batch(producerId: producerId, producerEpoch: epoch, timestamp: timestamp)
}

/// One log in memory that can be closed, crashed and opened again.
final class LogWorkshop {
  let fileSystem: MemoryFileSystem
  let directory = "/data/t-0"
  let partition = TopicPartition(topic: "t", partition: 0)
  var log: PartitionLog
  var now = moment(1_000_000)

  init(_ settings: [String: String] = [:], fileSystem: MemoryFileSystem = MemoryFileSystem()) throws {
    self.fileSystem = fileSystem
    try fileSystem.createDirectory("/data")
    try fileSystem.synchronizeDirectory("/")
    var configuration = LogConfiguration()
    for (name, value) in settings { try configuration.set(name, to: value) }
    log = try PartitionLog(
      creating: directory, partition: partition,
      topicId: KafkaUUID(mostSignificantBits: 1, leastSignificantBits: 2), configuration: configuration,
      random: .seeded(1), at: now, in: fileSystem)
    try log.becomeLeader(epoch: 0)
  }

  func open(_ options: OpenOptions) throws {
    log = try PartitionLog(
      opening: directory, partition: partition, configuration: log.configuration, options: options,
      random: .seeded(1), at: now, in: fileSystem)
  }

  /// Closes the log in order and opens it.
  func restart() throws {
    try log.close()
    try open(
      OpenOptions(
        isClean: true, recoveryPoint: log.recoveryPoint, logStartOffset: log.logStartOffset,
        highWatermark: log.highWatermark))
  }

  /// Gives the log up without a word and opens it.
  func crash(recoveryPoint: Int64 = 0) throws {
    log.abandon()
    try open(OpenOptions(isClean: false, recoveryPoint: recoveryPoint, logStartOffset: log.logStartOffset))
  }

  @discardableResult
  func append(_ batch: ByteBuffer, origin: AppendOrigin = .client) throws -> AppendInfo {
    try log.append(batch, origin: origin, leaderEpoch: 0, at: now)
  }

  func advance(_ milliseconds: Int64) {
    now = moment(now.wallClock + milliseconds)
  }

  /// All batches in the log by their headers, from a log's start on.
  func headers() throws -> [RecordBatchHeader] {
    var headers: [RecordBatchHeader] = []
    var offset = log.logStartOffset
    while offset < log.logEndOffset {
      var batches = RecordBatches(try log.read(from: offset, maxBytes: 1 << 20).records)
      guard case .batch(let batch)? = try batches.next() else { break }
      try batch.validateChecksum()
      headers.append(batch.header)
      offset = batch.header.nextOffset
    }
    return headers
  }

  var fileNames: [String] {
    get throws { try fileSystem.list(directory).sorted() }
  }
}

extension StorageError {
  /// The kind of the error that `body` throws.
  static func kind(_ body: () throws -> Void) -> Kind? {
    do {
      try body()
      return nil
    } catch let error as StorageError {
      return error.kind
    } catch {
      return nil
    }
  }
}
