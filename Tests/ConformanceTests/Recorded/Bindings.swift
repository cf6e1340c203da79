import KafkaSchema
import KafkaWire
import NIOCore

/// Which live name, id or number stands for which recorded one.
struct Bindings {
  /// Whether a live name may stand for several recorded ones: a case that uses one topic where the recorder made a new
  /// one each time.
  var sharesNames = false
  private var texts: [String: String] = [:]
  private var recordedTexts: [String: String] = [:]
  private var ids: [KafkaUUID: KafkaUUID] = [:]
  private var numbers: [String: [Int64: Int64]] = [:]

  /// Texts that brokers make, or that stand beside an id.
  private static let named: Set<String> = ["MemberId", "Name"]

  /// Numbers that brokers draw: of no meaning, but they come back in later requests.
  static let drawn: Set<String> = ["SessionId", "ProducerId"]

  /// - Returns: False when one of both already stands for something else.
  mutating func bind(_ recorded: String, _ live: String) -> Bool {
    if recorded.isEmpty || live.isEmpty { return recorded == live }
    if let known = texts[recorded] { return known == live }
    if let known = recordedTexts[live], !sharesNames { return known == recorded }
    texts[recorded] = live
    recordedTexts[live] = recorded
    return true
  }

  mutating func bind(_ recorded: KafkaUUID, _ live: KafkaUUID) -> Bool {
    if recorded == .zero || live == .zero { return recorded == live }
    if let known = ids[recorded] { return known == live }
    ids[recorded] = live
    return true
  }

  mutating func bind(_ recorded: Int64, _ live: Int64, field: String) -> Bool {
    let isNone: (Int64) -> Bool = { $0 < 0 || ($0 == 0 && field == "SessionId") }
    if isNone(recorded) || isNone(live) { return recorded == live }
    if let known = numbers[field]?[recorded] { return known == live }
    numbers[field, default: [:]][recorded] = live
    return true
  }

  /// What is said now where that was said then.
  func live(_ recorded: Value, field: String = "") -> Value {
    switch recorded {
    case .string(let text): return .string(texts[text] ?? text)
    case .uuid(let id): return .uuid(ids[id] ?? id)
    case .integer(let number): return .integer(numbers[field]?[number] ?? number)
    case .array(let elements): return .array(elements.map { live($0, field: field) })
    case .structure(let structure): return .structure(live(structure))
    case .bytes(let bytes) where field == "Records": return .bytes(Batches.exchangeProducer(in: bytes, numbers))
    default: return recorded
    }
  }

  func live(_ recorded: Structure) -> Structure {
    var result = recorded
    for index in result.fields.indices {
      result.fields[index].value = live(result.fields[index].value, field: result.fields[index].name)
    }
    return result
  }

  /// Learns from two answers to the same request what the two brokers drew.
  mutating func learn(_ recorded: Structure, _ live: Structure) {
    for field in recorded.fields {
      switch (field.value, live[field.name]) {
      case (.string(let then), .string(let now)?) where Self.named.contains(field.name): _ = bind(then, now)
      case (.uuid(let then), .uuid(let now)?): _ = bind(then, now)
      case (.integer(let then), .integer(let now)?) where Self.drawn.contains(field.name):
        _ = bind(then, now, field: field.name)
      case (.array(let then), .array(let now)?):
        for case .structure(let entry) in then {
          if let other = Self.partner(of: self.live(entry), in: now) { learn(entry, other) }
        }
      default: continue
      }
    }
  }

  /// By these fields entries are found, whatever order a broker puts them in.
  private static let keys = [
    "Name", "Topic", "GroupId", "ResourceName", "PartitionIndex", "Index", "Partition", "Key", "MemberId", "TopicId",
  ]

  /// The entry of an array that is about the same thing.
  static func partner(of entry: Structure, in others: [Value]) -> Structure? {
    let candidates = others.compactMap { if case .structure(let other) = $0 { other } else { nil } }
    for key in keys {
      guard let value = entry[key], value != .null, value != .string(""), value != .uuid(.zero) else { continue }
      if let partner = candidates.first(where: { $0[key] == value }) { return partner }
    }
    return candidates.count == 1 ? candidates[0] : nil
  }
}
