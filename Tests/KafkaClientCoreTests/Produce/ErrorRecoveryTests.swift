import KafkaWire
import Testing

@testable import KafkaClientCore

/// How long a producer waits after an error, and what becomes of the batches behind the one that met it.
@Suite struct ErrorRecoveryTests {
  /// Codes after which the same batch may succeed, as Apache Kafka's table of errors has them.
  private static let passing: [ErrorCode] = [
    2, 3, 5, 6, 7, 9, 13, 14, 15, 16, 19, 20, 41, 51, 56, 70, 71, 72, 74, 75, 78, 80, 83, 84, 88, 89, 100, 103, 106,
    122, 123, 133,
  ].map { ErrorCode(rawValue: $0) }

  private static let fatal: [ErrorCode] = [
    .producerFenced, .transactionalIdAuthorizationFailed, .clusterAuthorizationFailed, .unsupportedVersion,
  ]

  /// Codes that fail a batch and nothing else, those that have no name included.
  private static let failing: [ErrorCode] = ((Int16(-2)...140) + [.min, .max]).map { ErrorCode(rawValue: $0) }.filter {
    $0 != .none && !passing.contains($0) && !fatal.contains($0)
      && ![.duplicateSequenceNumber, .outOfOrderSequenceNumber, .unknownProducerId].contains($0)
  }

  /// One record a batch, so that sequences count batches.
  private static func world(isIdempotent: Bool = true, retries: Int = .max) -> ProduceWorld {
    ProduceWorld {
      $0.batchSize = 0
      $0.isIdempotent = isIdempotent
      $0.retries = retries
    }
  }

  // MARK: Pauses

  @Test(arguments: [true, false])
  func `after an error that may pass the batch waits for retry backoff`(isIdempotent: Bool) throws {
    for code in Self.passing {
      var world = Self.world(isIdempotent: isIdempotent)
      _ = try world.accept("a")
      let first = try world.poll().only()
      world.answer(first, code)
      let turn = world.poll()
      #expect(turn.calls.isEmpty, "\(code)")
      // 100 ms, give or take a fifth.
      #expect((Duration.milliseconds(80)...Duration.milliseconds(120)).contains(turn.deadline - world.now), "\(code)")
      world.advance(.milliseconds(79))
      #expect(world.poll().calls.isEmpty, "\(code)")
      world.advance(.milliseconds(41))
      let again = try world.poll().only()
      #expect(again.broker == 1, "\(code)")
      #expect(try again.values() == first.values(), "\(code)")
      #expect(try again.sequences() == first.sequences(), "\(code)")
      #expect(again.batches[0].attempts == 2, "\(code)")
    }
  }

  @Test(arguments: [true, false], [(broker: Int32(2), epoch: Int32(0)), (broker: Int32(1), epoch: Int32(1))])
  func `another leader, or a newer epoch of the same, ends the pause`(
    isIdempotent: Bool, leader: (broker: Int32, epoch: Int32)
  ) throws {
    for code in Self.passing {
      var world = Self.world(isIdempotent: isIdempotent)
      _ = try world.accept("a")
      let first = try world.poll().only()
      world.answer(first, code)
      #expect(world.poll().calls.isEmpty, "\(code)")
      world.know("t", leaders: [leader.broker], epoch: leader.epoch)
      let again = try world.poll().only()
      #expect(again.broker == leader.broker, "\(code)")
      #expect(try again.sequences() == first.sequences(), "\(code)")
    }
  }

  // MARK: What is behind

  @Test func `a batch that fails takes nothing with it that was behind it`() throws {
    for code in Self.failing {
      var world = Self.world()
      let records = try ["a", "b", "c"].map { try world.accept($0) }
      let calls = world.poll().calls
      world.answer(calls[0], code)
      // The broker misses the first.
      for call in calls[1...] { world.answer(call, .outOfOrderSequenceNumber) }
      world.advance(.seconds(2))
      for (place, value) in ["b", "c"].enumerated() {
        let call = try world.poll().only()
        #expect(try call.values() == [[value]], "\(code)")
        #expect(try call.sequences() == [Numbering(epoch: 1, base: Int32(place))], "\(code)")
        world.answer(call, baseOffset: Int64(place))
      }
      _ = world.poll()
      #expect(records[0].result == .failed(.broker(code, message: nil)), "\(code)")
      #expect(records[1].result == .delivered(offset: 0, appendTime: -1), "\(code)")
      #expect(records[2].result == .delivered(offset: 1, appendTime: -1), "\(code)")
    }
  }

