import KafkaSchema
import KafkaWire

/// One case as text: requirement, source, steps, and on request what it found.
package enum Explanation {
  package static func text(_ definition: Case) -> String {
    var text = "\(definition.id)  \(definition.title)\n\n"
    func line(_ name: String, _ value: String) {
      text += "  \(name.padding(12))\(value)\n"
    }
    line("level", definition.level.rawValue + (definition.isUnconfirmed ? ", not confirmed by a recording yet" : ""))
    line("address", definition.address)
    if let version = definition.version { line("version", "\(version)") }
    line("source", definition.source)
    line("since", "Apache Kafka \(definition.since)")
    line("sends", definition.sends)
    line("expects", definition.expects)
    line("notices", definition.kills)
    if let api = definition.api {
      line("judges", "\(api)" + (definition.versions.map { " \(Catalogue.text($0))" } ?? " at every version"))
    }
    if !definition.needs.isEmpty { line("needs", definition.needs.map { "\($0)" }.joined(separator: ", ")) }
    for tag in definition.tags.sorted(by: { $0.rawValue < $1.rawValue }) { line("tag \(tag.rawValue)", tag.meaning) }
    line("deadline", definition.deadline.text)
    return text
  }

  package static func text(_ family: Family) -> String {
    let size = family.size
    return """
      \(family.name)  \(family.title)

        level       \(family.level.rawValue)
        source      \(family.source)
        sends       \(family.sends)
        expects     \(family.expects)
        notices     \(family.kills)
        members     \(size == 0 ? "none: a report at the end of a run" : "\(size), named \(family.name)/API/vVERSION/VARIANT")

      """
  }

  /// What a run found, with the proving frame as fields and bytes.
  package static func text(_ record: CaseRecord) -> String {
    var text = "\(record.verdict.rawValue) \(record.name)"
    text += record.sentence.isEmpty ? "\n" : ": \(record.sentence)\n"
    guard !record.steps.isEmpty else { return text }
    text += "\nsteps:\n"
    for step in record.steps {
      var words = ["\(step.milliseconds) ms", step.direction]
      if step.connection > 0 { words.insert("connection \(step.connection)", at: 1) }
      if let api = step.api { words.append("\(ApiKey(rawValue: api)) v\(step.version ?? 0)") }
      if step.size > 0 { words.append("\(step.size) bytes") }
      if let said = step.text { words.append(said) }
      text += "\(step.number == record.finding?.frame ? "→" : " ") \("\(step.number)".padding(4))"
      text += words.joined(separator: "  ") + "\n"
    }
    guard let finding = record.finding, let step = record.steps.first(where: { $0.number == finding.frame }) else {
      return text
    }
    text += "\nfields of step \(step.number):\n"
    let tree = FieldTree(step)
    for line in tree.lines {
      let isProof = line.range == finding.range && line.value != nil
      let range = "\(line.range.lowerBound)..<\(line.range.upperBound)"
      text += "\(isProof ? "→" : " ") \(range.padding(12))\(String(repeating: "  ", count: line.depth))\(line.name)"
      text += line.value.map { " = \($0)" } ?? ""
      text += isProof ? "   expected \(finding.want)\n" : "\n"
    }
    if let fault = tree.fault { text += "→ \(fault)\n" }
    text += "\nbytes: \(step.bytes.hex)\n"
    return text
  }
}

extension Tag {
  package var meaning: String {
    switch self {
    case .rawFrames: "raw frames on connections of its own"
    case .waits: "waits for more than 2 seconds"
    case .exclusive: "touches what all of the cluster shares: runs alone, with --allow-exclusive"
    case .restarts: "needs hooks that restart or kill a broker"
    case .twoBrokers: "needs two brokers"
    case .threeBrokers: "needs three brokers"
    case .sasl: "needs a SASL listener"
    case .tls: "needs a TLS listener"
    case .authorizer: "needs an authorizer and a superuser"
    case .configured: "needs a broker that is configured in a given way"
    case .files: "needs the files of a data directory"
    }
  }
}
