/// Why a connection is no more. Reads as the end of a sentence: "connection to 10.0.0.1:9092 closed: …".
package enum FrameCloseReason: Equatable, Sendable, CustomStringConvertible {
  /// The owner closed it.
  case local
  /// The peer closed it between frames.
  case remote
  /// The peer closed it within a frame: `received` bytes of it had come, of `needed` where that was known.
  case remoteWithinFrame(received: Int, needed: Int?)
  /// The peer sent a length that is not accepted.
  case refusedFrame(FrameRefusal)
  /// The owner sent more than the peer takes: `pending` bytes waited, `limit` may.
  case outboundLimit(pending: Int, limit: Int)
  /// Frames of all connections that are incomplete or wait for their turn came to more than `limit` bytes; this one `held` the most.
  case inboundLimit(held: Int, limit: Int)
  /// Nothing moved for the idle time.
  case idle
  /// The owner closed it, and the peer did not take what was still to be sent in the time allowed.
  case undrained(pending: Int)
  /// The connection could not be made.
  case unreachable(String)
  /// It took too long to make the connection.
  case connectTimedOut
  /// The system reported an error.
  case failed(String)

  package var description: String {
    switch self {
    case .local: "closed by us"
    case .remote: "closed by the peer"
    case .remoteWithinFrame(let received, let needed?):
      "closed by the peer within a frame, after \(received) of its \(needed) bytes"
    case .remoteWithinFrame(let received, nil):
      "closed by the peer after \(received) of the 4 bytes of a frame's length"
    case .refusedFrame(let refusal): "the peer sent \(refusal)"
    case .outboundLimit(let pending, let limit):
      "the peer does not read: \(pending) bytes wait to be sent, at most \(limit) may"
    case .inboundLimit(let held, let limit):
      "incomplete and waiting frames of all peers came to more than \(limit) bytes, and \(held) of them were this peer's"
    case .idle: "idle for too long"
    case .undrained(let pending): "closed by us; the peer did not take the last \(pending) bytes"
    case .unreachable(let why): "could not connect: \(why)"
    case .connectTimedOut: "could not connect in time"
    case .failed(let why): why
    }
  }
}
