package import NIOCore

extension SocketAddress {
  /// The address as people write it: "127.0.0.1:9092", "[::1]:9092", or a path.
  package var endpoint: String {
    switch self {
    case .v4: "\(ipAddress ?? "?"):\(port ?? 0)"
    case .v6: "[\(ipAddress ?? "?")]:\(port ?? 0)"
    case .unixDomainSocket: pathname ?? "unix socket"
    }
  }
}

/// An error of the network in a few words, without the ceremony of its type.
func describe(_ error: any Error) -> String {
  switch error {
  case let error as IOError: "\(error)"
  case ChannelError.eof: "closed by the peer"
  default: "\(error)"
  }
}
