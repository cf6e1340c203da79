import KafkaConformance

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A directory of its own for a broker that is restarted.
struct TemporaryDirectory: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/kafka-conformance-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SuiteError("no temporary directory can be made: errno \(errno)") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Takes it away with all that is in it; one that cannot be removed stays for the system to clean.
  func remove() async { try? await ShellHook.run("rm -rf '\(path)'", node: 0) }
}
