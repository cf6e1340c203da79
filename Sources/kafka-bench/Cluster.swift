import KafkaClientCore
import KafkaMessages
import KafkaTransport
import KafkaWire
import NIOCore

extension Benchmark {
  static var clusterBenchmarks: [Benchmark] {
    [
      Benchmark("cluster/request/heartbeat", unit: "request", operations: 100) {
        let cluster = try ConnectedCluster(nodes: 3)
        var request = HeartbeatRequest()
        request.groupId = "group"
        request.memberId = "member-1-0123456789"
        return { for _ in 0..<100 { cluster.roundTrip(request, HeartbeatResponse()) } }
      },
      Benchmark("cluster/request/produce-16KiB", unit: "request", operations: 100, bytes: 100 * 16_384) {
        let cluster = try ConnectedCluster(nodes: 3)
        let request = ProduceRequest.with {
          $0.acks = -1
          $0.topicData = [
            .with {
              $0.name = "orders"
              $0.partitionData = [.with { $0.records = ByteBuffer(bytes: Payload.text(size: 16_384)) }]
            }
          ]
        }
        let response = ProduceResponse.with {
          $0.responses = [
            .with {
              $0.name = "orders"
              $0.partitionResponses = [.init()]
            }
          ]
        }
        return { for _ in 0..<100 { cluster.roundTrip(request, response, versions: 3...11, sizeHint: 17_000) } }
      },
      Benchmark("frames/decode/100x100B", unit: "frame", operations: 100, bytes: 10_400) {
        var stream = ByteBuffer()
        for _ in 0..<100 {
          stream.writeInteger(Int32(100))
          stream.writeRepeatingByte(7, count: 100)
        }
        let bytes = stream
        return {
          var decoder = FrameDecoder(limit: 1 << 20)
          var frames = [ByteBuffer]()
          try? decoder.decode(bytes, into: &frames)
          use(frames)
        }
      },
      Benchmark("frames/decode/1MiB", unit: "frame", bytes: 1 << 20) {
        let head = ByteBuffer(integer: Int32(1 << 20))
        let part = ByteBuffer(repeating: 7, count: 1 << 18)
        return {
          var decoder = FrameDecoder(limit: 1 << 21)
          var frames = [ByteBuffer]()
          try? decoder.decode(head, into: &frames)
          for _ in 0..<4 { try? decoder.decode(part, into: &frames) }
          use(frames)
        }
      },
    ]
  }
}

/// A cluster machine whose brokers are connected and answer at once, without sockets.
private final class ConnectedCluster {
  private var machine: ClusterMachine
  private var now = Instant.zero
  private var connections: [ClientConnectionID] = []

  init(nodes: Int32) throws {
    machine = try ClusterMachine(ClientConfiguration(bootstrapServers: ["127.0.0.1:1"]), random: .seeded(1))
    drive(machine.start(at: now), nodes)
    drive(machine.requestMetadataUpdate(at: now), nodes)
    for node in 1...nodes {
      drive(machine.send(HeartbeatRequest(), to: .node(node), timeout: .seconds(1), at: now).1, nodes)
    }
  }

  /// Answers everything that the machine asks for until it has what it needs.
  private func drive(_ actions: [ClusterAction], _ nodes: Int32) {
    for action in actions {
      switch action {
      case .lookUp(let id, let question):
        let address = NodeAddress(ip: "127.0.0.1", port: question.endpoint.port)
        drive(machine.resolved(id, [address], at: now), nodes)
      case .connect(let id, _):
        drive(machine.connectionOpened(id, at: now), nodes)
      case .send(let id, let frame):
        guard let answer = try? answer(frame.joined, nodes) else { continue }
        drive(machine.received([answer], on: id, at: now), nodes)
      case .close, .cancelLookUp, .complete, .publish, .note, .event: break
      }
    }
  }

  private func answer(_ frame: ByteBuffer, _ nodes: Int32) throws -> ByteBuffer {
    var reader = WireReader(frame)
    _ = try reader.readInt32("size")
    let header = try Frame.requestHeader(from: &reader)
    func encode(_ response: some KafkaResponse) throws -> ByteBuffer {
      var frame = try Frame.response(
        response, version: header.requestApiVersion, correlationId: header.correlationId)
      frame.moveReaderIndex(forwardBy: 4)
      return frame
    }
    switch ApiKey(rawValue: header.requestApiKey) {
    case .apiVersions:
      guard let release = KafkaRelease("4.3") else { return frame }
      return try encode(
        ApiVersionsResponse.with { response in
          response.apiKeys = ReleaseTable.advertised(by: release).map { api, range in
            .with {
              $0.apiKey = api.rawValue
              $0.minVersion = range.lowerBound
              $0.maxVersion = range.upperBound
            }
          }
        })
    case .metadata:
      return try encode(
        MetadataResponse.with { response in
          response.brokers = (1...nodes).map { id in
            .with {
              $0.nodeId = id
              $0.host = "127.0.0.1"
              $0.port = id
            }
          }
        })
    default:
      return try encode(HeartbeatResponse())
    }
  }

  /// A request to node 1 and its answer, with everything between the caller and the sockets.
  func roundTrip<Request: KafkaRequest>(
    _ request: Request, _ response: Request.Response, versions: ClosedRange<Int16>? = nil, sizeHint: Int = 256
  ) {
    now = now + .microseconds(10)
    let (_, actions) = machine.send(
      request, to: .node(1), timeout: .seconds(30), versions: versions, sizeHint: sizeHint, at: now)
    use(machine.nextDeadline)
    for case .send(let id, let pieces) in actions {
      // The first piece holds the header.
      let frame = pieces.first
      // Size 4, API 2, version 2, correlation id 4.
      guard let version = frame.getInteger(at: frame.readerIndex + 6, as: Int16.self),
        let correlation = frame.getInteger(at: frame.readerIndex + 8, as: Int32.self),
        var answer = try? Frame.response(response, version: version, correlationId: correlation)
      else { continue }
      answer.moveReaderIndex(forwardBy: 4)
      use(machine.received([answer], on: id, at: now))
      use(machine.nextDeadline)
    }
  }
}
