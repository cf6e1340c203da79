import KafkaMessages
import KafkaStorage
import KafkaWire
import NIOCore

extension BrokerNode {
  private typealias PartitionData = FetchResponse.PartitionData

  /// Fetch: batches of many partitions, as they lie in the logs.
  ///
  /// Partitions are read in the order of the request until its size is used up; the first batch found is given whole
  /// whatever its size (KIP-74). When there is less than the minimum, the fetch waits for appends, at most its time.
  /// A client that keeps a session (``FetchSession``) names the partitions whose position changed, and is told of those
  /// that have news.
  func fetch(_ request: FetchRequest, _ context: RequestContext) -> Reply {
    var query = FetchQuery(request, version: context.version, listener: context.listener, limit: fetchLimit)
    guard query.isolation == 0 || query.isolation == FetchQuery.readCommitted else {
      return .answer(Self.failure(.unknownServerError, of: query))
    }
    do throws(ErrorCode.Wrapper) {
      try fetchSessions.begin(request, &query, at: now.instant)
    } catch {
      return .answer(FetchResponse.with { $0.errorCode = error.code.rawValue })
    }
    let found = read(query)
    let isDone =
      query.maxWait <= .zero || found.readBytes >= query.minBytes || found.isFinal || found.partitions.isEmpty
      || fetches.count >= configuration.fetch.maxWaiting
      || !fetches.hasRoom(for: query)
    if isDone { return .answer(response(to: query, found.results)) }
    fetches.add(
      .init(
        request: query, partitions: found.partitions, missingBytes: max(1, query.minBytes - found.readBytes),
        deadline: now.instant + query.maxWait),
      for: context.token)
    return .later
  }

  /// The most bytes of records that one answer may have now. When many answers wait to be sent there is room for one
  /// batch only, so that clients that do not read cannot fill the memory.
  private var fetchLimit: Int {
    min(Int(configuration.fetch.maxBytes), max(0, configuration.fetch.maxBytesInFlight - bytesInFlight))
  }

  func answerSatisfiedFetches() {
    while let (token, waiting) = fetches.popSatisfied() { answerFetch(token, waiting.request) }
  }

  func answerExpiredFetches() {
    while let (token, waiting) = fetches.popExpired(at: now.instant) { answerFetch(token, waiting.request) }
  }

  private func answerFetch(_ token: RequestToken, _ query: FetchQuery) {
    answer(token, response(to: query, read(query).results))
  }

  // MARK: Reading

  /// What the partitions of a fetch hold.
  private struct Found {
    var results: [PartitionData] = []
    var readBytes = 0
    /// A partition's error or divergence is news that must not wait.
    var isFinal = false
    /// The partitions that exist: whose appends to wait for.
    var partitions: [TopicPartition] = []
  }

  private func read(_ query: FetchQuery) -> Found {
    var found = Found()
    found.results.reserveCapacity(query.entries.count)
    var room = query.maxBytes
    var mustGiveOne = !query.cutsFirstBatch
    for entry in query.entries {
      let name = name(of: entry, query)
      let key = TopicPartition(topic: name ?? "", partition: entry.partition)
      guard let partition = partitions[key] else {
        let code: ErrorCode = name == nil ? .unknownTopicId : absence(of: key)
        var failure = Self.failure(code, entry.partition)
        if code == .notLeaderOrFollower {
          found.isFinal = true
          if query.knowsNewLeaders, let new = newLeader(of: key, listener: query.listener) {
            failure.currentLeader = .with {
              $0.leaderId = new.member.id
              $0.leaderEpoch = new.epoch
            }
          }
        }
        found.results.append(failure)
        continue
      }
      found.partitions.append(key)
      do throws(ErrorCode.Wrapper) {
        let data = try read(entry, of: partition, query, room: room, mustGiveOne: mustGiveOne)
        let size = data.records?.readableBytes ?? 0
        if size > 0 { mustGiveOne = false }
        if data.divergingEpoch.epoch >= 0 { found.isFinal = true }
        room = max(0, room - size)
        found.readBytes += size
        found.results.append(data)
      } catch {
        found.isFinal = true
        found.results.append(
          .with {
            let code = error.code == .kafkaStorageError && !query.knowsStorageErrors ? .notLeaderOrFollower : error.code
            $0 = Self.failure(code, entry.partition)
            // Errors of the log say nothing of aborted transactions; those of look-up say that there are none.
            $0.abortedTransactions = nil
          })
      }
    }
    return found
  }

