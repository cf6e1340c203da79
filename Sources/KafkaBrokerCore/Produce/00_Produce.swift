import KafkaMessages
import KafkaRecords
import KafkaStorage
import KafkaWire
import NIOCore

extension BrokerNode {
  private typealias PartitionResponse = ProduceResponse.PartitionProduceResponse

  /// Produce: appends a batch to each partition, each by itself.
  ///
  /// One replica is all there is, so `acks=1` and `acks=all` are answered as soon as the append is done, or when it is on
  /// the disk where `flush.messages` wants that. With `acks=0` there is no answer, and an error closes the connection,
  /// which is all such a producer can notice. A partition that stands in the request twice counts with its last records,
  /// as in Apache Kafka.
  func produce(_ request: ProduceRequest, _ context: RequestContext) -> Reply {
    let asked = Self.asked(in: request)
    var pending = PendingProduce(acks: request.acks, knowsNewLeaders: context.version >= 10)
    if let refusal = transactionRefusal(request.transactionalId, asked) {
      for asked in asked { pending.add(asked, refuse(asked.index, refusal, log: nil)) }
      return pending.reply
    }
    for (place, asked) in asked.enumerated() {
      let (response, wait) = append(asked, acks: request.acks, context)
      pending.add(asked, response)
      if let wait, request.acks != 0 {
        pending.outstanding += 1
        syncs.wait(.produce(context.token, place: place), for: wait.offset, of: wait.partition)
      }
    }
    guard pending.outstanding > 0 else { return reply(pending, listener: context.listener) }
    pendingProduces[context.token] = pending
    return .later
  }

  /// One of the appends that a request waits for is on the disk, or never will be.
  func produceSynced(_ token: RequestToken, place: Int, _ error: ErrorCode?) {
    guard var pending = pendingProduces.removeValue(forKey: token) else { return }
    if let error { pending.fail(place, refuse(pending.index(of: place), .init(error, reachedLog: false), log: nil)) }
    pending.outstanding -= 1
    if pending.outstanding > 0 {
      pendingProduces[token] = pending
    } else if case .answer(let response) = reply(pending, listener: listener(of: token.connection)) {
      answer(token, response)
    }
  }

  /// The answer, which tells who leads now what this node does not lead (KIP-951).
  private func reply(_ pending: PendingProduce, listener: String) -> Reply {
    guard pending.knowsNewLeaders, pending.hasMovedPartitions, case .answer(let message) = pending.reply,
      var response = message as? ProduceResponse
    else { return pending.reply }
    var leaders: Set<Int32> = []
    for topic in response.responses.indices {
      let name = response.responses[topic].name
      let known = name.isEmpty ? topicNames[response.responses[topic].topicId] ?? "" : name
      for index in response.responses[topic].partitionResponses.indices {
        let partition = response.responses[topic].partitionResponses[index]
        guard partition.errorCode == ErrorCode.notLeaderOrFollower.rawValue,
          let new = newLeader(of: TopicPartition(topic: known, partition: partition.index), listener: listener)
        else { continue }
        response.responses[topic].partitionResponses[index].currentLeader = .with {
          $0.leaderId = new.member.id
          $0.leaderEpoch = new.epoch
        }
        guard leaders.insert(new.member.id).inserted else { continue }
        response.nodeEndpoints.append(
          .with {
            $0.nodeId = new.member.id
            $0.host = new.endpoint.host
            $0.port = Int32(new.endpoint.port)
            $0.rack = new.member.rack
          })
      }
    }
    return .answer(response)
  }

  private static func asked(in request: ProduceRequest) -> [ProducedPartition] {
    struct Key: Hashable {
      var topic: String
      var topicID: KafkaUUID
      var index: Int32
    }
    var order: [ProducedPartition] = []
    var places: [Key: Int] = [:]
    for topic in request.topicData {
      for partition in topic.partitionData {
        let asked = ProducedPartition(
          topic: topic.name, topicID: topic.topicId, index: partition.index, records: partition.records)
        let key = Key(topic: topic.name, topicID: topic.topicId, index: partition.index)
        if let place = places[key] {
          order[place] = asked
        } else {
          places[key] = order.count
          order.append(asked)
        }
      }
    }
    return order
  }

  /// Records of transactions without a transactional id concern the whole request.
  private func transactionRefusal(_ transactionalID: String?, _ asked: [ProducedPartition]) -> ProduceRefusal? {
    guard transactionalID == nil, asked.contains(where: { $0.records.map(Self.isTransactional) ?? false }) else {
      return nil
    }
    return ProduceRefusal(.transactionalIdAuthorizationFailed, reachedLog: false)
  }

