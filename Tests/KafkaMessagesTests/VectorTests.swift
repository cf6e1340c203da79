import KafkaMessages
import KafkaWire
import NIOCore
import TestSupport
import Testing

@Suite("Golden encodings")
struct VectorTests {
  @Test(arguments: VectorFile.all)
  func `every vector decodes and encodes to the same bytes`(_ file: VectorFile) throws {
    for (line, vector) in try file.vectors().enumerated() {
      let name = vector.messageName(in: file.path)
      let type = try #require(messagesByName[name], "\(file.path):\(line + 1): no message \(name)")
      do {
        try check(type, vector, "\(file.path):\(line + 1)")
      } catch {
        Issue.record("\(file.path):\(line + 1): \(error)")
      }
    }
  }

  private func check<Message: KafkaMessage>(_: Message.Type, _ vector: Vector, _ place: String) throws {
    var reader = WireReader(vector.bytes)
    let message = try Message(from: &reader, version: vector.version)
    #expect(reader.remaining == 0, "\(place): bytes left")
    var writer = WireWriter()
    try message.encode(to: &writer, version: vector.version)
    #expect(writer.buffer.hexadecimal == vector.hex, "\(place)")
  }

  @Test func `there are as many vectors as were recorded`() throws {
    let count = try VectorFile.all.reduce(0) { try $0 + $1.vectors().count }
    #expect(count == 2_775)
  }

}
