public import NIOCore

/// How a producer chooses the partition of a record that does not name one (`partitioner.class` of the Java client,
/// `partitioner` of librdkafka).
///
/// A record's own partition always wins. The default is the Java client's rule: equal keys go to the partition that
/// a Java producer would choose, and records without a key fill one partition's batch after another.
///
/// Producers that write the same topic in different languages must agree on the rule, or records of one key end up in
/// two partitions. A librdkafka producer with its own defaults is matched by ``consistentRandom``.
public struct Partitioner: Sendable, Hashable, CustomStringConvertible {
  /// What a custom partitioner is told about a record.
  public struct Choice: Sendable {
    /// The record's topic.
    public var topic: String
    /// The record's key; nil when it has none. An empty key is a key.
    public var key: ByteBuffer?
    /// The record's value; nil for a null value (a tombstone).
    public var value: ByteBuffer?
    /// The topic's partition count, partitions without a leader included. At least 1.
    public var partitionCount: Int32

    package init(topic: String, key: ByteBuffer?, value: ByteBuffer?, partitionCount: Int32) {
      self.topic = topic
      self.key = key
      self.value = value
      self.partitionCount = partitionCount
    }
  }

  /// What becomes of a key that is null or empty.
  package enum Keyless: Sendable {
    /// Hashed like any other; null counts as empty.
    case hashed
    /// Left to the keyless strategy.
    case sticky
  }

  package enum Rule: Sendable {
    case hash(Hash, null: Keyless, empty: Keyless)
    /// A partition drawn anew for each record; keys are ignored.
    case random
    /// Each topic's partitions with a leader in turn; keys are ignored.
    case roundRobin
    case custom(@Sendable (Choice) -> Int32)
  }

  package enum Hash: Sendable {
    case murmur2
    case crc32
    case fnv1a
  }

  /// The name that configuration files use.
  public let name: String
  package let rule: Rule

  /// The Java client's built-in rule: murmur2 of the key; records without a key stay with one partition until about
  /// `batch.size` bytes are written, then move on, preferring partitions with short queues (KIP-480, KIP-794). The
  /// same as ``murmur2Random``.
  public static let `default` = Partitioner(
    name: "murmur2_random", rule: .hash(.murmur2, null: .sticky, empty: .hashed))
  /// librdkafka's `murmur2_random`; Java's built-in rule.
  public static let murmur2Random = `default`
  /// librdkafka's `murmur2`: every record is hashed, one without a key as if its key were empty.
  public static let murmur2 = Partitioner(name: "murmur2", rule: .hash(.murmur2, null: .hashed, empty: .hashed))
  /// librdkafka's `consistent`: CRC-32 of the key. Records without a key all go to partition 0.
  public static let consistent = Partitioner(name: "consistent", rule: .hash(.crc32, null: .hashed, empty: .hashed))
  /// librdkafka's default: CRC-32 of the key; records whose key is missing or empty are spread.
  public static let consistentRandom = Partitioner(
    name: "consistent_random", rule: .hash(.crc32, null: .sticky, empty: .sticky))
  /// librdkafka's `fnv1a`: FNV-1a of the key, one without a key as if its key were empty.
  public static let fnv1a = Partitioner(name: "fnv1a", rule: .hash(.fnv1a, null: .hashed, empty: .hashed))
  /// librdkafka's `fnv1a_random`: FNV-1a of the key; records without a key are spread.
  public static let fnv1aRandom = Partitioner(name: "fnv1a_random", rule: .hash(.fnv1a, null: .sticky, empty: .hashed))
  /// librdkafka's `random`: a partition drawn anew for each record, whatever its key. Batches stay small.
  public static let random = Partitioner(name: "random", rule: .random)
  /// Java's `RoundRobinPartitioner` (KIP-369): a topic's partitions in turn, whatever the key. Batches stay small.
  public static let roundRobin = Partitioner(name: "round_robin", rule: .roundRobin)

  /// A rule of your own.
  ///
  /// The closure runs once for each record that names no partition, on the caller's task, outside the producer's lock. An
  /// answer outside `0..<partitionCount` fails that record.
  ///
  /// - Parameters:
  ///   - name: Names the rule in logs and in the printed configuration.
  ///   - choose: Returns a partition from 0 to the partition count less one.
  public static func custom(_ name: String, _ choose: @escaping @Sendable (Choice) -> Int32) -> Partitioner {
    Partitioner(name: name, rule: .custom(choose))
  }

  /// A rule of your own as a type; see ``custom(_:_:)``.
  public static func custom(_ partitioner: some RecordPartitioner) -> Partitioner {
    custom(partitioner.name) { partitioner.partition(for: $0) }
  }

  /// The rule that configuration files call by this name: librdkafka's names, `round_robin`, and the Java class name
  /// `RoundRobinPartitioner` with or without its package; nil for any other.
  public init?(name: String) {
    let rules: [Partitioner] = [
      .murmur2Random, .murmur2, .consistent, .consistentRandom, .fnv1a, .fnv1aRandom, .random, .roundRobin,
    ]
    let simple = name.split(separator: ".").last.map(String.init) ?? name
    if simple == "RoundRobinPartitioner" {
      self = .roundRobin
    } else if let rule = rules.first(where: { $0.name == name }) {
      self = rule
    } else {
      return nil
    }
  }

  private init(name: String, rule: Rule) {
    self.name = name
    self.rule = rule
  }

  public var description: String { name }

  /// By name: a custom rule equals another of the same name.
  public static func == (left: Partitioner, right: Partitioner) -> Bool { left.name == right.name }

  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// A rule of the user's that chooses partitions, for ``Partitioner/custom(_:)``.
public protocol RecordPartitioner: Sendable {
  /// Names the rule in logs, in errors and in the printed configuration.
  var name: String { get }

  /// Chooses the partition of a record that names none. Called once for each such record, on the task that sends it,
  /// from many tasks at once.
  ///
  /// - Returns: A partition from 0 to the partition count less one; anything else fails the record.
  func partition(for record: Partitioner.Choice) -> Int32
}

extension Partitioner.Hash {
  /// The partition of a key, from 0 to `count` less one.
  package func partition(of key: UnsafeRawBufferPointer, count: Int32) -> Int32 {
    let count = UInt32(count)
    switch self {
    case .murmur2: return Int32(bitPattern: (KeyHash.murmur2(key) & 0x7FFF_FFFF) % count)
    case .crc32: return Int32(bitPattern: KeyHash.crc32(key) % count)
    // The magnitude of the signed hash, which is not the same as clearing its sign bit.
    case .fnv1a: return Int32(bitPattern: Int32(bitPattern: KeyHash.fnv1a(key)).magnitude % count)
    }
  }
}

extension Partitioner.Rule {
  /// The partition that the record's key decides; nil when the keyless strategy has to choose.
  package func partition(ofKey key: UnsafeRawBufferPointer?, count: Int32) -> Int32? {
    guard case .hash(let hash, let null, let empty) = self else { return nil }
    guard let key else {
      return null == .sticky ? nil : hash.partition(of: UnsafeRawBufferPointer(start: nil, count: 0), count: count)
    }
    if key.isEmpty && empty == .sticky { return nil }
    return hash.partition(of: key, count: count)
  }
}
