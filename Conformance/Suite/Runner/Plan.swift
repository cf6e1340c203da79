import KafkaSchema
import KafkaWire

/// Cases in the order in which they run, and why others do not.
package struct Plan: Sendable {
  package enum Lane: Int, Comparable, Sendable {
    /// Side by side.
    case parallel
    /// Side by side, many at once: they mostly wait.
    case waiting
    /// One after the other, alone.
    case exclusive

    package static func < (left: Lane, right: Lane) -> Bool { left.rawValue < right.rawValue }
  }

  package struct Item: Sendable {
    package var definition: Case
    /// Nil for the highest version.
    package var version: Int16?
    package var lane: Lane
    package var seed: UInt64
  }

  package var items: [Item] = []
  /// Cases that cannot run, with the verdict and the reason.
  package var others: [(definition: Case, end: CaseEnd)] = []

  /// - Parameters:
  ///   - everyVersion: Runs each case at every version that it applies to (family G-VER).
  package init(_ cases: [Case], target: Target, everyVersion: Bool = false) {
    var random = RandomSource.seeded(target.options.seed)
    for definition in cases {
      if let end = Self.obstacle(definition, target) {
        others.append((definition, end))
        continue
      }
      let tags = definition.tags
      let lane: Lane =
        tags.contains(.exclusive) || tags.contains(.restarts)
        ? .exclusive : tags.contains(.waits) ? .waiting : .parallel
      let seed = Self.seed(target.options.seed, definition.id)
      items.append(Item(definition: definition, version: nil, lane: lane, seed: seed))
      if everyVersion, definition.version == nil, !tags.contains(.rawFrames), let api = definition.api,
        let range = target.discovery.usable(api)
      {
        let versions = definition.versions.map { range.overlaps($0) ? range.clamped(to: $0) : nil } ?? range
        for version in versions.map({ Array($0) }) ?? [] where version != versions?.upperBound {
          items.append(
            Item(definition: definition, version: version, lane: lane, seed: Self.seed(seed, "\(version)")))
        }
      }
    }
    items.shuffle(using: &random)
    items.sort { $0.lane < $1.lane }
  }

  /// Why a case cannot run against the target at all.
  package static func obstacle(_ definition: Case, _ target: Target) -> CaseEnd? {
    let discovery = target.discovery
    for api in [definition.api].compactMap({ $0 }) + definition.needs {
      guard let range = discovery.usable(api) else { return .unsupported("\(api) is not advertised") }
      if api == definition.api, let versions = definition.versions, !range.overlaps(versions) {
        return .unsupported(
          "\(api) is advertised at \(range.lowerBound)…\(range.upperBound), the case needs "
            + "\(versions.lowerBound)…\(versions.upperBound == .max ? "" : "\(versions.upperBound)")")
      }
    }
    for tag in definition.tags {
      switch tag {
      case .twoBrokers where discovery.brokers.count < 2: return .skipped("needs two brokers")
      case .threeBrokers where discovery.brokers.count < 3: return .skipped("needs three brokers")
      case .sasl where target.options.listeners["sasl"] == nil: return .skipped("needs a SASL listener")
      case .tls where target.options.listeners["tls"] == nil: return .skipped("needs a TLS listener")
      case .authorizer where target.options.configured["authorizer"] == nil: return .skipped("needs an authorizer")
      case .restarts where target.options.hooks["restart"] == nil: return .skipped("needs a restart hook")
      case .exclusive where !target.options.allowsExclusive:
        return .skipped("touches what the whole cluster shares; --allow-exclusive runs it")
      case .files where definition.isOffline && !target.options.judgesVerifier:
        return .skipped("judges the suite's own verifier of files; `segments` has it judge a broker's")
      case .files where target.options.dataDirectory == nil && !definition.isOffline:
        return .skipped("needs the broker's data directory")
      default: continue
      }
    }
    return nil
  }

  /// The same for the same seed and text.
  package static func seed(_ seed: UInt64, _ text: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}
