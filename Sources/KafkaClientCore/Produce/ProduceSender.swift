import KafkaRecords
package import KafkaWire
import NIOCore

/// Takes batches from the accumulator, decides which of them go to which broker and when, and what an answer means.
///
/// One Produce request goes to a broker at a time that batches are taken, with at most one batch per partition; up to
/// `max.in.flight.requests.per.connection` of them are on their way. A batch that has to be sent again stays here, in
/// front of what the accumulator still holds of its partition. Everything is confined to one event loop; only `poll`
/// and `settle` look into the accumulator, under its lock, and they neither compress nor resume anybody.
///
/// A driver goes round like this: an event (`received`, `failed`, `written`, `identityReceived`, …), then `poll` under
/// the lock, then `seal` and send each call, tell the endings, then `settle` under the lock if `hasReturns`, and set
/// one alarm for the deadline.
///
/// The rule that surprises: a batch whose time runs out while it is on its way has ended for its caller, but keeps its
/// memory and its place among the sequences until the broker answers or the connection breaks.
package struct ProduceSender: ~Copyable {
  struct Partition {
    /// To be sent again, in the order of their records.
    var retries: [SentBatch] = []
    var sequences = PartitionSequences()
    /// Requests on their way that carry a batch of the partition.
    var inFlight = 0
    /// The epoch has to grow, and the batches to be numbered anew, before anything more is sent.
    var needsRestart = false
  }

  /// A class, so that counting a request does not take it out of the table and put it back.
  final class Broker {
    var inFlight = 0
    /// Requests in a row that could not even be sent.
    var failures = 0
    /// Nothing is sent before this.
    var notBefore = Instant(nanoseconds: .min)
    /// Why the last request could not be sent; nil after one could.
    var lastFailure: String?
  }

  enum IdentityState: Equatable {
    /// None is needed yet.
    case idle
    case requested
    /// The brokers could not give one; ask again then.
    case waiting(until: Instant)
    case known
  }

  /// What has to be reported to the accumulator.
  struct Returns {
    var ended: [UInt64] = []
    var freedBytes = 0
    var recycled: [RecordBatchWriter] = []
    var ratios: [(slot: Int, observed: Double)] = []
    var tooLarge: [(slot: Int, observed: Double)] = []
    var divided: [(number: UInt64, parts: Int)] = []
    var failure: ProduceFailure?

    var isEmpty: Bool {
      ended.isEmpty && freedBytes == 0 && recycled.isEmpty && ratios.isEmpty && tooLarge.isEmpty && divided.isEmpty
        && failure == nil
    }
  }

  package let settings: ProduceSettings
  var random: RandomSource
  var partitions: [Partition] = []
  /// Partitions with batches to be sent again.
  var retrying: [Int] = []
  var brokers: [Int32: Broker] = [:]
  var calls: [UInt64: ProduceCall] = [:]
  var lastCall: UInt64 = 0
  /// Before this time no batch of a request runs out of time.
  var nextCallExpiry = Instant.distantFuture

  package internal(set) var identity = ProducerIdentity.none
  var identityState = IdentityState.idle
  var identityAttempts = 0
  var restarting: Set<Int> = []
  var doubtful: Set<Int> = []
  /// An error after which nothing more is sent.
  package internal(set) var fatalFailure: ProduceFailure?

  var returns = Returns()
  var endings: [ProduceEnding] = []
  var staleTopics: Set<String> = []
  /// Where batches are compressed, one after the other.
  var scratch = ByteBuffer()
  /// Kept from one look to the next, for its memory.
  var drainage = Drainage()

  /// Where brokers are, for messages.
  package var endpoints: [Int32: String] = [:]
  /// Why no broker can be asked anything; nil when one can.
  package var outage: String?

  /// What the driver wants to be told of; see `takeEvents`.
  package var observation = Observation.nothing
  var events: [KafkaClientEvent] = []
  /// The time of the event that is being dealt with.
  var now = Instant.zero

  package init(settings: ProduceSettings, random: RandomSource) {
    self.settings = settings
    self.random = random
  }

  /// The accumulator has to be told something.
  package var hasReturns: Bool { !returns.isEmpty }

  /// Produce requests without an answer.
  package var callsInFlight: Int { calls.count }

  package func isUnanswered(_ call: UInt64) -> Bool { calls[call] != nil }
}

/// One Produce request.
package struct ProduceCall {
  package let id: UInt64
  package let broker: Int32
  /// At most one of each partition.
  package var batches: [SentBatch]
  package let sentAt: Instant
  /// Why it is not on its way yet; nil when it is, or nobody has asked.
  var unsentReason: String?

  /// Of the batches that somebody still waits for.
  var oldestCreation: Instant? { batches.lazy.filter { !$0.isDone }.map(\.createdAt).min() }
}

/// How a batch ended, to be told to those who hold its receipt.
package enum ProduceEnding: Equatable {
  case completed(BatchReceipt, BatchOutcome)
  /// It was too large for the broker; these go in its place.
  case divided(BatchReceipt, [BatchReceipt.Part])

  /// Tells everybody.
  package func tell() {
    switch self {
    case .completed(let receipt, let outcome): receipt.complete(outcome)
    case .divided(let receipt, let parts): receipt.divide(into: parts)
    }
  }
}

/// What the driver has to do now.
package struct ProduceActions {
  /// Seal and send these, in order.
  package var calls: [ProduceCall] = []
  /// Ask any broker for a producer id, and say `identityReceived` or `identityFailed`.
  package var requestsIdentity = false
  /// Have metadata of these topics, and keep it.
  package var use: [String] = []
  /// Look up metadata anew, of these topics above all: a leader or partition is not known, or not right.
  package var refresh: [String] = []
  /// Tell these, outside the lock.
  package var endings: [ProduceEnding] = []
  /// Poll again at this time at the latest.
  package var deadline = Instant.distantFuture

  package init() {}
}
