import KafkaSchema
import KafkaWire
import NIOCore

/// Several requests on a connection at once: answers keep the order of the requests.
enum Pipelining {
  static var cases: [Case] {
    [
      equalCorrelationIdsOnOneConnection, pipelinedResponsesKeepRequestOrder,
      slowRequestBlocksLaterOnesOnTheSameConnection, slowRequestDoesNotBlockAnotherConnection,
      acks0LeavesNoHoleInTheOrder, deepPipelineWithoutReading, readerThatNeverReads, sixtyFourConnectionsInParallel,
    ]
  }

  static var equalCorrelationIdsOnOneConnection: Case {
    Case(
      "FRAME-003", "Equal correlation ids on one connection", .must, since: "0.8", source: "guide",
      sends: "Two different requests with id 7, pipelined",
      expects: "Two responses, each of the right API, in order",
      kills: "In-flight map keyed by correlation id loses one response",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata)
      let peer = try await t.peer()
      let first = try RequestFrame(.apiVersions, version: 0, correlation: 7, clientId: "twins", body: [:])
      let second = try RequestFrame(
        .metadata, version: version, correlation: 7, clientId: "twins", body: t.noTopics(version))
      peer.connection.send(ByteBuffer(joined: [first.bytes, second.bytes]), note: "two requests with correlation id 7")
      let versions = try t.answered(
        await peer.fate(of: first), "the first of two requests with one id is answered first")
      try t.accepted(versions["ErrorCode"], "the first answer is that of ApiVersions")
      let metadata = try t.answered(
        await peer.fate(of: second), "the second of two requests with one id is answered, too")
      try t.expect(
        metadata["Brokers"].count > 0, "the second answer is that of Metadata", field: "Brokers", got: "none",
        want: "1 or more", at: metadata["Brokers"])
      try await t.canary()
    }
  }

  static var pipelinedResponsesKeepRequestOrder: Case {
    Case(
      "FRAME-008", "Pipelined responses keep request order", .must, since: "0.8", source: "guide",
      sends: "60 mixed requests (Metadata, ListOffsets, FindCoordinator, ApiVersions) written without reading",
      expects: "60 responses in request order",
      kills: "Handlers run concurrently and answer as they finish",
      tags: [.rawFrames],
      needs: [.metadata, .listOffsets, .findCoordinator]
    ) { t in
      let peer = try await t.peer()
      var requests: [RequestFrame] = []
      for number in 0..<60 { requests.append(try mixedRequest(number, t, peer)) }
      peer.connection.send(ByteBuffer(joined: requests.map(\.bytes)), note: "60 requests")
      for (number, request) in requests.enumerated() {
        _ = try t.answered(
          await peer.fate(of: request),
          "answer \(number + 1) of 60 is the one to \(request.api), in the order of the requests")
      }
      try await t.canary()
    }
  }

  static var slowRequestBlocksLaterOnesOnTheSameConnection: Case {
    Case(
      "FRAME-009", "Slow request blocks later ones on the same connection", .must, since: "0.8", source: "guide",
      sends: "Fetch with max wait 2 s on an empty partition, then ApiVersions",
      expects: "ApiVersions reply arrives after the Fetch reply, both arrive",
      kills: "Fast reply overtakes the long poll",
      tags: [.rawFrames, .waits],
      needs: [.fetch]
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      let peer = try await t.freshLeader(of: topic)
      let version = try t.version(of: .fetch)
      var query = Trial.FetchQuery()
      query.maxWait = 2_000
      let fetch = try peer.send(
        .fetch, version: version, t.fetchBody([(topic, [(0, 0)])], query, version: version))
      let versions = try peer.send(.apiVersions, version: 0, [:])
      let first = try t.answered(
        await peer.fate(of: fetch, within: t.target.limit(.seconds(7))), "the answer to a slow fetch comes first")
      try t.accepted(
        Trial.fetched(first, topic, 0)["ErrorCode"], "a fetch at the end of an empty partition has no error")
      _ = try t.answered(await peer.fate(of: versions), "a quick request behind a slow one is answered after it")
      try await t.canary()
    }
  }

  static var slowRequestDoesNotBlockAnotherConnection: Case {
    Case(
      "FRAME-010", "Slow request does not block another connection", .must, since: "0.8", source: "guide",
      sends: "Fetch long poll on A; Metadata on B",
      expects: "B answered within 1 s",
      kills: "One global request loop",
      tags: [.rawFrames],
      needs: [.fetch, .metadata], unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      let slow = try await t.freshLeader(of: topic)
      let quick = try await t.peer()
      let limit = t.target.limit(.seconds(1))
      var query = Trial.FetchQuery()
      // Longer than the other answer may take, so that one that waits for the fetch comes too late.
      query.maxWait = Int32(limit.milliseconds) + 900
      let fetchVersion = try t.version(of: .fetch)
      // Behind a request that is answered, so that the broker has the fetch before the other request.
      let first = try slow.frame(.apiVersions, version: 0, [:])
      let fetch = try slow.frame(
        .fetch, version: fetchVersion, t.fetchBody([(topic, [(0, 0)])], query, version: fetchVersion))
      slow.connection.send(ByteBuffer(joined: [first.bytes, fetch.bytes]), note: "ApiVersions and Fetch")
      _ = try await slow.answer(to: first)
      let early = await slow.fate(of: fetch, within: .milliseconds(300))
      let version = try t.version(of: .metadata)
      let request = try quick.send(.metadata, version: version, t.noTopics(version))
      _ = try t.answered(
        await quick.fate(of: request, within: limit),
        "a request is answered within a second while a fetch waits on another connection")
      if !early.isSilence { t.note("the fetch did not wait") }
      _ = try t.answered(
        early.isSilence ? await slow.fate(of: fetch, within: t.target.limit(.seconds(7))) : early,
        "the waiting fetch is answered in the end")
      try await t.canary()
    }
  }

  static var acks0LeavesNoHoleInTheOrder: Case {
    Case(
      "FRAME-011", "acks=0 leaves no hole in the order", .must, since: "0.8", source: "guide",
      sends: "Metadata, Produce acks=0, Metadata pipelined",
      expects: "Exactly two responses, correlation ids of the two Metadata requests",
      kills: "Sends an (empty) response to acks=0 and shifts all that follows",
      tags: [.rawFrames],
      needs: [.metadata, .produce]
    ) { t in
      // A leader that does not know of it yet would refuse the records, and could only say so by closing.
      let topic = try await t.topicOnOneNode(partitions: 1)
      let peer = try await t.freshLeader(of: topic)
      let version = try t.version(of: .metadata)
      let produceVersion = try t.version(of: .produce)
      let first = try peer.frame(.metadata, version: version, t.noTopics(version))
      let produce = try peer.frame(
        .produce, version: produceVersion,
        t.produceBody(topic, try t.batch(of: 1).bytes(), acks: 0, version: produceVersion))
      let second = try peer.frame(.metadata, version: version, t.noTopics(version))
      peer.connection.send(
        ByteBuffer(joined: [first.bytes, produce.bytes, second.bytes]), note: "Metadata, Produce with acks=0, Metadata")
      _ = try t.answered(await peer.fate(of: first), "the request before acks=0 is answered")
      _ = try t.answered(await peer.fate(of: second), "the next answer after acks=0 is that of the next request")
      let last = try peer.send(.apiVersions, version: 0, [:])
      _ = try t.answered(await peer.fate(of: last), "nothing else comes for acks=0")
      try await t.canary()
    }
  }

  static var deepPipelineWithoutReading: Case {
    Case(
      "FRAME-012", "Deep pipeline without reading", .should, since: "0.8", source: "AK",
      sends: "2,000 Metadata requests before the first read",
      expects: "All 2,000 answered in order; no dead-lock",
      kills: "Blocking write inside the read loop dead-locks; unbounded buffering kills the process",
      tags: [.rawFrames],
      needs: [.metadata], deadline: .seconds(40)
    ) { t in
      let version = try t.version(of: .metadata)
      let peer = try await t.peer()
      var requests: [RequestFrame] = []
      for _ in 0..<2_000 { requests.append(try peer.send(.metadata, version: version, t.noTopics(version))) }
      var answers = 0
      for request in requests {
        _ = try await peer.answer(to: request, within: t.target.limit(.seconds(20)))
        answers += 1
      }
      try t.expect(
        answers == requests.count, "requests that nobody reads the answers of are answered once they are read",
        field: "answers", got: "\(answers)", want: "\(requests.count)")
      try await t.canary()
    }
  }

  static var readerThatNeverReads: Case {
    Case(
      "FRAME-062", "Reader that never reads", .must, since: "0.8", source: "AK",
      sends: "Connection A asks for 50 MiB of fetch data in 1 MiB pieces and reads nothing; B works",
      expects: "B unaffected; A works when it starts to read",
      kills: "Shared blocking writer stalls all",
      tags: [.rawFrames],
      needs: [.fetch, .produce], deadline: .seconds(40), unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      let value = ByteBuffer(repeating: 0x2A, count: 1_000_000)
      try await t.store(topic, t.batch([ForgedRecord(bytes: value)]))
      let idle = try await t.freshLeader(of: topic)
      let version = try t.version(of: .fetch)
      var query = Trial.FetchQuery()
      query.partitionMaxBytes = 1_048_576
      let body = t.fetchBody([(topic, [(0, 0)])], query, version: version)
      var fetches: [RequestFrame] = []
      for _ in 0..<50 { fetches.append(try idle.send(.fetch, version: version, body)) }

      let other = try await t.freshLeader(of: topic)
      for _ in 0..<20 {
        let request = try other.send(.fetch, version: version, body)
        let reply = try t.answered(
          await other.fate(of: request), "others are served while a client does not read its answers")
        try t.accepted(Trial.fetched(reply, topic, 0)["ErrorCode"], "others get their records meanwhile")
      }
      for fetch in fetches {
        let reply = try await idle.answer(to: fetch, within: t.target.limit(.seconds(20)))
        let records = Trial.fetched(reply, topic, 0)["Records"].bytes?.readableBytes ?? 0
        guard records >= 1_000_000 else {
          throw CaseFailure(
            "a client that reads late gets all of its answers", field: "Records", got: "\(records) bytes",
            want: "1000000 or more", frame: reply.body.frame)
        }
      }
      let received = idle.connection.receivedBytes
      try t.expect(
        received >= 50_000_000, "a client that reads late gets all of its answers", field: "connection",
        got: "\(received) bytes", want: "50000000 or more")
      try await t.canary()
    }
  }

  static var sixtyFourConnectionsInParallel: Case {
    Case(
      "FRAME-063", "Sixty-four connections in parallel", .must, since: "0.8", source: "guide",
      sends: "64 connections, 20 mixed requests each",
      expects: "All answered, per-connection order kept",
      kills: "State shared between connections is corrupted",
      tags: [.rawFrames],
      needs: [.metadata], deadline: .seconds(30), unconfirmed: true
    ) { t in
      var answers = 0
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<64 {
          group.addTask {
            let peer = try await t.peer()
            var requests: [RequestFrame] = []
            for number in 0..<20 { requests.append(try mixedRequest(number, t, peer)) }
            for request in requests { peer.connection.send(request) }
            for request in requests { _ = try await peer.answer(to: request, within: t.target.limit(.seconds(20))) }
            return requests.count
          }
        }
        while let count = try await group.next() { answers += count }
      }
      try t.expect(
        answers == 1_280, "64 connections get all their answers, each in the order of its requests", field: "answers",
        got: "\(answers)", want: "1280")
      try await t.canary()
    }
  }

  /// A request of changing API; of those that the broker has.
  private static func mixedRequest(_ number: Int, _ t: Trial, _ peer: Peer) throws -> RequestFrame {
    let apis = [ApiKey.metadata, .listOffsets, .findCoordinator, .apiVersions].filter {
      t.target.discovery.usable($0) != nil
    }
    let api = apis[number % apis.count]
    let version = try t.version(of: api, atMost: api == .apiVersions ? 0 : .max)
    let body: Value
    switch api {
    case .metadata: body = t.noTopics(version)
    case .listOffsets: body = ["ReplicaId": -1]
    case .findCoordinator: body = version >= 4 ? ["CoordinatorKeys": ["kc"]] : ["Key": "kc"]
    default: body = [:]
    }
    return try peer.frame(api, version: version, body)
  }
}
