package import NIOCore
import NIOPosix

/// Makes connections.
package enum FrameConnector {
  /// Dials `address` and returns the connection at once. Its delegate hears `opened`, or `closed` with
  /// `.unreachable` or `.connectTimedOut`. Closing the connection earlier gives the attempt up.
  ///
  /// - Parameters:
  ///   - loop: The event loop that runs the connection; the call is made on it.
  ///   - timeout: For the TCP handshake only.
  package static func connect(
    to address: SocketAddress, on loop: any EventLoop, timeout: Duration, configuration: FrameConfiguration,
    delegate: any FrameConnectionDelegate
  ) -> FrameConnection {
    let connection = FrameConnection(
      loop: loop, peer: address.endpoint, configuration: configuration, delegate: delegate)
    let bound = NIOLoopBound(connection, eventLoop: loop)
    let bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(TimeAmount(timeout))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(bound.value)
          try configuration.apply(to: channel)
        }
      }
    // The result is told from the next turn on, so that the caller has the connection before its delegate hears of it.
    loop.assumeIsolated().execute {
      guard !connection.isEnded else { return }
      bootstrap.connect(to: address).assumeIsolated().whenFailure { error in
        connection.connectFailed(Self.reason(for: error))
      }
    }
    return connection
  }

  private static func reason(for error: any Error) -> FrameCloseReason {
    if case ChannelError.connectTimeout = error { return .connectTimedOut }
    if let error = error as? IOError {
      return error.errnoCode == ETIMEDOUT ? .connectTimedOut : .unreachable(describe(error))
    }
    return .unreachable("\(error)")
  }
}
