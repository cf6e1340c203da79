import KafkaSchema
package import KafkaWire
package import NIOCore
import Synchronization

/// What a person asks a run to do.
package struct RunOptions: Sendable {
  package var bootstrap = BrokerAddress(host: "127.0.0.1", port: 9092)
  package var seed: UInt64 = 0
  /// In front of every name that the run makes.
  package var prefix = "kc"
  package var levels: Set<Level> = Set(Level.allCases)
  package var isReadOnly = false
  /// Whether cases may touch what all of the cluster shares.
  package var allowsExclusive = false
  /// How many cases run side by side.
  package var lanes = 8
  /// Times that a failing case is run again before it counts.
  package var confirmRuns = 2
  /// How many times longer than usual the broker may take; more where its round trips are slow.
  package var patience = 1.0
  /// Commands of the run file by their names: `restart`, `kill`, `start`, `pause`, `resume`, …
  package var hooks: [String: String] = [:]
  /// What a data directory of the broker is called, for cases that look into its files.
  package var dataDirectory: String?
  /// Whether cases that judge nothing but the suite's own verifier of files are run: they say nothing about a broker.
  package var judgesVerifier = true
  /// Further addresses by the name of their listener.
  package var listeners: [String: BrokerAddress] = [:]
  /// What is known to be configured: `group.max.size=2`, for cases with the tag B.
  package var configured: [String: String] = [:]
  /// In every name of the run; from seed and time when nil.
  package var runId: String?

  package init() {}
}

/// The broker being judged: where it is, what it offers, and how patient the run is.
package final class Target: Sendable {
  package let options: RunOptions
  package let group: any EventLoopGroup
  package let discovery: Discovery
  /// Upper bounds are scaled by it; lower ones never.
  package let slack: Double
  /// What the members of generated families share.
  package let sharedTopics = SharedTopics()
  /// From the seed, and in every name.
  package let runId: String
  /// Milliseconds since 1970 when the run began.
  package let startTime: Int64

  /// Whether the broker has shown a topic without an id in an answer that has room for one.
  private let sawTopicWithoutId = Mutex(false)
  var lacksTopicIds: Bool {
    sawTopicWithoutId.withLock { $0 } || discovery.usable(.metadata)?.upperBound ?? 0 < 10
  }
  func noticeTopicWithoutId() { sawTopicWithoutId.withLock { $0 = true } }

  /// What the cases of files judge.
  package let segments: SegmentTools

  /// Runs a command of the run file for a broker, and returns when it has returned.
  package let runHook: @Sendable (_ command: String, _ node: Int32) async throws -> Void

  package init(
    options: RunOptions, group: any EventLoopGroup, discovery: Discovery, slack: Double = 1, startTime: Int64,
    segments: SegmentTools = SegmentTools(),
    runHook: @escaping @Sendable (_ command: String, _ node: Int32) async throws -> Void = { command, _ in
      throw SuiteError("nobody runs the hook \(command)")
    }
  ) {
    self.options = options
    self.group = group
    self.discovery = discovery
    self.slack = slack
    self.startTime = startTime
    self.segments = segments
    self.runHook = runHook
    // Always of the same length, so that two runs have frames of the same sizes.
    let drawn = String((options.seed ^ UInt64(bitPattern: startTime)) % 0xFFFFFF, radix: 36)
    runId = options.runId ?? String(repeating: "0", count: 5 - drawn.count) + drawn
  }

  package var bootstrap: BrokerAddress { options.bootstrap }

  /// An upper bound, as long as this machine and broker need.
  package func limit(_ limit: Duration) -> Duration { limit * slack }

  func requireWrites() throws {
    if options.isReadOnly { throw CaseEnd.skipped("the run is read-only") }
  }
}

/// What the broker says of itself, asked once before the run.
package struct Discovery: Sendable {
  package struct Broker: Hashable, Sendable {
    package var id: Int32
    package var address: BrokerAddress
    package var rack: String?
  }

  /// Advertised versions by API, as ApiVersions gave them.
  package var advertised: [ApiKey: ClosedRange<Int16>] = [:]
  package var brokers: [Broker] = []
  package var controller: Int32 = -1
  package var clusterId: String?
  /// Finalised features and their levels.
  package var features: [String: Int16] = [:]

  /// What is wrong with its answer to ApiVersions v0.
  package var fault: CaseFailure?
  /// Whether it has said which APIs it has; only cases that need none can run otherwise.
  package var isKnown = false

  package init() {}

  /// The newest versions of APIs that the broker answers at all, and in a form that can be read, where that is not the
  /// newest that it advertises: the cases of layouts say so, and the others go on without those above.
  package var readable: [ApiKey: Int16] = [:]

  /// Versions that the broker advertises and the definitions describe; without those that cannot be used.
  package func usable(_ api: ApiKey) -> ClosedRange<Int16>? {
    guard let range = claimed(api) else { return nil }
    guard let readable = readable[api], range.contains(readable) else { return range }
    return range.lowerBound...readable
  }

  /// Versions that the broker advertises and the definitions describe.
  package func claimed(_ api: ApiKey) -> ClosedRange<Int16>? {
    guard let offered = advertised[api], let message = Definitions.request(api),
      let known = message.versions.subtracting(message.unstable).hull, offered.overlaps(known)
    else { return nil }
    return offered.clamped(to: known)
  }

  package func address(of broker: Int32) -> BrokerAddress? { brokers.first { $0.id == broker }?.address }
}
