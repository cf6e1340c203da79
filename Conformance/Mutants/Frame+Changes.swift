import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

// What mutants do to frames: their bytes, their order, and what is no frame at all.

extension ByteBuffer {
  /// Makes the length prefix that of the bytes behind it.
  mutating func fixLength() { setInteger(Int32(readableBytes - 4), at: readerIndex) }

  /// Puts bytes in at an offset from the frame's start.
  mutating func insert(_ bytes: [UInt8], at offset: Int) {
    guard let head = getSlice(at: readerIndex, length: offset),
      let tail = getSlice(at: readerIndex + offset, length: readableBytes - offset)
    else { return }
    var frame = ByteBuffer()
    frame.writeImmutableBuffer(head)
    frame.writeBytes(bytes)
    frame.writeImmutableBuffer(tail)
    frame.fixLength()
    self = frame
  }

  /// Takes bytes out at an offset from the frame's start.
  mutating func remove(_ count: Int, at offset: Int) {
    guard let head = getSlice(at: readerIndex, length: offset), readableBytes >= offset + count,
      let tail = getSlice(at: readerIndex + offset + count, length: readableBytes - offset - count)
    else { return }
    var frame = ByteBuffer()
    frame.writeImmutableBuffer(head)
    frame.writeImmutableBuffer(tail)
    frame.fixLength()
    self = frame
  }

  /// The whole frames at the front.
  mutating func readWholeFrames(atMost most: Int = .max) -> ByteBuffer {
    var length = 0
    var count = 0
    while count < most, let size = getInteger(at: readerIndex + length, as: Int32.self), size >= 0,
      length + 4 + Int(size) <= readableBytes
    {
      length += 4 + Int(size)
      count += 1
    }
    return readSlice(length: length) ?? ByteBuffer()
  }
}

extension Behaviour {
  /// Changes the bytes of answers to one API at some versions; the length prefix is put right afterwards.
  static func frames(
    _ api: ApiKey, _ versions: ClosedRange<Int16> = 0...(.max), change: @escaping (inout ByteBuffer) -> Void
  ) -> Behaviour {
    .bytes(api) { bytes, exchange in
      guard versions.contains(exchange.version) else { return }
      change(&bytes)
      bytes.fixLength()
    }
  }

  /// Looks at what a client sends before it is cut into frames; nil closes the connection.
  static func reading(_ change: @escaping (_ connection: Int, ByteBuffer) -> ByteBuffer?) -> Behaviour {
    var behaviour = Behaviour()
    behaviour.onBytes = change
    return behaviour
  }

  /// Keeps bytes that are no frame from the broker: the connection stays open, and nothing happens.
  static var swallowing: Behaviour {
    var behaviour = Behaviour()
    behaviour.swallowsGarbage = true
    return behaviour
  }

  /// Never answers requests that cannot be read, and waits for more.
  static var waitingForMore: Behaviour {
    .decide { exchange in exchange.request == nil ? .swallow : .forward }
  }

  /// Closes on requests that its own reading makes nothing of.
  static func closing(_ apis: ApiKey..., on condition: @escaping (Exchange) -> Bool) -> Behaviour {
    .decide { exchange in
      (apis.isEmpty || apis.contains(exchange.api)) && condition(exchange) ? .close : .forward
    }
  }

  /// Answers what it cannot know as if it were a version that it does.
  static func guessing(_ condition: @escaping (Exchange, _ known: ClosedRange<Int16>) -> Int16?) -> Behaviour {
    .decide { exchange in
      guard let message = Definitions.request(exchange.api),
        let known = message.versions.subtracting(message.unstable).hull, let version = condition(exchange, known)
      else { return .forward }
      var guess = exchange
      guess.version = version
      return MutantFrames.response(guess, Structure()).map { .reply($0) } ?? .forward
    }
  }
}

extension Structure {
  /// Whether there are tags that nobody knows in it, at any depth.
  var hasUnknownTags: Bool { !unknownTaggedFields.isEmpty || hasUnknownTagsInside }

  /// Whether there are some below the top.
  var hasUnknownTagsInside: Bool {
    fields.contains { field in
      switch field.value {
      case .structure(let inner): inner.hasUnknownTags
      case .array(let elements):
        elements.contains { if case .structure(let inner) = $0 { inner.hasUnknownTags } else { false } }
      default: false
      }
    }
  }
}
