import KafkaMessages
import KafkaSimulation
import KafkaWire
import NIOCore

@testable import KafkaClientCore

/// Does to a sender what a mistake in it would have done.
final class SenderMeddler {
  private let defect: Defect
  private var seen: Set<ObjectIdentifier> = []
  /// So that an address is not used for another batch.
  private var kept: [SentBatch] = []

  init(_ defect: Defect) {
    self.defect = defect
  }

  func meddle(with sender: inout ProduceSender) {
    switch defect {
    case .retryGoesToTheEnd:
      for slot in sender.partitions.indices where sender.partitions[slot].retries.count > 1 {
        sender.partitions[slot].retries.sort { $1.precedes($0) }
      }
    case .sequenceNotAdvancedAfterRetry:
      for slot in sender.partitions.indices {
        for batch in sender.partitions[slot].retries where batch.hasSequence && isNew(batch) {
          sender.partitions[slot].sequences.next = batch.baseSequence
        }
      }
    case .renumberedWithoutNewEpoch:
      for slot in sender.partitions.indices where sender.partitions[slot].inFlight == 0 {
        guard let first = sender.partitions[slot].retries.first, first.hasSequence, isNew(first) else { continue }
        sender.partitions[slot].sequences.restart(as: first.identity)
      }
    case .inFlightLimitIgnored:
      for id in sender.brokers.keys { sender.brokers[id]?.inFlight = 0 }
    default: break
    }
  }

  private func isNew(_ batch: SentBatch) -> Bool {
    guard seen.insert(ObjectIdentifier(batch)).inserted else { return false }
    kept.append(batch)
    return true
  }
}

/// Keeps a little of the memory that comes back, every third time.
final class MemoryLeak {
  private var lastUsed = 0
  private var returns = 0

  func happen(in accumulator: inout RecordAccumulator) {
    if accumulator.usedMemory < lastUsed {
      returns += 1
      if returns.isMultiple(of: 3) { _ = accumulator.memory.take(100, for: nil) }
    }
    lastUsed = accumulator.usedMemory
  }
}

/// Gives an answer the correlation id of the oldest request that has none.
final class ArrivalMatching: FrameTampering {
  private var asked: [Int: [Int32]] = [:]

  func request(_ frame: inout ByteBuffer, on connection: SimulatedConnection) {
    guard let correlation = frame.getInteger(at: frame.readerIndex + 4, as: Int32.self) else { return }
    asked[connection.number, default: []].append(correlation)
  }

  func answer(_ frame: inout ByteBuffer, on connection: SimulatedConnection) {
    guard let oldest = asked[connection.number]?.first else { return }
    asked[connection.number]?.removeFirst()
    frame.setInteger(oldest, at: frame.readerIndex + 4)
  }
}

/// Makes every error of a partition a success at the offset 0.
final class ErrorBlindness: FrameTampering {
  private var versions: [Int: [Int32: Int16]] = [:]

  func request(_ frame: inout ByteBuffer, on connection: SimulatedConnection) {
    guard
      frame.getInteger(at: frame.readerIndex, as: Int16.self) == ApiKey.produce.rawValue,
      let version = frame.getInteger(at: frame.readerIndex + 2, as: Int16.self),
      let correlation = frame.getInteger(at: frame.readerIndex + 4, as: Int32.self)
    else { return }
    versions[connection.number, default: [:]][correlation] = version
  }

  func answer(_ frame: inout ByteBuffer, on connection: SimulatedConnection) {
    guard
      let correlation = frame.getInteger(at: frame.readerIndex + 4, as: Int32.self),
      let version = versions[connection.number]?.removeValue(forKey: correlation)
    else { return }
    var body = frame
    body.moveReaderIndex(forwardBy: 4)
    var reader = WireReader(body)
    do {
      _ = try ResponseHeader(from: &reader, version: ProduceResponse.headerVersion(for: version))
      var response = try ProduceResponse(from: &reader, version: version)
      for topic in response.responses.indices {
        for partition in response.responses[topic].partitionResponses.indices {
          response.responses[topic].partitionResponses[partition].errorCode = 0
        }
      }
      frame = try Frame.response(response, version: version, correlationId: correlation)
    } catch {
      preconditionFailure("an answer cannot be read: \(error)")
    }
  }
}
