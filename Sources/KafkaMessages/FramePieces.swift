import KafkaWire
package import NIOCore

/// A frame on its way out, in the pieces that it is written from: what was encoded, and between it the long bytes that
/// the message carried, where they were before. A batch of records is thus copied when it is made, and never again.
package struct FramePieces: Sendable {
  /// Shorter bytes are copied: a piece of its own costs as much as copying so many does.
  package static let sharedFrom = 4_096

  package let first: ByteBuffer
  /// Empty for most frames.
  package let rest: [ByteBuffer]

  init(_ writer: consuming WireWriter) {
    (first, rest) = writer.takePieces()
  }

  /// A frame of one piece.
  package init(_ frame: ByteBuffer) {
    first = frame
    rest = []
  }

  package var byteCount: Int { rest.reduce(first.readableBytes) { $0 + $1.readableBytes } }

  /// The frame in one buffer: a copy, where there are several pieces.
  package var joined: ByteBuffer {
    if rest.isEmpty { return first }
    var frame = ByteBufferAllocator().buffer(capacity: byteCount)
    frame.writeImmutableBuffer(first)
    for piece in rest { frame.writeImmutableBuffer(piece) }
    return frame
  }
}

extension FramePieces: Equatable {
  /// Equal frames are equal on the wire, whatever pieces they come in.
  package static func == (left: Self, right: Self) -> Bool { left.joined == right.joined }
}
