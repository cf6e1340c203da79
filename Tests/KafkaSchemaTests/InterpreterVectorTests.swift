import Foundation
import KafkaSchema
import KafkaWire
import NIOCore
import TestSupport
import Testing

@Suite("The interpreter and the golden encodings")
struct InterpreterVectorTests {
  static let files: [String] = {
    let folders = ["", "data/", "extra/", "metadata/", "records/", "storage/"]
    return folders.flatMap { folder in
      ((try? Fixtures.contents(of: "wire/\(folder)")) ?? []).filter { $0.hasSuffix(".jsonl") }.map { folder + $0 }
    }
  }()

  @Test(arguments: files)
  func `every vector decodes to its values and the values encode to its bytes`(_ file: String) throws {
    let catalog = try Catalog.builtIn.get()
    let decoder = JSONDecoder()
    for (line, text) in try Fixtures.data("wire/\(file)").split(separator: UInt8(ascii: "\n")).enumerated() {
      let place = "\(file):\(line + 1)"
      let head = try decoder.decode(VectorHead.self, from: text)
      let message = try #require(definition(of: head, in: file, catalog), "\(place): no definition")
      let version = head.version
      let hex = head.hex
      let interpreter = SchemaInterpreter(message)
      let context = JSONStructure.Context(message: message, structure: message.root, version: version)
      let expected = try decoder.decode(VectorValues.self, from: text, configuration: context).json.value
      do {
        let bytes = ByteBuffer(hex: hex)
        let decoded = try interpreter.decode(bytes, version: version)
        #expect(decoded.range == 0..<bytes.readableBytes, "\(place)")
        #expect(decoded.value == .structure(expected), "\(place)")
        #expect(try interpreter.encode(expected, version: version).hexadecimal == hex, "\(place)")
        checkRanges(decoded, place)
      } catch {
        Issue.record("\(place): \(error)")
      }
    }
  }

  private func definition(of vector: VectorHead, in file: String, _ catalog: Catalog) -> MessageDefinition? {
    if vector.kind == "request" || vector.kind == "response", let key = vector.apiKey {
      return catalog.api(key)?.message(vector.kind == "request" ? .request : .response)
    }
    let base = file.split(separator: "/").last?.dropLast(".jsonl".count) ?? ""
    return catalog.message(base + (vector.kind == "key" ? "Key" : vector.kind == "value" ? "Value" : ""))
  }

  /// Fields follow each other without holes and fill their struct.
  private func checkRanges(_ field: DecodedField, _ place: String) {
    guard let first = field.children.first, let last = field.children.last else { return }
    #expect(first.range.lowerBound >= field.range.lowerBound, "\(place): \(field.name)")
    #expect(last.range.upperBound == field.range.upperBound, "\(place): \(field.name)")
    for (child, next) in zip(field.children, field.children.dropFirst()) {
      #expect(child.range.upperBound == next.range.lowerBound, "\(place): \(field.name).\(child.name)")
    }
    for child in field.children { checkRanges(child, place) }
  }
}
