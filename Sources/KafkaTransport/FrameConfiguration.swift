package import NIOCore

/// The limits and socket options of connections that carry frames.
package struct FrameConfiguration: Sendable {
  /// The largest frame accepted from a peer, without its length. Kafka's `socket.request.max.bytes` on brokers.
  package var maximumFrameSize = 104_857_600
  /// The most bytes that may wait to be sent. A peer that makes more wait is closed; an owner that heeds
  /// `isWritable` never comes here.
  package var maximumOutboundBytes = 512 * 1024 * 1024
  /// From this many waiting bytes on, the connection says that it is not writable.
  package var highWaterMark = 1024 * 1024
  /// From this many waiting bytes down, it is writable again.
  package var lowWaterMark = 256 * 1024
  /// The most bytes taken from the socket with one call. Reads adapt between 2 KiB and this.
  package var maximumReadSize = 256 * 1024
  /// Calls of that size before another connection has its turn.
  package var readsPerTurn: UInt = 4
  /// SO_SNDBUF in bytes; nil leaves it to the system. Kafka's `send.buffer.bytes`.
  package var sendBufferSize: Int32?
  /// SO_RCVBUF in bytes; nil leaves it to the system. Kafka's `receive.buffer.bytes`.
  package var receiveBufferSize: Int32?
  /// Closes a connection on which nothing moved for this long; nil never does.
  package var idleTimeout: Duration?
  /// How long an orderly close waits for the peer to take what is still to be sent.
  package var drainTimeout: Duration = .seconds(5)

  package init() {}

  /// Sets everything a connected, or connecting, socket needs. On the channel's loop.
  package func apply(to channel: any Channel) throws {
    try channel.keepFromChildren()
    guard let options = channel.syncOptions else { return }
    // Not every socket is TCP; without these two it still carries frames.
    try? options.setOption(.tcpOption(.tcp_nodelay), value: 1)
    try? options.setOption(.socketOption(.so_keepalive), value: 1)
    if let sendBufferSize { try options.setOption(.socketOption(.so_sndbuf), value: .init(sendBufferSize)) }
    if let receiveBufferSize { try options.setOption(.socketOption(.so_rcvbuf), value: .init(receiveBufferSize)) }
    try options.setOption(
      .recvAllocator,
      value: AdaptiveRecvByteBufferAllocator(
        minimum: min(2048, maximumReadSize), initial: min(16384, maximumReadSize), maximum: maximumReadSize))
    try options.setOption(.maxMessagesPerRead, value: readsPerTurn)
    try options.setOption(
      .writeBufferWaterMark, value: .init(low: min(lowWaterMark, highWaterMark), high: highWaterMark))
  }
}
