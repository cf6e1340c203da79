/// An IP address and a port, as text, so that a simulation can make its own.
package struct NodeAddress: Hashable, Sendable, CustomStringConvertible {
  package var ip: String
  package var port: Int

  package init(ip: String, port: Int) {
    self.ip = ip
    self.port = port
  }

  var isIPv6: Bool { ip.contains(":") }

  package var description: String { isIPv6 ? "[\(ip)]:\(port)" : "\(ip):\(port)" }
}

/// The addresses of one host, tried one after another: `client.dns.lookup=use_all_dns_ips` (KIP-302, KIP-602).
///
/// The Java client keeps to the family of the first address. Here both families take turns, beginning with that of the
/// first, so that a name with an IPv6 address works where only IPv4 does.
///
/// Names are looked up anew whenever all addresses have failed and whenever an established connection was lost,
/// since the name of a broker that moved keeps its old address here for ever otherwise.
///
/// An address that comes twice counts once, and of one answer at most ``HostQuestion/maximumAnswers`` are taken: the
/// first ones, which the resolver prefers.
package struct AddressList: Equatable, Sendable {
  package enum Step: Equatable {
    /// Dial this address.
    case dial(NodeAddress)
    /// Look the name up, then ask again.
    case resolve
    /// A look-up is under way.
    case wait
  }

  private var addresses: [NodeAddress] = []
  private var position = 0
  private var isResolving = false
  /// The address of the connection lost last.
  private var lost: NodeAddress?

  package init() {}

  package mutating func next() -> Step {
    if isResolving { return .wait }
    if position < addresses.count { return .dial(addresses[position]) }
    isResolving = true
    return .resolve
  }

  /// The addresses of the present list, in the order in which they are tried.
  package var all: [NodeAddress] { addresses }

  /// Whether a look-up is under way.
  package var isWaiting: Bool { isResolving }

  /// The look-up found addresses.
  package mutating func resolved(_ found: [NodeAddress]) {
    isResolving = false
    addresses = Self.interleaved(found.distinct(atMost: HostQuestion.maximumAnswers))
    position = 0
    // Whoever was just lost is the least likely to be there.
    if addresses.count > 1, addresses.first == lost { position = 1 }
    lost = nil
  }

  private static func interleaved(_ found: [NodeAddress]) -> [NodeAddress] {
    let first = found.filter { $0.isIPv6 == found.first?.isIPv6 }
    let second = found.filter { $0.isIPv6 != found.first?.isIPv6 }
    var result = [NodeAddress]()
    for index in 0..<max(first.count, second.count) {
      if index < first.count { result.append(first[index]) }
      if index < second.count { result.append(second[index]) }
    }
    return result
  }

  package mutating func resolutionFailed() {
    isResolving = false
    addresses = []
    position = 0
  }

  /// A connection to `address` could not be made: the next one is tried next time.
  package mutating func attemptFailed(_ address: NodeAddress) {
    guard position < addresses.count, addresses[position] == address else { return }
    position += 1
    if position == addresses.count { addresses = [] }
  }

  /// A connection that had been established is gone.
  package mutating func connectionLost(_ address: NodeAddress) {
    addresses = []
    position = 0
    lost = address
  }

  /// Whether more addresses of the present list are left to try.
  package var hasMore: Bool { position < addresses.count }
}
