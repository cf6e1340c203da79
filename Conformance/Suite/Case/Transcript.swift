package import KafkaWire
package import NIOCore
import Synchronization

/// Everything that a case sent and received, in order, within bounds; kept only when the case does not pass.
package final class Transcript: Sendable {
  package enum Direction: String, Sendable {
    case sent, received, note
  }

  package struct Entry: Sendable {
    /// Its number: frames are named by it.
    package var number: Int
    package var connection: Int
    /// Since the case began.
    package var time: Duration
    package var direction: Direction
    /// The API and version, where the suite knows them.
    package var api: ApiKey?
    package var version: Int16?
    /// At most `bytesKept` of what went over the line.
    package var bytes: ByteBuffer
    package var size: Int
    package var text: String?
  }

  static let entriesKept = 400
  static let bytesKept = 64 * 1024

  private struct State {
    var entries: [Entry] = []
    var dropped = 0
    var lastNumber = 0
    var connections = 0
    var codes: [ApiKey: Set<Int16>] = [:]
  }

  private let state = Mutex(State())
  private let start = ContinuousClock.now

  package init() {}

  /// The last entries, and how many there were before them.
  package var entries: (kept: [Entry], dropped: Int) { state.withLock { ($0.entries, $0.dropped) } }

  /// Error codes of all answers so far, by API.
  package var codes: [ApiKey: Set<Int16>] { state.withLock { $0.codes } }

  func answered(_ reply: Reply) {
    let codes = reply.codes
    guard !codes.isEmpty else { return }
    state.withLock { $0.codes[reply.api, default: []].formUnion(codes) }
  }

  func nextConnection() -> Int {
    state.withLock { state in
      state.connections += 1
      return state.connections
    }
  }

  @discardableResult
  private func add(
    _ direction: Direction, _ bytes: ByteBuffer, connection: Int, api: ApiKey? = nil, version: Int16? = nil,
    text: String? = nil
  ) -> Int {
    let kept = bytes.getSlice(at: bytes.readerIndex, length: min(bytes.readableBytes, Self.bytesKept)) ?? bytes
    return state.withLock { state in
      state.lastNumber += 1
      if state.entries.count >= Self.entriesKept {
        // The beginning tells how the case was set up, so the middle goes.
        state.entries.remove(at: Self.entriesKept / 4)
        state.dropped += 1
      }
      state.entries.append(
        Entry(
          number: state.lastNumber, connection: connection, time: ContinuousClock.now - start, direction: direction,
          api: api, version: version, bytes: kept, size: bytes.readableBytes, text: text))
      return state.lastNumber
    }
  }

  func sent(_ request: RequestFrame, connection: Int) {
    add(.sent, request.bytes, connection: connection, api: request.api, version: request.version)
  }

  func sent(_ bytes: ByteBuffer, connection: Int, note: String?) {
    add(.sent, bytes, connection: connection, text: note)
  }

  func received(_ bytes: ByteBuffer, connection: Int, api: ApiKey?, version: Int16?) -> Int {
    add(.received, bytes, connection: connection, api: api, version: version)
  }

  package func note(_ text: String, connection: Int = 0) {
    add(.note, ByteBuffer(), connection: connection, text: text)
  }
}
