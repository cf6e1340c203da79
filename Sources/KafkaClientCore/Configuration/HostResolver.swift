/// Turns the names of hosts into addresses, in a way of your own: from a table, a service registry, a DNS library.
///
/// ```swift
/// struct TableResolver: HostResolver {
///   let table: [String: [String]]
///
///   func addresses(of host: String) async throws -> [String] {
///     if let known = table[host] { return known }
///     return try await SystemResolver().addresses(of: host)
///   }
/// }
///
/// configuration.resolver = .custom(TableResolver(table: ["kafka.example": ["10.0.0.1", "10.0.0.2"]]))
/// ```
///
/// The rules:
///
/// - It is asked for host names only: what is an IP address already needs no look-up. It is asked anew for each
///   connection that has to be made after one was lost or all addresses failed, so a cache is its own business.
/// - An answer that does not come within ``ClientConfiguration/Connection/setupTimeout``, which grows with each that
///   does not, is no longer waited for. The task that asks is cancelled then, and when the client ends.
/// - Whatever it throws counts as a failure, appears in errors and logs, and leads to another attempt after
///   ``ClientConfiguration/Connection/reconnectBackoff``. Errors must hold no secrets.
/// - It is called from several tasks at the same time.
public protocol HostResolver: Sendable {
  /// The addresses of a host.
  ///
  /// - Parameter host: The name as it stands in `bootstrap.servers` or as a broker advertises it, without a port.
  /// - Returns: IP addresses as text, such as `10.0.0.1` or `2001:db8::1`, those to be tried first in front. An address
  ///   that comes twice counts once; at most 64 count. None at all counts as a failure, and so does one that is no IP
  ///   address.
  func addresses(of host: String) async throws -> [String]

  /// The name that an address leads back to. Only asked with ``ClientConfiguration/DNSLookup/canonicalBootstrapServers``.
  ///
  /// If you do not implement it, the system's reverse look-up is asked, and its answer is taken only if
  /// ``addresses(of:)`` gives that address for the name; otherwise the address stands for itself, as in the Java client.
  ///
  /// - Parameter address: One of those that ``addresses(of:)`` returned.
  /// - Returns: The name; or the address itself when it has none.
  func canonicalName(of address: String) async throws -> String
}

extension ClientConfiguration {
  /// Who turns host names into addresses.
  public struct Resolver: Sendable, Equatable {
    private final class Box: Sendable {
      let resolver: any HostResolver

      init(_ resolver: any HostResolver) {
        self.resolver = resolver
      }
    }

    private let box: Box?

    private init(_ box: Box?) {
      self.box = box
    }

    /// The one to ask; nil for the system.
    package var custom: (any HostResolver)? { box?.resolver }

    /// The operating system: `getaddrinfo`, and `getnameinfo` for canonical names.
    public static let system = Resolver(nil)

    /// A resolver of your own. Equal to copies of itself only.
    public static func custom(_ resolver: any HostResolver) -> Resolver { Resolver(Box(resolver)) }

    /// Both the system, or copies of the same.
    public static func == (left: Self, right: Self) -> Bool { left.box === right.box }
  }
}
