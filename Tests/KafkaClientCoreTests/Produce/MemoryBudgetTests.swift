import KafkaClientCore
import Testing

@Suite struct MemoryBudgetTests {
  private static func id(_ number: UInt64) -> WaiterID { WaiterID(number: number) }

  private static func request(_ bytes: Int, record: Int = 100, slot: Int = 0) -> MemoryBudget.Request {
    MemoryBudget.Request(bytes: bytes, recordBytes: record, slot: slot)
  }

  @Test func `bytes are taken while there are any and come back`() {
    var budget = MemoryBudget(capacity: 1_000)
    #expect(budget.take(600, for: nil) == true)
    #expect(budget.take(600, for: nil) == false)
    #expect(budget.take(400, for: nil) == true)
    #expect(budget.used == 1_000)
    budget.giveBack(600)
    #expect(budget.free == 600)
    #expect(!budget.isExhausted)
  }

  @Test func `those in line are served in order, and nobody gets ahead of them`() {
    var budget = MemoryBudget(capacity: 1_000)
    #expect(budget.take(900, for: nil) == true)
    budget.wait(Self.request(800, slot: 1), as: Self.id(1))
    budget.wait(Self.request(100, slot: 2), as: Self.id(2))
    #expect(budget.isExhausted)
    // 100 bytes are free and the second wants no more, but the first was there before.
    #expect(budget.serve() == [])
    #expect(budget.take(50, for: nil) == false)
    budget.giveBack(900)
    #expect(budget.serve() == [Self.id(1), Self.id(2)])
    #expect(budget.free == 100)
    #expect(!budget.isExhausted)
    #expect(budget.take(800, for: Self.id(1)) == true)
    #expect(budget.take(100, for: Self.id(2)) == true)
    #expect(budget.free == 100)
  }

  @Test func `bytes set aside for one are not taken by another`() {
    var budget = MemoryBudget(capacity: 1_000)
    #expect(budget.take(1_000, for: nil) == true)
    budget.wait(Self.request(1_000), as: Self.id(1))
    budget.giveBack(1_000)
    #expect(budget.serve() == [Self.id(1)])
    #expect(budget.take(100, for: nil) == false)
    #expect(budget.take(1_000, for: Self.id(1)) == true)
  }

  @Test func `bytes set aside are in no batch until they are taken`() {
    var budget = MemoryBudget(capacity: 1_000)
    #expect(budget.take(1_000, for: nil) == true)
    for number: UInt64 in 1...3 { budget.wait(Self.request(200, slot: Int(number)), as: Self.id(number)) }
    budget.giveBack(700)
    #expect(budget.serve() == [Self.id(1), Self.id(2), Self.id(3)])
    #expect(budget.free == 100)
    #expect(budget.withoutBatch == 700)
    // One takes less than it asked for, one gives up, one gets in line again.
    #expect(budget.take(150, for: Self.id(1)) == true)
    #expect(budget.withoutBatch == 550)
    budget.leave(Self.id(2))
    budget.wait(Self.request(600, slot: 3), as: Self.id(3))
    #expect(budget.withoutBatch == 550)
    #expect(budget.free == 550)
  }

  @Test func `those whose records fit into the same batch come along`() {
    var budget = MemoryBudget(capacity: 400)
    #expect(budget.take(400, for: nil) == true)
    budget.wait(Self.request(400, slot: 7), as: Self.id(1))
    budget.wait(Self.request(400, slot: 8), as: Self.id(2))
    budget.wait(Self.request(400, slot: 7), as: Self.id(3))
    budget.wait(Self.request(400, slot: 7), as: Self.id(4))
    budget.wait(Self.request(400, slot: 7), as: Self.id(5))
    budget.wait(Self.request(400, slot: 7), as: Self.id(6))
    budget.giveBack(400)
    // The batch holds four records of 100 bytes; the one for partition 8 stays in line.
    #expect(budget.serve() == [Self.id(1), Self.id(3), Self.id(4), Self.id(5)])
    #expect(budget.isExhausted)
    // One who found the room taken gets its old place back, ahead of the sixth but not of the second.
    budget.wait(Self.request(400, slot: 7), as: Self.id(4))
    #expect(budget.take(400, for: Self.id(1)) == true)
    budget.giveBack(400)
    #expect(budget.serve() == [Self.id(2)])
    #expect(budget.take(400, for: Self.id(2)) == true)
    budget.giveBack(400)
    #expect(budget.serve() == [Self.id(4), Self.id(6)])
  }

  @Test func `one who leaves gives back what was set aside`() {
    var budget = MemoryBudget(capacity: 100)
    #expect(budget.take(100, for: nil) == true)
    budget.wait(Self.request(100, slot: 1), as: Self.id(1))
    budget.wait(Self.request(100, slot: 2), as: Self.id(2))
    budget.wait(Self.request(100, slot: 3), as: Self.id(3))
    budget.leave(Self.id(2))
    budget.giveBack(100)
    #expect(budget.serve() == [Self.id(1)])
    budget.leave(Self.id(1))
    #expect(budget.serve() == [Self.id(3)])
    #expect(!budget.isExhausted)
    budget.leave(Self.id(3))
    budget.leave(Self.id(3))
    #expect(budget.free == 100)
  }

  @Test func `one who comes back while the line is empty may take what is free`() {
    var budget = MemoryBudget(capacity: 100)
    #expect(budget.take(100, for: nil) == true)
    budget.wait(Self.request(100), as: Self.id(1))
    budget.giveBack(100)
    #expect(budget.serve() == [Self.id(1)])
    // Its record now needs less: the rest of what was set aside is free again.
    #expect(budget.take(60, for: Self.id(1)) == true)
    #expect(budget.free == 40)
    #expect(budget.take(40, for: nil) == true)
  }
}
