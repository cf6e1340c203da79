import Foundation
import KafkaClientCore
import NIOCore
import TestSupport
import Testing

/// A line of `fixtures/partitioners/keys.jsonl`: a key, its hashes, and its partition for each count of `counts.json`.
private struct KeyVector: Decodable {
  struct Partitions: Decodable {
    var murmur2: [Int32]
    var consistent: [Int32]
    var fnv1a: [Int32]
  }

  var key: String
  var murmur2: Int32
  var positive: Int32
  var crc32: UInt32
  var fnv1a: Int32
  var partitions: Partitions
}

@Suite struct PartitionerTests {
  private static func counts() throws -> [Int32] {
    try JSONDecoder().decode([Int32].self, from: Fixtures.data("partitioners/counts.json"))
  }

  @Test func `every recorded key has the recorded hashes and partitions`() throws {
    let counts = try Self.counts()
    let vectors = try Fixtures.lines("partitioners/keys.jsonl", as: KeyVector.self)
    #expect(vectors.count == 2_000)
    for vector in vectors {
      bytes(hex: vector.key).withUnsafeBytes { key in
        #expect(Int32(bitPattern: KeyHash.murmur2(key)) == vector.murmur2)
        #expect(Int32(bitPattern: KeyHash.murmur2(key) & 0x7FFF_FFFF) == vector.positive)
        #expect(KeyHash.crc32(key) == vector.crc32)
        #expect(Int32(bitPattern: KeyHash.fnv1a(key)) == vector.fnv1a)
        func partitions(_ partitioner: Partitioner) -> [Int32?] {
          counts.map { partitioner.rule.partition(ofKey: key, count: $0) }
        }
        #expect(partitions(.murmur2) == vector.partitions.murmur2)
        #expect(partitions(.default) == vector.partitions.murmur2)
        #expect(partitions(.consistent) == vector.partitions.consistent)
        #expect(partitions(.fnv1a) == vector.partitions.fnv1a)
      }
    }
  }

  @Test(
    arguments: [
      ("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536),
      ("a-little-bit-longer-string", -1_486_304_829), ("abc", 479_470_107), ("", 275_646_681),
    ] as [(String, Int32)])
  func `murmur2 gives the numbers of the Java client's own test`(text: String, hash: Int32) {
    let key = Array(text.utf8)
    #expect(key.withUnsafeBytes { Int32(bitPattern: KeyHash.murmur2($0)) } == hash)
  }

  @Test(
    arguments: [
      (.default, nil, 1), (.murmur2, 1, 1), (.consistent, 0, 0), (.consistentRandom, nil, nil), (.fnv1a, 2, 2),
      (.fnv1aRandom, nil, 2), (.random, nil, nil), (.roundRobin, nil, nil),
    ] as [(Partitioner, Int32?, Int32?)])
  func `null and empty keys go where the named rule sends them`(
    partitioner: Partitioner, null: Int32?, empty: Int32?
  ) {
    // 275646681 % 8 is 1; |-2128831035| % 9 is 0 and % 8 is 3, so the counts differ per hash on purpose.
    let count: Int32 = partitioner.name.hasPrefix("fnv1a") ? 7 : 8
    #expect(partitioner.rule.partition(ofKey: nil, count: count) == null)
    let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
    #expect(partitioner.rule.partition(ofKey: nothing, count: count) == empty)
  }

  @Test func `partitioners are found by librdkafka's names and by the Java class`() {
    #expect(Partitioner(name: "murmur2_random") == .default)
    #expect(Partitioner(name: "consistent_random") == .consistentRandom)
    #expect(Partitioner(name: "org.apache.kafka.clients.producer.RoundRobinPartitioner") == .roundRobin)
    #expect(Partitioner(name: "RoundRobinPartitioner") == .roundRobin)
    #expect(Partitioner(name: "murmur3") == nil)
  }
}
