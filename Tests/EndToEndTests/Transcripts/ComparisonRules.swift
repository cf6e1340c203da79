import KafkaMessages
import KafkaWire

/// What may differ between the answers of two brokers that behave the same, API by API.
struct ComparisonRules {
  private let api: ApiKey
  private var comparison = MessageComparison()

  init(_ api: ApiKey) {
    self.api = api
    comparison.ignoring = ["throttleTimeMs", "errorMessage"]
    switch api {
    case .metadata, .describeCluster:
      comparison.ignoring.formUnion([
        "topicAuthorizedOperations", "clusterAuthorizedOperations", "rack",
      ])
    case .produce:
      // Where a log begins depends on what earlier sessions deleted.
      comparison.ignoring.formUnion(["logAppendTimeMs", "logStartOffset"])
    case .createTopics:
      // The options a topic has are compared by DescribeConfigs.
      comparison.ignoring.formUnion(["configs"])
    case .fetch:
      // When records come, and how many at a time, is a matter of time. Which partitions a session tells of, too.
      comparison.ignoring.formUnion([
        "sessionId", "records", "highWatermark", "lastStableOffset", "abortedTransactions",
      ])
      comparison.open = ["responses", "partitions"]
    case .listGroups:
      // Groups of earlier sessions.
      comparison.open = ["groups"]
    case .describeConfigs:
      comparison.open = ["configs"]
      comparison.ignoring.formUnion(["documentation"])
    default:
      break
    }
  }

  func differences(_ ours: any KafkaResponse, _ recorded: any KafkaResponse) -> [String] {
    if let ours = ours as? ApiVersionsResponse, let recorded = recorded as? ApiVersionsResponse {
      return differences(ours, recorded)
    }
    if let ours = ours as? FindCoordinatorResponse, let recorded = recorded as? FindCoordinatorResponse {
      // The recorded broker was still making the topic of committed offsets.
      let notAvailable = ErrorCode.coordinatorNotAvailable.rawValue
      if recorded.errorCode == notAvailable, ours.errorCode == 0 { return [] }
    }
    if let ours = ours as? DescribeConfigsResponse, let recorded = recorded as? DescribeConfigsResponse {
      return comparison.differences(withoutEmulated(ours), withoutEmulated(recorded))
    }
    return comparison.differences(ours, recorded)
  }

  /// What is a default in 3.9 and is not one of ours counts as set when that release is emulated.
  private func withoutEmulated(_ response: DescribeConfigsResponse) -> DescribeConfigsResponse {
    var response = response
    for index in response.results.indices {
      response.results[index].configs.removeAll { $0.name == "message.timestamp.after.max.ms" }
    }
    return response
  }

  /// We list fewer APIs; those we list are in the recorded ranges.
  private func differences(_ ours: ApiVersionsResponse, _ recorded: ApiVersionsResponse) -> [String] {
    var result: [String] = []
    if ours.errorCode != recorded.errorCode {
      result.append("errorCode: \(ours.errorCode), recorded \(recorded.errorCode)")
    }
    for version in ours.apiKeys {
      guard let other = recorded.apiKeys.first(where: { $0.apiKey == version.apiKey }) else {
        result.append("API \(version.apiKey) is not recorded")
        continue
      }
      if version.minVersion < other.minVersion || version.maxVersion > other.maxVersion {
        result.append(
          "API \(version.apiKey): \(version.minVersion)-\(version.maxVersion), recorded \(other.minVersion)-\(other.maxVersion)"
        )
      }
    }
    return result
  }
}
