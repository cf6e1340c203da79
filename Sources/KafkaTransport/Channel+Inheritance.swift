import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Channel {
  /// Keeps the socket from programs that this process starts. They would hold it open after it was closed here: a port
  /// would stay taken, and a peer would not hear that its connection has ended. On the channel's loop.
  ///
  /// - Throws: `IOError`, when the system does not let it.
  func keepFromChildren() throws {
    try pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { socket in
      let flags = fcntl(socket, F_GETFD)
      guard flags >= 0, fcntl(socket, F_SETFD, flags | FD_CLOEXEC) >= 0 else {
        throw IOError(errnoCode: errno, reason: "cannot keep a socket from child processes")
      }
    }
  }
}
