import KafkaTransport
import Testing

@Suite struct SystemNamesTests {
  @Test func `a literal address is its own`() async throws {
    #expect(try await SystemNames.addresses(of: "::1") == ["::1"])
  }

  @Test func `localhost has an address`() async throws {
    let addresses = try await SystemNames.addresses(of: "localhost")
    #expect(addresses.contains("127.0.0.1") || addresses.contains("::1"))
  }

  @Test func `a name that does not exist is an error that names it`() async throws {
    let error = await #expect(throws: ResolutionError.self) {
      try await SystemNames.addresses(of: "no-such-host.invalid")
    }
    #expect(error?.description.hasPrefix("no address for no-such-host.invalid: ") == true)
  }

  @Test func `the loopback address leads back to a name`() async throws {
    let name = try #require(try await SystemNames.name(of: "127.0.0.1"))
    #expect(!name.isEmpty && name != "127.0.0.1")
  }

  @Test func `what is no address has no name`() async throws {
    await #expect(throws: (any Error).self) { try await SystemNames.name(of: "localhost") }
  }
}
