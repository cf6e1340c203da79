import KafkaBrokerCore
import KafkaStorage
import KafkaWire
import NIOCore
import Testing

@Suite struct MetadataStoreTests {
  private let fileSystem = MemoryFileSystem()

  private func topic(_ name: String, _ seed: UInt64 = 1) -> ClusterMetadata.Topic {
    var random = RandomSource.seeded(seed)
    return ClusterMetadata.Topic(
      name: name, id: .random(using: &random),
      partitions: [.init(replicas: [1]), .init(replicas: [1, 2], leaderEpoch: 4)],
      options: ["retention.ms": "5", "odd": "a b\\c\nd"])
  }

  private func made() throws -> EmbeddedMetadataStore {
    try fileSystem.createDirectory("/d")
    try fileSystem.synchronizeDirectory("/")
    return try EmbeddedMetadataStore.create(ClusterMetadata(clusterID: "c1"), fileSystem: fileSystem, directory: "/d")
  }

  private func opened() throws -> EmbeddedMetadataStore? {
    try EmbeddedMetadataStore.open(fileSystem: fileSystem, directory: "/d")
  }

  @Test func `what was changed is there after a restart and after a power failure`() throws {
    let store = try made()
    try store.create([topic("a"), topic("b", 2)])
    #expect(try store.reserveProducerIDs(1000) == 0..<1000)
    try store.delete(topics: ["a"])
    #expect(try opened()?.current == store.current)
    fileSystem.crash()
    let reopened = try #require(try opened())
    #expect(reopened.current == store.current)
    #expect(reopened.current.topics.keys.sorted() == ["b"])
    #expect(try reopened.reserveProducerIDs(10) == 1000..<1010)
  }

  @Test func `a crash at any moment of a change leaves the state before or after`() throws {
    for change in 1..<20 {
      let fileSystem = MemoryFileSystem()
      try fileSystem.createDirectory("/d")
      try fileSystem.synchronizeDirectory("/")
      let store = try EmbeddedMetadataStore.create(
        ClusterMetadata(clusterID: "c"), fileSystem: fileSystem, directory: "/d")
      let before = store.current
      fileSystem.stop(afterChanges: change)
      let outcome = Result { try store.create([topic("t")]) }
      fileSystem.crash()
      let found = try #require(try EmbeddedMetadataStore.open(fileSystem: fileSystem, directory: "/d")).current
      #expect(found == before || found.topics.keys.sorted() == ["t"], "stopped after \(change) changes")
      if case .success = outcome {
        #expect(found.topics.keys.sorted() == ["t"], "an acknowledged change is gone")
        return
      }
      #expect(store.current == before, "a change that failed is not believed")
    }
    Issue.record("the change was never completed")
  }

  @Test func `damage is found, and told with its place`() throws {
    try made().create([topic("a")])
    let path = "/d/\(EmbeddedMetadataStore.fileName)"
    let good = try fileSystem.textContents(of: path)
    let damages = [
      good.replacing("retention.ms 5", with: "retention.ms 6"), String(good.dropLast(12)), "", "garbage\n",
      good.replacing("metadata 1", with: "metadata 2"),
    ]
    for damaged in damages {
      try fileSystem.write(ByteBuffer(string: damaged), to: path, synchronized: true)
      let error = #expect(throws: MetadataStoreError.self) { _ = try opened() }
      #expect(error?.description.hasPrefix(path) == true, "\(String(describing: error))")
    }
  }

  @Test func `a directory without metadata has none`() throws {
    try fileSystem.createDirectory("/d")
    #expect(try opened() == nil)
  }
}

@Suite struct TopicNameTests {
  @Test(arguments: ["a", "A.b_c-9", String(repeating: "x", count: 249)])
  func `legal names`(name: String) {
    #expect(TopicName.complaint(about: name) == nil)
  }

  @Test(arguments: ["", ".", "..", "a b", "a/b", "tøpic", "a\0b", String(repeating: "x", count: 250)])
  func `illegal names`(name: String) {
    #expect(TopicName.complaint(about: name) != nil)
  }
}
