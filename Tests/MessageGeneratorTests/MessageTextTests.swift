import KafkaSchema
import Testing
import kafka_message_generator

@Suite("The text of a message")
struct MessageTextTests {
  private func text(_ fields: String, versions: String = "0-3", flexible: String = "2+") throws -> String {
    let source = "data Sample\nbody versions=\(versions) flexible=\(flexible)\n" + fields
    return try MessageText.file(for: DefinitionReader.read(source, file: "data/Sample.wire"))
  }

  @Test func `a file begins with where it came from`() throws {
    let lines = try text("  Id int32\n").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].hasPrefix("// Generated from protocol/messages/data/Sample.wire by kafka-message-generator."))
    #expect(lines[1] == "// swift-format-ignore-file")
    #expect(lines[3] == "public import KafkaWire")
    #expect(!lines.contains("public import NIOCore"))
    #expect(try text("  Data bytes\n").contains("\npublic import NIOCore\n"))
  }

  @Test func `neighbours with the same versions stand behind one test`() throws {
    let text = try text("  A int8\n  B int16 1+ ignorable\n  C string? 1+ default=null ignorable\n")
    #expect(
      text.contains(
        """
            self.a = try reader.readInt8("a")
            if version >= 1 {
              self.b = try reader.readInt16("b")
              self.c = try reader.readNullableString(flexible, "c")
            }
            if flexible {
              self.unknownTaggedFields = try reader.readUnknownTaggedFields()
            }
        """))
  }

  @Test func `a field that may not be left out is refused where it has no place`() throws {
    let text = try text("  A int8 1+ default=-1\n")
    #expect(
      text.contains(
        """
            if version >= 1 {
              writer.writeInt8(self.a)
            } else if self.a != -1 {
              throw writer.error(.fieldNotInVersion(version), "a")
            }
        """))
    #expect(!(try self.text("  A int8 1+ ignorable\n")).contains("\"a\")\n    } else"))
  }

  @Test func `a message that is never flexible has no tags, one that always is has no test`() throws {
    #expect(!(try text("  A int8\n", flexible: "none")).contains("unknownTaggedFields"))
    let always = try text("  A string\n", flexible: "0+")
    #expect(!always.contains("let flexible"))
    #expect(always.contains("self.a = try reader.readString(true, \"a\")"))
  }

  @Test func `a field with a keyword's name is declared in backticks`() throws {
    let text = try text("  Protocol string\n")
    #expect(text.contains("public var `protocol`: String = \"\""))
    #expect(text.contains("self.protocol = "))
  }

  @Test func `nullable in some versions is asked for at run time`() throws {
    let text = try text("  A string?3+\n")
    #expect(text.contains("public var a: String? = \"\""))
    #expect(text.contains("try reader.readNullableString(flexible, nullable: version >= 3, \"a\")"))
  }

  @Test func `what the generator cannot do is an error`() {
    #expect(throws: GenerationError.self) { try text("  A S?2+\n    B int8\n") }
    #expect(throws: GenerationError.self) { try text("  A int8 tag=0@2+\n") }
    #expect(throws: GenerationError.self) { try text("  A []S\n    B int8 2+\n", flexible: "none") }
  }

  @Test(arguments: [
    ("TopicId", "topicId"), ("isKRaftController", "isKRaftController"), ("KRaftVersion", "kRaftVersion"),
    ("ISR", "isr"), ("Crc", "crc"),
  ])
  func `a property is the field with its first word lowered`(_ name: String, _ property: String) {
    #expect(SwiftName.property(name) == property)
  }

  @Test func `error names become properties`() {
    #expect(SwiftName.property(screaming: "NOT_LEADER_OR_FOLLOWER") == "notLeaderOrFollower")
    #expect(SwiftName.property(screaming: "NONE") == "none")
  }
}
