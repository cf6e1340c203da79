public import KafkaWire

extension KafkaClientEvent {
  /// A host of the cluster.
  public struct Host: Sendable, Hashable {
    /// The broker's number; negative for the bootstrap servers, which are -1, -2, ….
    public var nodeID: Int32
    /// The name or address.
    public var name: String
    /// The port.
    public var port: Int

    package init(nodeID: Int32, _ endpoint: Endpoint) {
      self.nodeID = nodeID
      name = endpoint.host
      port = endpoint.port
    }
  }

  /// A connection to a broker, from the wish to make it to its end.
  public struct Connection: Sendable, Hashable {
    /// What a connection is for: brokers answer each connection's requests in order, so those that may park there have
    /// one of their own.
    public enum Purpose: String, Sendable, Hashable {
      /// Everything but the following.
      case general
      /// Reading records.
      case fetch
      /// Requests of group members to their coordinator.
      case coordination
    }

    /// Counts the client's connections from 1.
    public var id: UInt64
    /// Where it leads.
    public var host: Host
    /// The address that was dialled.
    public var address: String
    /// What it is for.
    public var purpose: Purpose

    /// The broker's number; negative for the bootstrap servers.
    public var nodeID: Int32 { host.nodeID }

    package init(id: ClientConnectionID, host: Host, address: NodeAddress, lane: Lane) {
      self.id = id.rawValue
      self.host = host
      self.address = address.ip
      purpose =
        switch lane {
        case .general: .general
        case .fetch: .fetch
        case .coordination: .coordination
        }
    }
  }

  /// Why a connection ended.
  public struct Disconnection: Sendable, Hashable {
    /// The kind of reason.
    @nonexhaustive
    public enum Kind: Sendable, Hashable {
      /// The broker hung up, the network failed, or an answer was late or not in the protocol.
      case lost
      /// It had no traffic for `connections.max.idle.ms`.
      case idle
      /// The broker has left the cluster or moved, or the client starts over with its bootstrap servers.
      case obsolete
      /// The client was shut down.
      case closed
    }

    /// The kind of reason.
    public var kind: Kind
    /// The reason, for a person.
    public var reason: String

    package init(_ kind: Kind, _ reason: String) {
      self.kind = kind
      self.reason = reason
    }
  }

  /// A request on its way.
  public struct Request: Sendable, Hashable {
    /// The connection that it was sent over.
    public var connection: Connection
    /// What it asks.
    public var api: ApiKey
    /// In which version.
    public var version: Int16
    /// The size of its frame.
    public var byteCount: Int
    /// False for a Produce with `acks=0`: no ``KafkaClientEvent/requestAnswered(_:_:)`` follows.
    public var expectsAnswer: Bool

    package init(connection: Connection, api: ApiKey, version: Int16, byteCount: Int, expectsAnswer: Bool) {
      self.connection = connection
      self.api = api
      self.version = version
      self.byteCount = byteCount
      self.expectsAnswer = expectsAnswer
    }
  }

  /// An answer of a broker.
  public struct Answer: Sendable, Hashable {
    /// From the request's way out to the answer.
    public var latency: Duration
    /// The size of its frame.
    public var byteCount: Int
    /// How long the broker held the request back, or wants to hear nothing, because of a quota.
    public var throttle: Duration

    package init(latency: Duration, byteCount: Int, throttle: Duration) {
      self.latency = latency
      self.byteCount = byteCount
      self.throttle = throttle
    }
  }

  /// How a client is at a moment.
  public struct ClientSample: Sendable, Hashable {
    /// Connections over which requests can be sent.
    public var connections = 0
    /// Requests without an answer.
    public var requestsInFlight = 0
    /// Requests that wait to be sent.
    public var requestsWaiting = 0
    /// Since the last answer about all topics of interest; nil before the first.
    public var metadataAge: Duration?

    package init() {}
  }
}
