package import NIOCore
import NIOPosix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Turns a host name into addresses. A test hands in one that answers from a table.
package protocol HostResolver: Sendable {
  /// All addresses of `host` in the order of preference, with the given port.
  func resolve(host: String, port: Int, on loop: any EventLoop) -> EventLoopFuture<[SocketAddress]>
}

/// Asks the system (`getaddrinfo`) on a thread that may wait; literal addresses need none.
package struct SystemResolver: HostResolver {
  package init() {}

  package func resolve(host: String, port: Int, on loop: any EventLoop) -> EventLoopFuture<[SocketAddress]> {
    // Cluster metadata has any number; making an address of it would trap.
    guard (1...Int(UInt16.max)).contains(port) else {
      return loop.makeFailedFuture(ResolutionError(host: host, reason: "\(port) is not a port"))
    }
    if let address = try? SocketAddress(ipAddress: host, port: port) {
      return loop.makeSucceededFuture([address])
    }
    return NIOThreadPool.singleton.runIfActive(eventLoop: loop) { try Self.lookUp(host: host, port: port) }
  }

  private static func lookUp(host: String, port: Int) throws -> [SocketAddress] {
    var hints = addrinfo()
    #if canImport(Glibc)
      hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    #else
      hints.ai_socktype = SOCK_STREAM
    #endif
    hints.ai_protocol = Int32(IPPROTO_TCP)
    var list: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, String(port), &hints, &list)
    defer { if let list { freeaddrinfo(list) } }
    guard status == 0 else {
      throw ResolutionError(host: host, reason: String(cString: gai_strerror(status)))
    }
    var addresses = [SocketAddress]()
    var next = list
    while let entry = next {
      next = entry.pointee.ai_next
      guard let address = entry.pointee.ai_addr else { continue }
      switch entry.pointee.ai_family {
      case AF_INET:
        address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          addresses.append(SocketAddress($0.pointee, host: host))
        }
      case AF_INET6:
        address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
          addresses.append(SocketAddress($0.pointee, host: host))
        }
      default: continue
      }
    }
    guard !addresses.isEmpty else { throw ResolutionError(host: host, reason: "the name has no IP address") }
    return addresses
  }
}

/// A host name that has no address, or none that could be found now.
package struct ResolutionError: Error, Equatable, Sendable, CustomStringConvertible {
  package let host: String
  package let reason: String

  package init(host: String, reason: String) {
    self.host = host
    self.reason = reason
  }

  package var description: String { "no address for \(host): \(reason)" }
}
