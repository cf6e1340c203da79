// Generated from protocol/errors.txt by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

extension ErrorCode {
  /// Code -1.
  @inlinable public static var unknownServerError: ErrorCode { ErrorCode(rawValue: -1) }
  /// Code 0.
  @inlinable public static var none: ErrorCode { ErrorCode(rawValue: 0) }
  /// Code 1.
  @inlinable public static var offsetOutOfRange: ErrorCode { ErrorCode(rawValue: 1) }
  /// Code 2, retriable.
  @inlinable public static var corruptMessage: ErrorCode { ErrorCode(rawValue: 2) }
  /// Code 3, retriable, refreshes metadata.
  @inlinable public static var unknownTopicOrPartition: ErrorCode { ErrorCode(rawValue: 3) }
  /// Code 4.
  @inlinable public static var invalidFetchSize: ErrorCode { ErrorCode(rawValue: 4) }
  /// Code 5, retriable, refreshes metadata.
  @inlinable public static var leaderNotAvailable: ErrorCode { ErrorCode(rawValue: 5) }
  /// Code 6, retriable, refreshes metadata.
  @inlinable public static var notLeaderOrFollower: ErrorCode { ErrorCode(rawValue: 6) }
  /// Code 7, retriable.
  @inlinable public static var requestTimedOut: ErrorCode { ErrorCode(rawValue: 7) }
  /// Code 8.
  @inlinable public static var brokerNotAvailable: ErrorCode { ErrorCode(rawValue: 8) }
  /// Code 9, retriable, refreshes metadata.
  @inlinable public static var replicaNotAvailable: ErrorCode { ErrorCode(rawValue: 9) }
  /// Code 10.
  @inlinable public static var messageTooLarge: ErrorCode { ErrorCode(rawValue: 10) }
  /// Code 11.
  @inlinable public static var staleControllerEpoch: ErrorCode { ErrorCode(rawValue: 11) }
  /// Code 12.
  @inlinable public static var offsetMetadataTooLarge: ErrorCode { ErrorCode(rawValue: 12) }
  /// Code 13, retriable, refreshes metadata.
  @inlinable public static var networkException: ErrorCode { ErrorCode(rawValue: 13) }
  /// Code 14, retriable.
  @inlinable public static var coordinatorLoadInProgress: ErrorCode { ErrorCode(rawValue: 14) }
  /// Code 15, retriable, refreshes metadata.
  @inlinable public static var coordinatorNotAvailable: ErrorCode { ErrorCode(rawValue: 15) }
  /// Code 16, retriable, refreshes metadata.
  @inlinable public static var notCoordinator: ErrorCode { ErrorCode(rawValue: 16) }
  /// Code 17, configuration.
  @inlinable public static var invalidTopicException: ErrorCode { ErrorCode(rawValue: 17) }
  /// Code 18, configuration.
  @inlinable public static var recordListTooLarge: ErrorCode { ErrorCode(rawValue: 18) }
  /// Code 19, retriable.
  @inlinable public static var notEnoughReplicas: ErrorCode { ErrorCode(rawValue: 19) }
  /// Code 20, retriable.
  @inlinable public static var notEnoughReplicasAfterAppend: ErrorCode { ErrorCode(rawValue: 20) }
  /// Code 21, configuration.
  @inlinable public static var invalidRequiredAcks: ErrorCode { ErrorCode(rawValue: 21) }
  /// Code 22, recoverable.
  @inlinable public static var illegalGeneration: ErrorCode { ErrorCode(rawValue: 22) }
  /// Code 23.
  @inlinable public static var inconsistentGroupProtocol: ErrorCode { ErrorCode(rawValue: 23) }
  /// Code 24.
  @inlinable public static var invalidGroupId: ErrorCode { ErrorCode(rawValue: 24) }
  /// Code 25, recoverable.
  @inlinable public static var unknownMemberId: ErrorCode { ErrorCode(rawValue: 25) }
  /// Code 26.
  @inlinable public static var invalidSessionTimeout: ErrorCode { ErrorCode(rawValue: 26) }
  /// Code 27.
  @inlinable public static var rebalanceInProgress: ErrorCode { ErrorCode(rawValue: 27) }
  /// Code 28.
  @inlinable public static var invalidCommitOffsetSize: ErrorCode { ErrorCode(rawValue: 28) }
  /// Code 29, configuration.
  @inlinable public static var topicAuthorizationFailed: ErrorCode { ErrorCode(rawValue: 29) }
  /// Code 30, configuration.
  @inlinable public static var groupAuthorizationFailed: ErrorCode { ErrorCode(rawValue: 30) }
  /// Code 31, configuration.
  @inlinable public static var clusterAuthorizationFailed: ErrorCode { ErrorCode(rawValue: 31) }
  /// Code 32.
  @inlinable public static var invalidTimestamp: ErrorCode { ErrorCode(rawValue: 32) }
  /// Code 33, configuration.
  @inlinable public static var unsupportedSaslMechanism: ErrorCode { ErrorCode(rawValue: 33) }
  /// Code 34, configuration.
  @inlinable public static var illegalSaslState: ErrorCode { ErrorCode(rawValue: 34) }
  /// Code 35, configuration.
  @inlinable public static var unsupportedVersion: ErrorCode { ErrorCode(rawValue: 35) }
  /// Code 36.
  @inlinable public static var topicAlreadyExists: ErrorCode { ErrorCode(rawValue: 36) }
  /// Code 37.
  @inlinable public static var invalidPartitions: ErrorCode { ErrorCode(rawValue: 37) }
  /// Code 38, configuration.
  @inlinable public static var invalidReplicationFactor: ErrorCode { ErrorCode(rawValue: 38) }
  /// Code 39.
  @inlinable public static var invalidReplicaAssignment: ErrorCode { ErrorCode(rawValue: 39) }
  /// Code 40, configuration.
  @inlinable public static var invalidConfig: ErrorCode { ErrorCode(rawValue: 40) }
  /// Code 41, retriable.
  @inlinable public static var notController: ErrorCode { ErrorCode(rawValue: 41) }
  /// Code 42.
  @inlinable public static var invalidRequest: ErrorCode { ErrorCode(rawValue: 42) }
  /// Code 43, configuration.
  @inlinable public static var unsupportedForMessageFormat: ErrorCode { ErrorCode(rawValue: 43) }
  /// Code 44.
  @inlinable public static var policyViolation: ErrorCode { ErrorCode(rawValue: 44) }
  /// Code 45.
  @inlinable public static var outOfOrderSequenceNumber: ErrorCode { ErrorCode(rawValue: 45) }
  /// Code 46.
  @inlinable public static var duplicateSequenceNumber: ErrorCode { ErrorCode(rawValue: 46) }
  /// Code 47, recoverable.
  @inlinable public static var invalidProducerEpoch: ErrorCode { ErrorCode(rawValue: 47) }
  /// Code 48.
  @inlinable public static var invalidTxnState: ErrorCode { ErrorCode(rawValue: 48) }
  /// Code 49, recoverable.
  @inlinable public static var invalidProducerIdMapping: ErrorCode { ErrorCode(rawValue: 49) }
  /// Code 50.
  @inlinable public static var invalidTransactionTimeout: ErrorCode { ErrorCode(rawValue: 50) }
  /// Code 51, retriable.
  @inlinable public static var concurrentTransactions: ErrorCode { ErrorCode(rawValue: 51) }
  /// Code 52.
  @inlinable public static var transactionCoordinatorFenced: ErrorCode { ErrorCode(rawValue: 52) }
  /// Code 53, configuration.
  @inlinable public static var transactionalIdAuthorizationFailed: ErrorCode { ErrorCode(rawValue: 53) }
  /// Code 54.
  @inlinable public static var securityDisabled: ErrorCode { ErrorCode(rawValue: 54) }
  /// Code 55.
  @inlinable public static var operationNotAttempted: ErrorCode { ErrorCode(rawValue: 55) }
  /// Code 56, retriable, refreshes metadata.
  @inlinable public static var kafkaStorageError: ErrorCode { ErrorCode(rawValue: 56) }
  /// Code 57.
  @inlinable public static var logDirNotFound: ErrorCode { ErrorCode(rawValue: 57) }
  /// Code 58, configuration.
  @inlinable public static var saslAuthenticationFailed: ErrorCode { ErrorCode(rawValue: 58) }
  /// Code 59.
  @inlinable public static var unknownProducerId: ErrorCode { ErrorCode(rawValue: 59) }
  /// Code 60.
  @inlinable public static var reassignmentInProgress: ErrorCode { ErrorCode(rawValue: 60) }
  /// Code 61, since 1.1.
  @inlinable public static var delegationTokenAuthDisabled: ErrorCode { ErrorCode(rawValue: 61) }
  /// Code 62, since 1.1.
  @inlinable public static var delegationTokenNotFound: ErrorCode { ErrorCode(rawValue: 62) }
  /// Code 63, since 1.1.
  @inlinable public static var delegationTokenOwnerMismatch: ErrorCode { ErrorCode(rawValue: 63) }
  /// Code 64, since 1.1.
  @inlinable public static var delegationTokenRequestNotAllowed: ErrorCode { ErrorCode(rawValue: 64) }
  /// Code 65, configuration, since 1.1.
  @inlinable public static var delegationTokenAuthorizationFailed: ErrorCode { ErrorCode(rawValue: 65) }
  /// Code 66, since 1.1.
  @inlinable public static var delegationTokenExpired: ErrorCode { ErrorCode(rawValue: 66) }
  /// Code 67, since 1.1.
  @inlinable public static var invalidPrincipalType: ErrorCode { ErrorCode(rawValue: 67) }
  /// Code 68, since 1.1.
  @inlinable public static var nonEmptyGroup: ErrorCode { ErrorCode(rawValue: 68) }
  /// Code 69, since 1.1.
  @inlinable public static var groupIdNotFound: ErrorCode { ErrorCode(rawValue: 69) }
  /// Code 70, retriable, since 1.1.
  @inlinable public static var fetchSessionIdNotFound: ErrorCode { ErrorCode(rawValue: 70) }
  /// Code 71, retriable, since 1.1.
  @inlinable public static var invalidFetchSessionEpoch: ErrorCode { ErrorCode(rawValue: 71) }
  /// Code 72, retriable, refreshes metadata, since 2.0.
  @inlinable public static var listenerNotFound: ErrorCode { ErrorCode(rawValue: 72) }
  /// Code 73, since 2.1.
  @inlinable public static var topicDeletionDisabled: ErrorCode { ErrorCode(rawValue: 73) }
  /// Code 74, retriable, refreshes metadata, since 2.1.
  @inlinable public static var fencedLeaderEpoch: ErrorCode { ErrorCode(rawValue: 74) }
  /// Code 75, retriable, since 2.1.
  @inlinable public static var unknownLeaderEpoch: ErrorCode { ErrorCode(rawValue: 75) }
  /// Code 76, since 2.1.
  @inlinable public static var unsupportedCompressionType: ErrorCode { ErrorCode(rawValue: 76) }
  /// Code 77, since 2.2.
  @inlinable public static var staleBrokerEpoch: ErrorCode { ErrorCode(rawValue: 77) }
  /// Code 78, retriable, since 2.2.
  @inlinable public static var offsetNotAvailable: ErrorCode { ErrorCode(rawValue: 78) }
  /// Code 79, since 2.2.
  @inlinable public static var memberIdRequired: ErrorCode { ErrorCode(rawValue: 79) }
  /// Code 80, retriable, refreshes metadata, since 2.2.
  @inlinable public static var preferredLeaderNotAvailable: ErrorCode { ErrorCode(rawValue: 80) }
  /// Code 81, since 2.2.
  @inlinable public static var groupMaxSizeReached: ErrorCode { ErrorCode(rawValue: 81) }
  /// Code 82, recoverable, since 2.3.
  @inlinable public static var fencedInstanceId: ErrorCode { ErrorCode(rawValue: 82) }
  /// Code 83, retriable, refreshes metadata, since 2.4.
  @inlinable public static var eligibleLeadersNotAvailable: ErrorCode { ErrorCode(rawValue: 83) }
  /// Code 84, retriable, refreshes metadata, since 2.4.
  @inlinable public static var electionNotNeeded: ErrorCode { ErrorCode(rawValue: 84) }
  /// Code 85, since 2.4.
  @inlinable public static var noReassignmentInProgress: ErrorCode { ErrorCode(rawValue: 85) }
  /// Code 86, since 2.4.
  @inlinable public static var groupSubscribedToTopic: ErrorCode { ErrorCode(rawValue: 86) }
  /// Code 87, configuration, since 2.4.
  @inlinable public static var invalidRecord: ErrorCode { ErrorCode(rawValue: 87) }
  /// Code 88, retriable, since 2.5.
  @inlinable public static var unstableOffsetCommit: ErrorCode { ErrorCode(rawValue: 88) }
  /// Code 89, retriable, since 2.7.
  @inlinable public static var throttlingQuotaExceeded: ErrorCode { ErrorCode(rawValue: 89) }
  /// Code 90, recoverable, since 2.7.
  @inlinable public static var producerFenced: ErrorCode { ErrorCode(rawValue: 90) }
  /// Code 91, since 2.7.
  @inlinable public static var resourceNotFound: ErrorCode { ErrorCode(rawValue: 91) }
  /// Code 92, since 2.7.
  @inlinable public static var duplicateResource: ErrorCode { ErrorCode(rawValue: 92) }
  /// Code 93, since 2.7.
  @inlinable public static var unacceptableCredential: ErrorCode { ErrorCode(rawValue: 93) }
  /// Code 94, since 2.7.
  @inlinable public static var inconsistentVoterSet: ErrorCode { ErrorCode(rawValue: 94) }
  /// Code 95, since 2.7.
  @inlinable public static var invalidUpdateVersion: ErrorCode { ErrorCode(rawValue: 95) }
  /// Code 96, since 2.7.
  @inlinable public static var featureUpdateFailed: ErrorCode { ErrorCode(rawValue: 96) }
  /// Code 97, since 2.8.
  @inlinable public static var principalDeserializationFailure: ErrorCode { ErrorCode(rawValue: 97) }
  /// Code 98, since 2.8.
  @inlinable public static var snapshotNotFound: ErrorCode { ErrorCode(rawValue: 98) }
  /// Code 99, since 2.8.
  @inlinable public static var positionOutOfRange: ErrorCode { ErrorCode(rawValue: 99) }
  /// Code 100, retriable, refreshes metadata, since 2.8.
  @inlinable public static var unknownTopicId: ErrorCode { ErrorCode(rawValue: 100) }
  /// Code 101, since 2.8.
  @inlinable public static var duplicateBrokerRegistration: ErrorCode { ErrorCode(rawValue: 101) }
  /// Code 102, since 2.8.
  @inlinable public static var brokerIdNotRegistered: ErrorCode { ErrorCode(rawValue: 102) }
  /// Code 103, retriable, refreshes metadata, since 2.8.
  @inlinable public static var inconsistentTopicId: ErrorCode { ErrorCode(rawValue: 103) }
  /// Code 104, since 2.8.
  @inlinable public static var inconsistentClusterId: ErrorCode { ErrorCode(rawValue: 104) }
  /// Code 105, since 3.0.
  @inlinable public static var transactionalIdNotFound: ErrorCode { ErrorCode(rawValue: 105) }
  /// Code 106, retriable, since 3.1.
  @inlinable public static var fetchSessionTopicIdError: ErrorCode { ErrorCode(rawValue: 106) }
  /// Code 107, since 3.3.
  @inlinable public static var ineligibleReplica: ErrorCode { ErrorCode(rawValue: 107) }
  /// Code 108, since 3.3.
  @inlinable public static var newLeaderElected: ErrorCode { ErrorCode(rawValue: 108) }
  /// Code 109, since 3.5.
  @inlinable public static var offsetMovedToTieredStorage: ErrorCode { ErrorCode(rawValue: 109) }
  /// Code 110, since 3.5.
  @inlinable public static var fencedMemberEpoch: ErrorCode { ErrorCode(rawValue: 110) }
  /// Code 111, since 3.5.
  @inlinable public static var unreleasedInstanceId: ErrorCode { ErrorCode(rawValue: 111) }
  /// Code 112, since 3.5.
  @inlinable public static var unsupportedAssignor: ErrorCode { ErrorCode(rawValue: 112) }
  /// Code 113, since 3.6.
  @inlinable public static var staleMemberEpoch: ErrorCode { ErrorCode(rawValue: 113) }
  /// Code 114, since 3.7.
  @inlinable public static var mismatchedEndpointType: ErrorCode { ErrorCode(rawValue: 114) }
  /// Code 115, since 3.7.
  @inlinable public static var unsupportedEndpointType: ErrorCode { ErrorCode(rawValue: 115) }
  /// Code 116, since 3.7.
  @inlinable public static var unknownControllerId: ErrorCode { ErrorCode(rawValue: 116) }
  /// Code 117, since 3.7.
  @inlinable public static var unknownSubscriptionId: ErrorCode { ErrorCode(rawValue: 117) }
  /// Code 118, since 3.7.
  @inlinable public static var telemetryTooLarge: ErrorCode { ErrorCode(rawValue: 118) }
  /// Code 119, since 3.7.
  @inlinable public static var invalidRegistration: ErrorCode { ErrorCode(rawValue: 119) }
  /// Code 120, abortable, since 3.8.
  @inlinable public static var transactionAbortable: ErrorCode { ErrorCode(rawValue: 120) }
  /// Code 121, since 3.9.
  @inlinable public static var invalidRecordState: ErrorCode { ErrorCode(rawValue: 121) }
  /// Code 122, retriable, since 3.9.
  @inlinable public static var shareSessionNotFound: ErrorCode { ErrorCode(rawValue: 122) }
  /// Code 123, retriable, since 3.9.
  @inlinable public static var invalidShareSessionEpoch: ErrorCode { ErrorCode(rawValue: 123) }
  /// Code 124, since 3.9.
  @inlinable public static var fencedStateEpoch: ErrorCode { ErrorCode(rawValue: 124) }
  /// Code 125, since 3.9.
  @inlinable public static var invalidVoterKey: ErrorCode { ErrorCode(rawValue: 125) }
  /// Code 126, since 3.9.
  @inlinable public static var duplicateVoter: ErrorCode { ErrorCode(rawValue: 126) }
  /// Code 127, since 3.9.
  @inlinable public static var voterNotFound: ErrorCode { ErrorCode(rawValue: 127) }
  /// Code 128, since 4.0.
  @inlinable public static var invalidRegularExpression: ErrorCode { ErrorCode(rawValue: 128) }
  /// Code 129, since 4.0.
  @inlinable public static var rebootstrapRequired: ErrorCode { ErrorCode(rawValue: 129) }
  /// Code 130, since 4.1.
  @inlinable public static var streamsInvalidTopology: ErrorCode { ErrorCode(rawValue: 130) }
  /// Code 131, since 4.1.
  @inlinable public static var streamsInvalidTopologyEpoch: ErrorCode { ErrorCode(rawValue: 131) }
  /// Code 132, since 4.1.
  @inlinable public static var streamsTopologyFenced: ErrorCode { ErrorCode(rawValue: 132) }
  /// Code 133, retriable, since 4.1.
  @inlinable public static var shareSessionLimitReached: ErrorCode { ErrorCode(rawValue: 133) }
  /// Code 134, since 4.4.
  @inlinable public static var groupDeletionFailed: ErrorCode { ErrorCode(rawValue: 134) }
  /// Code 135, since 4.4.
  @inlinable public static var streamsTopologyDescriptionUpdateFailed: ErrorCode { ErrorCode(rawValue: 135) }
  /// Code 136, since 4.4.
  @inlinable public static var controllerIdNotRegistered: ErrorCode { ErrorCode(rawValue: 136) }

