import KafkaMessages
import KafkaWire
import NIOCore

/// Compares two decoded messages field by field, and says where they differ.
///
/// Elements of arrays are matched by what names them (a topic, a partition, a member), since brokers give them in any
/// order; where nothing does, by place.
struct MessageComparison {
  /// Fields that differ between two brokers that behave the same.
  var ignoring: Set<String> = []
  /// Arrays that may have fewer elements than the recorded ones, or more.
  var open: Set<String> = []

  /// Fields by which elements of an array are told apart.
  private static let identities = [
    "name", "topic", "topicId", "partitionIndex", "partition", "index", "groupId", "memberId", "resourceName",
    "resourceType", "nodeId", "brokerId", "key", "apiKey",
  ]

  func differences(_ seen: Any, _ recorded: Any, at path: String = "") -> [String] {
    if let seen = seen as? ByteBuffer, let recorded = recorded as? ByteBuffer {
      return seen == recorded ? [] : ["\(path): \(seen.readableBytes) bytes, recorded \(recorded.readableBytes) others"]
    }
    let left = Mirror(reflecting: seen)
    let right = Mirror(reflecting: recorded)
    switch (left.displayStyle, right.displayStyle) {
    case (.optional, _), (_, .optional):
      return optionals(left, right, seen, recorded, at: path)
    case (.collection, .collection):
      return collections(left, right, at: path)
    case (.struct, .struct) where !left.children.isEmpty && !(seen is KafkaUUID):
      let fields = Dictionary(uniqueKeysWithValues: right.children.map { ($0.label ?? "", $0.value) })
      return left.children.flatMap { child -> [String] in
        let label = child.label ?? ""
        guard !ignoring.contains(label), let other = fields[label] else { return [] }
        return differences(child.value, other, at: path.isEmpty ? label : "\(path).\(label)")
      }
    default:
      let (one, other) = ("\(seen)", "\(recorded)")
      return one == other ? [] : ["\(path): \(one), recorded \(other)"]
    }
  }

  private func optionals(
    _ left: Mirror, _ right: Mirror, _ seen: Any, _ recorded: Any, at path: String
  ) -> [String] {
    let one: Any? = left.displayStyle == .optional ? left.children.first?.value : .some(seen)
    let other: Any? = right.displayStyle == .optional ? right.children.first?.value : .some(recorded)
    switch (one, other) {
    case (nil, nil): return []
    case (let one?, let other?): return differences(one, other, at: path)
    case (nil, _): return ["\(path): null, recorded a value"]
    case (_, nil): return ["\(path): a value, recorded null"]
    }
  }

  private func collections(_ left: Mirror, _ right: Mirror, at path: String) -> [String] {
    let label = path.split(separator: ".").last.map(String.init) ?? ""
    let isOpen = open.contains(label.split(separator: "[").first.map(String.init) ?? label)
    let named = named(right)
    var rest = named
    var result: [String] = []
    for (name, value) in self.named(left) {
      guard let index = rest.firstIndex(where: { $0.name == name }) else {
        if !isOpen { result.append("\(path): [\(name)] is not recorded") }
        continue
      }
      result += differences(value, rest.remove(at: index).value, at: "\(path)[\(name)]")
    }
    if !isOpen { result += rest.map { "\(path): [\($0.name)] is missing" } }
    return result
  }

  private func named(_ collection: Mirror) -> [(name: String, value: Any)] {
    collection.children.enumerated().map { position, element in
      let fields = Mirror(reflecting: element.value)
      guard fields.displayStyle == .struct, !(element.value is KafkaUUID) else {
        return (name: "\(position)", value: element.value)
      }
      let names = Self.identities.compactMap { identity -> String? in
        guard let field = fields.children.first(where: { $0.label == identity })?.value else { return nil }
        let mirror = Mirror(reflecting: field)
        if mirror.displayStyle == .optional { return mirror.children.first.map { "\($0.value)" } }
        return "\(field)"
      }
      return (name: names.isEmpty ? "\(position)" : names.joined(separator: " "), value: element.value)
    }
  }
}
