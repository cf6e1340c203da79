import KafkaTransport
import NIOCore
import NIOPosix
import Testing

@Suite(.timeLimit(.minutes(1))) struct PortReservationTests {
  @Test func `a reserved port refuses connections, is nobody else's, and can be had again`() async throws {
    let group = MultiThreadedEventLoopGroup.singleton
    let listener = try await ServerBootstrap(group: group).bind(host: "127.0.0.1", port: 0).get()
    let address = try #require(listener.localAddress)
    #expect(PortReservation(address) == nil, "the listener has it still")
    try await listener.close().get()
    var reservation = PortReservation(address)
    #expect(reservation != nil)
    await #expect(throws: (any Error).self) { try await ServerBootstrap(group: group).bind(to: address).get() }
    await #expect(throws: (any Error).self) { try await ClientBootstrap(group: group).connect(to: address).get() }
    reservation = nil
    try await ServerBootstrap(group: group).bind(to: address).get().close().get()
  }
}
