import KafkaMessages
import KafkaWire
import NIOCore
import TestSupport
import Testing

/// A golden encoding of `fixtures/wire`.
struct Vector: Decodable, Sendable {
  var kind: String
  var apiKey: Int16?
  var version: Int16
  var hex: String

  var bytes: ByteBuffer { ByteBuffer(hex: hex) }

  /// The name of its message, from the file it stands in.
  func messageName(in file: String) -> String {
    let base = file.split(separator: "/").last.map { String($0.dropLast(".jsonl".count)) } ?? file
    switch kind {
    case "request", "response":
      let api = apiKey.flatMap { MessageCatalog.request(of: .init(rawValue: $0)) }?.name.dropLast("Request".count)
      return (api.map(String.init) ?? base) + (kind == "request" ? "Request" : "Response")
    case "key": return base + "Key"
    case "value": return base + "Value"
    default: return base
    }
  }
}

/// All vectors of one file, under the file's name.
struct VectorFile: CustomTestStringConvertible, Sendable {
  var path: String

  var testDescription: String { path }

  func vectors() throws -> [Vector] { try Fixtures.lines("wire/\(path)") }

  static let all: [VectorFile] = {
    let folders = (try? Fixtures.contents(of: "wire")) ?? []
    return folders.flatMap { entry -> [VectorFile] in
      if entry.hasSuffix(".jsonl") { return [VectorFile(path: entry)] }
      guard !entry.contains(".") else { return [] }
      let files = (try? Fixtures.contents(of: "wire/\(entry)")) ?? []
      return files.filter { $0.hasSuffix(".jsonl") }.map { VectorFile(path: "\(entry)/\($0)") }
    }
  }()
}

/// Every message type by its name.
let messagesByName: [String: any KafkaMessage.Type] = Dictionary(
  uniqueKeysWithValues: MessageCatalog.all.map { ($0.name, $0) })
