package import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Keeps a port that nobody listens on from being given to somebody else, for as long as it lives: connections are
/// refused, and the system does not choose the port for others.
package final class PortReservation: Sendable {
  private let descriptor: CInt
  /// What is kept.
  package let address: SocketAddress

  /// Nil when the port cannot be had, which is somebody else's by then.
  ///
  /// - Parameter address: With port 0 for any that is free.
  package init?(_ address: SocketAddress) {
    let family: CInt
    switch address {
    case .v4: family = AF_INET
    case .v6: family = AF_INET6
    case .unixDomainSocket: return nil
    }
    // A process that is started meanwhile must not keep the port.
    #if canImport(Glibc)
      let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    #elseif canImport(Musl)
      let kind = SOCK_STREAM | SOCK_CLOEXEC
    #else
      let kind = SOCK_STREAM
    #endif
    let descriptor = socket(family, kind, 0)
    guard descriptor >= 0 else { return nil }
    // Where the socket could not be made so.
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    // Connections of the listener that was there before may linger.
    var yes: CInt = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
    let status = address.withSockAddr { pointer, size in
      #if canImport(Glibc)
        Glibc.bind(descriptor, pointer, socklen_t(size))
      #elseif canImport(Musl)
        Musl.bind(descriptor, pointer, socklen_t(size))
      #else
        Darwin.bind(descriptor, pointer, socklen_t(size))
      #endif
    }
    guard status == 0, let bound = Self.address(of: descriptor, family) else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    self.address = bound
  }

  private static func address(of descriptor: CInt, _ family: CInt) -> SocketAddress? {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutablePointer(to: &storage) { storage in
      let status = storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
      guard status == 0 else { return nil }
      if family == AF_INET {
        return storage.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { SocketAddress($0.pointee) }
      }
      return storage.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { SocketAddress($0.pointee) }
    }
  }

  deinit { close(descriptor) }
}
