import KafkaSchema
import NIOCore

@testable import KafkaConformance

/// Two answers to the same request, compared in all that is not a matter of place, time or order.
struct Comparison {
  /// Numbers of the APIs that our broker offers: of others it cannot say the same.
  private let offered: Set<Int64>

  init(_ offered: Set<Int64>) { self.offered = offered }

  /// Where the two part; nil when they are alike.
  func difference(_ recorded: Structure, _ ours: Structure) -> String? {
    var recorded = recorded
    var ours = ours
    keepMessages(&ours, like: &recorded)
    let (left, right) = (text(.structure(ours), ""), text(.structure(recorded), ""))
    if left == right { return nil }
    let same = zip(left, right).prefix { $0 == $1 }.count
    func around(_ text: String) -> String { String(text.dropFirst(max(0, same - 80)).prefix(200)) }
    return "…\(around(left))…, not …\(around(right))…"
  }

  /// Every error code, in the order of the fields.
  static func codes(_ answer: Structure) -> [Int64] {
    answer.fields.flatMap { field -> [Int64] in
      switch field.value {
      case .integer(let code) where field.name == "ErrorCode": [code]
      case .structure(let inner): codes(inner)
      case .array(let elements):
        elements.flatMap { if case .structure(let inner) = $0 { codes(inner) } else { [Int64]() } }
      default: []
      }
    }
  }

  private func text(_ value: Value, _ field: String) -> String {
    switch value {
    case .structure(var structure):
      // Loggers are those of the product's own code.
      if structure["ResourceType"] == .integer(8), structure["Configs"] != nil { structure["Configs"] = .array([]) }
      let fields = structure.fields.map { "\($0.name): \(text(plain($0.value, $0.name), $0.name))" }
      return "{\(fields.joined(separator: ", "))}"
    case .array(let elements):
      let entries = elements.compactMap { element -> Value? in
        if field == "ApiKeys", case .structure(let api) = element, case .integer(let key)? = api["ApiKey"],
          !offered.contains(key)
        {
          return nil
        }
        return element
      }
      let texts = (field == "Responses" ? Self.byPartition(entries) : entries).map { text($0, field) }
      // Brokers put entries in any order.
      let isOrdered = !entries.contains { if case .structure = $0 { true } else { false } }
      return "[\((isOrdered ? texts : texts.sorted()).joined(separator: ", "))]"
    case .bytes(let bytes) where field == "Records": return Batches.text(bytes)
    default: return value.text
    }
  }

  /// One topic may stand in one entry or several: an entry for each partition.
  private static func byPartition(_ topics: [Value]) -> [Value] {
    topics.flatMap { topic -> [Value] in
      guard case .structure(let structure) = topic, case .array(let partitions)? = structure["PartitionResponses"],
        !partitions.isEmpty
      else { return [topic] }
      return partitions.map { partition in
        var single = structure
        single["PartitionResponses"] = .array([partition])
        return .structure(single)
      }
    }
  }

  /// Without what only this broker, at this time, can say.
  private func plain(_ value: Value, _ field: String) -> Value {
    switch (field, value) {
    case ("Port", .integer(let port)) where port > 0: .integer(9092)
    case ("ClusterId", .string): .string("cluster")
    case ("LogAppendTimeMs", .integer(let time)): .integer(min(time, 0))
    case ("ProducerId", .integer(let id)): .integer(min(id, 0))
    case ("SupportedFeatures", _), ("FinalizedFeatures", _): .array([])
    case ("FinalizedFeaturesEpoch", _): .integer(-1)
    // The bounds of timestamps follow the clock, and so do timestamps of batches that are as old as they were.
    case ("BatchIndexErrorMessage", .string(let text)):
      .string(String(text.prefix { $0 != "[" }).replacing(/\d{13}/, with: "time"))
    default: value
    }
  }

  /// Where the recorded broker says nothing, ours may say more.
  private func keepMessages(_ ours: inout Structure, like recorded: inout Structure) {
    for index in ours.fields.indices {
      let name = ours.fields[index].name
      if name == "ErrorMessage", recorded[name] == .null { ours.fields[index].value = .null }
      guard case .array(let elements) = ours.fields[index].value, case .array(let others)? = recorded[name] else {
        continue
      }
      ours.fields[index].value = .array(
        elements.enumerated().map { place, element in
          guard case .structure(var inner) = element else { return element }
          var partner = Bindings.partner(of: inner, in: others)
          if partner == nil, others.indices.contains(place), case .structure(let other) = others[place] {
            partner = other
          }
          guard var partner else { return element }
          keepMessages(&inner, like: &partner)
          return .structure(inner)
        })
    }
  }
}
