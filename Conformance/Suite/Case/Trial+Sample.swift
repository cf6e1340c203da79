import KafkaSchema
package import KafkaWire
import NIOCore

extension Trial {
  /// Names for minimal requests, with a topic of the case's own.
  package func minimalNames() async throws -> MinimalNames {
    let topic = try await topic()
    let old = MessageForge(magic: 0, value: ByteBuffer(string: "old"))
    return MinimalNames(
      topic: topic, group: name("g"), other: name("x"), records: try batch(of: 1).bytes(), oldRecords: old.bytes())
  }

  /// Sends a minimal request for every advertised version that the definitions describe, each API on a connection of
  /// its own, and returns what became of each.
  package func sample() async throws -> [(api: ApiKey, version: Int16, fate: Peer.Fate)] {
    let names = try await minimalNames()
    let apis = target.discovery.advertised.keys.filter { target.discovery.claimed($0) != nil }
    var found = try await withThrowingTaskGroup(of: [(api: ApiKey, version: Int16, fate: Peer.Fate)].self) { group in
      for api in apis { group.addTask { try await self.sample(api, names) } }
      var all: [(api: ApiKey, version: Int16, fate: Peer.Fate)] = []
      while let some = try await group.next() { all += some }
      return all
    }
    found.sort { ($0.api.rawValue, $0.version) < ($1.api.rawValue, $1.version) }
    return found
  }

  private func sample(
    _ api: ApiKey, _ names: MinimalNames
  ) async throws -> [(api: ApiKey, version: Int16, fate: Peer.Fate)] {
    var fates: [(api: ApiKey, version: Int16, fate: Peer.Fate)] = []
    guard let range = target.discovery.claimed(api) else { return [] }
    var peer = try await peer()
    for version in range {
      guard let body = MinimalRequest.body(api, version: version, names) else { continue }
      let request = try peer.send(api, version: version, body)
      let fate = await peer.fate(of: request)
      fates.append((api, version, fate))
      if fate.reply == nil {
        peer.close()
        peer = try await self.peer()
      }
    }
    return fates
  }
}
