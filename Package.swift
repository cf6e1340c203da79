// swift-tools-version: 6.2
import PackageDescription

// Warnings fail the build where nobody is watching; at a desk they stay warnings.
let strict: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + strict

extension Target.Dependency {
  static let nioCore: Self = .product(name: "NIOCore", package: "swift-nio")
  static let nioPosix: Self = .product(name: "NIOPosix", package: "swift-nio")
  static let nioEmbedded: Self = .product(name: "NIOEmbedded", package: "swift-nio")
  static let logging: Self = .product(name: "Logging", package: "swift-log")
  static let signals: Self = .product(name: "UnixSignals", package: "swift-service-lifecycle")
  static let lifecycle: Self = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
  static let deques: Self = .product(name: "DequeModule", package: "swift-collections")
  static let heaps: Self = .product(name: "HeapModule", package: "swift-collections")
  static let orderedCollections: Self = .product(name: "OrderedCollections", package: "swift-collections")
  static let arguments: Self = .product(name: "ArgumentParser", package: "swift-argument-parser")
  static let configuration: Self = .product(name: "Configuration", package: "swift-configuration")
  static let metrics: Self = .product(name: "Metrics", package: "swift-metrics")
  static let metricsTestKit: Self = .product(name: "MetricsTestKit", package: "swift-metrics")
  static let tracing: Self = .product(name: "Tracing", package: "swift-distributed-tracing")
  static let inMemoryTracing: Self = .product(name: "InMemoryTracing", package: "swift-distributed-tracing")

  /// A system codec library, linked only where the trait `Compression` is on.
  static func codec(_ name: String) -> Self {
    .target(name: name, condition: .when(traits: ["Compression"]))
  }
}

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude, swiftSettings: settings)
}

