#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Musl)
  @preconcurrency import Musl
#elseif canImport(Darwin)
  @preconcurrency import Darwin
#endif

/// A directory of its own for a broker that a run starts.
package struct TemporaryDirectory: Sendable {
  package let path: String

  /// Makes one where the system wants such: in `TMPDIR`, or where the C library says.
  package init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
    var template = Array("\(parent)/kafka-conformance-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SuiteError("no directory can be made in \(parent): errno \(errno)") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Takes it away with all that is in it; one that cannot be removed stays for the system to clean.
  package func remove() async { try? await ShellHook.run("rm -rf '\(path)'", node: 0) }
}
