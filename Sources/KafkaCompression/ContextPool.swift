#if Compression
  import Synchronization

  /// Working memory of a codec library, kept for the next batch since it is dear to make.
  ///
  /// A context belongs to one caller at a time, so any thread may use any of them.
  final class ContextPool: Sendable {
    /// Contexts kept; more than this many threads at once make and free their own.
    static let maximumIdle = 16

    private struct Context: @unchecked Sendable {
      let pointer: OpaquePointer
    }

    private let idle: Mutex<[Context]>
    private let make: @Sendable () -> OpaquePointer?
    private let free: @Sendable (OpaquePointer) -> Void
    private let isWorthKeeping: @Sendable (OpaquePointer) -> Bool

    init(
      make: @escaping @Sendable () -> OpaquePointer?,
      free: @escaping @Sendable (OpaquePointer) -> Void,
      isWorthKeeping: @escaping @Sendable (OpaquePointer) -> Bool = { _ in true }
    ) {
      var room: [Context] = []
      room.reserveCapacity(Self.maximumIdle)
      idle = Mutex(room)
      self.make = make
      self.free = free
      self.isWorthKeeping = isWorthKeeping
    }

    /// Runs `body` with a context that nobody else has meanwhile.
    func withContext<Result>(
      of codec: CompressionType, _ body: (OpaquePointer) throws(CompressionError) -> Result
    ) throws(CompressionError) -> Result {
      let kept = idle.withLock { $0.popLast() }
      guard let pointer = kept?.pointer ?? make() else {
        throw CompressionError(.libraryFailed, codec, "the library could not allocate a context")
      }
      defer { giveBack(Context(pointer: pointer)) }
      return try body(pointer)
    }

    private func giveBack(_ context: Context) {
      let isKept =
        isWorthKeeping(context.pointer)
        && idle.withLock { idle in
          guard idle.count < Self.maximumIdle else { return false }
          idle.append(context)
          return true
        }
      if !isKept { free(context.pointer) }
    }
  }
#endif
