import KafkaClientCore
import KafkaWire
import Testing

/// What each error code of a partition in a Produce answer, and of an InitProducerId answer, leads to.
@Suite struct ErrorTableTests {
  /// What a producer does about an error.
  private enum Action: Equatable {
    case delivered
    /// Sent again as it is.
    case retry
    /// Sent again as the first of a new epoch.
    case retryUnderNewEpoch
    /// The records fail; what follows is numbered anew.
    case failUnderNewEpoch
    /// The records fail.
    case fail
    /// The producer sends nothing more.
    case fatal
  }

  /// Codes that Kafka knows, and some that it does not know yet.
  private static let codes: [ErrorCode] =
    ((Int16(-2)...140).filter { $0 != 0 } + [.min, 999, .max]).map { ErrorCode(rawValue: $0) }

  /// By hand, from the protocol's rules; what is not listed here follows from whether the code can be retried.
  private static let idempotent: [ErrorCode: Action] = [
    .duplicateSequenceNumber: .delivered,
    .outOfOrderSequenceNumber: .retryUnderNewEpoch,
    .unknownProducerId: .retryUnderNewEpoch,
    .producerFenced: .fatal,
    .transactionalIdAuthorizationFailed: .fatal,
    .clusterAuthorizationFailed: .fatal,
    .unsupportedVersion: .fatal,
  ]

  /// Nothing is fatal to a producer that has promised no order.
  private static let plain: [ErrorCode: Action] = [.duplicateSequenceNumber: .delivered]

  /// Codes that may be retried, as Apache Kafka's table of errors has them.
  private static let retriable: Set<Int16> = [
    2, 3, 5, 6, 7, 9, 13, 14, 15, 16, 19, 20, 41, 51, 56, 70, 71, 72, 74, 75, 78, 80, 83, 84, 88, 89, 100, 103, 106,
    122, 123, 133,
  ]

  /// Codes after which the client's picture of the cluster is out of date.
  private static let refreshing: Set<Int16> = [3, 5, 6, 9, 13, 15, 16, 56, 72, 74, 80, 83, 84, 100, 103]

  private func expected(_ code: ErrorCode, isIdempotent: Bool) -> Action {
    if let listed = (isIdempotent ? Self.idempotent : Self.plain)[code] { return listed }
    if Self.retriable.contains(code.rawValue) { return .retry }
    return isIdempotent ? .failUnderNewEpoch : .fail
  }

  private func name(_ code: ErrorCode, isIdempotent: Bool) -> String {
    "\(code) (\(code.rawValue)), \(isIdempotent ? "idempotent" : "not idempotent")"
  }

