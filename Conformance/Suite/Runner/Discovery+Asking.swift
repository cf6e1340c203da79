import KafkaSchema
import KafkaWire
package import NIOCore

/// The broker cannot be judged at all.
package struct Unreachable: Error, Sendable, CustomStringConvertible {
  package var description: String

  package init(description: String) { self.description = description }
}

extension Discovery {
  private static let software: Value = [
    "ClientSoftwareName": "kafka-conformance", "ClientSoftwareVersion": "1",
  ]

  private static func connect(_ options: RunOptions, _ group: any EventLoopGroup) async throws -> Connection {
    do throws(CaseFailure) {
      return try await Connection.open(
        options.bootstrap, group: group, limit: .seconds(5), transcript: Transcript())
    } catch {
      throw Unreachable(description: "\(options.bootstrap) cannot be reached: \(error.got)")
    }
  }

  /// Asks the broker at the bootstrap address who and what it is.
  ///
  /// - Returns: What it says, and the slowest of some round trips, by which the run scales its patience.
  package static func ask(
    _ options: RunOptions, group: any EventLoopGroup
  ) async throws -> (discovery: Discovery, slowest: Duration) {
    var found = Discovery()
    var connection = try await connect(options, group)
    defer { connection.close() }
    var peer = Peer(connection, clientId: "kafka-conformance", answerLimit: .seconds(10))

    var versions: Reply?
    do {
      versions = try await peer.call(.apiVersions, version: 0, [:])
    } catch let failure as CaseFailure {
      found.fault = failure
    }
    // A broker whose answer to version 0 cannot be read is told from by a newer one, as its clients do.
    for version: Int16 in [4, 3] where versions == nil && found.fault?.kind != .hang {
      connection.close()
      connection = try await connect(options, group)
      peer = Peer(connection, clientId: "kafka-conformance", answerLimit: .seconds(10))
      versions = try? await peer.call(.apiVersions, version: version, software)
    }
    guard let versions else {
      found.advertised[.apiVersions] = 0...0
      return (found, .milliseconds(10))
    }
    for entry in versions["ApiKeys"].elements {
      guard let key = entry["ApiKey"].int, let least = entry["MinVersion"].int, let most = entry["MaxVersion"].int,
        least <= most
      else { continue }
      found.advertised[ApiKey(rawValue: Int16(key))] = Int16(least)...Int16(most)
    }
    found.isKnown = true
    // Everybody begins with version 0, whatever is advertised.
    if found.fault != nil, let most = found.advertised[.apiVersions]?.upperBound {
      found.advertised[.apiVersions] = 0...max(0, most)
    }
    if versions.version >= 3 || (found.usable(.apiVersions)?.upperBound ?? 0) >= 3 {
      let modern = versions.version >= 3 ? versions : try await peer.call(.apiVersions, version: 3, software)
      for feature in modern["FinalizedFeatures"].elements {
        if let name = feature["Name"].string, let level = feature["MaxVersionLevel"].int {
          found.features[name] = Int16(level)
        }
      }
    }
    guard let range = found.usable(.metadata) else { return (found, .milliseconds(10)) }
    var slowest = Duration.zero
    var version = range.upperBound
    while version > range.lowerBound {
      let request = try peer.send(.metadata, version: version, ["Topics": []])
      guard case .broken = await peer.fate(of: request) else { break }
      version -= 1
      found.readable[.metadata] = version
    }
    // It asks for groups to be joined and offsets to be committed.
    if !options.isReadOnly { await found.probe(options, group) }
    for _ in 0..<20 {
      let start = ContinuousClock.now
      let reply = try await peer.call(.metadata, version: version, ["Topics": []])
      slowest = max(slowest, ContinuousClock.now - start)
      found.brokers = reply["Brokers"].elements.compactMap { broker in
        guard let id = broker["NodeId"].int, let host = broker["Host"].string, let port = broker["Port"].int else {
          return nil
        }
        return Broker(
          id: Int32(id), address: BrokerAddress(host: host, port: Int(port)), rack: broker["Rack"].string)
      }
      found.controller = Int32(reply["ControllerId"].int ?? -1)
      found.clusterId = reply["ClusterId"].string
    }
    return (found, slowest)
  }

  /// APIs that most cases of an area go through, asked about things that are not there.
  private static let probed: [ApiKey] = [
    .findCoordinator, .joinGroup, .syncGroup, .heartbeat, .leaveGroup, .offsetCommit, .offsetFetch, .listOffsets,
    .fetch,
  ]

  /// Looks for the newest version of them that is answered: one fault shall not hide all others. It ends where the broker
  /// cannot be reached any more, which the cases will tell better.
  private mutating func probe(_ options: RunOptions, _ group: any EventLoopGroup) async {
    let names = MinimalNames(
      topic: TestTopic(name: "\(options.prefix)-probe", id: .zero, partitions: 1), group: "\(options.prefix)-probe",
      other: "\(options.prefix)-probe", records: ByteBuffer(), oldRecords: ByteBuffer())
    var options = options
    var connection: Connection?
    defer { connection?.close() }
    for api in Self.probed {
      guard let range = usable(api) else { continue }
      if api == .joinGroup {
        // Who does not coordinate a group need not look at a request about it.
        if let coordinator = await coordinator(of: names.group, options, group) { options.bootstrap = coordinator }
        connection?.close()
        connection = nil
      }
      var version = range.upperBound
      // Below version 4 a request to join makes a member.
      let lowest = max(range.lowerBound, api == .joinGroup ? 4 : 0)
      while version >= lowest, let body = Self.body(api, version, names) {
        if connection == nil { connection = try? await Self.connect(options, group) }
        guard let open = connection else { return }
        let peer = Peer(open, clientId: "kafka-conformance", answerLimit: .seconds(5))
        guard let request = try? peer.send(api, version: version, body) else { break }
        switch await peer.fate(of: request) {
        case .broken, .closed:
          open.close()
          connection = nil
          version -= 1
          readable[api] = version >= lowest ? version : nil
          continue
        case .answer: break
        case .silence:
          open.close()
          connection = nil
        }
        break
      }
    }
  }

  private static func body(_ api: ApiKey, _ version: Int16, _ names: MinimalNames) -> Value? {
    guard var body = MinimalRequest.body(api, version: version, names) else { return nil }
    // Some brokers hang up on what no client would send.
    if api == .joinGroup, case .structure(var fields) = body {
      fields["SessionTimeoutMs"] = .integer(30_000)
      fields["RebalanceTimeoutMs"] = .integer(30_000)
      body = .structure(fields)
    }
    return body
  }

  private func coordinator(
    of name: String, _ options: RunOptions, _ group: any EventLoopGroup
  ) async -> BrokerAddress? {
    guard let version = usable(.findCoordinator)?.upperBound,
      let connection = try? await Self.connect(options, group)
    else { return nil }
    defer { connection.close() }
    let peer = Peer(connection, clientId: "kafka-conformance", answerLimit: .seconds(5))
    var body: [(String, Value)] = [version >= 4 ? ("CoordinatorKeys", [.string(name)]) : ("Key", .string(name))]
    if version >= 1 { body.append(("KeyType", 0)) }
    guard let reply = try? await peer.call(.findCoordinator, version: version, .fields(body)) else { return nil }
    let found = version >= 4 ? reply["Coordinators"][0] : reply.body
    guard found["ErrorCode"].int == 0, let host = found["Host"].string, let port = found["Port"].int, port > 0 else {
      return nil
    }
    return BrokerAddress(host: host, port: Int(port))
  }
}
