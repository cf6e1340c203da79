import KafkaMessages
import KafkaWire

extension BrokerNode {
  /// ApiVersions: what may be asked here (KIP-35, KIP-511).
  func apiVersions(_ request: ApiVersionsRequest, _ context: RequestContext) -> Reply {
    if context.version >= 3,
      !Self.isSoftwareText(request.clientSoftwareName)
        || !Self.isSoftwareText(request.clientSoftwareVersion)
    {
      return .answer(ApiVersionsResponse.with { $0.errorCode = ErrorCode.invalidRequest.rawValue })
    }
    return .answer(
      ApiVersionsResponse.with { response in
        response.apiKeys = apis.advertised.map { api, versions in
          .with {
            $0.apiKey = api.rawValue
            $0.minVersion = versions.lowerBound
            $0.maxVersion = versions.upperBound
          }
        }
      })
  }

  /// The answer to a version that is not known: the versions that are, of this API alone.
  func unsupportedApiVersions() -> ApiVersionsResponse {
    .with { response in
      response.errorCode = ErrorCode.unsupportedVersion.rawValue
      if let versions = apis.versions(of: .apiVersions) {
        response.apiKeys = [
          .with {
            $0.apiKey = ApiKey.apiVersions.rawValue
            $0.minVersion = versions.lowerBound
            $0.maxVersion = versions.upperBound
          }
        ]
      }
    }
  }

  /// Letters and digits, with dots and dashes between them: names of software end up in names of metrics (KIP-511).
  private static func isSoftwareText(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, isLetterOrDigit(first), isLetterOrDigit(last) else {
      return false
    }
    return text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
