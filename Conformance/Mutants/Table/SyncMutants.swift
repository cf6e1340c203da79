import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

/// Broken brokers for GROUP: assignments and heartbeats.
enum SyncMutants {
  static var mutants: [Mutant] { assignments + refusals + heartbeats }

  private static var assignments: [Mutant] {
    [
      Mutant("GROUP-035", "Everyone gets what the leader has for itself") {
        .request(.syncGroup) { body, _ in
          let own = body.structs("Assignments").first { $0.member == body.member }?["Assignment"]
          body.each("Assignments") { $0["Assignment"] = own ?? $0["Assignment"] }
        }
      },
      Mutant("GROUP-036", "Who syncs before the leader gets nothing") {
        var distributed: Set<[String]> = []
        return .decide(.syncGroup) { exchange in
          guard let request = exchange.request else { return .forward }
          let round = [request.group, "\(request.int("GenerationId") ?? -1)"]
          if !request.structs("Assignments").isEmpty { distributed.insert(round) }
          if distributed.contains(round) { return .forward }
          return .says([
            "ErrorCode": 0, "ProtocolType": request["ProtocolType"] ?? nil,
            "ProtocolName": request["ProtocolName"] ?? nil,
            "Assignment": .bytes(ByteBuffer()),
          ])
        }
      },
      Mutant("GROUP-037", "Who syncs late has to join again") {
        .response(.syncGroup) { body, exchange in
          if exchange.request?.structs("Assignments").isEmpty == true { body["ErrorCode"] = 27 }
        }
      },
      Mutant("GROUP-038", "Who is left out gets no answer") {
        .answer(.syncGroup) { exchange, frame in
          let body = MutantFrames.body(of: frame, exchange)
          return body?.int("ErrorCode") == 0 && body?.bytes("Assignment")?.readableBytes == 0 ? .swallow : .forward
        }
      },
      Mutant("GROUP-040", "Anybody's assignments count") {
        var lists: [String: [String: Value]] = [:]
        var behaviour = Behaviour()
        behaviour.onRequest = { exchange in
          guard exchange.api == .syncGroup, let request = exchange.request else { return .forward }
          for entry in request.structs("Assignments") {
            lists[request.group, default: [:]][entry.member] = entry["Assignment"]
          }
          return .forward
        }
        return behaviour.and(
          .response(.syncGroup) { body, exchange in
            guard let request = exchange.request, body.int("ErrorCode") == 0 else { return }
            body["Assignment"] = lists[request.group]?[request.member] ?? body["Assignment"]
          })
      },
      Mutant("GROUP-048", "Assignments are cut") {
        .response(.syncGroup) { body, _ in
          let bytes = body.bytes("Assignment") ?? ByteBuffer()
          if bytes.readableBytes > 32_767 {
            body["Assignment"] = .bytes(bytes.getSlice(at: bytes.readerIndex, length: 32_767) ?? bytes)
          }
        }
      },
      Mutant("GROUP-092", "An old generation's sync is answered late") {
        var last: [[String]: Value] = [:]
        return .response(.syncGroup) { body, exchange in
          guard let request = exchange.request else { return }
          if let old = last[request.place] {
            body["ErrorCode"] = 0
            body["Assignment"] = old
          } else if body.int("ErrorCode") == 0 {
            last[request.place] = body["Assignment"]
          }
        }
      },
    ]
  }

  private static var refusals: [Mutant] {
    [
      Mutant("GROUP-041", "A sync of another generation is served") { .recodes(.syncGroup, [22]) },
      Mutant("GROUP-042", "Who is no member is of another generation") { .recodes(.syncGroup, [25], to: 22) },
      Mutant("GROUP-044", "The old assignment is given while the group rebalances") { .recodes(.syncGroup, [27]) },
      Mutant("GROUP-046", "Who waits for assignments is not told of a rebalance") { .forgetsWaiting() },
      Mutant("GROUP-047", "A leader that is silent keeps all waiting") { .forgetsWaiting() },
    ]
  }

  private static var heartbeats: [Mutant] {
    [
      Mutant("GROUP-049", "A rebalance without an end") { .recodes(.heartbeat, [0], to: 27) },
      Mutant("GROUP-051", "Members of old generations stay") { .recodes(.heartbeat, [22]) },
      Mutant("GROUP-052", "Anybody may heartbeat") { .recodes(.heartbeat, [25]) },
      Mutant("GROUP-054", "Members never expire") { .recodes(.heartbeat, [25, 27]) },
      Mutant("GROUP-055", "Heartbeats do not count") {
        let memory = GroupMemory()
        return memory.deciding { exchange, request in
          guard exchange.api == .heartbeat, let session = memory.sessions[request.place],
            ContinuousClock.now - session.start > session.timeout
          else { return .forward }
          return .says(["ErrorCode": 25])
        }
      },
      Mutant("GROUP-066", "A member is gone with its connection") {
        let memory = GroupMemory()
        var left: Set<String> = []
        var behaviour = memory.deciding { exchange, request in
          exchange.api == .heartbeat && left.contains(request.group) ? .says(["ErrorCode": 27]) : .forward
        }
        behaviour.onClose = { connection in
          for (place, joined) in memory.connections where joined == connection { left.insert(place[0]) }
        }
        return behaviour
      },
    ]
  }
}

extension Behaviour {
  /// Leaves those who wait for assignments without an answer when there will be none.
  fileprivate static func forgetsWaiting() -> Behaviour {
    .answer(.syncGroup) { exchange, frame in
      MutantFrames.body(of: frame, exchange)?.int("ErrorCode") == 27 ? .swallow : .forward
    }
  }
}
