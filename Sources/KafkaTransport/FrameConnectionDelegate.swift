package import NIOCore

/// The owner of a connection. Every call comes on the connection's event loop.
///
/// A connection keeps its delegate alive until `closed` has been called, which happens exactly once, last.
package protocol FrameConnectionDelegate: AnyObject {
  /// The connection can be used. Not called when it could not be made.
  func opened(_ connection: FrameConnection)

  /// Whole frames arrived, in order, without their lengths. One call carries all that one turn of reading brought.
  /// A few more may come after `pauseReading`: those that had been read already, or that a closing peer left behind.
  func received(_ frames: [ByteBuffer], on connection: FrameConnection)

  /// The bytes waiting to be sent crossed a mark of the configuration. An owner that goes on sending while
  /// `isWritable` is false runs into `maximumOutboundBytes`.
  func writabilityChanged(_ isWritable: Bool, on connection: FrameConnection)

  /// The connection is no more. Never called from within a call of the owner's.
  func closed(_ connection: FrameConnection, reason: FrameCloseReason)
}

extension FrameConnectionDelegate {
  package func opened(_ connection: FrameConnection) {}
  package func writabilityChanged(_ isWritable: Bool, on connection: FrameConnection) {}
}
