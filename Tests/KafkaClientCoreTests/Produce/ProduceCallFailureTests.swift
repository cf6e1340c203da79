import KafkaClientCore
import KafkaMessages
import KafkaWire
import NIOCore
import Testing

/// Whether a request that ends without an answer may have been carried out: what the cluster's machine says about it,
/// and what the producer concludes.
@Suite struct ProduceCallFailureTests {
  /// Something that happens to a request, as a dialogue that ends with the request having failed.
  struct Ending: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// Returns the request.
    var play: @Sendable (ClusterDialogue) throws -> RequestID

    init(_ description: String, _ play: @escaping @Sendable (ClusterDialogue) throws -> RequestID) {
      testDescription = description
      self.play = play
    }
  }

  /// A request that has been written to node 1.
  private static func written(_ dialogue: ClusterDialogue) throws -> RequestID {
    try dialogue.bootstrap()
    let id = dialogue.send(.node(1))
    try dialogue.accept("10.0.0.1")
    #expect(try dialogue.take(from: "10.0.0.1").api == .describeCluster)
    return id
  }

  /// New metadata comes, over a connection to node 2.
  private static func learn(_ dialogue: ClusterDialogue, _ response: MetadataResponse) throws {
    dialogue.send(.node(2))
    try dialogue.accept("10.0.0.2")
    _ = try answerAll(dialogue, ClusterDialogue.metadata())
    dialogue.pass(.seconds(2))
    // Node 2 has nothing to do, so that it is the one that is asked.
    dialogue.perform(dialogue.machine.requestMetadataUpdate(at: dialogue.now))
    #expect(try answerAll(dialogue, response) > 0, "node 2 was not asked for metadata")
  }

  /// Node 2 answers everything. Returns how often it was asked for metadata.
  private static func answerAll(_ dialogue: ClusterDialogue, _ response: MetadataResponse) throws -> Int {
    let connection = try dialogue.connection(to: "10.0.0.2")
    var count = 0
    while let request = try dialogue.next(from: connection) {
      if request.api == .metadata {
        count += 1
        try dialogue.reply(request, response, on: connection)
      } else {
        try dialogue.reply(request, DescribeClusterResponse(), on: connection)
      }
    }
    return count
  }

  private static let afterWriting = [
    Ending("request.timeout.ms passes") { dialogue in
      let id = try written(dialogue)
      dialogue.pass(.seconds(31))
      return id
    },
    Ending("the connection breaks") { dialogue in
      let id = try written(dialogue)
      try dialogue.fail("10.0.0.1", "connection reset")
      return id
    },
    Ending("the broker sends something else") { dialogue in
      let id = try written(dialogue)
      let connection = try dialogue.connection(to: "10.0.0.1")
      let bytes = ByteBuffer(repeating: 7, count: 30)
      dialogue.perform(dialogue.machine.received([bytes], on: connection, at: dialogue.now))
      return id
    },
    Ending("the client is shut down") { dialogue in
      let id = try written(dialogue)
      dialogue.perform(dialogue.machine.close())
      return id
    },
    Ending("the client starts over") { dialogue in
      let id = try written(dialogue)
      try learn(dialogue, .with { $0.errorCode = ErrorCode.rebootstrapRequired.rawValue })
      return id
    },
    Ending("the broker moves, and the old connection breaks") { dialogue in
      let id = try written(dialogue)
      let connection = try dialogue.connection(to: "10.0.0.1")
      try learn(dialogue, ClusterDialogue.metadata(hosts: [1: "b3"]))
      dialogue.fail(connection, "connection reset")
      return id
    },
    Ending("the broker moves, and never answers") { dialogue in
      let id = try written(dialogue)
      try learn(dialogue, ClusterDialogue.metadata(hosts: [1: "b3"]))
      dialogue.pass(.seconds(31))
      return id
    },
  ]

  private static let beforeWriting = [
    Ending("nobody listens") { dialogue in
      try dialogue.bootstrap()
      let id = dialogue.send(.node(1))
      try dialogue.fail("10.0.0.1")
      return id
    },
    Ending("the host has no address") { dialogue in
      try dialogue.bootstrap()
      dialogue.addresses["b1"] = nil
      return dialogue.send(.node(1))
    },
    Ending("no connection in time") { dialogue in
      try dialogue.bootstrap()
      let id = dialogue.send(.node(1))
      dialogue.pass(.seconds(31))
      return id
    },
    Ending("the broker does not say what it speaks") { dialogue in
      try dialogue.bootstrap()
      let id = dialogue.send(.node(1), timeout: .seconds(60))
      let connection = try dialogue.connection(to: "10.0.0.1")
      dialogue.open.insert(connection)
      dialogue.perform(dialogue.machine.connectionOpened(connection, at: dialogue.now))
      dialogue.pass(.seconds(31))
      return id
    },
    Ending("the connection is busy until the time is over") { dialogue in
      try dialogue.bootstrap()
      dialogue.send(.node(1), timeout: .seconds(60))
      try dialogue.accept("10.0.0.1")
      let connection = try dialogue.connection(to: "10.0.0.1")
      dialogue.perform(dialogue.machine.writabilityChanged(false, on: connection, at: dialogue.now))
      let id = dialogue.send(.node(1), timeout: .seconds(5))
      dialogue.pass(.seconds(6))
      return id
    },
    Ending("the broker is not part of the cluster") { dialogue in
      try dialogue.bootstrap()
      return dialogue.send(.node(9))
    },
    Ending("the broker leaves before it is connected") { dialogue in
      try dialogue.bootstrap()
      let id = dialogue.send(.node(1))
      try learn(dialogue, ClusterDialogue.metadata(brokers: [2], controller: 2))
      return id
    },
  ]

  private func failure(_ ending: Ending) throws -> ProduceCallFailure {
    let dialogue = try ClusterDialogue()
    let id = try ending.play(dialogue)
    let error = try #require(dialogue.error(of: id), "the request has not failed")
    return ProduceCallFailure(error)
  }

  @Test(arguments: afterWriting)
  func `a request that was written may have been carried out, however it ends`(ending: Ending) throws {
    let failure = try failure(ending)
    guard case .disconnected = failure else {
      Issue.record("\(failure)")
      return
    }
  }

  @Test(arguments: beforeWriting)
  func `a request that was never written counts as not sent`(ending: Ending) throws {
    let failure = try failure(ending)
    guard case .notSent = failure else {
      Issue.record("\(failure)")
      return
    }
  }

  @Test func `a request that is cancelled may have been carried out, and one of a client that does not run was not`() {
    #expect(ProduceCallFailure(KafkaError(.cancelled, "c")) == .disconnected(reason: "c"))
    #expect(ProduceCallFailure(KafkaError(.notRunning, "n")) == .notSent(reason: "n"))
  }
}
