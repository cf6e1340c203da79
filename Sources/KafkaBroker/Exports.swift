// ``BrokerConfiguration`` and its errors are defined below the sockets; users find them here.
@_exported public import KafkaBrokerCore
