package import KafkaWire

/// What a run takes of the selected cases in the light of an earlier one, or of a release.
package enum Narrowing: Sendable {
  /// What was found in an earlier run, each with the seed that found it.
  case failed(in: [CaseRecord])
  /// What an earlier run did not see: new and changed cases, and those of APIs that the broker now offers in other
  /// versions. The versions of then are known where its `run.json` is there.
  case changed(since: [CaseRecord], advertised: [ApiKey: ClosedRange<Int16>]?)
  /// What a release did not have yet.
  case newer(than: KafkaRelease)

  /// The cases that are left. Of failed ones their versions are a matter of the plan.
  package func cases(_ cases: [Case], now: [ApiKey: ClosedRange<Int16>]) -> [Case] {
    switch self {
    case .failed(let records):
      let ids = Set(records.filter(\.isFinding).map(\.id))
      return cases.filter { ids.contains($0.id) }
    case .changed(let records, let then):
      let known = Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      return cases.filter { definition in
        guard let record = known[definition.id] else { return true }
        if record.title != definition.title || record.level != definition.level { return true }
        guard let then else { return false }
        return ([definition.api].compactMap { $0 } + definition.needs).contains { then[$0] != now[$0] }
      }
    case .newer(let release):
      return cases.filter { Self.release($0.since).map { $0 > release } ?? true }
    }
  }

  /// The executions that are left, with the versions and seeds of then.
  package func items(_ items: [Plan.Item]) -> [Plan.Item] {
    guard case .failed(let records) = self else { return items }
    let found = Dictionary(
      records.filter(\.isFinding).map { ($0.name, $0.seed) }, uniquingKeysWith: { first, _ in first })
    return items.compactMap { item in
      let name = item.definition.id + (item.version.map { "@v\($0)" } ?? "")
      return found[name].map { seed in
        var item = item
        item.seed = seed
        return item
      }
    }
  }

  /// Whether cases ran at other versions than their highest.
  package var needsEveryVersion: Bool {
    if case .failed(let records) = self { records.contains { $0.isFinding && $0.version != nil } } else { false }
  }

  /// Releases before 1.0 have three numbers, of which cases name two.
  private static func release(_ text: String) -> KafkaRelease? {
    KafkaRelease(text) ?? KafkaRelease(text + ".0") ?? (text.hasPrefix("0.") ? KafkaRelease.all.first : nil)
  }
}
