import Foundation
import TestSupport
import Testing

/// A run of the program `kafka-broker`.
final class BrokerProgram {
  let process: SpawnedProcess
  private let output: FileHandle
  private let errors: FileHandle

  init(_ arguments: [String]) throws {
    let output = try SpawnedProcess.pipe()
    let errors = try SpawnedProcess.pipe()
    process = try SpawnedProcess(
      BuiltPrograms.url("kafka-broker"), arguments, output: output.writing.fileDescriptor,
      errors: errors.writing.fileDescriptor)
    // Only the program holds them now, so that the pipes end with the program.
    try output.writing.close()
    try errors.writing.close()
    self.output = output.reading
    self.errors = errors.reading
  }

  deinit {
    // A test that failed leaves nothing behind.
    process.signal(SIGKILL)
  }

  /// The first line on standard output.
  func firstLine() -> String {
    var line = Data()
    while let byte = try? output.read(upToCount: 1), !byte.isEmpty, byte != Data([10]) {
      line += byte
    }
    return String(decoding: line, as: UTF8.self)
  }

  /// Waits for the end; gives the exit code with what was left on standard output and error.
  func end() -> (code: Int32, output: String, errors: String) {
    let rest = String(decoding: output.readDataToEndOfFile(), as: UTF8.self)
    let text = String(decoding: errors.readDataToEndOfFile(), as: UTF8.self)
    return (process.waitUntilExit(), rest, text)
  }

  /// The port of the ready line.
  func ready() throws -> Int {
    let line = firstLine()
    let match = try #require(line.wholeMatch(of: #/ready bootstrap=127\.0\.0\.1:(\d+) node=(\d+)/#), "\"\(line)\"")
    return try #require(Int(match.output.1))
  }

  #if os(Linux)
    /// Memory in use, now and at most so far, in bytes.
    func memory() throws -> (now: Int, peak: Int) {
      let path = "/proc/\(process.processIdentifier)/status"
      let status = try String(contentsOfFile: path, encoding: .utf8)
      func kilobytes(_ name: String) throws -> Int {
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix(name + ":") }, "\(name) in \(path)")
        return try #require(line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
      }
      return (try kilobytes("VmRSS") << 10, try kilobytes("VmHWM") << 10)
    }

    /// Files and sockets that are open.
    func openDescriptors() throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process.processIdentifier)/fd").count
    }
  #endif
}
