import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

/// Broken brokers for the cases of PRODUCE.
enum ProduceMutants {
  static var mutants: [Mutant] { [baseOffsetOfTheLastRecord, illegalAcksTreatedAsAll] }

  static var baseOffsetOfTheLastRecord: Mutant {
    Mutant("PRODUCE-001", "Base offset of the last record instead of the first") {
      .response(.produce) { body, _ in
        body.each("Responses") { topic in
          topic.each("PartitionResponses") { partition in
            if let base = partition.int("BaseOffset"), base >= 0 { partition["BaseOffset"] = .integer(base + 1) }
          }
        }
      }
    }
  }

  static var illegalAcksTreatedAsAll: Mutant {
    Mutant("PRODUCE-005", "Treated as -1") {
      .request(.produce) { body, _ in
        if let acks = body.int("Acks"), ![-1, 0, 1].contains(acks) { body["Acks"] = -1 }
      }
    }
  }
}
