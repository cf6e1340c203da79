import KafkaBroker
import KafkaConformance
import KafkaConformanceMutants
import KafkaWire
import NIOCore
import NIOPosix
import Testing

/// What a run learns of a broker before it judges it, where the broker gets the beginning wrong.
@Suite struct DiscoveryTests {
  /// Asks the reference broker behind a proxy.
  private func discover(
    isReadOnly: Bool = false, _ behaviour: @escaping @Sendable () -> Behaviour
  ) async throws -> Discovery {
    let proxy = MutantProxy()
    let address = try await proxy.start()
    let found: Result<Discovery, any Error>
    do {
      var configuration = BrokerConfiguration.testing
      configuration.listeners = [Listener(host: "127.0.0.1", port: 0)]
      configuration.advertisedListeners = [Listener(host: address.host, port: address.port)]
      let discovery = try await Broker.withBroker(configuration: configuration) { broker in
        let own = try await broker.boundListeners[0]
        proxy.connect(to: BrokerAddress(host: own.host, port: own.port))
        proxy.use(behaviour)
        var options = RunOptions()
        options.bootstrap = address
        options.isReadOnly = isReadOnly
        return try await Discovery.ask(options, group: MultiThreadedEventLoopGroup.singleton).discovery
      }
      found = .success(discovery)
    } catch {
      found = .failure(error)
    }
    await proxy.stop()
    return try found.get()
  }

  @Test func `an answer to ApiVersions 0 that cannot be read gives way to that to version 4`() async throws {
    let discovery = try await discover {
      .bytes(.apiVersions) { frame, exchange in
        // The count of the array, as large as no frame is.
        if exchange.version == 0 { frame.setInteger(0x0D00_0000 as Int32, at: frame.readerIndex + 10) }
      }
    }
    #expect(discovery.fault?.description.contains("ApiKeys") == true)
    #expect(discovery.isKnown)
    #expect(discovery.usable(.apiVersions)?.lowerBound == 0)
    #expect(discovery.usable(.produce) != nil)
    #expect(discovery.brokers.count == 1)
  }

  @Test func `a broker that says nothing of itself in any version is not known`() async throws {
    let discovery = try await discover { .decide(.apiVersions) { _ in .close } }
    #expect(discovery.fault != nil)
    #expect(!discovery.isKnown)
    #expect(discovery.usable(.produce) == nil)
  }

  @Test func `versions that are advertised and end the connection are left to the cases of layouts`() async throws {
    let whole = try await discover { Behaviour() }
    #expect(whole.readable == [:])
    let most = try #require(whole.usable(.listOffsets)?.upperBound)
    let discovery = try await discover {
      .decide(.listOffsets, .joinGroup) { $0.version >= ($0.api == .joinGroup ? 0 : most - 1) ? .close : .forward }
    }
    #expect(discovery.usable(.listOffsets)?.upperBound == most - 2)
    #expect(discovery.claimed(.listOffsets)?.upperBound == most)
    // None of them is answered, so there is nothing to go back to.
    #expect(discovery.usable(.joinGroup) == discovery.claimed(.joinGroup))
    #expect(discovery.fault == nil)
  }

  @Test func `nobody is asked to join or to commit in a run that only reads`() async throws {
    let discovery = try await discover(isReadOnly: true) {
      .decide(.joinGroup, .offsetCommit, .listOffsets) { _ in .close }
    }
    #expect(discovery.readable == [:])
    #expect(discovery.brokers.count == 1)
  }

  @Test func `a case that is run again has other names`() async throws {
    let discovery = try await discover { Behaviour() }
    let target = Target(
      options: RunOptions(), group: MultiThreadedEventLoopGroup.singleton, discovery: discovery, startTime: 1)
    let definition = try #require(Area.all.first?.cases.first)
    let names = (0..<3).map { Trial(definition, target: target, seed: 5, attempt: $0).name("t") }
    #expect(Set(names).count == 3)
  }
}
