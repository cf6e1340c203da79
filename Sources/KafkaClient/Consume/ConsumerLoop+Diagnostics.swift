import KafkaClientCore
import KafkaWire

extension ConsumerLoop {
  /// Membership and partitions, in lines for a person.
  func diagnostics() -> String {
    var lines: [String] = []
    if let group, let groupID = configuration.groupID {
      lines.append(
        "group \(groupID): \(group.state), member \"\(group.memberIdentifier)\", generation \(group.generation)")
    }
    for line in fetcher.descriptions(now: now) { lines.append(line) }
    lines.append("\(fetcher.bufferedBytes) of \(configuration.fetch.bufferBytes) bytes fetched and not read")
    return lines.joined(separator: "\n")
  }
}
