import KafkaMessages
import KafkaWire

extension BrokerNode {
  private enum ResourceType: Int8 {
    case topic = 2
    case broker = 4
    case brokerLogger = 8
    case clientMetrics = 16
  }

  private typealias Result = DescribeConfigsResponse.DescribeConfigsResult

  /// DescribeConfigs: options of topics and brokers, with their sources (KIP-133, KIP-226, KIP-569).
  func describeConfigs(_ request: DescribeConfigsRequest, _ context: RequestContext) -> Reply {
    .answer(
      DescribeConfigsResponse.with {
        $0.results = request.resources.map { describe($0, request, context) }
      })
  }

  private func describe(
    _ resource: DescribeConfigsRequest.DescribeConfigsResource, _ request: DescribeConfigsRequest,
    _ context: RequestContext
  ) -> Result {
    let entries: [ConfigEntry]
    switch resourceEntries(resource) {
    case .success(let found): entries = found
    case .failure(let failure):
      return .with {
        $0.errorCode = failure.code.rawValue
        $0.errorMessage = failure.message
        $0.resourceType = resource.resourceType
        $0.resourceName = resource.resourceName
      }
    }
    // An empty list of names asks for all, as a null one.
    let names = resource.configurationKeys.flatMap { $0.isEmpty ? nil : Set($0) }
    return .with {
      $0.errorMessage = ""
      $0.resourceType = resource.resourceType
      $0.resourceName = resource.resourceName
      $0.configs = entries.filter { names?.contains($0.name) ?? true }.map {
        Self.entry(
          $0, isReadOnly: resource.resourceType != ResourceType.topic.rawValue, version: context.version,
          withSynonyms: request.includeSynonyms)
      }
    }
  }

  private struct ResourceFailure: Error {
    var code: ErrorCode
    var message: String
  }

  private func resourceEntries(
    _ resource: DescribeConfigsRequest.DescribeConfigsResource
  ) -> Swift.Result<[ConfigEntry], ResourceFailure> {
    let name = resource.resourceName
    switch ResourceType(rawValue: resource.resourceType) {
    case .topic:
      if let complaint = TopicName.complaint(about: name) {
        return .failure(.init(code: .invalidTopicException, message: complaint))
      }
      guard let options = topicConfigurations[name] else {
        return .failure(.init(code: .unknownTopicOrPartition, message: ""))
      }
      return .success(options.entries(defaults: configuration, isSince4: apis.release >= .kafka4))
    case .broker:
      // The empty name stands for what is set for all brokers at run time, which is nothing.
      if name.isEmpty { return .success([]) }
      guard let id = Int32(name) else {
        return .failure(.init(code: .invalidRequest, message: "Broker id must be an integer, but it is: \(name)"))
      }
      guard id == configuration.nodeID else {
        let message = "Unexpected broker id, expected \(configuration.nodeID) or empty string, but received \(name)"
        return .failure(.init(code: .invalidRequest, message: message))
      }
      let standard = configuration.standard
      return .success(
        BrokerOption.all.lazy.filter { if case .used = $0.meaning { true } else { false } }
          .map { $0.entry(in: self.configuration, standard: standard) }.sorted { $0.name < $1.name })
    case .brokerLogger:
      guard name == String(configuration.nodeID) else {
        let message = "Unexpected broker id, expected \(configuration.nodeID) but received \(name)"
        return .failure(.init(code: .invalidRequest, message: message))
      }
      return .success([])
    case .clientMetrics: return .success([])
    case nil: return .failure(.init(code: .invalidRequest, message: Self.malformedRequest))
    }
  }

  static let malformedRequest =
    "This most likely occurs because of a request being malformed by the client library or the message was sent to an "
    + "incompatible broker. See the broker logs for more details."

  private static func entry(
    _ entry: ConfigEntry, isReadOnly: Bool, version: Int16, withSynonyms: Bool
  ) -> DescribeConfigsResponse.DescribeConfigsResourceResult {
    .with {
      $0.name = entry.name
      $0.value = entry.value
      $0.readOnly = isReadOnly
      // The source took the place of the flag in version 1.
      $0.isDefault = version == 0 && entry.source == .standard
      $0.configSource = entry.source.rawValue
      $0.documentation = nil
      $0.configType = entry.type.code
      if withSynonyms {
        $0.synonyms = entry.synonyms.map { synonym in
          .with {
            $0.name = synonym.name
            $0.value = synonym.value
            $0.source = synonym.source.rawValue
          }
        }
      }
    }
  }
}
