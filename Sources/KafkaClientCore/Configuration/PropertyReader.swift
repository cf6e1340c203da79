/// What properties named.
package struct GivenOptions: Sendable {
  /// Kafka's names.
  let names: Set<String>
  /// Whose names were expected.
  let dialect: PropertyDialect

  func contains(_ name: String) -> Bool { names.contains(name) }
}

/// Finds the options that properties are about: by name, by another client's name, with its unit and words.
struct PropertyReader<Root: Sendable> {
  /// A value for one option.
  struct Assignment {
    /// The place in the table.
    var index: Int
    /// The name that was given.
    var name: String
    /// In the words and units of Kafka.
    var text: String
  }

  let keys: [ConfigurationKey<Root>]
  let role: String
  let dialect: PropertyDialect
  let unknownNames: UnknownNames

  /// At most one assignment for each option, in the order of the given names, so that the same properties always give
  /// the same messages.
  func assignments(_ properties: [String: String], _ problems: inout ConfigurationProblems) -> [Assignment] {
    var byName: [String: Int] = [:]
    for (index, key) in keys.enumerated() {
      byName[key.name] = index
      for alias in key.aliases where byName[alias] == nil { byName[alias] = index }
    }
    var found: [Assignment] = []
    var taken: [Int: Int] = [:]
    for (name, text) in properties.sorted(by: { $0.key < $1.key }) {
      let text = ConfigurationKey<Root>.trimmed(text)
      guard let assignment = assignment(name, text, byName, properties, &problems) else { continue }
      guard let place = taken[assignment.index] else {
        taken[assignment.index] = found.count
        found.append(assignment)
        continue
      }
      let earlier = found[place]
      let option = keys[assignment.index].name
      if earlier.text != assignment.text {
        problems.refuse(
          "\(earlier.name) and \(name) both mean \(option), and their values differ; set one of them")
      } else if name == option {
        found[place] = assignment
      }
    }
    return found
  }

  private func assignment(
    _ name: String, _ text: String, _ byName: [String: Int], _ all: [String: String],
    _ problems: inout ConfigurationProblems
  ) -> Assignment? {
    let names = keys.map(\.name)
    if let meaning = LibrdkafkaOptions.find(name) {
      if dialect == .librdkafka { return translated(name, text, meaning, byName, all, &problems) }
      if byName[name] == nil, meaning.isForeignToJava(name) {
        let place = meaning.option(all).map { "; Kafka's name is \($0), in its own unit" } ?? ""
        let hint = "\(name) is an option of librdkafka that means nothing under Kafka's names\(place): "
        let advice = "write it so, or read the properties with the dialect librdkafka"
        if unknownNames == .warn { problems.warn(hint + advice) } else { problems.refuse(hint + advice) }
        return nil
      }
    }
    guard let index = byName[name] else {
      let aliases = dialect == .librdkafka ? keys.flatMap(\.aliases) + LibrdkafkaOptions.names : []
      problems.unknown(name, among: names + aliases, for: role, unknownNames)
      return nil
    }
    return Assignment(index: index, name: name, text: text)
  }

  /// In the dialect of librdkafka, a name that means something of its own there.
  private func translated(
    _ name: String, _ text: String, _ meaning: LibrdkafkaOptions.Meaning, _ byName: [String: Int],
    _ all: [String: String], _ problems: inout ConfigurationProblems
  ) -> Assignment? {
    if case .different(let advice) = meaning {
      problems.refuse("\(name) means something else to librdkafka: \(advice)")
      return nil
    }
    guard let option = meaning.option(all) else {
      problems.refuse("\(name) needs compression.codec set to gzip, lz4 or zstd; set it, or remove \(name)")
      return nil
    }
    guard let index = byName[option] else {
      problems.unknown(option, among: keys.map(\.name), for: role, unknownNames)
      return nil
    }
    switch meaning.convert(text) {
    case .success(let converted):
      if let warning = converted.warning { problems.warn("\(name) \(warning)") }
      return Assignment(index: index, name: name, text: converted.text)
    case .failure(let problem):
      problems.refuse("\(name) \(problem.text)")
      return nil
    }
  }
}
