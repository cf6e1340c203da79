#if Compression
  import Synchronization

  /// Working memory of a codec library, kept for the next batch since it is dear to make.
  ///
  /// A context belongs to one caller at a time, so any thread may use any of them.
  struct ContextPool: ~Copyable, Sendable {
    /// Contexts kept per key; more than this many threads at once make and free their own.
    static let maximumIdle = 16

    private struct Context: @unchecked Sendable {
      let pointer: OpaquePointer
    }

    private let idle = Mutex<[Int: [Context]]>([:])
    private let make: @Sendable (_ key: Int) -> OpaquePointer?
    private let free: @Sendable (OpaquePointer) -> Void
    private let isWorthKeeping: @Sendable (OpaquePointer) -> Bool

    init(
      make: @escaping @Sendable (_ key: Int) -> OpaquePointer?,
      free: @escaping @Sendable (OpaquePointer) -> Void,
      isWorthKeeping: @escaping @Sendable (OpaquePointer) -> Bool = { _ in true }
    ) {
      self.make = make
      self.free = free
      self.isWorthKeeping = isWorthKeeping
    }

    /// Runs `body` with a context for `key` (a level, where the library makes contexts for one level).
    func withContext<Result>(
      _ key: Int = 0, of codec: CompressionType, _ body: (OpaquePointer) throws(CompressionError) -> Result
    ) throws(CompressionError) -> Result {
      let kept = idle.withLock { $0[key]?.popLast() }
      guard let pointer = kept?.pointer ?? make(key) else {
        throw CompressionError(.libraryFailed, codec, "the library could not allocate a context")
      }
      defer { giveBack(Context(pointer: pointer), key) }
      return try body(pointer)
    }

    private func giveBack(_ context: Context, _ key: Int) {
      let isKept =
        isWorthKeeping(context.pointer)
        && idle.withLock { idle in
          guard idle[key, default: []].count < Self.maximumIdle else { return false }
          idle[key, default: []].append(context)
          return true
        }
      if !isKept { free(context.pointer) }
    }
  }
#endif