  @Test func `after a fatal error nothing more is sent, and what the broker has all the same is delivered`() throws {
    for code in Self.fatal {
      var world = Self.world()
      let records = try ["a", "b", "c", "d", "e", "f"].map { try world.accept($0) }
      let calls = world.poll().calls
      #expect(calls.count == 5)
      world.answer(calls[0], code, message: "no")
      #expect(world.poll().calls.isEmpty, "\(code)")
      world.answer(calls[1], baseOffset: 7)
      world.answer(calls[2], .notEnoughReplicas)
      world.lose(calls[3])
      world.advance(.seconds(2))
      #expect(world.poll().calls.isEmpty, "\(code)")
      #expect(records[0].result == .failed(.broker(code, message: "no")), "\(code)")
      for record in records[1...] {
        #expect(record.result == .failed(.fatal(code, message: "no")), "\(code)")
      }
      #expect(world.append("g") == .refused(.fatal(code, message: "no")), "\(code)")
      world.answer(calls[4])
      _ = world.poll()
      #expect(world.accumulator.usedMemory == 0, "\(code)")
    }
  }

  @Test func `without idempotence even these errors fail only their batch`() throws {
    for code in Self.fatal {
      var world = Self.world(isIdempotent: false)
      let records = try ["a", "b"].map { try world.accept($0) }
      let calls = world.poll().calls
      world.answer(calls[0], code)
      world.answer(calls[1], baseOffset: 3)
      _ = world.poll()
      #expect(records[0].result == .failed(.broker(code, message: nil)), "\(code)")
      #expect(records[1].result == .delivered(offset: 3, appendTime: -1), "\(code)")
      #expect(try world.accept("c").result == nil, "\(code)")
    }
  }

  // MARK: Retries that are used up

  /// With one retry, the first batch meets an error until it fails.
  private func giveUp(_ world: inout ProduceWorld, _ answer: (inout ProduceWorld, ProduceCall) -> Void) throws {
    for _ in 0..<2 {
      answer(&world, try world.poll().only())
      world.advance(.seconds(2))
    }
  }

  @Test func `when retries are used up the numbers stay, since the batch may be stored`() throws {
    for code in Self.passing {
      var world = Self.world(retries: 1)
      let records = try ["a"].map { try world.accept($0) }
      try giveUp(&world) { $0.answer($1, code) }
      _ = try world.accept("b")
      let next = try world.poll().only()
      #expect(records[0].result == .failed(.broker(code, message: nil)), "\(code)")
      #expect(try next.sequences() == [Numbering(base: 1)], "\(code)")
    }
  }

  @Test(arguments: [true, false])
  func `a gap that a batch without retries left is closed by the next, which is delivered`(isLost: Bool) throws {
    var world = Self.world(retries: 1)
    let records = try ["a"].map { try world.accept($0) }
    try giveUp(&world) { if isLost { $0.lose($1) } else { $0.answer($1, .notEnoughReplicas) } }
    let next = try world.accept("b")
    world.answer(try world.poll().only(), .outOfOrderSequenceNumber)
    world.advance(.seconds(2))
    let again = try world.poll().only()
    #expect(try again.values() == [["b"]])
    #expect(try again.sequences() == [Numbering(epoch: 1, base: 0)])
    world.answer(again, baseOffset: 9)
    _ = world.poll()
    guard case .failed? = records[0].result else { return #expect(Bool(false)) }
    #expect(next.result == .delivered(offset: 9, appendTime: -1))
  }

  @Test func `a broker that disagrees about numbers until retries are used up does not stop the partition`() throws {
    for code in [.outOfOrderSequenceNumber, .unknownProducerId] as [ErrorCode] {
      var world = Self.world(retries: 1)
      let records = try ["a"].map { try world.accept($0) }
      try giveUp(&world) { $0.answer($1, code, logStartOffset: -1) }
      let before = world.sender.identity
      _ = try world.accept("b")
      let next = try world.poll().only()
      #expect(records[0].result == .failed(.broker(code, message: nil)), "\(code)")
      let numbering = try #require(try next.sequences().first)
      #expect(numbering.base == 0 && numbering.epoch > before.epoch, "\(code): \(numbering)")
    }
  }

  @Test func `a batch that is divided has not used up a retry`() throws {
    var world = ProduceWorld {
      $0.isIdempotent = false
      $0.linger = .milliseconds(5)
      $0.retries = 1
    }
    let records = try (0..<4).map { try world.accept("\($0)\(String(repeating: "x", count: 1_000))") }
    world.advance(.milliseconds(5))
    world.answer(try world.poll().only(), .messageTooLarge)
    // Each part may still be sent a second time.
    for round in 0..<2 {
      for call in world.poll().calls { world.answer(call, round == 0 ? .notEnoughReplicas : .none) }
      world.advance(.seconds(2))
    }
    _ = world.poll()
    for record in records {
      guard case .delivered? = record.result else { return #expect(record.result == nil) }
    }
  }
}