  /// Every code known, from -1 up.
  public static var all: [ErrorCode] { entries.indices.map { ErrorCode(rawValue: Int16($0) - 1) } }

  static let entries: [Entry] = [
    Entry("UNKNOWN_SERVER_ERROR", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("NONE", retriable: false, refresh: false, .ok, since: nil, was: nil),
    Entry("OFFSET_OUT_OF_RANGE", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("CORRUPT_MESSAGE", retriable: true, refresh: false, .retriable, since: nil, was: nil),
    Entry("UNKNOWN_TOPIC_OR_PARTITION", retriable: true, refresh: true, .retriable, since: nil, was: nil),
    Entry("INVALID_FETCH_SIZE", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("LEADER_NOT_AVAILABLE", retriable: true, refresh: true, .retriable, since: nil, was: nil),
    Entry("NOT_LEADER_OR_FOLLOWER", retriable: true, refresh: true, .retriable, since: nil, was: "NOT_LEADER_FOR_PARTITION"),
    Entry("REQUEST_TIMED_OUT", retriable: true, refresh: false, .retriable, since: nil, was: nil),
    Entry("BROKER_NOT_AVAILABLE", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("REPLICA_NOT_AVAILABLE", retriable: true, refresh: true, .retriable, since: nil, was: nil),
    Entry("MESSAGE_TOO_LARGE", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("STALE_CONTROLLER_EPOCH", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("OFFSET_METADATA_TOO_LARGE", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("NETWORK_EXCEPTION", retriable: true, refresh: true, .retriable, since: nil, was: nil),
    Entry("COORDINATOR_LOAD_IN_PROGRESS", retriable: true, refresh: false, .retriable, since: nil, was: nil),
    Entry("COORDINATOR_NOT_AVAILABLE", retriable: true, refresh: true, .retriable, since: nil, was: nil),
    Entry("NOT_COORDINATOR", retriable: true, refresh: true, .retriable, since: nil, was: nil),
    Entry("INVALID_TOPIC_EXCEPTION", retriable: false, refresh: false, .configuration, since: nil, was: nil),
    Entry("RECORD_LIST_TOO_LARGE", retriable: false, refresh: false, .configuration, since: nil, was: nil),
    Entry("NOT_ENOUGH_REPLICAS", retriable: true, refresh: false, .retriable, since: nil, was: nil),
    Entry("NOT_ENOUGH_REPLICAS_AFTER_APPEND", retriable: true, refresh: false, .retriable, since: nil, was: nil),
    Entry("INVALID_REQUIRED_ACKS", retriable: false, refresh: false, .configuration, since: nil, was: nil),
    Entry("ILLEGAL_GENERATION", retriable: false, refresh: false, .recoverable, since: nil, was: nil),
    Entry("INCONSISTENT_GROUP_PROTOCOL", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("INVALID_GROUP_ID", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("UNKNOWN_MEMBER_ID", retriable: false, refresh: false, .recoverable, since: nil, was: nil),
    Entry("INVALID_SESSION_TIMEOUT", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("REBALANCE_IN_PROGRESS", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("INVALID_COMMIT_OFFSET_SIZE", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("TOPIC_AUTHORIZATION_FAILED", retriable: false, refresh: false, .configuration, since: nil, was: nil),
    Entry("GROUP_AUTHORIZATION_FAILED", retriable: false, refresh: false, .configuration, since: nil, was: nil),
    Entry("CLUSTER_AUTHORIZATION_FAILED", retriable: false, refresh: false, .configuration, since: nil, was: nil),
    Entry("INVALID_TIMESTAMP", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("UNSUPPORTED_SASL_MECHANISM", retriable: false, refresh: false, .configuration, since: nil, was: nil),
    Entry("ILLEGAL_SASL_STATE", retriable: false, refresh: false, .configuration, since: nil, was: nil),
    Entry("UNSUPPORTED_VERSION", retriable: false, refresh: false, .configuration, since: nil, was: nil),
    Entry("TOPIC_ALREADY_EXISTS", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("INVALID_PARTITIONS", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("INVALID_REPLICATION_FACTOR", retriable: false, refresh: false, .configuration, since: nil, was: nil),
    Entry("INVALID_REPLICA_ASSIGNMENT", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("INVALID_CONFIG", retriable: false, refresh: false, .configuration, since: nil, was: nil),
    Entry("NOT_CONTROLLER", retriable: true, refresh: false, .retriable, since: nil, was: nil),
    Entry("INVALID_REQUEST", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("UNSUPPORTED_FOR_MESSAGE_FORMAT", retriable: false, refresh: false, .configuration, since: nil, was: nil),
    Entry("POLICY_VIOLATION", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("OUT_OF_ORDER_SEQUENCE_NUMBER", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("DUPLICATE_SEQUENCE_NUMBER", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("INVALID_PRODUCER_EPOCH", retriable: false, refresh: false, .recoverable, since: nil, was: nil),
    Entry("INVALID_TXN_STATE", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("INVALID_PRODUCER_ID_MAPPING", retriable: false, refresh: false, .recoverable, since: nil, was: nil),
    Entry("INVALID_TRANSACTION_TIMEOUT", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("CONCURRENT_TRANSACTIONS", retriable: true, refresh: false, .retriable, since: nil, was: nil),
    Entry("TRANSACTION_COORDINATOR_FENCED", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("TRANSACTIONAL_ID_AUTHORIZATION_FAILED", retriable: false, refresh: false, .configuration, since: nil, was: nil),
    Entry("SECURITY_DISABLED", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("OPERATION_NOT_ATTEMPTED", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("KAFKA_STORAGE_ERROR", retriable: true, refresh: true, .retriable, since: nil, was: nil),
    Entry("LOG_DIR_NOT_FOUND", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("SASL_AUTHENTICATION_FAILED", retriable: false, refresh: false, .configuration, since: nil, was: nil),
    Entry("UNKNOWN_PRODUCER_ID", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("REASSIGNMENT_IN_PROGRESS", retriable: false, refresh: false, .other, since: nil, was: nil),
    Entry("DELEGATION_TOKEN_AUTH_DISABLED", retriable: false, refresh: false, .other, since: "1.1", was: nil),
    Entry("DELEGATION_TOKEN_NOT_FOUND", retriable: false, refresh: false, .other, since: "1.1", was: nil),
    Entry("DELEGATION_TOKEN_OWNER_MISMATCH", retriable: false, refresh: false, .other, since: "1.1", was: nil),
    Entry("DELEGATION_TOKEN_REQUEST_NOT_ALLOWED", retriable: false, refresh: false, .other, since: "1.1", was: nil),
    Entry("DELEGATION_TOKEN_AUTHORIZATION_FAILED", retriable: false, refresh: false, .configuration, since: "1.1", was: nil),
    Entry("DELEGATION_TOKEN_EXPIRED", retriable: false, refresh: false, .other, since: "1.1", was: nil),
    Entry("INVALID_PRINCIPAL_TYPE", retriable: false, refresh: false, .other, since: "1.1", was: nil),
    Entry("NON_EMPTY_GROUP", retriable: false, refresh: false, .other, since: "1.1", was: nil),
    Entry("GROUP_ID_NOT_FOUND", retriable: false, refresh: false, .other, since: "1.1", was: nil),
    Entry("FETCH_SESSION_ID_NOT_FOUND", retriable: true, refresh: false, .retriable, since: "1.1", was: nil),
    Entry("INVALID_FETCH_SESSION_EPOCH", retriable: true, refresh: false, .retriable, since: "1.1", was: nil),
    Entry("LISTENER_NOT_FOUND", retriable: true, refresh: true, .retriable, since: "2.0", was: nil),
    Entry("TOPIC_DELETION_DISABLED", retriable: false, refresh: false, .other, since: "2.1", was: nil),
    Entry("FENCED_LEADER_EPOCH", retriable: true, refresh: true, .retriable, since: "2.1", was: nil),
    Entry("UNKNOWN_LEADER_EPOCH", retriable: true, refresh: false, .retriable, since: "2.1", was: nil),
    Entry("UNSUPPORTED_COMPRESSION_TYPE", retriable: false, refresh: false, .other, since: "2.1", was: nil),
    Entry("STALE_BROKER_EPOCH", retriable: false, refresh: false, .other, since: "2.2", was: nil),
    Entry("OFFSET_NOT_AVAILABLE", retriable: true, refresh: false, .retriable, since: "2.2", was: nil),
    Entry("MEMBER_ID_REQUIRED", retriable: false, refresh: false, .other, since: "2.2", was: nil),
    Entry("PREFERRED_LEADER_NOT_AVAILABLE", retriable: true, refresh: true, .retriable, since: "2.2", was: nil),
    Entry("GROUP_MAX_SIZE_REACHED", retriable: false, refresh: false, .other, since: "2.2", was: nil),
    Entry("FENCED_INSTANCE_ID", retriable: false, refresh: false, .recoverable, since: "2.3", was: nil),
    Entry("ELIGIBLE_LEADERS_NOT_AVAILABLE", retriable: true, refresh: true, .retriable, since: "2.4", was: nil),
    Entry("ELECTION_NOT_NEEDED", retriable: true, refresh: true, .retriable, since: "2.4", was: nil),
    Entry("NO_REASSIGNMENT_IN_PROGRESS", retriable: false, refresh: false, .other, since: "2.4", was: nil),
    Entry("GROUP_SUBSCRIBED_TO_TOPIC", retriable: false, refresh: false, .other, since: "2.4", was: nil),
    Entry("INVALID_RECORD", retriable: false, refresh: false, .configuration, since: "2.4", was: nil),
    Entry("UNSTABLE_OFFSET_COMMIT", retriable: true, refresh: false, .retriable, since: "2.5", was: nil),
    Entry("THROTTLING_QUOTA_EXCEEDED", retriable: true, refresh: false, .retriable, since: "2.7", was: nil),
    Entry("PRODUCER_FENCED", retriable: false, refresh: false, .recoverable, since: "2.7", was: nil),
    Entry("RESOURCE_NOT_FOUND", retriable: false, refresh: false, .other, since: "2.7", was: nil),
    Entry("DUPLICATE_RESOURCE", retriable: false, refresh: false, .other, since: "2.7", was: nil),
    Entry("UNACCEPTABLE_CREDENTIAL", retriable: false, refresh: false, .other, since: "2.7", was: nil),
    Entry("INCONSISTENT_VOTER_SET", retriable: false, refresh: false, .other, since: "2.7", was: nil),
    Entry("INVALID_UPDATE_VERSION", retriable: false, refresh: false, .other, since: "2.7", was: nil),
    Entry("FEATURE_UPDATE_FAILED", retriable: false, refresh: false, .other, since: "2.7", was: nil),
    Entry("PRINCIPAL_DESERIALIZATION_FAILURE", retriable: false, refresh: false, .other, since: "2.8", was: nil),
    Entry("SNAPSHOT_NOT_FOUND", retriable: false, refresh: false, .other, since: "2.8", was: nil),
    Entry("POSITION_OUT_OF_RANGE", retriable: false, refresh: false, .other, since: "2.8", was: nil),
    Entry("UNKNOWN_TOPIC_ID", retriable: true, refresh: true, .retriable, since: "2.8", was: nil),
    Entry("DUPLICATE_BROKER_REGISTRATION", retriable: false, refresh: false, .other, since: "2.8", was: nil),
    Entry("BROKER_ID_NOT_REGISTERED", retriable: false, refresh: false, .other, since: "2.8", was: nil),
    Entry("INCONSISTENT_TOPIC_ID", retriable: true, refresh: true, .retriable, since: "2.8", was: nil),
    Entry("INCONSISTENT_CLUSTER_ID", retriable: false, refresh: false, .other, since: "2.8", was: nil),
    Entry("TRANSACTIONAL_ID_NOT_FOUND", retriable: false, refresh: false, .other, since: "3.0", was: nil),
    Entry("FETCH_SESSION_TOPIC_ID_ERROR", retriable: true, refresh: false, .retriable, since: "3.1", was: nil),
    Entry("INELIGIBLE_REPLICA", retriable: false, refresh: false, .other, since: "3.3", was: nil),
    Entry("NEW_LEADER_ELECTED", retriable: false, refresh: false, .other, since: "3.3", was: nil),
    Entry("OFFSET_MOVED_TO_TIERED_STORAGE", retriable: false, refresh: false, .other, since: "3.5", was: nil),
    Entry("FENCED_MEMBER_EPOCH", retriable: false, refresh: false, .other, since: "3.5", was: nil),
    Entry("UNRELEASED_INSTANCE_ID", retriable: false, refresh: false, .other, since: "3.5", was: nil),
    Entry("UNSUPPORTED_ASSIGNOR", retriable: false, refresh: false, .other, since: "3.5", was: nil),
    Entry("STALE_MEMBER_EPOCH", retriable: false, refresh: false, .other, since: "3.6", was: nil),
    Entry("MISMATCHED_ENDPOINT_TYPE", retriable: false, refresh: false, .other, since: "3.7", was: nil),
    Entry("UNSUPPORTED_ENDPOINT_TYPE", retriable: false, refresh: false, .other, since: "3.7", was: nil),
    Entry("UNKNOWN_CONTROLLER_ID", retriable: false, refresh: false, .other, since: "3.7", was: nil),
    Entry("UNKNOWN_SUBSCRIPTION_ID", retriable: false, refresh: false, .other, since: "3.7", was: nil),
    Entry("TELEMETRY_TOO_LARGE", retriable: false, refresh: false, .other, since: "3.7", was: nil),
    Entry("INVALID_REGISTRATION", retriable: false, refresh: false, .other, since: "3.7", was: nil),
    Entry("TRANSACTION_ABORTABLE", retriable: false, refresh: false, .abortable, since: "3.8", was: nil),
    Entry("INVALID_RECORD_STATE", retriable: false, refresh: false, .other, since: "3.9", was: nil),
    Entry("SHARE_SESSION_NOT_FOUND", retriable: true, refresh: false, .retriable, since: "3.9", was: nil),
    Entry("INVALID_SHARE_SESSION_EPOCH", retriable: true, refresh: false, .retriable, since: "3.9", was: nil),
    Entry("FENCED_STATE_EPOCH", retriable: false, refresh: false, .other, since: "3.9", was: nil),
    Entry("INVALID_VOTER_KEY", retriable: false, refresh: false, .other, since: "3.9", was: nil),
    Entry("DUPLICATE_VOTER", retriable: false, refresh: false, .other, since: "3.9", was: nil),
    Entry("VOTER_NOT_FOUND", retriable: false, refresh: false, .other, since: "3.9", was: nil),
    Entry("INVALID_REGULAR_EXPRESSION", retriable: false, refresh: false, .other, since: "4.0", was: nil),
    Entry("REBOOTSTRAP_REQUIRED", retriable: false, refresh: false, .other, since: "4.0", was: nil),
    Entry("STREAMS_INVALID_TOPOLOGY", retriable: false, refresh: false, .other, since: "4.1", was: nil),
    Entry("STREAMS_INVALID_TOPOLOGY_EPOCH", retriable: false, refresh: false, .other, since: "4.1", was: nil),
    Entry("STREAMS_TOPOLOGY_FENCED", retriable: false, refresh: false, .other, since: "4.1", was: nil),
    Entry("SHARE_SESSION_LIMIT_REACHED", retriable: true, refresh: false, .retriable, since: "4.1", was: nil),
    Entry("GROUP_DELETION_FAILED", retriable: false, refresh: false, .other, since: "4.4", was: nil),
    Entry("STREAMS_TOPOLOGY_DESCRIPTION_UPDATE_FAILED", retriable: false, refresh: false, .other, since: "4.4", was: nil),
    Entry("CONTROLLER_ID_NOT_REGISTERED", retriable: false, refresh: false, .other, since: "4.4", was: nil),
  ]
}
