import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

/// Broken brokers for APIV: what clients suffer from, and live with.
enum ApiVersionsShouldMutants {
  static var mutants: [Mutant] { ranges + use + features }

  private static var ranges: [Mutant] {
    [
      Mutant("APIV-012", "EndTxn is not offered, and answered") { .decide(.endTxn) { _ in .says(["ErrorCode": 0]) } },
      Mutant("APIV-013", "Drafts of versions are offered") {
        .response(.apiVersions) { body, _ in
          body.each("ApiKeys") { entry in
            guard let key = entry.int("ApiKey"), let message = Definitions.request(ApiKey(rawValue: Int16(key))),
              let draft = message.unstable.hull?.upperBound
            else { return }
            entry["MaxVersion"] = Value(draft)
          }
        }
      },
    ]
  }

  private static var use: [Mutant] {
    [
      Mutant("APIV-015", "ApiVersions may be asked once") {
        var asked: Set<Int> = []
        return .closing(.apiVersions) { !asked.insert($0.connection).inserted }
      },
      Mutant("APIV-017", "A client without a name is shut out") {
        .closing(.apiVersions) { $0.request?.string("ClientSoftwareName") == "" && $0.version >= 3 }
      },
      Mutant("APIV-018", "A request is lost where its client's name is no name of a metric") {
        .decide(.apiVersions) { exchange in
          let name = exchange.request?.string("ClientSoftwareName") ?? ""
          return name.hasSuffix(".") || name.contains("_") ? .swallow : .forward
        }
      },
      Mutant("APIV-026", "Connections that do not fit into a queue are dropped") {
        var open: Set<Int> = []
        var behaviour = Behaviour.reading { connection, bytes in
          open.insert(connection)
          return open.count > 128 ? nil : bytes
        }
        behaviour.onClose = { open.remove($0) }
        return behaviour
      },
    ]
  }

  private static var features: [Mutant] {
    [
      Mutant("APIV-019", "A level is final that is not supported") {
        .response(.apiVersions) { body, exchange in
          guard exchange.version >= 3 else { return }
          body["SupportedFeatures"] = [["Name": "metadata.version", "MinVersion": 1, "MaxVersion": 20]]
          body["FinalizedFeaturesEpoch"] = 4
          body["FinalizedFeatures"] = [["Name": "metadata.version", "MaxVersionLevel": 21, "MinVersionLevel": 21]]
        }
      },
      Mutant("APIV-020", "Version 3 has features that begin with level 0") {
        .response(.apiVersions) { body, exchange in
          guard exchange.version >= 3 else { return }
          body["SupportedFeatures"] = [["Name": "kraft.version", "MinVersion": 0, "MaxVersion": 1]]
        }
      },
      Mutant("APIV-021", "The consumer protocol is on, and not served", on: .pretends(.consumerGroups)) {
        Behaviour.decide(.consumerGroupHeartbeat) { _ in .says(["ErrorCode": 35]) }.and(.consumerGroups())
      },
    ]
  }
}
