// ``BrokerConfiguration`` and its errors are defined below the sockets; users find them here.
@_exported public import KafkaBrokerCore

// What rules of fault scripts are about.
@_exported public import struct KafkaWire.ApiKey
@_exported public import struct KafkaWire.ErrorCode
@_exported public import struct KafkaWire.TopicPartition
