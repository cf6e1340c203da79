import KafkaMessages
import KafkaWire
import NIOCore
import Testing

@testable import KafkaClientCore

@Suite struct FetchMachineTests {
  typealias Dialogue = FetchDialogue

  // MARK: Where to begin

  @Test func `a new partition begins at its committed offset`() throws {
    var reader = Dialogue()
    _ = reader.lead([0: 1])
    let partition = Dialogue.partition(0)
    #expect(reader.machine.assign([partition], now: reader.now) == [.findCommitted([partition])])
    let fetch = try Dialogue.fetch(reader.machine.foundCommitted([partition: 42], now: reader.now))
    #expect(fetch.node == 1)
    #expect(fetch.offsets == [0: 42])
    #expect(fetch.topicIDs)
    #expect(fetch.request.topics.first?.topicId == Dialogue.topicID)
  }

  @Test(arguments: [(OffsetReset.earliest, Int64(-2)), (.latest, -1), (.timestamp(77), 77)])
  func `without a committed offset it begins as the setting says`(reset: OffsetReset, timestamp: Int64) throws {
    var reader = Dialogue { $0.offsetReset = reset }
    _ = reader.lead([0: 1])
    let partition = Dialogue.partition(0)
    _ = reader.machine.assign([partition], now: reader.now)
    let lookUp = try Dialogue.lookUp(reader.machine.foundCommitted([:], none: [partition], now: reader.now))
    #expect(lookUp.node == 1)
    #expect(lookUp.request.topics.first?.partitions.first?.timestamp == timestamp)
    let response = ListOffsetsResponse.with {
      $0.topics = [
        .with {
          $0.name = "t"
          $0.partitions = [.with { $0.offset = 9 }]
        }
      ]
    }
    let fetch = try Dialogue.fetch(reader.machine.received(response, id: lookUp.id, now: reader.now))
    #expect(fetch.offsets == [0: 9])
  }

  @Test(arguments: [(-1, 20), (20, 20), (23, 23)] as [(Int64, Int64)])
  func `where no record is young enough it begins at the end, and misses none that comes meanwhile`(
    found: Int64, position: Int64
  ) throws {
    var reader = Dialogue { $0.offsetReset = .timestamp(77) }
    _ = reader.lead([0: 1])
    let partition = Dialogue.partition(0)
    _ = reader.machine.assign([partition], now: reader.now)
    var actions = reader.machine.foundCommitted([:], none: [partition], now: reader.now)
    // Nothing at first; the end; and then what has come since.
    for (timestamp, offset) in [(77, -1), (-1, 20), (77, found)] as [(Int64, Int64)] {
      let lookUp = try Dialogue.lookUp(actions)
      #expect(lookUp.request.topics.first?.partitions.first?.timestamp == timestamp)
      let response = ListOffsetsResponse.with {
        $0.topics = [
          .with {
            $0.name = "t"
            $0.partitions = [.with { $0.offset = offset }]
          }
        ]
      }
      actions = reader.machine.received(response, id: lookUp.id, now: reader.now)
    }
    #expect(try Dialogue.fetch(actions).offsets == [0: position])
  }

