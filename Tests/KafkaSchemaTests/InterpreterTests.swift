import KafkaSchema
import KafkaWire
import NIOCore
import TestSupport
import Testing

@Suite("The interpreter")
struct InterpreterTests {
  private func interpreter(_ fields: String, flexible: String = "2+") throws -> SchemaInterpreter {
    let text = "data Sample\nbody versions=0-3 flexible=\(flexible)\n" + fields
    return SchemaInterpreter(try #require(try DefinitionReader.read(text, file: "Sample").messages.first))
  }

  @Test func `a field knows its bytes, and a byte its field`() throws {
    let sample = try interpreter("  Name string\n  Items []Item\n    Id int32\n  Leader int16 2+ tag=0\n")
    let value = Structure([
      .init(name: "Name", value: .string("ab")),
      .init(name: "Items", value: .array([.structure(Structure([.init(name: "Id", value: .integer(7))]))])),
      .init(name: "Leader", value: .integer(5)),
    ])
    let bytes = try sample.encode(value, version: 2)
    #expect(bytes.hexadecimal == "036162" + "02" + "0000000700" + "01" + "00020005")
    let decoded = try sample.decode(bytes, version: 2)
    #expect(decoded.value == .structure(value))
    #expect(decoded.children.map(\.name) == ["Name", "Items", "tags"])
    #expect(decoded.children.map(\.range) == [0..<3, 3..<9, 9..<14])
    #expect(decoded.path(at: 6) == ["Sample", "Items", "0", "Id"])
    #expect(decoded.path(at: 12) == ["Sample", "tags", "Leader"])
    #expect(decoded.path(at: 99) == [])
  }

  @Test func `a field that a version does not have must be at its default or ignorable`() throws {
    let sample = try interpreter("  Old int32 0-1 default=-1\n  Hint string 1+ ignorable\n")
    let value = Structure([
      .init(name: "Old", value: .integer(4)), .init(name: "Hint", value: .string("x")),
    ])
    #expect(try sample.encode(value, version: 0).hexadecimal == "00000004")
    #expect(throws: WireError(.fieldNotInVersion(2), offset: 0, field: "Old")) {
      try sample.encode(value, version: 2)
    }
    var other = value
    other["Old"] = .integer(-1)
    #expect(try sample.encode(other, version: 2).hexadecimal == "027800")
  }

  @Test func `a field that no version has, null where there is none, and a value of another type are errors`() throws {
    let sample = try interpreter("  Name string?1+\n  Count int8\n")
    #expect(throws: WireError(.fieldNotInVersion(0), offset: 0, field: "Nme")) {
      try sample.encode(Structure([.init(name: "Nme", value: .null)]), version: 0)
    }
    #expect(throws: WireError(.unexpectedNull, offset: 0, field: "Name")) {
      try sample.encode(Structure([.init(name: "Name", value: .null)]), version: 0)
    }
    #expect(throws: WireError(.invalidValue(300), offset: 2, field: "Count")) {
      try sample.encode(Structure([.init(name: "Count", value: .integer(300))]), version: 0)
    }
    #expect(throws: WireError(.invalidValue(0), offset: 2, field: "Count")) {
      try sample.encode(Structure([.init(name: "Count", value: .string("1"))]), version: 0)
    }
    #expect(throws: WireError(.unsupportedVersion(4, known: 0...3), offset: 0, field: "Sample")) {
      try sample.encode(Structure(), version: 4)
    }
  }

  @Test func `null differs from a default that is not null, also behind a tag`() throws {
    let sample = try interpreter("  Name string? tag=1\n  Part Part? tag=2 default=null\n    Id int8\n", flexible: "0+")
    var value = Structure([.init(name: "Name", value: .null)])
    #expect(try sample.encode(value, version: 0).hexadecimal == "01" + "010100")
    value = Structure([.init(name: "Part", value: .structure(Structure([.init(name: "Id", value: .integer(9))])))])
    #expect(try sample.encode(value, version: 0).hexadecimal == "01" + "0203" + "010900")
    #expect(
      try sample.decode(ByteBuffer(hex: "010203010900"), version: 0).value
        == .structure(
          Structure([
            .init(name: "Name", value: .string("")), value.fields[0],
          ])))
  }

  @Test func `the same seed gives the same value, and values differ`() throws {
    let sample = SchemaInterpreter(try #require(try Catalog.builtIn.get().message("MetadataResponse")))
    var one = RandomSource.seeded(1)
    var two = RandomSource.seeded(1)
    let value = sample.randomValue(version: 12, using: &one)
    #expect(value == sample.randomValue(version: 12, using: &two))
    #expect(value != sample.randomValue(version: 12, using: &one))
  }
}
