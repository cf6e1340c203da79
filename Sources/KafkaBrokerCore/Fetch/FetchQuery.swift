import KafkaMessages
import KafkaWire

/// A Fetch request as it is worked on, freed of what differs by version.
struct FetchQuery {
  /// Which partition, as the client names it.
  struct Key: Hashable {
    var topic: String
    var topicID: KafkaUUID
    var partition: Int32
  }

  struct Entry: Equatable {
    /// As the client named it: by name before version 13, by id since.
    var topic: String
    var topicID: KafkaUUID
    var partition: Int32
    var offset: Int64
    var maxBytes: Int
    var currentLeaderEpoch: Int32
    var lastFetchedEpoch: Int32

    var key: Key { Key(topic: topic, topicID: topicID, partition: partition) }
  }

  /// Each partition once, in the order of the request; of a repeated one the last mention counts. Within a session, all
  /// that it remembers, in its order.
  var entries: [Entry]
  var usesIDs: Bool
  var isolation: Int8
  var maxBytes: Int
  var minBytes: Int
  var maxWait: Duration
  /// The listener that the client came to.
  var listener: String
  /// The replica that asks; negative for consumers.
  var replicaID: Int32
  var session = FetchSessions.Use.none
  private let version: Int16

  /// The newest format of records that the client can read, when that is not magic 2.
  var oldMagic: Int8? { version <= 1 ? 0 : version <= 3 ? 1 : nil }
  /// Before KIP-74 a first batch was not given beyond the sizes asked for, but cut: the client then asks for more.
  var cutsFirstBatch: Bool { version <= 2 }
  var knowsZstd: Bool { version >= 10 }
  /// Earlier clients do not know KAFKA_STORAGE_ERROR.
  var knowsStorageErrors: Bool { version >= 6 }

  /// Answers may name the leader to turn to instead (KIP-951).
  var knowsNewLeaders: Bool { version >= 16 }

  static let readCommitted: Int8 = 1

  init(_ request: FetchRequest, version: Int16, listener: String = "", limit: Int) {
    self.version = version
    self.listener = listener
    usesIDs = version >= 13
    isolation = request.isolationLevel
    maxBytes = min(Int(request.maxBytes), limit)
    minBytes = min(Int(request.minBytes), maxBytes)
    maxWait = .milliseconds(Int64(request.maxWaitMs))
    replicaID = version >= 15 ? request.replicaState.replicaId : request.replicaId
    entries = []
    var places: [Key: Int] = [:]
    for topic in request.topics {
      for partition in topic.partitions {
        let entry = Entry(
          topic: topic.topic, topicID: topic.topicId, partition: partition.partition, offset: partition.fetchOffset,
          maxBytes: Int(partition.partitionMaxBytes), currentLeaderEpoch: partition.currentLeaderEpoch,
          lastFetchedEpoch: partition.lastFetchedEpoch)
        if let place = places[entry.key] {
          entries[place] = entry
        } else {
          places[entry.key] = entries.count
          entries.append(entry)
        }
      }
    }
  }
}
