package import KafkaWire

/// Why the node closes a connection. Reads as the end of a sentence: "closed 10.0.0.1:4242: …".
package enum CloseReason: Equatable, Sendable, CustomStringConvertible {
  /// A frame too short for the API key and version, which come first.
  case frameTooShort(bytes: Int)
  /// An API that Kafka does not have, or that is not offered here.
  case unknownAPI(Int16)
  /// A version outside the range that is offered.
  case unsupportedVersion(ApiKey, Int16, offered: ClosedRange<Int16>)
  /// The header or the body is not what the API's version says.
  case undecodable(ApiKey, Int16, WireError)
  /// A Produce request with `acks=0` failed: closing is the only way to tell (KIP-1, protocol guide).
  case failedSilentProduce(ErrorCode)
  /// The answer could not be put into bytes. Our mistake, not the peer's.
  case unencodable(ApiKey, Int16, WireError)
  /// A fault script wants it.
  case scripted
  /// The node is going away.
  case shutdown

  package var description: String {
    switch self {
    case .frameTooShort(let bytes): "a frame of \(bytes) bytes is too short for a request"
    case .unknownAPI(let key): "API key \(key) is not offered"
    case .unsupportedVersion(let api, let version, let offered):
      "\(api) version \(version) is not offered, \(offered.lowerBound) to \(offered.upperBound) are"
    case .undecodable(let api, let version, let error): "undecodable \(api) request, version \(version): \(error)"
    case .failedSilentProduce(let code): "a Produce request with acks=0 failed with \(code)"
    case .unencodable(let api, let version, let error): "unencodable \(api) response, version \(version): \(error)"
    case .scripted: "a rule of a fault script"
    case .shutdown: "the broker shuts down"
    }
  }

  /// Whether the peer did what no correct client does.
  package var blamesPeer: Bool {
    switch self {
    case .frameTooShort, .unknownAPI, .unsupportedVersion, .undecodable: true
    case .failedSilentProduce, .unencodable, .scripted, .shutdown: false
    }
  }
}
