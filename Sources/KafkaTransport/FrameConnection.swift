package import NIOCore

/// One connection that carries frames, confined to its event loop: every member is used on `loop` only.
///
/// Sending is a plain call without promises or tasks. Frames sent in one turn of the loop leave with one flush, at
/// the end of the turn. Reading is handed over in arrays, one for a turn. Both directions have a bound: see
/// `pauseReading` and `isWritable`.
package final class FrameConnection {
  package let loop: any EventLoop
  package let configuration: FrameConfiguration
  /// What this connection and others may hold for frames that are not complete, or whose turn has not come; nil when only the limit on a frame counts.
  package var inboundBudget: InboundBudget?
  /// Set by the owner to find its own state again.
  package var tag: UInt64 = 0

  private enum State {
    /// The socket is on its way. `opened` or `closed` follows.
    case connecting
    /// Frames go both ways.
    case open
    /// Closed by the owner, who hears nothing but `closed` from now on; the last frames are on their way out.
    case draining
    /// `closed` has been called or is about to be. Final.
    case closed
  }

  private var state = State.connecting
  private var delegate: (any FrameConnectionDelegate)?
  private var context: ChannelHandlerContext?
  private var decoder: FrameDecoder
  private var frames = [ByteBuffer]()
  private var closeReason: FrameCloseReason?

  /// Reading handed over by the delegate's own turn ends with a flush, so that none needs to be scheduled.
  private var isDelivering = false
  private var isFlushPending = false
  private var unflushedBytes = 0
  private var isReadingPaused = false

  private var lastActivity = NIODeadline.now()
  private var idleTimer: Scheduled<Void>?
  private var drainTimer: Scheduled<Void>?

  /// The peer, "127.0.0.1:9092" or "[::1]:9092"; what was dialled until the connection is made.
  package private(set) var peer: String
  package private(set) var remoteAddress: SocketAddress?
  package private(set) var localAddress: SocketAddress?

  /// Bytes taken from the socket so far.
  package private(set) var receivedBytes: UInt64 = 0
  /// Bytes handed to `send` so far.
  package private(set) var sentBytes: UInt64 = 0

  package init(
    loop: any EventLoop, peer: String, configuration: FrameConfiguration, delegate: any FrameConnectionDelegate
  ) {
    loop.preconditionInEventLoop()
    self.loop = loop
    self.peer = peer
    self.configuration = configuration
    self.delegate = delegate
    decoder = FrameDecoder(limit: configuration.maximumFrameSize)
  }

  package var isOpen: Bool {
    if case .open = state { true } else { false }
  }

  /// Closed, or about to be: nothing more comes but `closed`.
  package var isEnded: Bool {
    switch state {
    case .connecting, .open: false
    case .draining, .closed: true
    }
  }

  /// False while more bytes wait to be sent than the configuration's mark.
  package var isWritable: Bool {
    isOpen && context?.channel.isWritable == true
  }

  /// Bytes that wait to be taken by the socket.
  package var outboundBytes: Int {
    guard let options = context?.channel.syncOptions else { return 0 }
    return (try? options.getOption(.bufferedWritableBytes)) ?? 0
  }

  /// Bytes of memory held for a frame that is not complete yet.
  package var heldInboundBytes: Int { decoder.heldBytes }

  /// Bytes of whole frames that the owner keeps for later. They count towards the budget.
  package var waitingInboundBytes = 0 {
    didSet { if !isEnded { tellBudget() } }
  }

  private func tellBudget() {
    inboundBudget?.changed(self, to: decoder.heldBytes + waitingInboundBytes)
  }

  // MARK: Sending

  /// Sends a frame whose first four bytes are its length. Dropped if the connection is not open.
  package func send(_ frame: ByteBuffer) {
    guard case .open = state, let context else { return }
    write(frame, to: context)
    checkOutbound(context)
    scheduleFlush()
  }

  /// Sends a frame that comes in several pieces, which leave together.
  package func send(_ first: ByteBuffer, _ rest: [ByteBuffer]) {
    guard case .open = state, let context else { return }
    write(first, to: context)
    for piece in rest { write(piece, to: context) }
    checkOutbound(context)
    scheduleFlush()
  }

  /// Hands what was sent to the socket now rather than at the end of the turn.
  package func flush() {
    isFlushPending = false
    unflushedBytes = 0
    context?.flush()
  }

  private func write(_ buffer: ByteBuffer, to context: ChannelHandlerContext) {
    sentBytes &+= UInt64(buffer.readableBytes)
    unflushedBytes += buffer.readableBytes
    context.write(Self.wrapOutboundOut(buffer), promise: nil)
  }

  /// After a frame, so that none leaves in two parts.
  private func checkOutbound(_ context: ChannelHandlerContext) {
    if unflushedBytes >= configuration.highWaterMark { flush() }
    if !context.channel.isWritable {
      let pending = outboundBytes
      if pending > configuration.maximumOutboundBytes {
        abort(.outboundLimit(pending: pending, limit: configuration.maximumOutboundBytes))
      }
    }
  }

  private func scheduleFlush() {
    guard !isFlushPending else { return }
    isFlushPending = true
    if isDelivering { return }
    loop.assumeIsolated().execute { self.flushIfPending() }
  }

  private func flushIfPending() {
    guard isFlushPending else { return }
    lastActivity = .now()
    flush()
  }

  // MARK: Reading

  /// Stops taking bytes from the socket, so that the peer feels it through TCP.
  package func pauseReading() { setReadingPaused(true) }

  package func resumeReading() { setReadingPaused(false) }

  private func setReadingPaused(_ paused: Bool) {
    guard isReadingPaused != paused else { return }
    isReadingPaused = paused
    guard case .open = state, let channel = context?.channel else { return }
    // Fails on a channel that is closing only, and then there is nothing to pause.
    try? channel.syncOptions?.setOption(.autoRead, value: !paused)
    if !paused { lastActivity = .now() }
  }

  // MARK: Closing

  /// Closes in order: what was sent is still delivered, for at most `drainTimeout`.
  package func close() {
    switch state {
    case .connecting:
      abort(.local)
    case .open:
      guard let context else { return abort(.local) }
      state = .draining
      closeReason = .local
      setDrainTimer()
      let promise = loop.makePromise(of: Void.self)
      promise.futureResult.assumeIsolated().whenComplete { _ in self.abort(.local) }
      context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer()), promise: promise)
    case .draining, .closed:
      return
    }
  }

  /// Closes at once; what the socket did not take yet is lost.
  package func abort() { abort(.local) }

  private func abort(_ reason: FrameCloseReason) {
    if case .closed = state { return }
    if closeReason == nil { closeReason = reason }
    let channel = context?.channel
    if channel == nil || !(channel?.isActive ?? false) {
      // Never became active: `channelInactive` does not come.
      finish()
    }
    channel?.close(mode: .all, promise: nil)
  }

  /// The budget's word that this connection holds too much.
  func exceededBudget(held: Int, limit: Int) {
    abort(.inboundLimit(held: held, limit: limit))
  }

  private func setDrainTimer() {
    drainTimer = loop.assumeIsolated().scheduleTask(in: TimeAmount(configuration.drainTimeout)) {
      let pending = self.outboundBytes
      if pending > 0 { self.closeReason = .undrained(pending: pending) }
      self.abort(.local)
    }
  }

  private func finish() {
    if case .closed = state { return }
    state = .closed
    idleTimer?.cancel()
    drainTimer?.cancel()
    frames = []
    inboundBudget?.changed(self, to: 0)
    inboundBudget = nil
    let reason = closeReason ?? .remote
    let delegate = self.delegate
    self.delegate = nil
    context = nil
    guard let delegate else { return }
    // In a turn of its own: an owner that closes a connection is not called back from within its own call.
    loop.assumeIsolated().execute { delegate.closed(self, reason: reason) }
  }

  /// The dialler's word that no connection came to be.
  func connectFailed(_ reason: FrameCloseReason) {
    guard case .connecting = state else { return }
    closeReason = reason
    finish()
  }

  // MARK: Idling

  private func startIdleTimer() {
    guard let timeout = configuration.idleTimeout else { return }
    armIdleTimer(in: TimeAmount(timeout))
  }

  /// One timer that looks when it fires, instead of one that every read and write sets anew.
  private func armIdleTimer(in amount: TimeAmount) {
    idleTimer = loop.assumeIsolated().scheduleTask(in: amount) { self.idleTimerFired() }
  }

  private func idleTimerFired() {
    guard case .open = state, let timeout = configuration.idleTimeout else { return }
    let idle = NIODeadline.now() - lastActivity
    let allowed = TimeAmount(timeout)
    // A reader that its owner paused is not idle: its bytes may be waiting in the socket.
    if idle >= allowed, !isReadingPaused, outboundBytes == 0 {
      closeReason = .idle
      abort(.idle)
    } else {
      armIdleTimer(in: idle >= allowed ? allowed : allowed - idle)
    }
  }
}