let package = Package(
  name: "swift-kafka",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "KafkaClient", targets: ["KafkaClient"]),
    .library(name: "KafkaJSON", targets: ["KafkaJSON"]),
    .library(name: "KafkaBroker", targets: ["KafkaBroker"]),
    .library(name: "KafkaProtocol", targets: ["KafkaProtocol"]),
    .library(name: "KafkaConformance", targets: ["KafkaConformance"]),
    .executable(name: "kafka-broker", targets: ["kafka-broker"]),
    .executable(name: "kafka-conformance", targets: ["kafka-conformance"]),
  ],
  traits: [
    .trait(name: "Compression", description: "gzip, zstd, LZ4 and Snappy over the system's libraries."),
    .default(enabledTraits: ["Compression"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
  ],
  targets: [
    // Bytes, words, definitions.
    library("KafkaWire", [.nioCore]),
    library("KafkaSchema", [.nioCore, "KafkaWire"]),

    // Data.
    library("KafkaMessages", [.nioCore, "KafkaWire"]),
    .target(name: "CCRC32C"),
    library(
      "KafkaCompression",
      [.nioCore, .codec("CZstd"), .codec("CLZ4"), .codec("CSnappy"), .codec("CDeflate")]),
    library("KafkaRecords", [.nioCore, "KafkaCompression", "CCRC32C"]),
    library("KafkaCrypto", []),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    .systemLibrary(name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"]), .brew(["lz4"])]),
    .systemLibrary(name: "CSnappy", providers: [.apt(["libsnappy-dev"]), .brew(["snappy"])]),
    .systemLibrary(
      name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]),

    // Log.
    library("KafkaStorage", [.nioCore, "KafkaWire", "KafkaRecords"]),

    // Thinking: no sockets, tasks, clocks or files.
    library(
      "KafkaClientCore",
      [
        .nioCore, "KafkaWire", "KafkaMessages", "KafkaRecords", "KafkaCompression", .deques, .heaps,
        .orderedCollections,
      ]),
    library(
      "KafkaBrokerCore",
      [
        .nioCore, "KafkaWire", "KafkaMessages", "KafkaRecords", "KafkaCompression", "KafkaStorage", .deques, .heaps,
        .orderedCollections,
      ]),

    // Both cores, the log, a network, disks and time, in one thread from one seed.
    library(
      "KafkaSimulation",
      [
        .nioCore, "KafkaWire", "KafkaMessages", "KafkaRecords", "KafkaCompression", "KafkaStorage", "KafkaClientCore",
        "KafkaBrokerCore", .deques, .heaps,
      ]),

    // Sockets.
    library("KafkaTransport", [.nioCore, .nioPosix]),

    // The suite judges with its own reading of the definitions, never with the SDK's codec, records or storage.
    .target(
      name: "KafkaConformance",
      dependencies: [
        .nioCore, .nioPosix, "KafkaWire", "KafkaSchema", "KafkaTransport", "KafkaCompression", "KafkaCrypto", "CCRC32C",
      ],
      path: "Conformance/Suite", swiftSettings: settings),

    // Broken brokers that prove the suite.
    .target(
      name: "KafkaConformanceMutants",
      dependencies: [.nioCore, .nioPosix, "KafkaWire", "KafkaSchema", "KafkaConformance", "KafkaBroker"],
      path: "Conformance/Mutants", swiftSettings: settings),

    // What users import.
    library(
      "KafkaClient",
      [
        .nioCore, .nioPosix, "KafkaWire", "KafkaMessages", "KafkaRecords", "KafkaCompression", "KafkaClientCore",
        "KafkaTransport", .deques, .logging, .lifecycle, .configuration, .metrics, .tracing,
      ]),
    library(
      "KafkaBroker",
      [
        .nioCore, .nioPosix, "KafkaWire", "KafkaStorage", "KafkaBrokerCore", "KafkaTransport", .deques, .logging,
        .lifecycle,
      ]),
    library("KafkaJSON", [.nioCore, "KafkaClient"]),
    library("KafkaProtocol", ["KafkaWire", "KafkaMessages", "KafkaRecords"]),

    // Executables.
    .executableTarget(
      name: "kafka-broker", dependencies: ["KafkaBroker", .arguments, .logging, .lifecycle, .signals],
      swiftSettings: settings),
    .executableTarget(
      name: "kafka-demo",
      dependencies: ["KafkaClient", "KafkaBroker", "KafkaCompression", "KafkaRecords", .nioCore, .arguments],
      swiftSettings: settings),
    .executableTarget(
      name: "kafka-conformance",
      dependencies: [
        "KafkaConformance", "KafkaConformanceMutants", "KafkaBroker", "KafkaWire", .nioPosix, .arguments,
      ], path: "Conformance/Runner",
      swiftSettings: settings),
    .executableTarget(
      name: "kafka-simulation", dependencies: ["KafkaSimulation", .arguments], swiftSettings: settings),
    .executableTarget(
      name: "kafka-message-generator", dependencies: ["KafkaSchema", .arguments], swiftSettings: settings),

    .executableTarget(
      name: "kafka-bench",
      dependencies: [
        "KafkaRecords", "KafkaCompression", "KafkaMessages", "KafkaWire", "KafkaClientCore", "KafkaTransport",
        "CBenchSupport", .nioCore, .arguments,
      ],
      swiftSettings: settings),
    .target(name: "CBenchSupport"),

    // Tests.
    .target(
      name: "TestSupport", dependencies: [.nioCore, "KafkaCompression", "KafkaCrypto"], path: "Tests/TestSupport",
      swiftSettings: settings),
    tests("KafkaWireTests", ["KafkaWire", .nioCore]),
    tests("KafkaSchemaTests", ["KafkaSchema", "KafkaWire", .nioCore]),
    tests("MessageGeneratorTests", ["kafka-message-generator", "KafkaSchema"]),
    tests("KafkaMessagesTests", ["KafkaMessages", "KafkaSchema", "KafkaWire", .nioCore]),
    tests("KafkaCompressionTests", ["KafkaCompression", .nioCore]),
    tests("KafkaCryptoTests", ["KafkaCrypto"]),
    tests("KafkaRecordsTests", ["KafkaRecords", "KafkaCompression", "KafkaWire", .nioCore]),
    tests("KafkaStorageTests", ["KafkaStorage", "KafkaRecords", "KafkaCompression", "KafkaWire", .nioCore]),
    tests("KafkaTransportTests", ["KafkaTransport", .nioCore, .nioPosix, .nioEmbedded]),
    tests(
      "ConformanceTests",
      [
        "KafkaConformance", "KafkaConformanceMutants", "KafkaBroker", "KafkaCrypto", "KafkaWire", "kafka-broker",
        .nioCore, .nioPosix,
      ], exclude: ["Golden", "Broken"]),
    tests(
      "KafkaClientCoreTests",
      [
        "KafkaClientCore", "KafkaMessages", "KafkaRecords", "KafkaCompression", "KafkaWire", .nioCore,
        .orderedCollections,
      ]),
    tests(
      "KafkaBrokerCoreTests",
      [
        "KafkaBrokerCore", "KafkaStorage", "KafkaMessages", "KafkaRecords", "KafkaCompression", "KafkaWire", .nioCore,
        .orderedCollections,
      ]),
    tests(
      "SimulationTests",
      [
        "KafkaSimulation", "KafkaClientCore", "KafkaBrokerCore", "KafkaStorage", "KafkaMessages", "KafkaRecords",
        "KafkaWire", .nioCore,
      ]),
    tests(
      "EndToEndTests",
      [
        "KafkaClient", "KafkaJSON", "KafkaClientCore", "KafkaBroker", "KafkaBrokerCore", "KafkaStorage",
        "KafkaMessages",
        "KafkaRecords", "KafkaCompression", "KafkaWire", "KafkaTransport", .nioCore, .nioPosix, .logging,
        .configuration, .metrics, .metricsTestKit, .tracing, .inMemoryTracing,
      ]),
    tests(
      "PeerTests",
      [
        "KafkaClient", "KafkaBroker", "KafkaMessages", "KafkaRecords", "KafkaCompression", "KafkaWire", "kafka-broker",
        .nioCore, .logging,
      ], exclude: ["Scripts"]),
    tests("RepositoryTests", []),
  ]
)