  @Test(arguments: [true, false]) func `each error of a partition leads to what it should`(isIdempotent: Bool) throws {
    for code in Self.codes {
      let name = name(code, isIdempotent: isIdempotent)
      var world = ProduceWorld { $0.isIdempotent = isIdempotent }
      let record = try world.accept("a")
      world.answer(try world.poll().only(), code, logStartOffset: 0, message: "said so")
      let turn = world.poll()
      let isRefreshed = (turn.refresh + turn.use).contains("t")
      #expect(isRefreshed == Self.refreshing.contains(code.rawValue), "\(name): metadata")
      world.advance(.seconds(2))
      let later = turn.calls + world.poll().calls

      let expected = expected(code, isIdempotent: isIdempotent)
      switch expected {
      case .delivered: #expect(record.result == .delivered(offset: -1, appendTime: -1), "\(name)")
      case .retry, .retryUnderNewEpoch:
        #expect(record.result == nil, "\(name)")
        let sent = try #require(later.last, "\(name): nothing is sent again")
        #expect(try sent.values() == [["a"]], "\(name)")
        if isIdempotent {
          let numbering = Numbering(epoch: expected == .retry ? 0 : 1, base: 0)
          #expect(try sent.sequences() == [numbering], "\(name)")
        }
        world.answer(sent, baseOffset: 5)
        _ = world.poll()
        #expect(record.result == .delivered(offset: 5, appendTime: -1), "\(name)")
      case .fail, .failUnderNewEpoch:
        let failure = ProduceFailure.broker(code, message: "said so")
        #expect(record.result == .failed(failure), "\(name)")
        // What a caller sees names the code, or the number of one that has no name here.
        #expect("\(failure.error())".contains(code.name ?? "\(code.rawValue)"), "\(name)")
        _ = try world.accept("b")
        let sent = try world.poll().only()
        #expect(try sent.values() == [["b"]], "\(name)")
        if isIdempotent { #expect(try sent.sequences() == [Numbering(epoch: 1, base: 0)], "\(name)") }
      case .fatal:
        guard case .failed(let failure) = record.result else {
          Issue.record("\(name): \(String(describing: record.result))")
          continue
        }
        #expect(failure == .broker(code, message: "said so"), "\(name)")
        #expect(world.append("b") == .refused(.fatal(code, message: "said so")), "\(name)")
      }
    }
  }

  @Test(arguments: [true, false]) func `a batch that is too large is divided`(isIdempotent: Bool) throws {
    var world = ProduceWorld {
      $0.isIdempotent = isIdempotent
      $0.linger = .milliseconds(5)
    }
    let records = try (0..<4).map { try world.accept("\($0)\(String(repeating: "x", count: 4000))") }
    world.advance(.milliseconds(5))
    world.answer(try world.poll().only(), .messageTooLarge)
    var values: [String] = []
    for _ in 0..<8 where records.contains(where: { $0.result == nil }) {
      for call in world.poll().calls {
        values += try call.values().flatMap { $0 }
        world.answer(call, baseOffset: Int64(values.count))
      }
    }
    _ = world.poll()
    #expect(values.map { $0.prefix(1) } == ["0", "1", "2", "3"])
    #expect(
      records.allSatisfy { if case .delivered? = $0.result { true } else { false } },
      "\(records.map { String(describing: $0.result) })")
    if isIdempotent { #expect(world.sender.identity.epoch == 0) }
  }

  @Test func `an unknown producer whose log says nothing is tried again as it is`() throws {
    var world = ProduceWorld()
    let record = try world.accept("a")
    world.answer(try world.poll().only(), .unknownProducerId, logStartOffset: -1)
    world.advance(.seconds(2))
    let again = try world.poll().only()
    #expect(try again.sequences() == [Numbering(base: 0)])
    #expect(record.result == nil)
  }

  @Test func `each error of InitProducerId leads to another question or ends the producer`() throws {
    for code in Self.codes {
      var world = ProduceWorld(hasIdentity: false)
      let record = try world.accept("a")
      #expect(world.poll().requestsIdentity)
      world.sender.identityFailed(code, message: "said so", now: world.now)
      let turn = world.poll()
      if Self.retriable.contains(code.rawValue) {
        #expect(record.result == nil && !turn.requestsIdentity, "\(code)")
        #expect(turn.deadline > world.now && turn.deadline <= world.now + .seconds(2), "\(code)")
        world.advance(turn.deadline - world.now)
        #expect(world.poll().requestsIdentity, "\(code)")
      } else {
        #expect(record.result == .failed(.fatal(code, message: "said so")), "\(code)")
        #expect(world.append("b") == .refused(.fatal(code, message: "said so")), "\(code)")
      }
    }
  }

  @Test func `retries end, and then the error is told`() throws {
    for isIdempotent in [true, false] {
      var world = ProduceWorld {
        $0.isIdempotent = isIdempotent
        $0.retries = 2
      }
      let record = try world.accept("a")
      for attempt in 0..<3 {
        #expect(record.result == nil, "attempt \(attempt)")
        world.answer(try world.poll().only(), .notEnoughReplicas, message: "two of three are down")
        world.advance(.seconds(2))
      }
      _ = world.poll()
      #expect(record.result == .failed(.broker(.notEnoughReplicas, message: "two of three are down")))
    }
  }
}
