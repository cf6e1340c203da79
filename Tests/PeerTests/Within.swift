/// Something did not happen in time.
struct NotInTime: Error, CustomStringConvertible {
  let description: String
}

/// Runs `body` for so long at most.
///
/// - Parameters:
///   - what: What `body` does, for the error.
///   - explain: Asked when the time is over; what it says becomes part of the error.
/// - Throws: What `body` throws, or ``NotInTime``.
func within<Value: Sendable>(
  _ limit: Duration, _ what: String, _ body: @escaping @Sendable () async throws -> Value,
  explain: @escaping @Sendable () async -> String = { "" }
) async throws -> Value {
  try await withThrowingTaskGroup(of: Value.self) { group in
    group.addTask(operation: body)
    group.addTask {
      try await Task.sleep(for: limit)
      throw NotInTime(description: "\(what) is not done after \(limit)\n\(await explain())")
    }
    defer { group.cancelAll() }
    guard let value = try await group.next() else { throw CancellationError() }
    return value
  }
}
