import KafkaSchema
import KafkaWire
import NIOCore

/// What the members of all families share: some topics, made when first asked for and deleted at the end of the run.
///
/// Thousands of members would spend most of their time on topics of their own.
package actor SharedTopics {
  /// Each makes one topic: a trial's connection bears one request at a time.
  private var hosts: [Trial] = []
  private var topics: [String: Task<TestTopic, any Error>] = [:]
  private var silences: [String: Int] = [:]

  init() {}

  /// The topic for a purpose; every name has the same length, so that requests have, too.
  func topic(_ purpose: Character, partitions: Int = 1, target: Target) async throws -> TestTopic {
    if let topic = topics["\(purpose)"] { return try await topic.value }
    let host = Trial(Self.definition, target: target, seed: Plan.seed(target.options.seed, "\(purpose)"))
    hosts.append(host)
    let name = Self.name(target, "\(purpose)")
    let topic = Task { try await host.topic(partitions: partitions, name: name) }
    topics["\(purpose)"] = topic
    do {
      return try await topic.value
    } catch let failure as CaseFailure {
      topics["\(purpose)"] = nil
      throw SuiteError("set-up: no topic for the families: \(failure)")
    }
  }

  /// How long a member waits for what a broker ought to do at once. A broker that keeps silent is given less time when
  /// it has done so before, or a family of thousands would take hours.
  func patience(_ family: String) -> Duration {
    silences[family, default: 0] < 6 ? .seconds(5) : .milliseconds(500)
  }

  func wasSilent(_ family: String) { silences[family, default: 0] += 1 }

  /// Deletes what was made.
  package func close() async {
    let hosts = hosts
    self.hosts = []
    topics = [:]
    for host in hosts { await host.finish() }
  }

  private static let definition = Case(
    "G-SHARED", "What the families share", .may, since: "0.8", source: "guide", sends: "", expects: "", kills: ""
  ) { _ in }

  /// A name of 32 characters, unless prefix and run are longer.
  static func name(_ target: Target, _ end: String) -> String {
    let stem = "\(target.options.prefix)-\(target.runId)-f-"
    return stem + String(repeating: "0", count: max(0, nameLength - stem.count - end.count)) + end
  }

  static let nameLength = 32
}

extension MinimalNames {
  /// Names of the usual length, for measuring requests that are not sent.
  static let nominal: MinimalNames = {
    func name(_ end: String) -> String { String(repeating: "n", count: SharedTopics.nameLength - 1) + end }
    let records = (try? BatchForge([ForgedRecord("value-0", key: "key-0")], timestamp: 1_764_000_000_000).bytes())
    return MinimalNames(
      topic: TestTopic(name: name("t"), id: .zero, partitions: 1), group: name("g"), other: name("x"),
      records: records ?? ByteBuffer(),
      oldRecords: MessageForge(magic: 0, value: ByteBuffer(string: "old")).bytes())
  }()
}

extension Trial {
  /// Names for the requests of a member: the shared topic, and a group and another name of its own.
  func sharedNames() async throws -> MinimalNames {
    try target.requireWrites()
    var names = MinimalNames.nominal
    names.topic = try await target.sharedTopics.topic("t", target: target)
    let own = String(seed % 0xFFF_FFFF, radix: 36)
    names.group = SharedTopics.name(target, "g\(own)")
    names.other = SharedTopics.name(target, "x\(own)")
    names.records = try batch(of: 1).bytes()
    return names
  }

  /// The minimal request of a pair, about the shared topic.
  ///
  /// - Throws: A fault of the suite when there is none: members are made from those that there are.
  func minimalRequest(_ pair: FamilyScope.Pair, _ names: MinimalNames? = nil) async throws -> Value {
    let used: MinimalNames
    if let names { used = names } else { used = try await sharedNames() }
    guard let body = MinimalRequest.body(pair.api, version: pair.version, used) else {
      throw SuiteError("there is no minimal \(pair.api) v\(pair.version)")
    }
    return body
  }

  /// What becomes of a request of a family that the broker ought to deal with at once.
  func prompt(_ request: RequestFrame, on peer: Peer) async -> Peer.Fate {
    let family = definition.area
    let limit = target.limit(await target.sharedTopics.patience(family))
    let fate = await peer.fate(of: request, within: limit)
    if fate.isSilence { await target.sharedTopics.wasSilent(family) }
    return fate
  }

  /// Sends it on a new connection.
  func prompt(_ api: ApiKey, _ version: Int16, _ body: Value) async throws -> Peer.Fate {
    let peer = try await peer()
    let request = try peer.send(api, version: version, body)
    return await prompt(request, on: peer)
  }
}
