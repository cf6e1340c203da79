// One import gives a user everything that is meant for users.
@_exported public import KafkaClientCore

@_exported public import enum KafkaCompression.CompressionType
@_exported public import struct KafkaRecords.RecordHeader
@_exported public import struct KafkaWire.ApiKey
@_exported public import struct KafkaWire.ErrorCode
@_exported public import struct KafkaWire.KafkaUUID
@_exported public import struct KafkaWire.TopicPartition
