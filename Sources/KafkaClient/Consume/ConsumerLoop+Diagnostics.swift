import KafkaClientCore
import KafkaWire

extension ConsumerLoop {
  /// Membership and partitions, in lines for a person.
  func diagnostics() -> String {
    var lines: [String] = []
    if let group, let groupID = configuration.groupID {
      var line = "group \(groupID): \(group.state), member \"\(group.memberIdentifier)\""
      line += ", generation \(group.generation)"
      if let groupProblem { line += ", last problem: \(groupProblem)" }
      lines.append(line)
    }
    for line in fetcher.descriptions(now: now) { lines.append(line) }
    lines.append("\(fetcher.bufferedBytes) of \(configuration.fetch.bufferBytes) bytes fetched and not read")
    return lines.joined(separator: "\n")
  }
}
