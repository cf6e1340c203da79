import Foundation
import TestSupport
import Testing
import kafka_message_generator

@Suite("Generated files")
struct GeneratedFilesTests {
  private func files() throws -> GeneratedFiles {
    try GeneratedFiles(from: ProtocolText(folder: Fixtures.repository.appendingPathComponent("protocol")))
  }

  @Test func `the sources are what the generator writes, no more and no less`() throws {
    let changes = try SourceFolder(Fixtures.repository.appendingPathComponent("Sources")).changes(to: files())
    #expect(changes.map(\.path) == [], "run make generate")
  }

  @Test func `a changed file is written and a left-over one removed`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("generated-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try files()
    for module in ["KafkaMessages", "KafkaWire", "KafkaSchema"] {
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(module), withIntermediateDirectories: true)
    }
    try Data("// Generated from something that is gone\n".utf8)
      .write(to: folder.appendingPathComponent("KafkaMessages/Old.swift"))
    try Data("// Written by hand\n".utf8).write(to: folder.appendingPathComponent("KafkaMessages/Hand.swift"))
    let changes = try SourceFolder(folder).changes(to: files)
    #expect(changes.count == files.textByPath.count + 1)
    #expect(changes.contains(.remove(path: "KafkaMessages/Old.swift")))
    for change in changes { try change.apply(in: folder) }
    #expect(try SourceFolder(folder).changes(to: files) == [])
    #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent("KafkaMessages/Hand.swift").path))
  }

  @Test func `tables with a mistake are refused with the line`() {
    #expect(throws: GenerationError.self) { try ErrorRow.rows(of: "0 NONE no no ok <=1.0") }
    #expect(throws: GenerationError.self) { try ErrorRow.rows(of: "1 NONE no no ok <=1.0 -") }
    #expect(throws: GenerationError.self) { try ReleaseRows.read("# key name 3.9\n0 Produce x") }
    #expect(throws: GenerationError.self) { try ReleaseRows.read("# key name 3.9\n1 Fetch 0-1") }
  }
}
