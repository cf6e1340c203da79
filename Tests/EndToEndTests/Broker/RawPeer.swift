import Foundation
import KafkaMessages
import KafkaWire
import NIOCore

/// A blocking socket that sends what no client would, with a time limit on everything.
final class RawPeer: Sendable {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private let descriptor: Int32

  init(port: Int) throws {
    #if canImport(Darwin)
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #else
      // A program that another test starts would keep the connection open.
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    #endif
    guard descriptor >= 0 else { throw Failure(description: "no socket: errno \(errno)") }
    var limit = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      // `deinit` closes the descriptor; twice would close somebody else's.
      let code = errno
      throw Failure(description: "cannot connect to port \(port): errno \(code)")
    }
  }

  deinit {
    close(descriptor)
  }

  /// Sends all bytes; false when the peer has closed.
  @discardableResult
  func write(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      #if canImport(Darwin)
        let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, 0) }
      #else
        let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      #endif
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Exactly so many bytes; nil when the peer closed before.
  func read(_ count: Int) throws -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress! + filled, count - filled, 0) }
      if got == 0 || (got < 0 && errno == ECONNRESET) { return nil }
      // With a time limit, a signal ends the call even where calls are restarted.
      if got < 0 && errno == EINTR { continue }
      if got < 0 { throw Failure(description: "nothing came within the time limit: errno \(errno)") }
      filled += got
    }
    return bytes
  }

  /// Whether the peer closes without sending anything.
  func isClosedByPeer() throws -> Bool { try read(1) == nil }

  /// Ends with a reset instead of an orderly close.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }

  // MARK: Requests

  static func frame<Request: KafkaRequest>(
    _ request: Request, version: Int16, correlation: Int32 = 1
  ) throws -> [UInt8] {
    Array(
      try Frame.request(request, version: version, correlationId: correlation, clientId: "raw").readableBytesView)
  }

  /// The next frame, without its length; nil when the peer closed.
  func nextFrame() throws -> ByteBuffer? {
    guard let size = try read(4) else { return nil }
    var buffer = ByteBuffer(bytes: size)
    guard let length = buffer.readInteger(as: Int32.self), let body = try read(Int(length)) else { return nil }
    return ByteBuffer(bytes: body)
  }

  func call<Request: KafkaRequest>(_ request: Request, version: Int16) throws -> Request.Response {
    write(try Self.frame(request, version: version))
    guard let frame = try nextFrame() else { throw Failure(description: "closed instead of an answer") }
    return try Frame.readResponse(Request.Response.self, version: version, from: frame).body
  }

  /// Asks a broker on a fresh connection for its versions, to see that it serves.
  static func check(port: Int) throws -> Bool {
    try RawPeer(port: port).call(ApiVersionsRequest(), version: 0).errorCode == 0
  }
}
