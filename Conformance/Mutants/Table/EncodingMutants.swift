import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

/// Broken brokers for FRAME: headers, tags, and how values are laid out.
enum EncodingMutants {
  static var mutants: [Mutant] { requests + answers }

  private static var requests: [Mutant] {
    [
      Mutant("FRAME-024", "A client id of null is an error") {
        .closing { exchange in exchange.clientId == nil && exchange.api == .metadata }
      },
      Mutant("FRAME-025", "An empty client id is an error") { .closing { $0.clientId?.isEmpty == true } },
      Mutant("FRAME-029", "The client id of a flexible header is read as a compact string") {
        .closing(.metadata) { $0.version >= 9 }
      },
      Mutant("FRAME-030", "Tags in the header are an error") { .closing { $0.request == nil } },
      Mutant("FRAME-031", "The number of tags is one byte of its own") {
        .closing { exchange in exchange.request == nil || exchange.request?.unknownTaggedFields.count ?? 0 > 63 }
      },
      Mutant("FRAME-032", "A tag behind the body is garbage") {
        .closing { $0.request?.unknownTaggedFields.isEmpty == false }
      },
      Mutant("FRAME-033", "Tags inside a struct are not looked for") {
        .closing { $0.request?.hasUnknownTagsInside == true }
      },
    ]
  }

  private static var answers: [Mutant] {
    [
      Mutant("FRAME-037", "No tags in the header of a flexible answer") {
        .frames(.metadata, 9...(.max)) { $0.remove(1, at: 8) }
      },
      Mutant("FRAME-038", "Tags in the header of every answer") {
        .frames(.metadata, 0...8) { $0.insert([0], at: 8) }
      },
      Mutant("FRAME-039", "A compact length is one byte") {
        .response(.metadata) { body, exchange in
          guard exchange.version >= 9 else { return }
          body.each("Topics") { topic in
            let name = topic.string("Name") ?? ""
            if name.utf8.count > 126 { topic["Name"] = .string(String(name.prefix(name.utf8.count & 0x7F))) }
          }
        }
      },
      Mutant("FRAME-040", "A compact count is one byte") {
        .response(.metadata) { body, exchange in
          let topics = body.structs("Topics")
          guard exchange.version >= 9, topics.count > 126 else { return }
          body["Topics"] = .array(topics.prefix(topics.count & 0x7F).map { .structure($0) })
        }
      },
      Mutant("FRAME-041", "The length of a string is a signed byte") {
        .response(.metadata) { body, exchange in
          guard exchange.version < 9 else { return }
          body.each("Topics") { topic in
            if topic.string("Name")?.utf8.count ?? 0 > 127 { topic["Name"] = "" }
          }
        }
      },
      Mutant("FRAME-065", "One version of one API has a byte too many") {
        .frames(.describeGroups, 1...1) { $0.writeInteger(0 as UInt8) }
      },
      Mutant("FRAME-066", "An empty array is null where that is not allowed") {
        // The last fields: errors of records, a message that is null, the throttle time.
        .frames(.produce, 8...8) { $0.setInteger(-1 as Int32, at: $0.writerIndex - 10) }
      },
      Mutant("FRAME-067", "A tag is written twice") {
        .frames(.metadata, 9...9) { bytes in
          bytes.moveWriterIndex(to: bytes.writerIndex - 1)
          bytes.writeBytes([2, 5, 0, 5, 0])
        }
      },
      Mutant("FRAME-068", "The throttle time is whatever was in memory") {
        .response(.metadata) { body, exchange in
          if exchange.version >= 3 { body["ThrottleTimeMs"] = -1_163_005_939 }
        }
      },
    ]
  }
}