  /// The name of the topic; nil when no topic has the id.
  private func name(of entry: FetchQuery.Entry, _ query: FetchQuery) -> String? {
    query.usesIDs ? topicNames[entry.topicID] : entry.topic
  }

  /// The log begins later now. Fetches that wait for records behind what is gone are told.
  func logStartMoved(_ name: TopicPartition, to offset: Int64) {
    fetches.disturb(name) { query in
      query.entries.contains {
        $0.partition == name.partition && $0.offset < offset && self.name(of: $0, query) == name.topic
      }
    }
  }

  private func read(
    _ entry: FetchQuery.Entry, of partition: Partition, _ query: FetchQuery, room: Int, mustGiveOne: Bool
  ) throws(ErrorCode.Wrapper) -> PartitionData {
    if let code = partition.complaint(aboutEpoch: entry.currentLeaderEpoch) { throw .init(code) }
    // The only replica is this node's own.
    if query.replicaID >= 0 { throw .init(.notLeaderOrFollower) }
    guard let store = partition.store else { throw .init(.kafkaStorageError) }
    guard room >= 0, entry.maxBytes >= 0, query.maxBytes >= 0 else { throw .init(.unknownServerError) }

    let highWatermark = store.highWatermark
    let committedOnly = query.isolation == FetchQuery.readCommitted
    let end = committedOnly ? store.lastStableOffset : highWatermark
    var data = PartitionData.with {
      $0.partitionIndex = entry.partition
      $0.highWatermark = highWatermark
      $0.lastStableOffset = store.lastStableOffset
      $0.logStartOffset = store.logStartOffset
      $0.abortedTransactions = committedOnly ? [] : nil
      $0.records = ByteBuffer()
    }
    if entry.lastFetchedEpoch >= 0 {
      let (epoch, endOffset) = try epochEnd(entry, partition, store)
      if epoch < entry.lastFetchedEpoch || endOffset < entry.offset {
        data.divergingEpoch = .with {
          $0.epoch = epoch
          $0.endOffset = endOffset
        }
        data.abortedTransactions = nil
        return data
      }
    }
    guard entry.offset >= store.logStartOffset, entry.offset <= store.logEndOffset else {
      throw .init(.offsetOutOfRange)
    }
    if entry.offset >= end { return data }
    let options = topicConfigurations[partition.name.topic]
    if !query.knowsZstd, options?.compressionType == "zstd" { throw .init(.unsupportedCompressionType) }
    let limits = ReadLimits(bytes: min(entry.maxBytes, room), mustGiveOne: mustGiveOne, end: end)
    if let magic = query.oldMagic {
      guard options?.allowsDownConversion ?? true else { throw .init(.unsupportedVersion) }
      data.records = try messages(
        of: magic, from: entry.offset, limits, partition, store, givingPart: query.cutsFirstBatch)
      return data
    }
    let found = try readLog(from: entry.offset, limits, partition, store)
    // A consumer that is given a part of a batch takes it for one that it will never get whole.
    if !found.isFirstBatchIncomplete { data.records = found.records }
    if committedOnly, let records = data.records {
      data.abortedTransactions = try aborted(in: records, from: entry.offset, below: end, partition, store)
    }
    return data
  }

