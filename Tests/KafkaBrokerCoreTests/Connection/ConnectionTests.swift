import KafkaBrokerCore
import KafkaMessages
import KafkaWire
import NIOCore
import Testing

@Suite struct ConnectionTests {
  @Test func `answers are made for as many requests as the peer takes, whatever it has sent at once`() throws {
    let world = try NodeWorld()
    try world.createTopic("t", partitions: 100)
    world.holdsAnswers = true
    let connection = world.connect()
    let all = MetadataRequest.with { $0.topics = nil }
    world.receive(try (0..<1000).map { _ in try world.frame(all, version: 9) }, on: connection)
    let size = try #require(world.outbox[connection]?.first).readableBytes
    let made = try #require(world.outbox[connection]).count
    #expect(made * size < BrokerConnection.unsentLimit + size)
    #expect(made < 1000)
    #expect(world.paused == [connection])
    world.releaseAnswers()
    #expect(world.outbox[connection]?.count == 2 * made)
    world.holdsAnswers = false
    world.releaseAnswers()
    #expect(world.outbox[connection]?.count == 1000)
    #expect(world.paused.isEmpty)
  }

  @Test func `bytes of requests that wait for their turn are told, so that they can be counted`() throws {
    let world = try NodeWorld()
    try world.createTopic("t")
    let connection = world.connect()
    let next = try world.frame(ApiVersionsRequest(), version: 0)
    world.receive(
      [try world.frame(NodeWorld.fetchRequest([("t", 0, 0)], maxWait: 500), version: 12), next], on: connection)
    #expect(world.paused == [connection])
    #expect(world.node.waitingBytes(on: connection) == next.readableBytes)
    world.pass(.milliseconds(500))
    #expect(world.paused.isEmpty)
    #expect(world.node.waitingBytes(on: connection) == 0)
  }

  private func world() throws -> NodeWorld {
    let world = try NodeWorld { $0.topics.createsAutomatically = false }
    try world.createTopic("t")
    return world
  }

  // MARK: Bad frames

  @Test(arguments: 0...3)
  func `a frame too short for API key and version closes its connection`(length: Int) throws {
    let world = try world()
    let connection = world.connect()
    world.receive([ByteBuffer(repeating: 0, count: length)], on: connection)
    #expect(world.closed[connection] == .frameTooShort(bytes: length))
    #expect(world.nextFrame(on: connection) == nil)
  }

  @Test(arguments: [-1, 4, 52, 93, 999, 32767] as [Int16])
  func `an API that is not offered closes its connection`(key: Int16) throws {
    let world = try world()
    let connection = world.connect()
    var frame = ByteBuffer()
    frame.writeMultipleIntegers(key, 0 as Int16, 7 as Int32, -1 as Int16)
    world.receive([frame], on: connection)
    #expect(world.closed[connection] == .unknownAPI(key))
  }

  @Test func `a version that is not offered closes its connection`() throws {
    let world = try world()
    let connection = world.connect()
    try world.send(MetadataRequest.with { $0.topics = [] }, version: 13, on: connection)
    #expect(world.closed[connection] == nil)
    var frame = ByteBuffer()
    frame.writeMultipleIntegers(ApiKey.metadata.rawValue, 14 as Int16, 7 as Int32, -1 as Int16)
    world.receive([frame], on: connection)
    #expect(world.closed[connection] == .unsupportedVersion(.metadata, 14, offered: 0...13))
  }

  @Test func `a body that ends too early closes its connection and no other`() throws {
    let world = try world()
    let bad = world.connect()
    let good = world.connect()
    var frame = try world.frame(MetadataRequest.with { $0.topics = [.with { $0.name = "t" }] }, version: 1)
    frame.moveWriterIndex(to: frame.writerIndex - 1)
    world.receive([frame], on: bad)
    guard case .undecodable(.metadata, 1, let error)? = world.closed[bad] else {
      Issue.record("closed with \(String(describing: world.closed[bad]))")
      return
    }
    #expect(error.field == "name")
    _ = try world.call(MetadataRequest.with { $0.topics = [] }, on: good)
    #expect(world.closed[good] == nil)
  }

