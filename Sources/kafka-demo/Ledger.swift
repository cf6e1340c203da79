import KafkaClient
import KafkaRecords
import NIOCore
import Synchronization

/// What was sent, what came out, and whether it is the same.
final class Ledger: Sendable {
  struct Findings {
    var consumed = 0
    var repeated = 0
    var wrongContent: [Int] = []
    var outOfOrder: [String] = []
    var latencies: [Duration] = []
    var byPartition: [Int32: Int] = [:]
    var byMember: [String: Int] = [:]
  }

  private struct State {
    var sentAt: [ContinuousClock.Instant?]
    var seen: [Bool]
    var lastOfPartition: [Int32: Int] = [:]
    var findings = Findings()
  }

  private let lines: InputLines
  private let state: Mutex<State>

  init(_ lines: InputLines) {
    self.lines = lines
    state = Mutex(
      State(sentAt: Array(repeating: nil, count: lines.count), seen: Array(repeating: false, count: lines.count)))
  }

  func sending(_ number: Int) {
    let now = ContinuousClock.now
    state.withLock { $0.sentAt[number] = now }
  }

  /// - Returns: How many different lines have come out so far.
  func consumed(_ batch: ConsumerBatch, by member: String) -> Int {
    let now = ContinuousClock.now
    return state.withLock { state in
      for record in batch {
        let number = record.key.flatMap { Int(String(buffer: $0)) } ?? -1
        guard state.seen.indices.contains(number),
          record.value.map({ Array($0.readableBytesView) }) == Array(lines.line(number))
        else {
          state.findings.wrongContent.append(number)
          continue
        }
        if state.seen[number] {
          state.findings.repeated += 1
          continue
        }
        state.seen[number] = true
        let partition = batch.topicPartition.partition
        if let last = state.lastOfPartition[partition], last > number {
          state.findings.outOfOrder.append("line \(number + 1) after line \(last + 1) in partition \(partition)")
        }
        state.lastOfPartition[partition] = number
        state.findings.consumed += 1
        state.findings.byPartition[partition, default: 0] += 1
        state.findings.byMember[member, default: 0] += 1
        if let sentAt = state.sentAt[number] { state.findings.latencies.append(now - sentAt) }
      }
      return state.findings.consumed
    }
  }

  var findings: Findings { state.withLock { $0.findings } }
}
