package import Foundation

/// A program of somebody else that a test runs, or our broker in a process of its own.
///
/// It ends with the scope of ``run(_:_:input:limit:_:)``: by itself, or killed.
package final class PeerProcess: Sendable {
  package struct Failed: Error, CustomStringConvertible {
    package let command: String
    package let status: Int32
    package let errors: String

    package var description: String { "\(command) ended with \(status): \(errors)" }
  }

  /// What it writes to standard output, line by line. Can be read once.
  package let lines: AsyncStream<String>

  private let process: SpawnedProcess
  private let command: String
  private let folder: URL
  private let status: AsyncStream<Int32>

  private var errors: URL { folder.appendingPathComponent("errors") }

  /// Runs a program beside `body`, and kills it if it is still there after that, or after `limit`.
  ///
  /// - Parameter input: What it reads from standard input.
  package static func run<Value: Sendable>(
    _ executable: URL, _ arguments: [String], input: String = "", limit: Duration = .seconds(60),
    isolation: isolated (any Actor)? = #isolation, _ body: (PeerProcess) async throws -> Value
  ) async throws -> Value {
    let peer = try PeerProcess(executable, arguments, input: input)
    let alarm = Task {
      try await Task.sleep(for: limit)
      peer.signal(SIGKILL)
    }
    let result: Result<Value, any Error>
    do {
      result = .success(try await body(peer))
    } catch {
      result = .failure(error)
    }
    alarm.cancel()
    peer.signal(SIGKILL)
    _ = await peer.exitStatus()
    try? FileManager.default.removeItem(at: peer.folder)
    return try result.get()
  }

  /// Runs a program to its end.
  ///
  /// - Returns: The lines of its standard output.
  /// - Throws: ``Failed`` when its status is not 0.
  @discardableResult
  package static func output(
    _ executable: URL, _ arguments: [String], input: String = "", limit: Duration = .seconds(60)
  ) async throws -> [String] {
    try await run(executable, arguments, input: input, limit: limit) { peer in
      var lines: [String] = []
      for await line in peer.lines { lines.append(line) }
      try await peer.succeeds()
      return lines
    }
  }

  private init(_ executable: URL, _ arguments: [String], input: String) throws {
    command = ([executable.lastPathComponent] + arguments).joined(separator: " ")
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("swift-kafka-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // Files cannot fill up as pipes do, so that nobody waits for anybody.
    let inputFile = folder.appendingPathComponent("input")
    try Data(input.utf8).write(to: inputFile)
    let errorFile = folder.appendingPathComponent("errors")
    try Data().write(to: errorFile)
    let output = try SpawnedProcess.pipe()
    let (lines, said) = AsyncStream.makeStream(of: String.self)
    self.lines = lines
    let (status, ended) = AsyncStream.makeStream(of: Int32.self)
    self.status = status
    let inputHandle = try FileHandle(forReadingFrom: inputFile)
    let errorHandle = try FileHandle(forWritingTo: errorFile)
    process = try SpawnedProcess(
      executable, arguments,
      environment: ProcessInfo.processInfo.environment.merging(
        ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"], uniquingKeysWith: { $1 }),
      input: inputHandle.fileDescriptor, output: output.writing.fileDescriptor, errors: errorHandle.fileDescriptor)
    try inputHandle.close()
    try errorHandle.close()
    // Only the program holds it now, so that the pipe ends with the program.
    try output.writing.close()
    process.whenEnded { status in
      ended.yield(status)
      ended.finish()
    }
    let handle = output.reading
    Thread.detachNewThread {
      var text = Data()
      while true {
        // Other than `read(upToCount:)` it waits for something only, not for so much.
        let some = handle.availableData
        if some.isEmpty { break }
        text += some
        while let end = text.firstIndex(of: UInt8(ascii: "\n")) {
          said.yield(String(decoding: text[..<end], as: UTF8.self))
          text = Data(text[(end + 1)...])
        }
      }
      if !text.isEmpty { said.yield(String(decoding: text, as: UTF8.self)) }
      said.finish()
    }
  }

  package func signal(_ signal: Int32) {
    process.signal(signal)
  }

  /// Waits for its end. Nil when this has been asked before.
  @discardableResult
  package func exitStatus() async -> Int32? {
    for await status in status { return status }
    return nil
  }

  /// Waits for its end.
  ///
  /// - Throws: ``Failed`` when its status is not 0.
  package func succeeds() async throws {
    if let status = await exitStatus(), status != 0 { throw failed(status: status) }
  }

  /// The end of what it has written to standard error.
  package var errorText: String {
    (try? Data(contentsOf: errors)).map { String(decoding: $0.suffix(4_000), as: UTF8.self) } ?? ""
  }

  package func failed(status: Int32) -> Failed {
    Failed(command: command, status: status, errors: errorText)
  }
}