  @Test func `what follows a bad frame is not looked at, what came before it is answered`() throws {
    let world = try world()
    let connection = world.connect()
    let good = try world.frame(MetadataRequest.with { $0.topics = [] }, correlation: 1)
    let later = try world.frame(MetadataRequest.with { $0.topics = [] }, correlation: 2)
    world.receive([good, ByteBuffer(bytes: [0, 99, 0, 0]), later], on: connection)
    #expect(world.correlations(on: connection) == [1])
    #expect(world.closed[connection] == .unknownAPI(99))
  }

  @Test func `bytes after a body are ignored`() throws {
    let world = try world()
    let connection = world.connect()
    var frame = try world.frame(MetadataRequest.with { $0.topics = [] }, version: 1, correlation: 9)
    frame.writeBytes([1, 2, 3])
    world.receive([frame], on: connection)
    #expect(world.correlations(on: connection) == [9])
  }

  @Test func `a huge array count in a small frame closes its connection`() throws {
    let world = try world()
    let connection = world.connect()
    var frame = ByteBuffer()
    frame.writeMultipleIntegers(ApiKey.metadata.rawValue, 1 as Int16, 7 as Int32, -1 as Int16, Int32.max)
    world.receive([frame], on: connection)
    guard case .undecodable(.metadata, 1, _)? = world.closed[connection] else {
      Issue.record("closed with \(String(describing: world.closed[connection]))")
      return
    }
  }

  // MARK: ApiVersions

  @Test(arguments: [5, 99, 32767, -1, -32768] as [Int16])
  func `ApiVersions of an unknown version is answered in version 0 and the connection goes on`(version: Int16) throws {
    let world = try world()
    let connection = world.connect()
    var frame = ByteBuffer()
    frame.writeMultipleIntegers(ApiKey.apiVersions.rawValue, version, 7 as Int32, -1 as Int16, 0 as UInt8)
    frame.writeBytes([0xFF, 0xFE])
    world.receive([frame], on: connection)
    let answer = try #require(try world.answer(to: ApiVersionsRequest.self, version: 0, on: connection))
    #expect(answer.errorCode == ErrorCode.unsupportedVersion.rawValue)
    #expect(answer.apiKeys.map(\.apiKey) == [ApiKey.apiVersions.rawValue])
    #expect(answer.apiKeys.first?.maxVersion == 4)
    _ = try world.call(MetadataRequest.with { $0.topics = [] }, on: connection)
  }

  @Test func `an unknown version of ApiVersions without the tags of its header closes the connection`() throws {
    let world = try world()
    let connection = world.connect()
    var frame = ByteBuffer()
    frame.writeMultipleIntegers(ApiKey.apiVersions.rawValue, 99 as Int16, 7 as Int32, -1 as Int16)
    world.receive([frame], on: connection)
    guard case .undecodable(.apiVersions, 99, _)? = world.closed[connection] else {
      Issue.record("closed with \(String(describing: world.closed[connection]))")
      return
    }
  }

  @Test(arguments: ["", " a", "-a", "a_b", "a.", "abc-", "my client"])
  func `software names that metrics cannot have are refused`(name: String) throws {
    let world = try world()
    let answer = try world.call(
      ApiVersionsRequest.with {
        $0.clientSoftwareName = name
        $0.clientSoftwareVersion = "1"
      }, version: 3)
    #expect(answer.errorCode == ErrorCode.invalidRequest.rawValue)
    #expect(answer.apiKeys.isEmpty)
  }

