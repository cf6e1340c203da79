import KafkaTransport
import NIOCore
import NIOPosix
import Testing

@Suite(.timeLimit(.minutes(1))) struct PortReservationTests {
  @Test func `a reserved port refuses connections, is nobody else's, and can be had again`() async throws {
    let group = MultiThreadedEventLoopGroup.singleton
    var reservation = PortReservation(try SocketAddress(ipAddress: "127.0.0.1", port: 0))
    let address = try #require(reservation?.address)
    #expect(try #require(address.port) > 0)
    await #expect(throws: (any Error).self) { try await ServerBootstrap(group: group).bind(to: address).get() }
    await #expect(throws: (any Error).self) { try await ClientBootstrap(group: group).connect(to: address).get() }
    reservation = nil
    let listener = try await ServerBootstrap(group: group).bind(to: address).get()
    #expect(PortReservation(address) == nil, "the listener has it")
    try await listener.close().get()
  }
}
