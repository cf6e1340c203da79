import KafkaSchema
import KafkaWire
import Synchronization

extension Trial {
  /// Runs one of the run file's commands on a broker and waits for it to return.
  ///
  /// - Throws: `CaseEnd.skipped` when the run file has no such command.
  package func hook(_ name: String, node: Int32 = 0) async throws {
    guard let command = target.options.hooks[name] else { throw CaseEnd.skipped("needs the hook \(name)") }
    transcript.note("hook \(name) on node \(node)")
    try await target.runHook(command, node)
  }

  /// A new connection after a broker was restarted: tried until one is accepted and answered.
  package func reconnect(to node: Int32? = nil) async throws -> Peer {
    state.withLock { state in
      state.main = nil
      state.peers = [:]
    }
    return try await eventually("the broker comes back", within: .seconds(30), each: .milliseconds(200)) {
      do {
        let peer = try await self.peer(to: node)
        _ = try await peer.call(.apiVersions, version: 0, [:])
        return peer
      } catch let failure as CaseFailure where failure.kind != .hang {
        return nil
      }
    }
  }
}
