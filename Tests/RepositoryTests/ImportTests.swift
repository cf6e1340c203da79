import Foundation
import TestSupport
import Testing

/// The floors of the design, checked against every `import` line: dependencies go down only, and thinking modules do
/// not touch sockets, clocks or files.
@Suite struct ImportTests {
  /// What each module may import beside the standard library. Anything else is a change of the design.
  static let allowed: [String: Set<String>] = [
    "KafkaWire": ["NIOCore"],
    "KafkaSchema": ["NIOCore", "KafkaWire"],
    "KafkaMessages": ["NIOCore", "KafkaWire"],
    "KafkaCompression": ["NIOCore", "CZstd", "CLZ4", "CSnappy", "CDeflate"],
    "KafkaCrypto": [],
    "KafkaRecords": ["NIOCore", "KafkaWire", "KafkaCompression", "CCRC32C"],
    "KafkaStorage": [
      "NIOCore", "KafkaWire", "KafkaRecords", "KafkaMessages", "KafkaCompression", "CCRC32C", "OrderedCollections",
      "DequeModule", "Glibc", "Musl", "Darwin",
    ],
    "KafkaClientCore": [
      "NIOCore", "KafkaWire", "KafkaMessages", "KafkaRecords", "KafkaCompression", "DequeModule", "HeapModule",
      "OrderedCollections",
    ],
    "KafkaBrokerCore": [
      "NIOCore", "KafkaWire", "KafkaMessages", "KafkaRecords", "KafkaCompression", "KafkaStorage", "DequeModule",
      "HeapModule", "OrderedCollections",
    ],
    "KafkaSimulation": [
      "NIOCore", "KafkaWire", "KafkaMessages", "KafkaRecords", "KafkaCompression", "KafkaStorage", "KafkaClientCore",
      "KafkaBrokerCore", "DequeModule", "HeapModule",
    ],
    "KafkaTransport": ["NIOCore", "NIOPosix", "KafkaWire"],
    "KafkaProtocol": ["KafkaWire", "KafkaMessages", "KafkaRecords"],
  ]

  @Test(arguments: allowed.keys.sorted())
  func `a module imports only what is below it`(module: String) throws {
    let allowed = try #require(Self.allowed[module]).union(["Synchronization"])
    let files = try Repository.swiftFiles(under: "Sources/\(module)")
    #expect(!files.isEmpty, "no Swift file under Sources/\(module)")
    for file in files {
      for name in try Repository.imports(of: file) where !allowed.contains(name) {
        Issue.record("\(file) imports \(name), which \(module) must not")
      }
    }
  }

  @Test func `no library module imports Foundation`() throws {
    // Tools of this repository, which are in no product, and the product that is there for those who want Foundation.
    let tools = ["Sources/kafka-message-generator/", "Sources/kafka-demo/", "Sources/KafkaJSON/"]
    let files = try Repository.swiftFiles(under: "Sources").filter { file in !tools.contains { file.hasPrefix($0) } }
    for file in files {
      let foundation = try Repository.imports(of: file).filter { $0.hasPrefix("Foundation") }
      #expect(foundation.isEmpty, "\(file) imports \(foundation)")
    }
  }

  @Test func `thinking modules read no clock and start no task`() throws {
    let forbidden = ["ContinuousClock", "SuspendingClock", "clock_gettime", "Task {", "Task.sleep", "NIODeadline.now"]
    for module in [
      "KafkaClientCore", "KafkaBrokerCore", "KafkaSimulation", "KafkaRecords", "KafkaMessages", "KafkaWire",
    ] {
      for file in try Repository.swiftFiles(under: "Sources/\(module)") {
        let code = try Repository.code(of: file)
        for word in forbidden where code.contains(word) {
          Issue.record("\(file) uses \(word); the time and the work belong to a driver")
        }
      }
    }
  }
}
