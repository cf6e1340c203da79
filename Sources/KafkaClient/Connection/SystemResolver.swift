public import KafkaClientCore
import KafkaTransport
import NIOCore

/// Asks the operating system on a thread that may wait: `getaddrinfo` and `getnameinfo`. What a client does if it is not
/// told otherwise; for resolvers of your own to fall back on.
///
/// The system has no way to stop a look-up that it has begun: one that is given up ends in its own time, unheard.
public struct SystemResolver: HostResolver {
  /// The only kind there is.
  public init() {}

  /// The addresses that the system knows for a host, in its order.
  ///
  /// - Throws: An error that names the host and gives the system's reason.
  public func addresses(of host: String) async throws -> [String] {
    try await SystemNames.addresses(of: host)
  }
}

extension HostResolver {
  /// The name that the system's reverse look-up gives, if it leads to the address in turn; otherwise the address.
  ///
  /// - Throws: An error of the system's, when it could not find out; or whatever ``addresses(of:)`` throws.
  public func canonicalName(of address: String) async throws -> String {
    guard let name = try await SystemNames.name(of: address) else { return address }
    // Whoever owns an address may give it any name.
    let addresses = try await addresses(of: name).prefix(HostQuestion.maximumAnswers).map { HostAnswers.plain($0) }
    return addresses.contains(HostAnswers.plain(address)) ? name : address
  }
}
