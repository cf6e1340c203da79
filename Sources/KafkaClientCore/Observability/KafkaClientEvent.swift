public import KafkaWire

/// Something that a client did or met, as a value for a ``KafkaClientObserver``.
///
/// More cases may come, so a `switch` needs a `default`. No event has record contents or credentials.
@nonexhaustive
public enum KafkaClientEvent: Sendable, Equatable {
  /// How much an observer wants to hear.
  public enum Detail: Sendable, Hashable {
    /// What happens seldom: connections, metadata, identities, failures. Costs next to nothing.
    case changes
    /// Also what happens for each request and each batch, and samples.
    case everything
  }

  // MARK: Names and connections

  /// A host name is being looked up.
  case resolving(Host)
  /// A look-up gave these addresses.
  case resolved(Host, addresses: [String])
  /// A bootstrap server stands for these names (`client.dns.lookup=resolve_canonical_bootstrap_servers_only`).
  case canonicalNames(Host, names: [String])
  /// A look-up failed.
  case resolutionFailed(Host, reason: String)
  /// A broker is being dialled.
  case connecting(Connection)
  /// A broker has said which versions it speaks; requests can be sent. The time since it was dialled.
  case connected(Connection, setupTime: Duration)
  /// A connection did not come to be.
  case connectionFailed(Connection, reason: String)
  /// A connection that was ready has ended.
  case disconnected(Connection, Disconnection)

  // MARK: Requests (detail: everything)

  /// A request was handed to the socket.
  case requestSent(Request)
  /// The broker answered.
  case requestAnswered(Request, Answer)
  /// The connection ended before the broker answered.
  case requestLost(Request)
  /// The broker asked for a pause (KIP-219).
  case throttled(Connection, api: ApiKey, pause: Duration)

  // MARK: Metadata

  /// An answer about the cluster came, or was learned of with another.
  case metadataUpdated(MetadataUpdate)
  /// Nobody could be asked about the cluster, or the answer was of no use. It is asked for again after a pause.
  case metadataFailed(reason: String)
  /// A partition that was known has another leader; -1 while there is none.
  case leaderChanged(LeaderChange)
  /// The client starts over with its bootstrap servers (KIP-899, KIP-1102).
  case rebootstrapped(reason: String)
  /// The bootstrap servers lead to another cluster than before.
  case clusterChanged(from: String, to: String)
  /// Topics were deleted and created again.
  case topicsRecreated([String])

  // MARK: Producer

  /// A broker handed out a producer id (KIP-98).
  case identityObtained(Identity)
  /// No producer id could be had. It is asked for again after a pause, unless `producerFailed` follows.
  case identityFailed(reason: String)
  /// The producer's epoch grew: what it had not finished is numbered anew (KIP-360).
  case epochBumped(Identity)
  /// A Produce request with these batches was made (detail: everything).
  case produceSent(Produce)
  /// A batch is on its way (detail: everything). `age` is how long its first record waited.
  case batchSent(Batch)
  /// A batch is delivered (detail: everything). `age` is what its first record's delivery took.
  case batchAcknowledged(Batch, Acknowledgement)
  /// A batch is given up, and all its records have failed.
  case batchFailed(Batch, KafkaError)
  /// A batch is to be sent again.
  case batchRetried(Batch, Retry)
  /// A batch was too large for the broker and was divided into so many.
  case batchSplit(Batch, parts: Int)
  /// The producer met an error after which it sends nothing more.
  case producerFailed(KafkaError)
  /// Callers have waited for room in `buffer.memory` (detail: everything).
  case memoryWaited(MemoryWait)

  // MARK: Samples (detail: everything)

  /// How the client is, at intervals and at its end; see ``ClientConfiguration/Observability/samplingInterval``.
  case sampled(ClientSample)
  /// How the producer is, at the same times.
  case producerSampled(ProducerSample)

  /// What an observer has to want to hear of it.
  public var detail: Detail {
    switch self {
    case .requestSent, .requestAnswered, .requestLost, .throttled, .produceSent, .batchSent, .batchAcknowledged,
      .memoryWaited, .sampled, .producerSampled:
      .everything
    case .resolving, .resolved, .canonicalNames, .resolutionFailed, .connecting, .connected, .connectionFailed,
      .disconnected,
      .metadataUpdated, .metadataFailed, .leaderChanged, .rebootstrapped, .clusterChanged, .topicsRecreated,
      .identityObtained, .identityFailed, .epochBumped, .batchFailed, .batchRetried, .batchSplit, .producerFailed:
      .changes
    }
  }
}
