import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

/// Whether a case's request is the one that was recorded, but for names, ids and what the answer does not depend on.
struct Likeness {
  /// What stands for what, when the two are alike.
  private(set) var bindings: Bindings
  /// The number of values that are the same.
  private(set) var score = 0

  /// Limits and descriptions: two clients choose them differently, and are answered alike.
  private static let free: Set<String> = [
    "TimeoutMs", "timeoutMs", "MaxWaitMs", "MinBytes", "MaxBytes", "PartitionMaxBytes", "SessionTimeoutMs",
    "RebalanceTimeoutMs", "ClientSoftwareName", "ClientSoftwareVersion", "Reason", "CommittedOffset",
    "CommittedLeaderEpoch", "MaxNumOffsets", "TransactionTimeoutMs", "AllowAutoTopicCreation",
  ]
  /// Numbers that stand for something that is there, or for something that is not.
  private static let numbered: Set<String> = ["PartitionIndex", "Partition", "Index", "PartitionIndexes"]
  /// Words with a meaning: never names of one client's own.
  private static let words: Set<String> = [
    "consumer", "connect", "range", "roundrobin", "Stable", "Empty", "Dead", "PreparingRebalance", "classic",
  ]
  /// The longest text beside a committed offset.
  private static let metadataLimit = 4096

  private let strictness: Tape.Strictness
  private var isLoose: Bool { strictness == .otherLogs }

  /// - Returns: Nil when they are not alike.
  init?(_ recorded: RecordedRequest, _ live: RecordedRequest, _ bindings: Bindings, _ strictness: Tape.Strictness) {
    self.bindings = bindings
    self.bindings.sharesNames = strictness != .exact
    self.strictness = strictness
    if recorded.isCut {
      // Only the beginning was kept: by size.
      guard let size = recorded.bytes.getInteger(at: 0, as: Int32.self), live.isFrame, live.api == recorded.api,
        live.version == recorded.version, live.bytes.readableBytes > Int(size) / 2
      else { return nil }
      return
    }
    if recorded.isFrame != live.isFrame { return nil }
    guard recorded.isFrame else {
      // Bytes that are no frame: by what their length prefix claims.
      guard let then = recorded.bytes.getInteger(at: 0, as: Int32.self),
        let now = live.bytes.getInteger(at: 0, as: Int32.self)
      else { return nil }
      guard then == now || (then < 0 && now < 0) || min(then, now) > RecordedRequest.sizeLimit else { return nil }
      return
    }
    guard recorded.isKnown || live.isKnown else {
      // An API or version that is not there is as good as another that is not there.
      let areUnknownApis = Definitions.isUnknown(recorded.api) && Definitions.isUnknown(live.api)
      guard areUnknownApis || recorded.api == live.api else { return nil }
      score = recorded.version == live.version ? 1 : 0
      return
    }
    guard recorded.api == live.api, recorded.version == live.version else { return nil }
    switch (recorded.body, live.body) {
    case (let then?, let now?):
      guard alike(then, now) else { return nil }
    case (nil, nil):
      // Both are spoiled; the nearer in length is the more alike.
      score = max(0, 100 - abs(recorded.bytes.readableBytes - live.bytes.readableBytes))
    default: return nil
    }
  }

  private mutating func alike(_ recorded: Structure, _ live: Structure) -> Bool {
    for field in recorded.fields {
      guard let other = live[field.name], alike(field.value, other, field.name) else { return false }
    }
    score += recorded.unknownTaggedFields.count == live.unknownTaggedFields.count ? 1 : 0
    return true
  }

  private mutating func alike(_ recorded: Value, _ live: Value, _ field: String) -> Bool {
    switch (recorded, live) {
    case (.string(let then), .string(let now)):
      if then == now { score += 1 }
      if field == "CommittedMetadata" {
        return (then.utf8.count > Self.metadataLimit) == (now.utf8.count > Self.metadataLimit)
      }
      if Self.words.contains(then) || Self.words.contains(now) { return then == now }
      return Self.free.contains(field) || bindings.bind(then, now)
    case (.uuid(let then), .uuid(let now)): return bindings.bind(then, now)
    case (.integer(let then), .integer(let now)): return alike(then, now, field)
    case (.bytes(let then), .bytes(let now)):
      guard field == "Records" else { return (then.readableBytes == 0) == (now.readableBytes == 0) }
      if let likeness = Batches.likeness(then, now) {
        score += likeness
        return true
      }
      return isLoose && Batches.isOdd(then) && Batches.isOdd(now)
    case (.array(let then), .array(let now)): return alike(then, now, field)
    case (.structure(let then), .structure(let now)): return alike(then, now)
    default:
      if recorded == live { score += 1 }
      return recorded == live || Self.free.contains(field) || field == "CommittedMetadata"
    }
  }

  private mutating func alike(_ then: Int64, _ now: Int64, _ field: String) -> Bool {
    if then == now { score += 1 }
    if Bindings.drawn.contains(field) { return bindings.bind(then, now, field: field) }
    if Self.numbered.contains(field) {
      return then == now || (then > 0 && now > 0 && bindings.bind(then, now, field: field))
    }
    if then == now || Self.free.contains(field) { return true }
    switch field {
    // Points in time, apart from those that stand for something.
    case "Timestamp": return then >= 0 && now >= 0
    // One node: its word is that of all.
    case "Acks": return Set([then, now]) == [1, -1]
    // Consumers, whether they look for repair or not.
    case "ReplicaId": return Set([then, now]) == [-1, -2]
    case "NumPartitions", "Offset", "FetchOffset", "GenerationId": return isLoose && then >= 0 && now >= 0
    default: return false
    }
  }

  /// Lists of the same things in any order; the recorded one may ask for more.
  private mutating func alike(_ then: [Value], _ now: [Value], _ field: String) -> Bool {
    guard now.isEmpty == then.isEmpty || isLoose, now.count <= then.count else { return false }
    let before = self
    // A member's protocols stand in the order of its liking.
    if field == "Protocols" { return zip(then, now).allSatisfy { alike($0, $1, field) } && then.count == now.count }
    if then.count == now.count {
      // Names keep their order among each other, so that sorted answers stay sorted.
      for (left, right) in [(Self.sorted(then), Self.sorted(now)), (then, now)] {
        var trial = before
        if zip(left, right).allSatisfy({ trial.alike($0, $1, field) }) {
          self = trial
          return true
        }
      }
    }
    var free = Array(then.indices)
    for element in now {
      var best: (place: Int, likeness: Likeness)?
      for (place, index) in free.enumerated() {
        var trial = self
        guard trial.alike(then[index], element, field) else { continue }
        if best == nil || trial.score > best?.likeness.score ?? 0 { best = (place, trial) }
      }
      guard let best else {
        self = before
        return false
      }
      free.remove(at: best.place)
      self = best.likeness
    }
    return true
  }

  private static func sorted(_ elements: [Value]) -> [Value] {
    func name(_ element: Value) -> String? {
      guard case .structure(let structure) = element, case .string(let name)? = structure["Name"] else { return nil }
      return name
    }
    return elements.sorted { (name($0) ?? "") < (name($1) ?? "") }
  }
}

extension Definitions {
  static func isUnknown(_ api: ApiKey) -> Bool { request(api) == nil }
}
