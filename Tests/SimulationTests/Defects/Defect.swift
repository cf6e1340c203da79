import KafkaClientCore
import KafkaSimulation
import KafkaStorage
import Testing

/// Something that is wrong in the client or the broker of one world. Each must be found by the checks.
enum Defect: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case sequenceNotAdvancedAfterRetry = "the sequence is not advanced after a retry"
  case retryGoesToTheEnd = "a batch that is sent again goes behind those after it"
  case memoryIsNotReturned = "memory of a batch is not returned"
  case answersMatchedByArrival = "answers are matched by their arrival"
  case acknowledgedBeforeAppend = "the broker acknowledges before it appends"
  case acknowledgedBeforeSync = "the broker acknowledges before the disk has it"
  case noDeduplication = "the broker does not look at sequences"
  case waiterForgotten = "one who waits for memory or a flush is not told"
  case renumberedWithoutNewEpoch = "batches are numbered anew under the same epoch"
  case errorsTakenForSuccess = "an error of a partition is taken for success"
  case alarmIsLost = "the producer's alarm is not set"
  case inFlightLimitIgnored = "the number of requests on their way is not limited"
  case lateWithdrawal = "a record that is on its way is said to be taken back"

  var testDescription: String { rawValue }

  /// Puts the defect into a world that has not begun.
  func plant(in simulation: Simulation) {
    let world = simulation.world
    switch self {
    case .answersMatchedByArrival: simulation.network.tampering = ArrivalMatching()
    case .errorsTakenForSuccess: simulation.network.tampering = ErrorBlindness()
    case .acknowledgedBeforeAppend: simulation.cluster.storeTampering = { TamperedStores($0, appends: .late) }
    case .noDeduplication: simulation.cluster.storeTampering = { TamperedStores($0, appends: .unchecked) }
    case .acknowledgedBeforeSync: simulation.cluster.skipsSyncs = true
    case .waiterForgotten:
      for producer in simulation.producers {
        var count = 0
        producer.queue.forgets = { _ in
          count += 1
          return count.isMultiple(of: 5)
        }
      }
    case .memoryIsNotReturned:
      for producer in simulation.producers {
        let leak = MemoryLeak()
        producer.queue.tampering = { leak.happen(in: &$0) }
      }
    case .lateWithdrawal: for producer in simulation.producers { producer.claimsLateWithdrawals = true }
    case .alarmIsLost: for producer in simulation.producers { producer.network.losesAlarms = true }
    case .sequenceNotAdvancedAfterRetry, .retryGoesToTheEnd, .renumberedWithoutNewEpoch, .inFlightLimitIgnored:
      for producer in simulation.producers {
        let meddler = SenderMeddler(self)
        // Before the checks, after each event.
        world.checks.insert({ producer.driver.withSender { meddler.meddle(with: &$0) } }, at: 0)
      }
    }
  }
}