  @Test func `without a committed offset and a setting to reset it fails`() throws {
    var reader = Dialogue { $0.offsetReset = .none }
    _ = reader.lead([0: 1])
    let partition = Dialogue.partition(0)
    _ = reader.machine.assign([partition], now: reader.now)
    #expect(
      reader.machine.foundCommitted([:], none: [partition], now: reader.now)
        == [.fail(partition, .noCommittedOffset)])
  }

  @Test func `committed offsets that cannot be had are asked for again`() throws {
    var reader = Dialogue()
    _ = reader.lead([0: 1])
    let partition = Dialogue.partition(0)
    _ = reader.machine.assign([partition], now: reader.now)
    reader.machine.committedUnavailable([partition], now: reader.now)
    #expect(reader.pass(.milliseconds(120)) == [.findCommitted([partition])])
  }

  @Test func `a look-up without an answer is made again`() throws {
    var reader = Dialogue { $0.offsetReset = .earliest }
    _ = reader.lead([0: 1])
    let partition = Dialogue.partition(0)
    _ = reader.machine.assign([partition], now: reader.now)
    let first = try Dialogue.lookUp(reader.machine.foundCommitted([:], none: [partition], now: reader.now))
    #expect(reader.machine.requestFailed(first.id, now: reader.now) == [.refreshMetadata])
    let second = try Dialogue.lookUp(reader.pass(.seconds(1)))
    #expect(second.id != first.id)
  }

  @Test func `a partition without a leader waits for one`() throws {
    var reader = Dialogue()
    let partition = Dialogue.partition(0)
    _ = reader.machine.assign([partition], now: reader.now)
    #expect(reader.machine.foundCommitted([partition: 0], now: reader.now) == [])
    #expect(try Dialogue.fetch(reader.lead([0: 2])).node == 2)
  }

  // MARK: Reading on

  @Test func `records are delivered and the position moves behind the last batch`() throws {
    var reader = Dialogue()
    let fetch = try reader.begin(at: [0: 5])
    // The batch begins before the position: what is before it is skipped by whoever decodes.
    let records = try Dialogue.batch(at: 3, count: 4)
    let delivered = Dialogue.delivered(reader.answer(fetch, [0: .init(records: records)]))
    #expect(delivered.map(\.offset) == [5])
    #expect(delivered.map(\.nextOffset) == [7])
    #expect(delivered.first?.records == records)
    #expect(reader.machine.position(of: Dialogue.partition(0)) == 7)
    #expect(reader.machine.highWatermark(of: Dialogue.partition(0)) == 100)
  }

  @Test func `a batch cut off at the end is asked for again`() throws {
    var reader = Dialogue()
    let fetch = try reader.begin(at: [0: 0])
    var records = try Dialogue.batch(at: 0, count: 2)
    var cut = try Dialogue.batch(at: 2, count: 2)
    cut.moveWriterIndex(to: cut.readerIndex + 40)
    records.writeBuffer(&cut)
    let delivered = Dialogue.delivered(reader.answer(fetch, [0: .init(records: records)]))
    #expect(delivered.map(\.nextOffset) == [2])
  }

  @Test func `bytes without a whole batch fail the partition instead of asking for ever`() throws {
    var reader = Dialogue()
    let fetch = try reader.begin(at: [0: 0])
    var records = try Dialogue.batch(at: 0, count: 2)
    records.moveWriterIndex(to: records.writerIndex - 1)
    let actions = reader.answer(fetch, [0: .init(records: records)])
    guard case .fail(_, .undecodable) = actions.first else {
      Issue.record("expected a failure, got \(actions)")
      return
    }
    #expect(Dialogue.fetches(actions).isEmpty)
  }

  @Test func `an empty answer asks again at once`() throws {
    var reader = Dialogue()
    let fetch = try reader.begin(at: [0: 0])
    #expect(try Dialogue.fetch(reader.answer(fetch, [0: .init()])).offsets == [0: 0])
  }

  @Test func `more is asked for when less than half of the last answer is left`() throws {
    var reader = Dialogue()
    let partition = Dialogue.partition(0)
    let fetch = try reader.begin(at: [0: 0])
    let records = try Dialogue.batch(at: 0, count: 10, valueSize: 100)
    let actions = reader.answer(fetch, [0: .init(records: records)])
    #expect(Dialogue.fetches(actions).isEmpty)
    let stay = try #require(Dialogue.delivered(actions).first).stay
    let half = records.readableBytes / 2
    #expect(reader.machine.consumed(half - 1, of: partition, stay: stay, now: reader.now) == [])
    let next = try Dialogue.fetch(reader.machine.consumed(5, of: partition, stay: stay, now: reader.now))
    #expect(next.offsets == [0: 10])
  }

  @Test func `what is fetched and not read stays within the bound`() throws {
    let batch = try Dialogue.batch(at: 0, count: 10, valueSize: 100)
    var reader = Dialogue { $0.bufferBytes = batch.readableBytes + 10 }
    let fetch = try reader.begin(at: [0: 0, 1: 0])
    #expect(Int(fetch.request.maxBytes) <= batch.readableBytes + 10)
    let actions = reader.answer(fetch, [0: .init(records: batch), 1: .init()])
    let next = try Dialogue.fetch(actions)
    #expect(next.offsets == [1: 0])
    #expect(next.request.maxBytes == 10)
    let more = reader.answer(next, [1: .init(records: batch)])
    #expect(Dialogue.fetches(more).isEmpty, "the bound is reached")
    let stay = try #require(Dialogue.delivered(actions).first).stay
    let after = reader.machine.consumed(
      batch.readableBytes, of: Dialogue.partition(0), stay: stay, now: reader.now)
    #expect(try Dialogue.fetch(after).offsets == [0: 10])
  }

  @Test func `one request is in flight to a broker, and each leader has its own`() throws {
    var reader = Dialogue()
    _ = reader.lead([0: 1, 1: 2])
    let partitions = [Dialogue.partition(0), Dialogue.partition(1)]
    _ = reader.machine.assign(partitions, now: reader.now)
    let fetches = Dialogue.fetches(
      reader.machine.foundCommitted([partitions[0]: 0, partitions[1]: 0], now: reader.now))
    #expect(Set(fetches.map(\.node)) == [1, 2])
    _ = reader.lead([0: 1, 1: 2, 2: 1])
    _ = reader.machine.assign([Dialogue.partition(2)], now: reader.now)
    #expect(reader.machine.foundCommitted([Dialogue.partition(2): 0], now: reader.now) == [])
  }

  @Test func `a paused partition is not asked for until it goes on`() throws {
    var reader = Dialogue()
    let fetch = try reader.begin(at: [0: 0])
    reader.machine.pause([Dialogue.partition(0)])
    #expect(reader.answer(fetch, [0: .init()]) == [])
    #expect(try Dialogue.fetch(reader.machine.resume([Dialogue.partition(0)], now: reader.now)).offsets == [0: 0])
  }

  @Test func `an answer for a revoked partition is dropped`() throws {
    var reader = Dialogue()
    let fetch = try reader.begin(at: [0: 0])
    _ = reader.machine.revoke([Dialogue.partition(0)], now: reader.now)
    #expect(reader.answer(fetch, [0: .init(records: try Dialogue.batch(at: 0, count: 1))]) == [])
  }

  @Test func `after a seek the answer to the old position is dropped`() throws {
    var reader = Dialogue()
    let fetch = try reader.begin(at: [0: 0])
    #expect(reader.machine.seek(Dialogue.partition(0), to: 50, now: reader.now) == [])
    let actions = reader.answer(fetch, [0: .init(records: try Dialogue.batch(at: 0, count: 1))])
    #expect(Dialogue.delivered(actions).isEmpty)
    #expect(try Dialogue.fetch(actions).offsets == [0: 50])
  }

  // MARK: Errors

  @Test(arguments: [ErrorCode.notLeaderOrFollower, .fencedLeaderEpoch, .unknownTopicOrPartition, .unknownTopicId])
  func `a leader that moved makes it look, wait and ask the new one`(error: ErrorCode) throws {
    var reader = Dialogue()
    let fetch = try reader.begin(at: [0: 0])
    #expect(reader.answer(fetch, [0: .init(error: error)]) == [.refreshMetadata])
    #expect(try Dialogue.fetch(reader.lead([0: 2], epoch: 1)).node == 2)
  }

  @Test func `an offset out of range is reset as the setting says`() throws {
    var reader = Dialogue { $0.offsetReset = .earliest }
    let fetch = try reader.begin(at: [0: 7])
    let lookUp = try Dialogue.lookUp(reader.answer(fetch, [0: .init(error: .offsetOutOfRange)]))
    #expect(lookUp.request.topics.first?.partitions.first?.timestamp == -2)
  }

  @Test func `an offset out of range fails where nothing says how to go on`() throws {
    var reader = Dialogue { $0.offsetReset = .none }
    let fetch = try reader.begin(at: [0: 7])
    #expect(
      reader.answer(fetch, [0: .init(error: .offsetOutOfRange)])
        == [.fail(Dialogue.partition(0), .offsetOutOfRange(7))])
  }

  @Test func `a refusal for good fails its partition only`() throws {
    var reader = Dialogue()
    let fetch = try reader.begin(at: [0: 0, 1: 0])
    let actions = reader.answer(fetch, [0: .init(error: .topicAuthorizationFailed), 1: .init()])
    #expect(actions.first == .fail(Dialogue.partition(0), .refused(.fetch, .topicAuthorizationFailed)))
    #expect(try Dialogue.fetch(actions).offsets == [1: 0])
  }

  @Test func `a broker that does not answer is left alone for a while`() throws {
    var reader = Dialogue()
    let fetch = try reader.begin(at: [0: 0])
    #expect(reader.machine.requestFailed(fetch.id, now: reader.now) == [.refreshMetadata])
    #expect(reader.pass(.milliseconds(79)) == [])
    #expect(try Dialogue.fetch(reader.pass(.milliseconds(45))).offsets == [0: 0])
  }
}
