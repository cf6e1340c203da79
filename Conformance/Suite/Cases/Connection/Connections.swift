import KafkaSchema
import KafkaWire
import NIOCore

/// Connections that come, go, idle and break off.
enum Connections {
  static var cases: [Case] {
    [
      clientResetsInsideAFrame, clientHalfClosesAfterItsRequest, connectAndLeave, manyIdleConnections,
      idleConnectionIsClosed,
    ]
  }

  static var clientResetsInsideAFrame: Case {
    Case(
      "FRAME-058", "Client resets inside a frame", .must, since: "0.8", source: "AK",
      sends: "Half a frame then RST, 200 times",
      expects: "Canary alive, no growth in accepted-but-dead sockets",
      kills: "Leaks a task or descriptor per reset",
      tags: [.rawFrames],
      deadline: .seconds(30), unconfirmed: true
    ) { t in
      for _ in 0..<200 {
        let connection = try await t.connect()
        connection.send(ByteBuffer(bytes: [0, 0, 0, 15, 0, 18, 0]), note: "half a frame")
        await connection.reset()
      }
      let peer = try await t.peer()
      let request = try peer.send(.apiVersions, version: 0, [:])
      _ = try t.answered(
        await peer.fate(of: request), "the broker serves new connections after 200 were reset inside a frame")
      try await t.canary()
    }
  }

  static var clientHalfClosesAfterItsRequest: Case {
    Case(
      "FRAME-059", "Client half-closes after its request", .may, since: "0.8", source: "AK",
      sends: "Request, then shutdown of the write side",
      expects: "Recorded: response or close",
      kills: "Hang with descriptor leak",
      tags: [.rawFrames]
    ) { t in
      let peer = try await t.peer()
      let request = try peer.send(.apiVersions, version: 0, [:])
      await peer.connection.closeOutput()
      try t.survived(
        await peer.fate(of: request), "a client that closes its output after a request gets its answer, or an end")
      try await t.canary()
    }
  }

  static var connectAndLeave: Case {
    Case(
      "FRAME-060", "Connect and leave", .should, since: "0.8", source: "AK",
      sends: "1,000 connections opened and closed without bytes",
      expects: "Canary alive",
      kills: "Accept loop dies on an early close",
      tags: [.rawFrames],
      deadline: .seconds(40), unconfirmed: true
    ) { t in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<20 {
          group.addTask {
            for _ in 0..<50 { try await t.connect().close() }
          }
        }
        try await group.waitForAll()
      }
      let peer = try await t.peer()
      let request = try peer.send(.apiVersions, version: 0, [:])
      _ = try t.answered(
        await peer.fate(of: request), "the broker serves new connections after 1,000 were opened and closed")
      try await t.canary()
    }
  }

  static var manyIdleConnections: Case {
    Case(
      "FRAME-061", "Many idle connections", .should, since: "0.8", source: "AK",
      sends: "300 idle connections, one active",
      expects: "Active one keeps normal latency",
      kills: "Thread per connection starves",
      tags: [.rawFrames],
      needs: [.metadata], deadline: .seconds(30), unconfirmed: true
    ) { t in
      for _ in 0..<300 { _ = try await t.connect() }
      let version = try t.version(of: .metadata)
      let peer = try await t.peer()
      var slowest = Duration.zero
      for _ in 0..<50 {
        let start = ContinuousClock.now
        _ = try await peer.call(.metadata, version: version, t.noTopics(version))
        slowest = max(slowest, ContinuousClock.now - start)
      }
      let limit = t.target.limit(.seconds(1))
      try t.expect(
        slowest < limit, "300 idle connections do not slow an active one down", field: "slowest of 50 answers",
        got: slowest.text, want: "less than \(limit.text)")
      try await t.canary()
    }
  }

  static var idleConnectionIsClosed: Case {
    Case(
      "FRAME-064", "Idle connection is closed", .should, since: "0.8", source: "AK connections.max.idle.ms",
      sends: "No bytes for longer than connections.max.idle.ms (set to a few seconds)",
      expects: "Closed by the broker; an active one is not",
      kills: "Never closes; or closes connections with a request in flight",
      tags: [.rawFrames, .configured, .waits],
      unconfirmed: true
    ) { t in
      guard let text = t.target.options.configured["connections.max.idle.ms"], let idle = Int64(text), idle <= 20_000
      else {
        throw CaseEnd.skipped("needs connections.max.idle.ms of at most 20000, and the run told of it")
      }
      let silent = try await t.peer()
      let active = try await t.peer()
      let greeting = try silent.send(.apiVersions, version: 0, [:])
      _ = try await silent.answer(to: greeting)
      let start = ContinuousClock.now
      var answers = 0
      while ContinuousClock.now - start < .milliseconds(2 * idle) {
        _ = try await active.call(.apiVersions, version: 0, [:])
        answers += 1
        try await Task.sleep(for: .milliseconds(max(idle / 5, 50)))
      }
      let last = try active.send(.apiVersions, version: 0, [:])
      _ = try t.answered(await active.fate(of: last), "a connection in use stays open")
      let fate = await silent.fate(
        api: .apiVersions, version: 0, correlation: 0, within: t.target.limit(.milliseconds(2 * idle + 5_000)))
      try t.closed(fate, "a connection without requests is closed after connections.max.idle.ms")
      t.note("\(answers) requests on the active connection meanwhile")
      try await t.canary()
    }
  }
}
