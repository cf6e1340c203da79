import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

/// Broken brokers for APIV.
enum ApiVersionsMutants {
  static var mutants: [Mutant] { layouts + fallBack + ranges }

  private static var layouts: [Mutant] {
    [
      Mutant("APIV-001", "A throttle time in version 0") {
        .frames(.apiVersions, 0...0) { $0.writeInteger(0 as Int32) }
      },
      Mutant("APIV-002", "The throttle time comes before the list") {
        .frames(.apiVersions, 1...2) { bytes in
          bytes.moveWriterIndex(to: bytes.writerIndex - 4)
          bytes.insert([0, 0, 0, 0], at: 10)
        }
      },
      Mutant("APIV-003", "The header of a flexible answer has tags here, too") {
        .frames(.apiVersions, 3...3) { $0.insert([0], at: 8) }
      },
      Mutant("APIV-004", "Version 4 is offered and not known") {
        .decide(.apiVersions) { exchange in
          guard exchange.version == 4 else { return .forward }
          var old = exchange
          old.version = 0
          return MutantFrames.response(old, Structure([.init(name: "ErrorCode", value: 35)])).map { .reply($0) }
            ?? .forward
        }
      },
    ]
  }

  private static var fallBack: [Mutant] {
    [
      Mutant("APIV-005", "A version that is too new ends the connection") { .closing(.apiVersions) { $0.version > 4 } },
      Mutant("APIV-006", "A body that cannot be read ends the connection") {
        .closing(.apiVersions) { $0.request == nil }
      },
      Mutant("APIV-007", "The connection is over after a version that is too new") {
        var refused: Set<Int> = []
        return .closing { exchange in
          if exchange.api == .apiVersions, exchange.version > 4 {
            refused.insert(exchange.connection)
            return false
          }
          return refused.contains(exchange.connection)
        }
      },
    ]
  }

  private static var ranges: [Mutant] {
    [
      Mutant("APIV-008", "A key is listed twice") {
        .listed { entries in entries + entries.prefix(1) }
      },
      Mutant("APIV-009", "ApiVersions is not in its own list") {
        .listed { entries in entries.filter { $0.int("ApiKey") != 18 } }
      },
      Mutant("APIV-010", "Produce is offered, and Metadata is not") {
        .listed { entries in entries.filter { $0.int("ApiKey") != 3 } }
      },
      Mutant("APIV-011", "What the library knows is offered, not what is served") {
        .closing(.describeCluster) { $0.version == 0 }
      },
      Mutant("APIV-014", "Nothing is served before ApiVersions") {
        var known: Set<Int> = []
        return .closing { exchange in
          if exchange.api == .apiVersions { known.insert(exchange.connection) }
          return !known.contains(exchange.connection)
        }
      },
      Mutant("APIV-016", "Dots and dashes in the software's name are refused") {
        .decide(.apiVersions) { exchange in
          let name = exchange.request?.string("ClientSoftwareName") ?? ""
          return exchange.version >= 3 && name.contains("-") ? .says(["ErrorCode": 42]) : .forward
        }
      },
    ]
  }
}

extension Behaviour {
  /// Changes which APIs are offered.
  fileprivate static func listed(_ change: @escaping ([Structure]) -> [Structure]) -> Behaviour {
    .response(.apiVersions) { body, _ in
      body["ApiKeys"] = .array(change(body.structs("ApiKeys")).map { .structure($0) })
    }
  }
}
