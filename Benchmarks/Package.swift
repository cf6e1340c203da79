// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "swift-kafka", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .executableTarget(
      name: "kafka-driver",
      dependencies: [
        .product(name: "KafkaClient", package: "swift-kafka"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "rdkafka-driver", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
  ]
)
