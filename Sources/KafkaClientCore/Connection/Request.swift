package import KafkaMessages
package import KafkaWire

/// Names a request for as long as it is waiting or unanswered. Its maker keeps what is to happen with the answer.
package struct RequestID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let rawValue: UInt64

  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  package static func < (left: RequestID, right: RequestID) -> Bool { left.rawValue < right.rawValue }

  package var description: String { "request \(rawValue)" }
}

/// A request of any API that waits to be sent. Its version is chosen when its connection is known.
package struct PendingRequest: Sendable {
  package let id: RequestID
  package let type: any KafkaRequest.Type
  /// The request as a version has it. Some say the same thing with other fields in other versions.
  package let body: @Sendable (_ version: Int16) -> any KafkaRequest
  /// The versions its maker can deal with, within what the client speaks.
  package let versions: ClosedRange<Int16>
  /// How long it may wait to be sent; and, from then on, how long the broker may take.
  package let timeout: Duration
  /// False for a Produce with acks=0, which the broker does not answer.
  package let expectsResponse: Bool
  /// About the size of its frame in bytes without those that are not copied (`FramePieces`), so that it is not moved
  /// while it grows.
  package let sizeHint: Int

  package init<Request: KafkaRequest>(
    id: RequestID, _ type: Request.Type = Request.self, versions: ClosedRange<Int16>? = nil, timeout: Duration,
    expectsResponse: Bool = true, sizeHint: Int = 256, body: @escaping @Sendable (_ version: Int16) -> Request
  ) {
    self.id = id
    self.type = type
    self.body = body
    let spoken = ClientVersions.range(of: type)
    self.versions = versions.map { $0.clamped(to: spoken) } ?? spoken
    self.timeout = timeout
    self.expectsResponse = expectsResponse
    self.sizeHint = sizeHint
  }

  package init<Request: KafkaRequest>(
    id: RequestID, _ body: Request, versions: ClosedRange<Int16>? = nil, timeout: Duration,
    expectsResponse: Bool = true, sizeHint: Int = 256
  ) {
    self.init(
      id: id, Request.self, versions: versions, timeout: timeout, expectsResponse: expectsResponse,
      sizeHint: sizeHint, body: { _ in body })
  }

  package var api: ApiKey { type.apiKey }
}

/// What a broker answered.
package struct Reply: Equatable, Sendable {
  package let body: any KafkaResponse
  /// The version of request and response.
  package let version: Int16

  package init(body: any KafkaResponse, version: Int16) {
    self.body = body
    self.version = version
  }

  package static func == (left: Reply, right: Reply) -> Bool {
    func equals<Body: KafkaResponse>(_ body: Body) -> Bool { right.body as? Body == body }
    return left.version == right.version && equals(left.body)
  }
}
