package import KafkaWire

extension StorageError {
  /// What a client is told.
  package var errorCode: ErrorCode {
    switch kind {
    case .notFound, .alreadyExists, .outOfSpace, .locked, .io, .offline, .foreign: .kafkaStorageError
    case .corrupt: .corruptMessage
    case .offsetOutOfRange: .offsetOutOfRange
    case .invalidRecord: .invalidRecord
    case .recordTooLarge: .messageTooLarge
    case .recordListTooLarge: .recordListTooLarge
    case .outOfOrderSequence: .outOfOrderSequenceNumber
    case .invalidProducerEpoch: .invalidProducerEpoch
    case .invalidTransactionState: .invalidTxnState
    case .transactionCoordinatorFenced: .transactionCoordinatorFenced
    }
  }
}
