import KafkaSimulation
import KafkaWire
import Testing

@Suite struct EventQueueTests {
  @Test func `events come in the order of their time, and of their making within it`() {
    var queue = EventQueue<String>()
    queue.add("late", at: Instant(nanoseconds: 9))
    queue.add("first", at: Instant(nanoseconds: 5))
    queue.add("second", at: Instant(nanoseconds: 5))
    #expect(queue.nextTime == Instant(nanoseconds: 5))
    #expect(queue.popNext()?.event == "first")
    #expect(queue.popNext()?.event == "second")
    #expect(queue.popNext()?.event == "late")
    #expect(queue.nextTime == nil)
  }
}