  /// The aborted transactions that records belong to: a log that Apache Kafka wrote may have some (KIP-98).
  ///
  /// - Parameter limit: the end of what may be read, which counts where the records cannot be walked through.
  private func aborted(
    in records: ByteBuffer, from offset: Int64, below limit: Int64, _ partition: Partition, _ store: any PartitionStore
  ) throws(ErrorCode.Wrapper) -> [FetchResponse.AbortedTransaction] {
    if records.readableBytes == 0 { return [] }
    let end = (try? Self.end(of: records)) ?? limit
    do throws(StorageError) {
      return try store.abortedTransactions(from: offset, upTo: end).map { transaction in
        .with {
          $0.producerId = transaction.producerId
          $0.firstOffset = transaction.firstOffset
        }
      }
    } catch {
      throw .init(code(of: error, partition))
    }
  }

  /// Where the epoch of the last batch that the client has ends here (KIP-595).
  private func epochEnd(
    _ entry: FetchQuery.Entry, _ partition: Partition, _ store: any PartitionStore
  ) throws(ErrorCode.Wrapper) -> (epoch: Int32, endOffset: Int64) {
    guard let end = partition.end(of: entry.lastFetchedEpoch, in: store), entry.offset >= store.logStartOffset else {
      throw .init(.offsetOutOfRange)
    }
    return end
  }

  /// What to tell about a failure of the log; one that puts it in doubt takes the partition offline.
  func code(of error: StorageError, _ partition: Partition) -> ErrorCode {
    switch error.kind {
    case .offsetOutOfRange: return .offsetOutOfRange
    case .corrupt: return .corruptMessage
    case .offline:
      takeOffline(partition, error)
      return .kafkaStorageError
    default: return .kafkaStorageError
    }
  }

  // MARK: Answers

  private static func failure(_ code: ErrorCode, _ partition: Int32) -> PartitionData {
    .with {
      $0.partitionIndex = partition
      $0.errorCode = code.rawValue
      $0.highWatermark = -1
      $0.records = ByteBuffer()
    }
  }

  /// The same error for the request and all its partitions.
  private static func failure(_ code: ErrorCode, of query: FetchQuery) -> FetchResponse {
    let results = query.entries.map { entry in
      PartitionData.with {
        $0 = failure(code, entry.partition)
        $0.records = nil
      }
    }
    return .with {
      $0.responses = grouped(zip(query.entries, results))
      $0.errorCode = code.rawValue
    }
  }

  /// The answer, in which a session's client finds only what is new.
  private func response(to query: FetchQuery, _ results: [PartitionData]) -> FetchResponse {
    var response = FetchResponse()
    switch query.session {
    case .none:
      response.responses = Self.grouped(zip(query.entries, results))
    case .opens:
      response.responses = Self.grouped(zip(query.entries, results))
      response.sessionId = fetchSessions.open(query, results, at: now.instant, using: &random)
    case .continues(let session, let epoch):
      response.sessionId = session.id
      guard session.epoch == FetchSession.epoch(after: epoch) else {
        // The client did not wait for this answer.
        response.errorCode = ErrorCode.invalidFetchSessionEpoch.rawValue
        break
      }
      response.responses = Self.grouped(session.news(in: results).lazy.map { (query.entries[$0], results[$0]) })
    }
    guard results.contains(where: { $0.currentLeader.leaderId >= 0 }) else { return response }
    let leaders = Set(results.lazy.map(\.currentLeader.leaderId).filter { $0 >= 0 })
    response.nodeEndpoints = leaders.sorted().compactMap { members[$0] }.map { member in
      let endpoint = member.endpoint(for: query.listener)
      return .with {
        $0.nodeId = member.id
        $0.host = endpoint.host
        $0.port = Int32(endpoint.port)
        $0.rack = member.rack
      }
    }
    return response
  }

  /// Partitions that follow each other are grouped by topic.
  private static func grouped(
    _ found: some Sequence<(FetchQuery.Entry, PartitionData)>
  ) -> [FetchResponse.FetchableTopicResponse] {
    var topics: [FetchResponse.FetchableTopicResponse] = []
    for (entry, data) in found {
      if let last = topics.last, last.topic == entry.topic, last.topicId == entry.topicID {
        topics[topics.count - 1].partitions.append(data)
      } else {
        topics.append(
          .with {
            $0.topic = entry.topic
            $0.topicId = entry.topicID
            $0.partitions = [data]
          })
      }
    }
    return topics
  }
}
