import KafkaBroker
import KafkaConformance
import KafkaWire
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A broker behind a proxy, and whatever else a stage has.
actor StagedBroker {
  let stage: Stage
  private let proxy = MutantProxy()
  private let followerProxy = MutantProxy()
  private let listenerProxy = MutantProxy()
  private var followerAddress: BrokerAddress?
  private let isFollowerGone = Mutex(false)
  private var mutant: Mutant?
  private var configuration: BrokerConfiguration
  private let directory: TemporaryDirectory?
  private var broker: Broker?
  private var serving: Task<Void, any Error>?

  private static let secondListener = "EXTERNAL"

  init(_ stage: Stage, _ configuration: BrokerConfiguration) throws {
    self.stage = stage
    self.configuration = configuration
    directory = stage.hasHooks && !stage.hasFollower ? try TemporaryDirectory() : nil
  }

  /// Starts everything and asks the broker what it is.
  ///
  /// - Parameter told: What the run is told of the broker, beside the stage's settings.
  func start(seed: UInt64, slack: Double = 1, told: [String: String] = [:]) async throws -> Target {
    let address = try await proxy.start()
    if let directory { configuration.storage = .directory(directory.path) }
    try configuration.apply(properties: stage.settings.map { (name: $0.key, value: $0.value) })
    configuration.listeners = [Listener(host: "127.0.0.1", port: 0)]
    configuration.advertisedListeners = [Listener(host: address.host, port: address.port)]
    var options = RunOptions()
    if stage.hasSecondListener {
      let second = try await listenerProxy.start()
      configuration.listeners.append(Listener(name: Self.secondListener, host: "127.0.0.1", port: 0))
      configuration.advertisedListeners?.append(
        Listener(name: Self.secondListener, host: second.host, port: second.port))
      options.listeners[Self.secondListener] = second
    }
    if stage.hasFollower { followerAddress = try await followerProxy.start() }
    try await startBroker()
    use(nil)

    options.bootstrap = address
    options.seed = seed
    options.allowsExclusive = true
    options.confirmRuns = 0
    options.configured = stage.settings.merging(told) { setting, _ in setting }
    if stage.hasHooks {
      for name in ["restart", "kill", "start"] { options.hooks[name] = name }
      options.dataDirectory = directory?.path
    }
    let (discovery, _) = try await Discovery.ask(options, group: Proof.group)
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Target(
      options: options, group: Proof.group, discovery: discovery, slack: slack, startTime: Int64(time.tv_sec) * 1000
    ) { [self] name, _ in try await hook(name) }
  }

  func stop() async {
    await stopBroker()
    await proxy.stop()
    await followerProxy.stop()
    await listenerProxy.stop()
    await directory?.remove()
  }

  /// Switches a mutant on; nil for what a sound broker does.
  func use(_ mutant: Mutant?) {
    self.mutant = mutant
    guard let followerAddress else {
      let pretence = stage.pretence
      let sound: @Sendable () -> Behaviour = { pretence?.sound ?? Behaviour() }
      if stage.hasSecondListener {
        proxy.use(sound)
        return listenerProxy.use(mutant?.behaviour ?? sound)
      }
      return proxy.use(mutant?.behaviour ?? sound)
    }
    let sound: @Sendable () -> Behaviour = { Behaviour.follower() }
    let follower = stage.hasHooks ? sound : mutant?.behaviour ?? sound
    let none: @Sendable () -> Behaviour = { Behaviour() }
    let first = stage.losesFollower ? mutant?.behaviour ?? none : none
    proxy.use { [self] in
      Behaviour.introduces(followerAddress) { [self] in isFollowerGone.withLock { $0 } }.and(first())
    }
    followerProxy.use { Behaviour.introduces(followerAddress).and(follower()) }
  }

  /// The second broker does all that the first one did.
  private func takeOver(_ followerAddress: BrokerAddress) {
    let none: @Sendable () -> Behaviour = { Behaviour() }
    let behaviour = mutant?.behaviour ?? none
    proxy.use { Behaviour.decide { _ in .close } }
    followerProxy.use { Behaviour.coordinates(followerAddress).and(behaviour()) }
  }

  private func startBroker() async throws {
    let broker = Broker(configuration: configuration)
    serving = Task { try await broker.run() }
    let addresses = try await broker.boundListeners.map { BrokerAddress(host: $0.host, port: $0.port) }
    let address = addresses[0]
    if stage.hasSecondListener { listenerProxy.connect(to: addresses[1]) }
    proxy.connect(to: address)
    followerProxy.connect(to: address)
    self.broker = broker
  }

  private func stopBroker() async {
    await broker?.shutdown()
    _ = try? await serving?.value
    broker = nil
  }

  private func hook(_ name: String) async throws {
    if let followerAddress {
      if stage.losesFollower {
        isFollowerGone.withLock { $0 = name == "kill" }
      } else if name == "kill" {
        takeOver(followerAddress)
      } else {
        use(mutant)
      }
      return
    }
    if name != "start" { await stopBroker() }
    guard name != "kill" else { return }
    if let directory { try FileChange.apply(mutant?.files?.beforeStart, in: directory.path) }
    try await startBroker()
    if let directory { try FileChange.apply(mutant?.files?.afterStart, in: directory.path) }
    proxy.restarted()
  }
}