// MARK: - In the pipeline

extension FrameConnection: ChannelInboundHandler {
  package typealias InboundIn = ByteBuffer
  package typealias OutboundOut = ByteBuffer

  package func handlerAdded(context: ChannelHandlerContext) {
    if case .closed = state {
      // Given up before the socket existed.
      context.close(promise: nil)
      return
    }
    self.context = context
    if context.channel.isActive { becomeOpen(context) }
  }

  package func handlerRemoved(context: ChannelHandlerContext) {
    finish()
  }

  package func channelActive(context: ChannelHandlerContext) {
    becomeOpen(context)
    context.fireChannelActive()
  }

  private func becomeOpen(_ context: ChannelHandlerContext) {
    guard case .connecting = state else { return }
    state = .open
    remoteAddress = context.channel.remoteAddress
    localAddress = context.channel.localAddress
    if let remoteAddress { peer = remoteAddress.endpoint }
    lastActivity = .now()
    startIdleTimer()
    deliver { $0.opened(self) }
    if isReadingPaused {
      isReadingPaused = false
      pauseReading()
    }
  }

  package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .open = state else { return }
    let bytes = Self.unwrapInboundIn(data)
    receivedBytes &+= UInt64(bytes.readableBytes)
    do {
      try decoder.decode(bytes, into: &frames)
    } catch {
      deliverFrames()
      abort(.refusedFrame(error))
    }
  }

  package func channelReadComplete(context: ChannelHandlerContext) {
    lastActivity = .now()
    deliverFrames()
    tellBudget()
    context.fireChannelReadComplete()
  }

  private func deliverFrames() {
    guard !frames.isEmpty, case .open = state else { return }
    let batch = frames
    frames = []
    deliver { $0.received(batch, on: self) }
  }

  /// Calls the delegate; what it sends meanwhile leaves with one flush afterwards.
  private func deliver(_ body: (any FrameConnectionDelegate) -> Void) {
    guard let delegate else { return }
    let outer = isDelivering
    isDelivering = true
    body(delegate)
    isDelivering = outer
    if !outer { flushIfPending() }
  }

  package func channelWritabilityChanged(context: ChannelHandlerContext) {
    if case .open = state {
      lastActivity = .now()
      let isWritable = context.channel.isWritable
      deliver { $0.writabilityChanged(isWritable, on: self) }
    }
    context.fireChannelWritabilityChanged()
  }

  package func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if closeReason == nil { closeReason = .failed(describe(error)) }
    abort(.failed(describe(error)))
  }

  package func channelInactive(context: ChannelHandlerContext) {
    // What arrived before the end still counts.
    deliverFrames()
    if closeReason == nil, let unfinished = decoder.unfinished {
      closeReason = .remoteWithinFrame(received: unfinished.received, needed: unfinished.needed)
    }
    finish()
    context.fireChannelInactive()
  }
}