  private static func isTransactional(_ records: ByteBuffer) -> Bool {
    RecordBatchHeader(records, at: records.readerIndex).map { $0.magic == 2 && $0.isTransactional } ?? false
  }

  // MARK: One partition

  private func append(
    _ asked: ProducedPartition, acks: Int16, _ context: RequestContext
  ) -> (response: PartitionResponse, wait: (partition: TopicPartition, offset: Int64)?) {
    let name: String
    if context.version >= 13 {
      guard let known = topicNames[asked.topicID] else {
        return (refuse(asked.index, .init(.unknownTopicId, reachedLog: false), log: nil), nil)
      }
      name = known
    } else {
      name = asked.topic
    }
    let key = TopicPartition(topic: name, partition: asked.index)
    guard let partition = partitions[key], let options = topicConfigurations[name] else {
      return (refuse(asked.index, .init(absence(of: key), reachedLog: false), log: nil), nil)
    }
    do throws(ProduceRefusal) {
      let produced = try ProducedRecords(asked.records, version: context.version)
      guard (-1...1).contains(acks) else { throw ProduceRefusal(.invalidRequiredAcks, reachedLog: false) }
      if TopicName.isInternal(name) { throw ProduceRefusal(.invalidTopicException, reachedLog: false) }
      if produced.isOfTransaction {
        // Nobody can have begun a transaction here.
        throw ProduceRefusal(.invalidProducerIdMapping, reachedLog: false)
      }
      guard let bytes = try produced.validated(for: options, partition: key, at: now.wallClock) else {
        return (Self.nothingAppended(asked.index), nil)
      }
      let info = try append(bytes, to: partition)
      let response = PartitionResponse.with {
        $0.index = asked.index
        $0.baseOffset = info.firstOffset
        $0.logAppendTimeMs = info.logAppendTime
        $0.logStartOffset = info.logStartOffset
      }
      return (response, info.isSyncDue ? (key, info.lastOffset + 1) : nil)
    } catch {
      return (refuse(asked.index, error, log: partition.store), nil)
    }
  }

  /// The answer to old messages of which not one is whole: no error, and no offset.
  private static func nothingAppended(_ index: Int32) -> PartitionResponse {
    .with {
      $0.index = index
      $0.baseOffset = -1
    }
  }

  private func append(_ bytes: ByteBuffer, to partition: Partition) throws(ProduceRefusal) -> AppendInfo {
    do throws(StorageError) {
      return try append(bytes, to: partition, origin: .client)
    } catch {
      throw Self.refusal(of: error)
    }
  }

  /// Appends checked batches; readers see them on return, and those who wait for them are woken.
  func append(
    _ bytes: ByteBuffer, to partition: Partition, origin: AppendOrigin
  ) throws(StorageError) -> AppendInfo {
    guard let store = partition.store else {
      throw StorageError(.offline, path: partition.name.description, partition.failure ?? "the log is offline")
    }
    do throws(StorageError) {
      let info = try store.append(bytes, origin: origin, leaderEpoch: partition.leaderEpoch, at: now)
      if !info.isDuplicate {
        store.updateHighWatermark(store.logEndOffset)
        fetches.appended(bytes.readableBytes, to: partition.name)
      }
      considerSync(of: partition)
      return info
    } catch {
      if error.kind == .offline { takeOffline(partition, error) }
      throw error
    }
  }

  private static func refusal(of error: StorageError) -> ProduceRefusal {
    switch error.kind {
    case .outOfOrderSequence: ProduceRefusal(.outOfOrderSequenceNumber, reachedLog: true)
    case .invalidProducerEpoch: ProduceRefusal(.invalidProducerEpoch, reachedLog: true)
    case .invalidTransactionState: ProduceRefusal(.invalidTxnState, reachedLog: true)
    case .invalidRecord: ProduceRefusal(.invalidRecord, reachedLog: true)
    case .recordTooLarge: ProduceRefusal(.messageTooLarge, reachedLog: false)
    case .recordListTooLarge: ProduceRefusal(.recordListTooLarge, reachedLog: false)
    default: ProduceRefusal(.kafkaStorageError, reachedLog: false)
    }
  }

  private func refuse(
    _ index: Int32, _ refusal: ProduceRefusal, log: (any PartitionStore)?
  ) -> PartitionResponse {
    .with {
      $0.index = index
      $0.errorCode = refusal.code.rawValue
      $0.baseOffset = -1
      $0.logStartOffset = refusal.reachedLog ? log?.logStartOffset ?? -1 : -1
      $0.errorMessage = refusal.message
      $0.recordErrors = refusal.badRecords.map { record in
        .with {
          $0.batchIndex = record.index
          $0.batchIndexErrorMessage = record.message
        }
      }
    }
  }
}
