import KafkaWire

/// The brokers of a cluster that are up, as all its nodes see them. Confined to their common thread.
///
/// The nodes share their logs, as they share this: a partition is led by one of them, which alone opens its log, and
/// leadership moves without moving records. A cluster of one has one member, which leads everything.
package final class ClusterMembers {
  package struct Member: Equatable, Sendable {
    package var id: Int32
    /// What clients are told to connect to, by the name of the listener they came to. At least one.
    package var endpoints: [String: HostAndPort]
    package var rack: String?
  }

  /// By id.
  package private(set) var members: [Member] = []

  package init() {}

  package subscript(_ id: Int32) -> Member? { members.first { $0.id == id } }

  package func add(_ member: Member) {
    remove(member.id)
    let place = members.firstIndex { $0.id > member.id } ?? members.endIndex
    members.insert(member, at: place)
  }

  /// The broker is down, or stops.
  package func remove(_ id: Int32) {
    members.removeAll { $0.id == id }
  }

  /// Who answers for the cluster where Kafka has one controller.
  var controller: Int32? { members.first?.id }
}

extension ClusterMembers.Member {
  /// What a client of a listener is told to connect to.
  func endpoint(for listener: String) -> HostAndPort {
    endpoints[listener] ?? endpoints.min { $0.key < $1.key }?.value ?? HostAndPort(host: "", port: 0)
  }
}
