@_exported public import KafkaMessages
@_exported public import KafkaRecords
@_exported public import KafkaWire
