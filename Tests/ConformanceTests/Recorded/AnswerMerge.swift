import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

/// A recorded answer, said by the broker of the case: its names, ids, address and records in their places.
///
/// Error codes, offsets, epochs, counts, nulls and the layout are the recorded ones.
struct AnswerMerge {
  let bindings: Bindings
  /// Whether offsets are those of the case's own log, which holds another number of records than the recorder's.
  let isLoose: Bool
  /// Whether the case asks for fewer things than the recorder did in one request.
  let asksForLess: Bool

  /// What a broker draws, or knows of itself and of the clock.
  private static let own: Set<String> = [
    "TopicId", "MemberId", "SessionId", "ProducerId", "ClusterId", "Host", "Port", "LogAppendTimeMs", "Timestamp",
    "LastTimestamp", "ClientId", "ClientHost", "CommittedOffset", "CommittedLeaderEpoch",
  ]
  private static let offsets: Set<String> = [
    "BaseOffset", "HighWatermark", "LastStableOffset", "LogStartOffset", "Offset", "EndOffset", "LowWatermark",
    "OldStyleOffsets",
  ]
  /// Taken whole from the answer of the broker behind: where it is.
  private static let places: Set<String> = ["Brokers"]
  /// What clients say to each other over the broker.
  private static let payloads: Set<String> = [
    "Metadata", "Assignment", "MemberMetadata", "MemberAssignment",
  ]

  func merged(_ recorded: Structure, _ live: Structure) -> Structure {
    var result = recorded
    for index in result.fields.indices {
      let field = result.fields[index]
      result.fields[index].value = merged(field.value, live[field.name], field.name)
    }
    return result
  }

  private func merged(_ recorded: Value, _ live: Value?, _ field: String) -> Value {
    switch (recorded, live) {
    case (.array(let then), .array(let now)?):
      if Self.places.contains(field), !then.isEmpty, !now.isEmpty { return .array(now) }
      if isLoose, Self.offsets.contains(field), !then.isEmpty, !now.isEmpty { return .array(now) }
      return .array(
        then.enumerated().compactMap { place, element in
          guard case .structure(let entry) = element else { return bindings.live(element, field: field) }
          let partner = partner(of: entry, at: place, in: now, of: then.count)
          // The recorder asked for more than the case does.
          if partner == nil, asksForLess { return nil }
          return .structure(merged(entry, partner ?? Structure()))
        })
    case (.structure(let then), .structure(let now)?): return .structure(merged(then, now))
    case (.bytes(let then), .bytes(let now)?) where field == "Records": return .bytes(records(then, now))
    case (.bytes(let then), .bytes(let now)?)
    where Self.payloads.contains(field) && then.readableBytes > 0 && now.readableBytes > 0:
      return .bytes(now)
    case (.string(let then), .string(let now)?) where field == "Metadata" && !then.isEmpty && !now.isEmpty:
      return .string(now)
    case (_, let now?) where isLoose && Self.offsets.contains(field) && isSaid(recorded) && isSaid(now): return now
    case (_, let now?) where Self.own.contains(field) && isSaid(recorded) && isSaid(now): return now
    default: return bindings.live(recorded, field: field)
    }
  }

  private func partner(of entry: Structure, at place: Int, in live: [Value], of count: Int) -> Structure? {
    if let partner = Bindings.partner(of: bindings.live(entry), in: live) { return partner }
    guard live.count == count, case .structure(let other) = live[place] else { return nil }
    return other
  }

  /// Whether a field says more than that there is nothing to say.
  private func isSaid(_ value: Value) -> Bool {
    switch value {
    case .null: false
    case .integer(let number): number >= 0
    case .string(let text): !text.isEmpty
    case .uuid(let id): id != .zero
    default: true
    }
  }

  /// The case's own records at the recorded offsets; the recorded bytes where the broker behind gives none there.
  private func records(_ recorded: ByteBuffer, _ live: ByteBuffer) -> ByteBuffer {
    guard let then = try? BatchReader.batches(in: recorded), let now = try? BatchReader.batches(in: live),
      !then.isEmpty
    else { return recorded }
    if isLoose, Set((then + now).map(\.magic)).count == 1 { return live }
    var result = ByteBuffer()
    for batch in then {
      guard let own = now.first(where: { $0.baseOffset == batch.baseOffset && $0.attributes == batch.attributes }),
        let bytes = live.getSlice(at: live.readerIndex + own.range.lowerBound, length: own.range.count)
      else { return recorded }
      result.writeImmutableBuffer(bytes)
    }
    return result
  }
}
