import KafkaBrokerCore
import KafkaStorage

/// Where a test takes hold of a broker: what its user can change while it runs.
struct BrokerSeams: Sendable {
  let clock: BrokerClock
  let faults: FileFaults
  let interception: InterceptionDesk
}
