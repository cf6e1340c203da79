import KafkaRecords
import KafkaStorage
import KafkaWire
import NIOCore

/// How much of a log a fetch may be given.
struct ReadLimits {
  var bytes: Int
  /// The first batch is given whole even if it is larger.
  var mustGiveOne: Bool
  /// The offset where the client's view of the log ends.
  var end: Int64
}

extension BrokerNode {
  func readLog(
    from offset: Int64, _ limits: ReadLimits, _ partition: Partition, _ store: any PartitionStore
  ) throws(ErrorCode.Wrapper) -> FetchedData {
    do throws(StorageError) {
      return try store.read(
        from: offset, maxBytes: limits.bytes, minOneBatch: limits.mustGiveOne, upTo: limits.end)
    } catch {
      throw .init(code(of: error, partition))
    }
  }

  /// What lies in the log, converted for clients from before Kafka 0.11 (Fetch 0 to 3).
  ///
  /// Control batches do not exist for these clients. Where nothing else is found reading goes on behind them, as the
  /// client, who never sees their offsets, would ask for them again and again.
  ///
  /// - Parameter givingPart: A first batch that is larger than allowed is given in part, from which the client sees that
  ///   it has to allow more.
  func messages(
    of magic: Int8, from start: Int64, _ limits: ReadLimits, _ partition: Partition, _ store: any PartitionStore,
    givingPart: Bool
  ) throws(ErrorCode.Wrapper) -> ByteBuffer {
    var offset = start
    while offset < limits.end {
      let found = try readLog(from: offset, limits, partition, store)
      if found.isFirstBatchIncomplete {
        // Without the size in front it would be of no use.
        return givingPart && found.records.readableBytes >= Self.bytesToSize ? found.records : ByteBuffer()
      }
      let messages = try Self.converted(
        found.records, to: magic, from: offset, limit: max(limits.bytes, found.records.readableBytes))
      if messages.bytes.readableBytes > 0 { return messages.bytes }
      guard let next = messages.nextOffset, next > offset else { break }
      offset = next
    }
    return ByteBuffer()
  }

  /// The offset and the size, with which messages and batches of all formats begin.
  private static let bytesToSize = 12

  private static func converted(
    _ records: ByteBuffer, to magic: Int8, from offset: Int64, limit: Int
  ) throws(ErrorCode.Wrapper) -> MessageSetConversion.Messages {
    do throws(MessageSetConversion.Failure) {
      return try MessageSetConversion.messages(
        from: records, magic: magic, startingAt: offset, limit: limit)
    } catch {
      switch error {
      case .records(let error) where error.kind == .codec: throw .init(.unsupportedCompressionType)
      case .records(let error) where error.kind == .limit: throw .init(.unknownServerError)
      case .records: throw .init(.corruptMessage)
      case .compression: throw .init(.unknownServerError)
      }
    }
  }
}
