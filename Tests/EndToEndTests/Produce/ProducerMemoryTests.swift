import Foundation
import KafkaClient
import KafkaClientCore
import KafkaMessages
import Logging
import NIOCore
import Synchronization
import Testing

/// What a producer costs in memory while its broker takes records far more slowly than they are made.
@Suite(.timeLimit(.minutes(3))) struct ProducerMemoryTests {
  #if os(Linux)
    @Test func `a process whose broker is a hundred times slower grows by buffer memory and a twentieth at most`()
      async throws
    {
      let slow = SlowBroker(bytesPerSecond: 200_000)
      try await ScriptedBroker.run(slow.script) { port in
        slow.port = port
        // Alone: what others allocate meanwhile would count as well, the broker among them.
        await #expect(processExitsWith: .success) { [port = port as Int] in
          let bufferMemory = 64 << 20
          let growth = try await Growth.measured(port: port, bufferMemory: bufferMemory)
          #expect(growth.bytesPerSecond >= 100 * 200_000, "only \(growth.bytesPerSecond) bytes a second were made")
          #expect(growth.bytes <= bufferMemory * 105 / 100, "the process grew by \(growth.bytes) bytes")
          // Buffer memory was used, or this would say nothing.
          #expect(growth.bytes >= bufferMemory * 8 / 10, "the process grew by \(growth.bytes) bytes only")
        }
        #expect(slow.answeredBytes >= 1_000_000, "the broker took \(slow.answeredBytes) bytes only")
      }
    }
  #endif
}

/// How a process grows that makes records as fast as that goes, for some seconds.
private struct Growth {
  /// The most that the process held, less what it held when the producer was connected.
  var bytes: Int
  /// How fast records were made while there was room, at best.
  var bytesPerSecond: Double

  static func measured(port: Int, bufferMemory: Int) async throws -> Growth {
    var configuration = ProducerConfiguration(bootstrapServers: ["127.0.0.1:\(port)"])
    configuration.bufferMemory = bufferMemory
    configuration.client.requestTimeout = .seconds(100)
    let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    return try await KafkaProducer.withProducer(configuration: configuration, logger: logger) { producer in
      let value = [UInt8](repeating: 7, count: 1_000)
      for _ in 0..<10 { try await producer.send(ProducerRecord(topic: "t", value: RecordBytes(value))) }
      let before = residentBytes
      var most = before
      var fastest = 0.0
      // While there is room. The fastest of many parts: others may use the processor as well.
      for _ in 0..<bufferMemory / 2 / part {
        let start = ContinuousClock.now
        for _ in 0..<part / value.count { try await producer.enqueue(value, to: "t") }
        fastest = max(fastest, Double(part) / start.duration(to: .now).seconds)
        most = max(most, residentBytes)
      }
      let end = ContinuousClock.now + .seconds(8)
      while ContinuousClock.now < end {
        for _ in 0..<10 { try await producer.enqueue(value, to: "t") }
        most = max(most, residentBytes)
      }
      let growth = Growth(bytes: most - before, bytesPerSecond: fastest)
      await producer.close(within: .zero)
      return growth
    }
  }

  private static let part = 1_000_000

  /// Memory of the process's own, without the code that it has read.
  private static var residentBytes: Int {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("RssAnon:") } ?? ""
    return (Int(line.split(whereSeparator: \.isWhitespace).dropFirst().first ?? "") ?? 0) * 1024
  }
}

/// A broker of one topic that takes so many bytes a second, one request after the other.
private final class SlowBroker: Sendable {
  private struct State {
    var port = 0
    /// When it has worked off what it was sent.
    var free = ContinuousClock.now
    /// Bytes taken so far, by the time at which they are answered.
    var taken: [(at: ContinuousClock.Instant, bytes: Int)] = []
  }

  private let bytesPerSecond: Double
  private let state = Mutex(State())

  init(bytesPerSecond: Double) { self.bytesPerSecond = bytesPerSecond }

  var port: Int {
    get { state.withLock(\.port) }
    set { state.withLock { $0.port = newValue } }
  }

  /// Bytes that have been answered.
  var answeredBytes: Int {
    let now = ContinuousClock.now
    return state.withLock { $0.taken.reduce(0) { $0 + ($1.at <= now ? $1.bytes : 0) } }
  }

  var script: ScriptedBroker.Script {
    { request, _ in
      switch request {
      case is MetadataRequest: return .response(ScriptedTopic.metadata(port: self.port))
      case is InitProducerIdRequest: return .response(ScriptedTopic.identity(1))
      case let request as ProduceRequest:
        return .later(ScriptedTopic.success(request), at: self.finish(request))
      default: return .usual
      }
    }
  }

  private func finish(_ request: ProduceRequest) -> ContinuousClock.Instant {
    let bytes = request.topicData.flatMap(\.partitionData).reduce(0) { $0 + ($1.records?.readableBytes ?? 0) }
    return state.withLock { state in
      let duration = Duration.seconds(Double(bytes) / bytesPerSecond)
      state.free = max(state.free, .now) + duration
      state.taken.append((state.free, bytes))
      return state.free
    }
  }
}

extension Duration {
  fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
