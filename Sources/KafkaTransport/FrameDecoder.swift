package import NIOCore

/// Cuts a byte stream into frames: four bytes of length, big-endian, then that many bytes.
///
/// The length is checked before anything is reserved for it, so the first four bytes of garbage are enough to refuse
/// a stream. Memory follows what arrived, not what was promised: a frame whose bytes drip in holds a small multiple
/// of the bytes received so far. A frame that lies whole in one read is a slice of that read and is not copied; a
/// longer one is gathered in a buffer of its own.
package struct FrameDecoder: Sendable {
  /// The largest frame accepted, without its length.
  package let limit: Int

  private enum State {
    /// Between frames, or within the four bytes of a length: `count` bytes of it are in the low end of `value`.
    case length(value: UInt32, count: Int)
    /// Within a frame of `length` bytes, of which those in `gathered` have arrived.
    case body(length: Int, gathered: ByteBuffer)
    /// The stream was refused; whatever follows means nothing.
    case refused
  }

  private var state = State.length(value: 0, count: 0)

  package init(limit: Int) {
    precondition(limit > 0, "a frame limit must be positive, not \(limit)")
    self.limit = min(limit, Int(Int32.max))
  }

  /// Takes the readable bytes of `input` and appends the frames they complete to `frames`, without their lengths.
  ///
  /// After a throw the stream is lost: the decoder ignores what follows. Frames completed before the bad length
  /// are in `frames`.
  package mutating func decode(_ input: ByteBuffer, into frames: inout [ByteBuffer]) throws(FrameRefusal) {
    var input = input
    while input.readableBytes > 0 {
      switch state {
      case .refused:
        return
      case .length(let value, let count):
        guard let length = try readLength(from: &input, value: value, count: count) else { return }
        if let whole = input.readSlice(length: length) {
          state = .length(value: 0, count: 0)
          frames.append(whole)
        } else {
          let gathered = ByteBufferAllocator().buffer(capacity: Self.reservation(length, arrived: input.readableBytes))
          state = .body(length: length, gathered: gathered)
        }
      case .body(let length, var gathered):
        state = .refused  // Takes the buffer out of the state, so that growing it does not copy it.
        Self.gather(&gathered, upTo: length, from: &input)
        if gathered.readableBytes == length {
          state = .length(value: 0, count: 0)
          frames.append(gathered)
        } else {
          state = .body(length: length, gathered: gathered)
        }
      }
    }
  }

  /// Bytes received of a frame (its length included) that is not complete, and what the whole frame needs.
  /// Nil between frames. The need is nil while the length itself is incomplete.
  package var unfinished: (received: Int, needed: Int?)? {
    switch state {
    case .length(_, 0), .refused: nil
    case .length(_, let count): (count, nil)
    case .body(let length, let gathered): (4 + gathered.readableBytes, 4 + length)
    }
  }

  /// Bytes of memory held for an incomplete frame.
  package var heldBytes: Int {
    switch state {
    case .length, .refused: 0
    case .body(_, let gathered): gathered.capacity
    }
  }

  /// The next frame's length once its four bytes are there; nil keeps what arrived for later.
  private mutating func readLength(
    from input: inout ByteBuffer, value: UInt32, count: Int
  ) throws(FrameRefusal) -> Int? {
    var value = value
    var count = count
    if count == 0, let whole = input.readInteger(as: UInt32.self) {
      value = whole
    } else {
      while count < 4 {
        guard let byte = input.readInteger(as: UInt8.self) else {
          state = .length(value: value, count: count)
          return nil
        }
        value = value << 8 | UInt32(byte)
        count += 1
      }
    }
    let length = Int(Int32(bitPattern: value))
    guard length >= 0, length <= limit else {
      state = .refused
      throw FrameRefusal(length: Int32(bitPattern: value), limit: limit)
    }
    return length
  }

  private static func gather(_ gathered: inout ByteBuffer, upTo length: Int, from input: inout ByteBuffer) {
    let count = min(length - gathered.readableBytes, input.readableBytes)
    guard let part = input.readSlice(length: count) else { return }
    let room = gathered.writableBytes
    if room < count {
      let arrived = gathered.readableBytes + count
      gathered.reserveCapacity(reservation(length, arrived: arrived))
    }
    gathered.writeImmutableBuffer(part)
  }

  /// How much to hold for a frame of `length` bytes of which `arrived` are here: all of it when that is little or
  /// when a good part has come, else a multiple of what came, so that the copies of growing stay few.
  private static func reservation(_ length: Int, arrived: Int) -> Int {
    min(length, max(reservedAtOnce, arrived.multipliedReportingOverflow(by: 4).partialValue))
  }

  /// A frame up to this size is reserved whole as soon as its length is known.
  package static let reservedAtOnce = 16 * 1024
}

/// A frame's length that cannot be right, or is more than the reader accepts.
package struct FrameRefusal: Error, Equatable, Sendable, CustomStringConvertible {
  /// The length as the peer sent it.
  package let length: Int32
  package let limit: Int

  package init(length: Int32, limit: Int) {
    self.length = length
    self.limit = limit
  }

  package var description: String {
    let seen = length < 0 ? "a negative frame length \(length)" : "a frame length of \(length), more than \(limit)"
    guard let guess else { return seen }
    return "\(seen); the bytes look like \(guess)"
  }

  /// What the four bytes usually are when they are not a length: the peer speaks something else.
  private var guess: String? {
    let bytes = withUnsafeBytes(of: UInt32(bitPattern: length).bigEndian) { [UInt8]($0) }
    switch (bytes[0], bytes[1]) {
    case (0x16, 0x03): return "the start of a TLS handshake (a TLS peer on a plaintext connection?)"
    case (0x15, 0x03): return "a TLS alert (a plaintext peer on a TLS connection?)"
    default: break
    }
    let text = String(decoding: bytes, as: UTF8.self)
    return ["GET ", "POST", "PUT ", "HEAD", "HTTP", "OPTI", "CONN", "DELE"].contains(text) ? "HTTP" : nil
  }
}
