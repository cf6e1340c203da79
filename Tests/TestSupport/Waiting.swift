/// Something did not happen in time.
public struct NotInTime: Error, CustomStringConvertible {
  public let description: String
}

/// Runs `body` for so long at most.
///
/// - Parameters:
///   - what: What `body` does, for the error.
///   - explain: Asked when the time is over; what it says becomes part of the error.
/// - Throws: What `body` throws, or ``NotInTime``.
public func within<Value: Sendable>(
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

/// Looks at a value again and again until it is as expected, for what tells of no event. The looks are to be a wait of
/// their own: a question to an event loop, or to another process.
///
/// - Parameters:
///   - what: The value, for the error, which says as well what was seen last.
///   - limit: Generous: it is only reached when the test fails.
/// - Throws: What `value` throws, or ``NotInTime``.
public func eventually<Value: Sendable>(
  _ what: String, within limit: Duration = .seconds(20), isolation: isolated (any Actor)? = #isolation,
  _ value: () async throws -> Value, satisfies isExpected: (Value) -> Bool
) async throws {
  let deadline = ContinuousClock.now + limit
  while true {
    let seen = try await value()
    if isExpected(seen) { return }
    guard ContinuousClock.now < deadline else {
      throw NotInTime(description: "\(what) is still \(seen) after \(limit)")
    }
    await Task.yield()
  }
}
