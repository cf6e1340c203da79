import KafkaClientCore
import Testing

@Suite struct AddressListTests {
  @Test func `an address that comes twice counts once, in its first place`() {
    var list = AddressList()
    list.resolved([b, a, b, six, a, b])
    #expect(list.all == [b, six, a])
  }

  @Test func `of an answer with thousands of addresses the first 64 different ones are taken`() {
    var list = AddressList()
    let many = (0..<5000).map { NodeAddress(ip: "10.1.\($0 / 250).\($0 % 250)", port: 9092) }
    list.resolved([a, a] + many.flatMap { [$0, $0] })
    #expect(list.all == [a] + many.prefix(63))
  }

  private let a = NodeAddress(ip: "10.0.0.1", port: 9092)
  private let b = NodeAddress(ip: "10.0.0.2", port: 9092)
  private let c = NodeAddress(ip: "10.0.0.3", port: 9092)
  private let six = NodeAddress(ip: "fe80::1", port: 9092)

  @Test func `addresses are tried in turn, and looked up anew when all have failed`() {
    var list = AddressList()
    #expect(list.next() == .resolve)
    #expect(list.next() == .wait)
    list.resolved([a, b])
    #expect(list.next() == .dial(a))
    list.attemptFailed(a)
    #expect(list.hasMore)
    #expect(list.next() == .dial(b))
    list.attemptFailed(b)
    #expect(!list.hasMore)
    #expect(list.next() == .resolve)
  }

  @Test func `an address that works is used again`() {
    var list = AddressList()
    _ = list.next()
    list.resolved([a, b])
    #expect(list.next() == .dial(a))
    #expect(list.next() == .dial(a))
  }

  @Test func `a lost connection makes the name be looked up, and the lost address be tried last`() {
    var list = AddressList()
    _ = list.next()
    list.resolved([a, b])
    list.connectionLost(a)
    #expect(list.next() == .resolve)
    list.resolved([a, b])
    #expect(list.next() == .dial(b))

    // With one address there is no choice.
    list.connectionLost(a)
    _ = list.next()
    list.resolved([a])
    #expect(list.next() == .dial(a))

    // And an order that does not begin with it is kept.
    list.connectionLost(a)
    _ = list.next()
    list.resolved([c, a])
    #expect(list.next() == .dial(c))
  }

  @Test func `both families take turns, beginning with the first address`() {
    var list = AddressList()
    _ = list.next()
    list.resolved([six, a, b])
    var order = [NodeAddress]()
    while case .dial(let address) = list.next() {
      order.append(address)
      list.attemptFailed(address)
    }
    #expect(order == [six, a, b])
    list.resolved([a, b, six])
    #expect(list.next() == .dial(a))
    list.attemptFailed(a)
    #expect(list.next() == .dial(six))
  }

  @Test func `two failures of the same address count once`() {
    var list = AddressList()
    _ = list.next()
    list.resolved([a, b])
    list.attemptFailed(a)
    list.attemptFailed(a)
    #expect(list.next() == .dial(b))
  }

  @Test func `a look-up that failed is tried again`() {
    var list = AddressList()
    #expect(list.next() == .resolve)
    list.resolutionFailed()
    #expect(list.next() == .resolve)
  }
}
