import NIOCore
import NIOPosix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The system's knowledge of hosts, asked on a thread that may wait.
package enum SystemNames {
  /// All addresses of a host in the order of preference, as text (`getaddrinfo`).
  package static func addresses(of host: String) async throws -> [String] {
    try await NIOThreadPool.singleton.runIfActive { try lookUp(host) }
  }

  /// The name that an address leads back to (`getnameinfo`); nil when it has none.
  package static func name(of address: String) async throws -> String? {
    let address = try SocketAddress(ipAddress: address, port: 0)
    return try await NIOThreadPool.singleton.runIfActive { try reverse(address) }
  }

  private static func lookUp(_ host: String) throws -> [String] {
    var hints = addrinfo()
    #if canImport(Glibc)
      hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    #else
      hints.ai_socktype = SOCK_STREAM
    #endif
    hints.ai_protocol = Int32(IPPROTO_TCP)
    var list: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, nil, &hints, &list)
    defer { if let list { freeaddrinfo(list) } }
    guard status == 0 else {
      throw ResolutionError("no address for \(host): \(String(cString: gai_strerror(status)))")
    }
    var addresses = [String]()
    var next = list
    while let entry = next {
      next = entry.pointee.ai_next
      guard let address = entry.pointee.ai_addr else { continue }
      let found: SocketAddress? =
        switch entry.pointee.ai_family {
        case AF_INET:
          address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { SocketAddress($0.pointee, host: host) }
        case AF_INET6:
          address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { SocketAddress($0.pointee, host: host) }
        default: nil
        }
      if let ip = found?.ipAddress { addresses.append(ip) }
    }
    guard !addresses.isEmpty else { throw ResolutionError("no address for \(host): the name has no IP address") }
    return addresses
  }

  private static func reverse(_ address: SocketAddress) throws -> String? {
    // NI_MAXHOST, which not every system's headers give to Swift.
    var buffer = [CChar](repeating: 0, count: 1025)
    let status = address.withSockAddr { pointer, size in
      getnameinfo(pointer, socklen_t(size), &buffer, socklen_t(buffer.count), nil, 0, NI_NAMEREQD)
    }
    if status == EAI_NONAME { return nil }
    guard status == 0 else {
      throw ResolutionError(
        "no name for \(address.ipAddress ?? "?"): \(String(cString: gai_strerror(status)))")
    }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// A host whose address or name could not be found.
package struct ResolutionError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Names the host and says why.
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
