package import KafkaMessages
import KafkaRecords
package import KafkaWire
import NIOCore
import OrderedCollections

/// What brokers answered.
extension FetchMachine {
  /// There will be no answer: the request was not sent, timed out, or its connection broke.
  package mutating func requestFailed(_ id: FetchID, now: Instant) -> [FetchAction] {
    var node: Int32?
    if let fetch = fetches.removeValue(forKey: id) {
      node = fetch.node
      sessions[fetch.node]?.failed(nil)
      release(fetch, id)
    }
    for partition in lookUps.removeValue(forKey: id) ?? [] {
      guard case .resetting(let reset, id) = partitions[partition]?.position else { continue }
      partitions[partition]?.position = .resetting(reset, inFlight: nil)
      retryLater(partition, now: now)
      node = node ?? leaders[partition]?.node
    }
    if let node {
      let attempts = nodeRetryAt[node]?.attempts ?? 0
      let delay = settings.backoff.delay(attempts: attempts, using: &random)
      nodeRetryAt[node] = (at: now + delay, attempts: attempts + 1)
    }
    return [.refreshMetadata] + pump(now: now)
  }

  private mutating func release(_ fetch: FetchInFlight, _ id: FetchID) {
    for partition in fetch.interests.keys where partitions[partition]?.inFlight == id {
      partitions[partition]?.inFlight = nil
    }
  }

  package mutating func received(
    _ response: FetchResponse, version: Int16, id: FetchID, now: Instant
  ) -> [FetchAction] {
    guard let fetch = fetches.removeValue(forKey: id) else { return [] }
    release(fetch, id)
    let error = ErrorCode(rawValue: response.errorCode)
    guard error == .none else {
      sessions[fetch.node]?.failed(error)
      // The session is made anew at once; anything else comes back after a pause.
      let sessionErrors: [ErrorCode] = [
        .fetchSessionIdNotFound, .invalidFetchSessionEpoch, .fetchSessionTopicIdError, .inconsistentTopicId,
      ]
      if !sessionErrors.contains(error) {
        for partition in fetch.interests.keys { retryLater(partition, now: now) }
      }
      return (error.refreshesMetadata ? [.refreshMetadata] : []) + pump(now: now)
    }
    sessions[fetch.node]?.answered(sessionID: response.sessionId)
    nodeRetryAt[fetch.node] = nil
    var actions: [FetchAction] = []
    let names = Dictionary(
      fetch.interests.map { ($0.value.topicID, $0.key.topic) }, uniquingKeysWith: { first, _ in first })
    for topic in response.responses {
      guard let name = version >= 13 ? names[topic.topicId] : topic.topic else { continue }
      for answer in topic.partitions {
        let partition = TopicPartition(topic: name, partition: answer.partitionIndex)
        guard let interest = fetch.interests[partition] else { continue }
        actions += received(answer, for: partition, interest: interest, now: now)
      }
    }
    return actions + pump(now: now)
  }

  private mutating func received(
    _ answer: FetchResponse.PartitionData, for partition: TopicPartition, interest: FetchSession.Interest, now: Instant
  ) -> [FetchAction] {
    // Revoked or moved since it was asked for.
    guard let state = partitions[partition], state.position == .at(interest.offset) else { return [] }
    let error = ErrorCode(rawValue: answer.errorCode)
    guard error == .none else { return refused(partition, error, at: interest.offset, now: now) }
    partitions[partition]?.attempts = 0
    partitions[partition]?.highWatermark = answer.highWatermark
    partitions[partition]?.logStartOffset = answer.logStartOffset
    guard let records = answer.records, records.readableBytes > 0 else { return [] }
    do {
      guard let end = try Self.end(of: records) else {
        // Asked again it would come again: the broker must send one whole batch at least (KIP-74).
        return [fail(partition, .undecodable("\(records.readableBytes) bytes without a whole batch"))]
      }
      partitions[partition]?.position = .at(max(end, interest.offset))
      partitions[partition]?.bufferedBytes += records.readableBytes
      partitions[partition]?.lastAnswerBytes = records.readableBytes
      return [
        .deliver(
          FetchedRecords(
            partition: partition, records: records, offset: interest.offset, nextOffset: max(end, interest.offset),
            highWatermark: answer.highWatermark, logStartOffset: answer.logStartOffset, stay: state.stay))
      ]
    } catch {
      return [fail(partition, .undecodable("\(error)"))]
    }
  }

  /// The offset after the last whole batch; nil when there is none.
  private static func end(of records: ByteBuffer) throws(RecordError) -> Int64? {
    var batches = RecordBatches(records)
    var end: Int64?
    while let batch = try batches.next() {
      let last = batch.lastOffset
      guard last < .max else {
        throw RecordError(
          .record, at: batches.index - records.readerIndex - batch.sizeInBytes, "a batch ends at offset \(last)")
      }
      end = last + 1
    }
    return end
  }

  private mutating func refused(
    _ partition: TopicPartition, _ error: ErrorCode, at offset: Int64, now: Instant
  ) -> [FetchAction] {
    switch error {
    case .offsetOutOfRange:
      guard settings.offsetReset != .none else { return [fail(partition, .offsetOutOfRange(offset))] }
      partitions[partition]?.position = .resetting(settings.offsetReset, inFlight: nil)
      return []
    case .corruptMessage, .unknownServerError:
      // Seen while a segment is being replaced; a second try tells.
      retryLater(partition, now: now)
      return []
    default:
      guard error.isRetriable else { return [fail(partition, .refused(.fetch, error))] }
      retryLater(partition, now: now)
      return error.refreshesMetadata ? [.refreshMetadata] : []
    }
  }

  package mutating func received(_ response: ListOffsetsResponse, id: FetchID, now: Instant) -> [FetchAction] {
    guard let asked = lookUps.removeValue(forKey: id) else { return [] }
    var actions: [FetchAction] = []
    var unanswered = Set(asked)
    for topic in response.topics {
      for answer in topic.partitions {
        let partition = TopicPartition(topic: topic.name, partition: answer.partitionIndex)
        guard unanswered.remove(partition) != nil else { continue }
        actions += received(answer, for: partition, id: id, now: now)
      }
    }
    for partition in unanswered.sorted() {
      guard case .resetting(let reset, id) = partitions[partition]?.position else { continue }
      partitions[partition]?.position = .resetting(reset, inFlight: nil)
      retryLater(partition, now: now)
    }
    return actions + pump(now: now)
  }

  private mutating func received(
    _ answer: ListOffsetsResponse.ListOffsetsPartitionResponse, for partition: TopicPartition, id: FetchID,
    now: Instant
  ) -> [FetchAction] {
    guard case .resetting(let reset, id) = partitions[partition]?.position else { return [] }
    let error = ErrorCode(rawValue: answer.errorCode)
    guard error == .none else {
      guard error.isRetriable else { return [fail(partition, .refused(.listOffsets, error))] }
      partitions[partition]?.position = .resetting(reset, inFlight: nil)
      retryLater(partition, now: now)
      return error.refreshesMetadata ? [.refreshMetadata] : []
    }
    partitions[partition]?.attempts = 0
    partitions[partition]?.position =
      switch reset {
      case .endUnless(let wanted): .resetting(.again(wanted, orEnd: answer.offset), inFlight: nil)
      case .again(_, let end) where answer.offset < 0: .at(end)
      // No record that late.
      case _ where answer.offset < 0: .resetting(.endUnless(reset), inFlight: nil)
      default: .at(answer.offset)
      }
    return []
  }
}
