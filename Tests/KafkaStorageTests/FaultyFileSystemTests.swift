import KafkaRecords
import KafkaStorage
import KafkaWire
import NIOCore
import Testing

@Suite struct FaultyFileSystemTests {
  private let faults = FileFaults()
  private let memory = MemoryFileSystem()
  private var files: FaultyFileSystem { FaultyFileSystem(memory, faults: faults) }
  private let partition = TopicPartition(topic: "t", partition: 0)

  private func kind(_ body: () throws -> Void) -> StorageError.Kind? {
    do {
      try body()
      return nil
    } catch {
      return (error as? StorageError)?.kind
    }
  }

  @Test func `a full disk takes nothing more, gives what it has, and goes on when there is room`() throws {
    try files.createDirectory("/t-0")
    let file = try files.open("/t-0/0.log", .create)
    try file.write(ByteBuffer(string: "abc"), at: 0)
    faults.setFull(true)
    #expect(kind { try file.write(ByteBuffer(string: "d"), at: 3) } == .outOfSpace)
    #expect(kind { _ = try files.open("/t-0/1.log", .create) } == .outOfSpace)
    #expect(kind { try files.createDirectory("/t-1") } == .outOfSpace)
    #expect(try String(buffer: file.read(count: 4, at: 0)) == "abc")
    try file.resize(to: 2)
    try file.synchronize()
    _ = try files.open("/t-0/0.log", .create)
    faults.setFull(false)
    try file.write(ByteBuffer(string: "C"), at: 2)
    #expect(try String(buffer: file.read(count: 4, at: 0)) == "abC")
  }

  @Test(arguments: [FileFaults.Call.write, .sync])
  func `the next call on a partition's segments fails, once, and no other`(call: FileFaults.Call) throws {
    for directory in ["/t-0", "/t-1"] { try files.createDirectory(directory) }
    let other = try files.open("/t-1/0.log", .create)
    let index = try files.open("/t-0/0.index", .create)
    let log = try files.open("/t-0/0.log", .create)
    func act(on file: any StorageFile, _ call: FileFaults.Call) throws {
      if call == .write { try file.write(ByteBuffer(string: "a"), at: 0) } else { try file.synchronize() }
    }
    faults.failNext(call, of: partition)
    try act(on: other, call)
    try act(on: index, call)
    try act(on: log, call == .write ? .sync : .write)
    #expect(kind { try act(on: log, call) } == .io(5))
    try act(on: log, call)
    faults.failNext(call, of: partition)
    faults.clear()
    try act(on: log, call)
  }

  @Test func `a forgotten producer begins again with any number`() throws {
    let workshop = try LogWorkshop()
    try workshop.append(batch(producerId: 7, epoch: 0, sequence: 0))
    #expect(try workshop.append(batch(producerId: 7, epoch: 0, sequence: 0)).isDuplicate)
    workshop.log.forgetProducers()
    #expect(workshop.log.activeProducers == [])
    #expect(try !workshop.append(batch(producerId: 7, epoch: 0, sequence: 0)).isDuplicate)
  }
}
