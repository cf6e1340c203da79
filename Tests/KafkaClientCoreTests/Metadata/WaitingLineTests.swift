import KafkaMessages
import KafkaWire
import Testing

@testable import KafkaClientCore

@Suite struct WaitingLineTests {
  private func request(_ number: UInt64, timeout: Int, since: Int = 0) -> WaitingRequest {
    WaitingRequest(
      request: PendingRequest(id: RequestID(rawValue: number), HeartbeatRequest(), timeout: .seconds(timeout)),
      destination: .leastLoaded, since: .zero + .seconds(since))
  }

  @Test func `the deadline is the earliest of all that wait, whatever leaves`() {
    var random = RandomSource.seeded(3)
    var line = WaitingLine()
    var model: [WaitingRequest] = []
    for number in 0..<2000 {
      switch random.next(upperBound: 5 as UInt64) {
      case 0, 1:
        let request = request(UInt64(number), timeout: Int(random.next(upperBound: 40 as UInt64)), since: number / 50)
        line.append(request)
        model.append(request)
      case 2, 3:
        #expect(line.popFirst()?.request.id == model.first?.request.id)
        if !model.isEmpty { model.removeFirst() }
      default:
        let divisor = 2 + random.next(upperBound: 5 as UInt64)
        let isTaken: (WaitingRequest) -> Bool = { $0.request.id.rawValue % divisor == 0 }
        #expect(line.take(where: isTaken).map(\.request.id) == model.filter(isTaken).map(\.request.id))
        model.removeAll(where: isTaken)
      }
      #expect(line.deadline == model.map(\.deadline).min() ?? .distantFuture)
      #expect(line.count == model.count)
      #expect(line.first?.request.id == model.first?.request.id)
    }
    #expect(line.takeAll().map(\.request.id) == model.map(\.request.id))
    #expect(line.isEmpty)
    #expect(line.deadline == .distantFuture)
  }
}