  @Test func `every API that is advertised has a handler`() throws {
    let world = try world()
    let answer = try world.call(ApiVersionsRequest(), version: 0)
    #expect(answer.apiKeys.count == world.node.apis.advertised.count)
    for entry in answer.apiKeys {
      let api = ApiKey(rawValue: entry.apiKey)
      let accepted = try #require(world.node.apis.versions(of: api))
      #expect(accepted.upperBound == entry.maxVersion)
      if api != .produce { #expect(accepted.lowerBound == entry.minVersion) }
    }
    let produce = try #require(answer.apiKeys.first { $0.apiKey == ApiKey.produce.rawValue })
    #expect(produce.minVersion == 0, "Kafka 4 lists Produce from 0 for old clients")
    #expect(world.node.apis.versions(of: .produce) == 3...13)
  }

  @Test func `an older release offers its own versions`() throws {
    let world = try NodeWorld(emulating: "3.9")
    #expect(world.node.apis.versions(of: .produce) == 0...11)
    #expect(world.node.apis.versions(of: .metadata) == 0...12)
    let answer = try world.call(ApiVersionsRequest(), version: 0)
    #expect(answer.apiKeys.first { $0.apiKey == ApiKey.fetch.rawValue }?.maxVersion == 17)
  }

  /// The newest is not out yet.
  @Test(arguments: KafkaRelease.all.dropLast())
  func `every release offers all its versions of what is built`(release: KafkaRelease) throws {
    let table = ApiTable(release: release)
    for api in ApiTable.built.keys {
      #expect(table.versions(of: api) == ReleaseTable.accepted(api, in: release), "\(api)")
    }
  }

  // MARK: Order

  @Test func `answers leave in the order of the requests`() throws {
    let world = try world()
    let connection = world.connect()
    let poll = NodeWorld.fetchRequest([("t", 0, 0)], maxWait: 500)
    world.receive(
      [
        try world.frame(poll, version: 12, correlation: 1),
        try world.frame(ApiVersionsRequest(), version: 0, correlation: 2),
        try world.frame(MetadataRequest.with { $0.topics = [] }, correlation: 3),
      ], on: connection)
    #expect(world.correlations(on: connection) == [])
    world.pass(.milliseconds(499))
    #expect(world.correlations(on: connection) == [])
    world.pass(.milliseconds(1))
    #expect(world.correlations(on: connection) == [1, 2, 3])
  }

  @Test func `reading pauses while a request waits behind another, and resumes`() throws {
    let world = try world()
    let connection = world.connect()
    try world.send(NodeWorld.fetchRequest([("t", 0, 0)], maxWait: 500), version: 12, on: connection)
    #expect(!world.paused.contains(connection), "a client with nothing more to say is read from")
    try world.send(ApiVersionsRequest(), version: 0, on: connection)
    #expect(world.paused.contains(connection))
    world.pass(.milliseconds(500))
    #expect(!world.paused.contains(connection))
  }

  @Test func `a client that does not read is not served until it does`() throws {
    let world = try world()
    let connection = world.connect()
    world.setWritable(false, connection)
    try world.send(ApiVersionsRequest(), version: 0, correlation: 5, on: connection)
    #expect(world.correlations(on: connection) == [])
    #expect(world.paused.contains(connection))
    world.setWritable(true, connection)
    #expect(world.correlations(on: connection) == [5])
    #expect(!world.paused.contains(connection))
  }

  @Test func `acks=0 leaves no hole in the order`() throws {
    let world = try world()
    let connection = world.connect()
    let silent = NodeWorld.produceRequest([("t", 0, Forge.batch(["a"]))], acks: 0)
    world.receive(
      [
        try world.frame(MetadataRequest.with { $0.topics = [] }, correlation: 1),
        try world.frame(silent, version: 9, correlation: 2),
        try world.frame(MetadataRequest.with { $0.topics = [] }, correlation: 3),
      ], on: connection)
    #expect(world.correlations(on: connection) == [1, 3])
    #expect(try world.end(of: "t") == 1)
  }

  @Test func `equal correlation ids are no trouble`() throws {
    let world = try world()
    let connection = world.connect()
    world.receive(
      [
        try world.frame(MetadataRequest.with { $0.topics = [] }, correlation: 7),
        try world.frame(ApiVersionsRequest(), version: 0, correlation: 7),
      ], on: connection)
    #expect(try world.answer(to: MetadataRequest.self, on: connection) != nil)
    #expect(try world.answer(to: ApiVersionsRequest.self, version: 0, on: connection) != nil)
  }

  @Test func `a fetch that waits on a connection that closes is forgotten`() throws {
    let world = try world()
    let connection = world.connect()
    let idle = world.node.nextDeadline
    try world.send(NodeWorld.fetchRequest([("t", 0, 0)], maxWait: 500), version: 12, on: connection)
    #expect(world.node.nextDeadline < idle)
    world.disconnect(connection)
    #expect(world.node.nextDeadline == idle)
    world.pass(.seconds(1))
    #expect(world.nextFrame(on: connection) == nil)
  }
}
