import KafkaMessages
import KafkaWire

extension BrokerNode {
  /// How many producer ids are reserved at a time. A crash loses the rest of the block, which does no harm.
  private static let producerIDBlock: Int64 = 1000

  /// InitProducerId: an id for an idempotent producer (KIP-98). Each request gets a new one, also one that names an id
  /// it has, as Apache Kafka answers (IDEMP-022).
  func initProducerId(_ request: InitProducerIdRequest, _ context: RequestContext) -> Reply {
    guard request.transactionalId != "" else {
      return .answer(InitProducerIdResponse.with { $0.errorCode = ErrorCode.invalidRequest.rawValue })
    }
    guard request.transactionalId == nil else {
      // Transactions are not offered, and no API of theirs is advertised. This error ends a client's attempts.
      return .answer(
        InitProducerIdResponse.with { $0.errorCode = ErrorCode.transactionalIdAuthorizationFailed.rawValue })
    }
    if producerIDs.isEmpty {
      do throws(MetadataStoreError) {
        producerIDs = try metadata.reserveProducerIDs(Self.producerIDBlock)
      } catch {
        report(.metadataFailed(error.description))
        return .answer(InitProducerIdResponse.with { $0.errorCode = ErrorCode.coordinatorNotAvailable.rawValue })
      }
    }
    let id = producerIDs.lowerBound
    producerIDs = (id + 1)..<producerIDs.upperBound
    return .answer(InitProducerIdResponse.with { $0.producerId = id })
  }
}
