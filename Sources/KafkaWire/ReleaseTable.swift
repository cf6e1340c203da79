/// Which versions of which APIs each release of Apache Kafka speaks.
public enum ReleaseTable {
  /// The versions of one API in one release.
  public struct Versions: Hashable, Sendable {
    public var range: ClosedRange<Int16>
    /// The newest version of `range` is off unless the broker enables unstable versions.
    public var newestIsUnstable: Bool

    public init(_ range: ClosedRange<Int16>, newestIsUnstable: Bool = false) {
      self.range = range
      self.newestIsUnstable = newestIsUnstable
    }

    /// The versions on by default; nil when the only one is unstable.
    public var stable: ClosedRange<Int16>? {
      guard newestIsUnstable else { return range }
      return range.lowerBound < range.upperBound ? range.lowerBound...(range.upperBound - 1) : nil
    }
  }

  /// Who answers to an API.
  public struct Listeners: OptionSet, Hashable, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) {
      self.rawValue = rawValue
    }

    /// A broker, with KRaft or ZooKeeper.
    public static let broker = Listeners(rawValue: 1)
    /// A KRaft controller.
    public static let controller = Listeners(rawValue: 2)
    /// A broker of a ZooKeeper cluster.
    public static let zooKeeperBroker = Listeners(rawValue: 4)
  }

  /// Every version that `release` knows of `api`, unstable ones included; nil when it has no such API.
  public static func versions(of api: ApiKey, in release: KafkaRelease) -> Versions? {
    let runs = runs(of: api)
    guard let run = runs.last(where: { $0.release <= release.index }) else { return nil }
    return run.versions
  }

  /// Who answers to an API, in whichever release has it.
  public static func listeners(of api: ApiKey) -> Listeners {
    let index = Int(api.rawValue)
    return index >= 0 && index < listenersByApi.count ? Listeners(rawValue: Int(listenersByApi[index])) : []
  }

  /// The versions of `api` that a broker of `release` accepts with default settings, on a KRaft broker listener.
  public static func accepted(_ api: ApiKey, in release: KafkaRelease) -> ClosedRange<Int16>? {
    listeners(of: api).contains(.broker) ? versions(of: api, in: release)?.stable : nil
  }

  /// What ApiVersions says on a KRaft broker listener of `release`, by API.
  ///
  /// GetTelemetrySubscriptions and PushTelemetry are there only where a receiver of client metrics is configured.
  /// From 4.0 on Produce is advertised from version 0 for the sake of old clients, though 3 is the oldest accepted.
  public static func advertised(
    by release: KafkaRelease, telemetry: Bool = false
  ) -> [(api: ApiKey, versions: ClosedRange<Int16>)] {
    ApiKey.all.compactMap { api in
      guard let range = accepted(api, in: release) else { return nil }
      if !telemetry, api == .getTelemetrySubscriptions || api == .pushTelemetry { return nil }
      return (api, api == .produce ? 0...range.upperBound : range)
    }
  }

  // MARK: The generated table

  private struct Run {
    /// The release from which on these are the versions.
    let release: Int
    /// Nil from the release on that dropped the API.
    let versions: Versions?
  }

  /// Runs of releases with the same versions, by API. The generated table is flat: API, first release, first
  /// version (-1: the API is gone), last version, 1 when the last is unstable.
  private static let runsByApi: [[Run]] = {
    var runs = [[Run]](repeating: [], count: listenersByApi.count)
    for row in stride(from: 0, to: table.count, by: 5) {
      let versions =
        table[row + 2] < 0
        ? nil : Versions(table[row + 2]...table[row + 3], newestIsUnstable: table[row + 4] == 1)
      runs[Int(table[row])].append(Run(release: Int(table[row + 1]), versions: versions))
    }
    return runs
  }()

  private static func runs(of api: ApiKey) -> [Run] {
    let index = Int(api.rawValue)
    return index >= 0 && index < runsByApi.count ? runsByApi[index] : []
  }
}
