import KafkaBrokerCore
import KafkaCompression
import KafkaMessages
import KafkaRecords
import KafkaWire
import NIOCore
import TestSupport
import Testing

/// Producers from before Kafka 0.11: Produce 0 to 2.
@Suite struct OldProducerTests {
  private func world(_ options: [String: String] = [:]) throws -> NodeWorld {
    let world = try NodeWorld(emulating: "3.9") { $0.topics.createsAutomatically = false }
    try world.createTopic("t", options: options)
    return world
  }

  private func stored(_ world: NodeWorld, from offset: Int64 = 0) throws -> [RecordBatch] {
    var batches = RecordBatches(try #require(try world.fetch("t", from: offset).records))
    var found: [RecordBatch] = []
    while case .batch(let batch)? = try batches.next() {
      #expect(batch.isChecksumValid)
      found.append(batch)
    }
    return found
  }

  @Test(arguments: [0, 1, 2] as [Int16], CompressionType.built.filter { $0 != .zstd })
  func `messages are stored as one batch with the producer's codec`(
    version: Int16, codec: CompressionType
  ) throws {
    let world = try world()
    #expect(try world.produce(Forge.batch(["before"]), to: "t").errorCode == 0)
    let magic: Int8 = version < 2 ? 0 : 1
    let answer = try world.produce(
      Forge.messages(["a", nil, "c"], magic: magic, compression: codec), to: "t", acks: 1, version: version)
    #expect(answer.errorCode == 0)
    #expect(answer.baseOffset == 1)
    #expect(answer.logAppendTimeMs == -1)
    #expect(try world.values("t") == ["before", "a", "(null)", "c"])
    let batch = try #require(try stored(world, from: 1).last)
    #expect(batch.header.compression == codec)
    #expect(batch.header.producerId == -1)
    #expect(batch.header.partitionLeaderEpoch == 0)
    let times = try batch.records().map(\.timestamp)
    #expect(times == (magic == 0 ? [-1, -1, -1] : [0, 1, 2].map { Forge.timestamp + $0 }))
    try world.restart()
    #expect(try world.values("t", from: 2) == ["(null)", "c"])
  }

  @Test func `the broker's time counts where the topic says so`() throws {
    let world = try world(["message.timestamp.type": "LogAppendTime"])
    for magic in [0, 1] as [Int8] {
      let answer = try world.produce(
        Forge.messages(["a", "b"], magic: magic, compression: CompressionType.gzip.isBuilt ? .gzip : .none), to: "t",
        version: Int16(magic) * 2)
      #expect(answer.errorCode == 0)
      if magic == 1 { #expect(answer.logAppendTimeMs == world.now.wallClock) }
    }
    for batch in try stored(world) {
      #expect(batch.header.timestampType == .logAppendTime)
      #expect(try batch.records().map(\.timestamp) == [world.now.wallClock, world.now.wallClock])
    }
    // A producer does not say that.
    let forged = Forge.messages(["c"], magic: 1, appendTime: Forge.timestamp)
    #expect(try world.produce(forged, to: "t", version: 2).errorCode == ErrorCode.invalidTimestamp.rawValue)
  }

  @Test(.enabled(if: CompressionType.allBuilt))
  func `a topic's own codec is used`() throws {
    let world = try world(["compression.type": "zstd"])
    #expect(try world.produce(Forge.messages(["a"], magic: 1, compression: .gzip), to: "t", version: 2).errorCode == 0)
    #expect(try stored(world).map(\.header.compression) == [.zstd])
  }

  @Test func `what is wrong with messages is told`() throws {
    let world = try world(["max.message.bytes": "300", "message.timestamp.before.max.ms": "1000"])
    try world.createTopic("compacted", options: ["cleanup.policy": "compact"])
    func code(_ records: ByteBuffer, to topic: String = "t", version: Int16 = 2) throws -> ErrorCode {
      ErrorCode(rawValue: try world.produce(records, to: topic, version: version).errorCode)
    }
    let good = Forge.messages(["a"], magic: 1)
    var damaged = good
    damaged.setInteger(UInt8(0), at: damaged.writerIndex - 1)
    #expect(try code(damaged) == .corruptMessage)
    var unknown = good
    unknown.setInteger(Int8(3), at: unknown.readerIndex + 16)
    #expect(try code(unknown) == .corruptMessage)
    #expect(try code(Forge.messages([String(repeating: "x", count: 400)], magic: 1)) == .messageTooLarge)
    // Many that are small enough become one batch that is not.
    let many = Forge.messages((0..<40).map { "value \($0)" }, magic: 0)
    #expect(try code(many, version: 0) == .messageTooLarge)
    #expect(try code(Forge.messages(["a"], magic: 1, timestamps: [Forge.timestamp - 5000])) == .invalidTimestamp)
    #expect(try code(Forge.messages(["a"], magic: 1, timestamps: [-2])) == .invalidTimestamp)
    #expect(try code(Forge.messages(["a"], magic: 1, timestamps: [-1])) == .none)
    #expect(try code(Forge.messages(["a"], magic: 1, key: nil), to: "compacted") == .invalidRecord)
    // One is whole, the other is cut off and left out.
    var two = good
    two.writeImmutableBuffer(try #require(good.getSlice(at: 0, length: good.readableBytes - 1)))
    #expect(try code(two) == .none)
    let end = try world.end(of: "t")
    let cut = try #require(good.getSlice(at: 0, length: good.readableBytes - 1))
    let nothing = try world.produce(cut, to: "t", version: 2)
    #expect(nothing.errorCode == 0)
    #expect(nothing.baseOffset == -1)
    #expect(try world.end(of: "t") == end)
  }

  @Test(.enabled(if: CompressionType.gzip.isBuilt))
  func `a wrapper that holds wrappers, or nothing, is refused`() throws {
    let world = try world()
    for inner in [Forge.messages(["a"], magic: 1, compression: .gzip), ByteBuffer()] {
      var writer = MessageSetWriter(magic: 1)
      writer.append(offset: 0, timestamp: 1, key: nil, value: try compressed(inner))
      var wrapper = try writer.bytes()
      setCodec(1, of: &wrapper)
      let answer = try world.produce(wrapper, to: "t", version: 2)
      #expect(answer.errorCode == ErrorCode.invalidRecord.rawValue)
    }
    #expect(try world.end(of: "t") == 0)
  }

  private func compressed(_ bytes: ByteBuffer) throws -> ByteBuffer {
    var content = ByteBuffer()
    try bytes.withUnsafeReadableBytes { try Codec.compress($0, as: .gzip, magic: 1, into: &content) }
    return content
  }

  /// Makes a wrapper of a message, under a right checksum.
  private func setCodec(_ codec: Int8, of message: inout ByteBuffer) {
    message.setInteger(codec, at: message.readerIndex + 17)
    let checksum = message.withUnsafeReadableBytes { CRC32.checksum(UnsafeRawBufferPointer(rebasing: $0[16...])) }
    message.setInteger(checksum, at: message.readerIndex + 12)
  }

  @Test func `a batch of magic 2 may come in an old version`() throws {
    let world = try world()
    let answer = try world.produce(Forge.batch(["a", "b"]), to: "t", version: 2)
    #expect(answer.errorCode == 0)
    #expect(try world.values("t") == ["a", "b"])
  }

  @Test func `without acknowledgement there is no answer, and a bad message closes the connection`() throws {
    let world = try world()
    let connection = world.connect()
    try world.send(
      NodeWorld.produceRequest([("t", 0, Forge.messages(["a"], magic: 0))], acks: 0), version: 0, on: connection)
    #expect(world.correlations(on: connection).isEmpty)
    #expect(try world.end(of: "t") == 1)
    var damaged = Forge.messages(["a"], magic: 0)
    damaged.setInteger(UInt8(0), at: damaged.writerIndex - 1)
    try world.send(NodeWorld.produceRequest([("t", 0, damaged)], acks: 0), version: 0, on: connection)
    #expect(world.closed[connection] == .failedSilentProduce(.corruptMessage))
  }

  @Test func `Kafka 4 lists the old versions and refuses them`() throws {
    let world = try NodeWorld(emulating: "4.0")
    let connection = world.connect()
    try world.send(
      NodeWorld.produceRequest([("t", 0, Forge.messages(["a"], magic: 1))]), version: 2, on: connection)
    #expect(world.closed[connection] == .unsupportedVersion(.produce, 2, offered: 3...12))
  }
}
