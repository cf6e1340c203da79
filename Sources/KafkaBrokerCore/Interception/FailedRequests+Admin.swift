import KafkaMessages
import KafkaWire

extension ApiVersionsRequest: InterceptableRequest {
  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    .whole(.with { $0.errorCode = code.rawValue })
  }
}

extension MetadataRequest: InterceptableRequest {
  var places: [RequestPlace] { (topics ?? []).map { RequestPlace(topic: $0.name ?? "", topicID: $0.topicId) } }

  /// The brokers are told all the same: a client takes an answer without brokers for none. No topic is made.
  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    let asksForTopics = topics.map { !$0.isEmpty || version == 0 } ?? true
    if code == .rebootstrapRequired || !asksForTopics {
      return .part(self) { if version >= 13 { $0.errorCode = code.rawValue } }
    }
    var request = self
    request.allowAutoTopicCreation = false
    let failing = topics.map { asked in
      Set(asked.map { RequestPlace(topic: $0.name ?? "", topicID: $0.topicId) }.filter(isFailing))
    }
    return .part(request) { response in
      for index in response.topics.indices {
        let topic = response.topics[index]
        if let failing,
          !failing.contains(where: {
            $0.topicID == .zero ? $0.topic == topic.name : $0.topicID == topic.topicId
          })
        {
          continue
        }
        response.topics[index].errorCode = code.rawValue
        response.topics[index].partitions = []
      }
    }
  }
}

extension DescribeClusterRequest: InterceptableRequest {
  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    .whole(.with { $0.errorCode = code.rawValue })
  }
}

extension DescribeTopicPartitionsRequest: InterceptableRequest {
  var places: [RequestPlace] { topics.map { RequestPlace(topic: $0.name) } }

  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    .whole(
      .with {
        $0.topics = topics.map { topic in
          .with {
            $0.name = topic.name
            $0.errorCode = code.rawValue
          }
        }
      })
  }
}

extension CreateTopicsRequest: InterceptableRequest {
  var places: [RequestPlace] { topics.map { RequestPlace(topic: $0.name) } }

  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    .whole(
      .with {
        $0.topics = topics.map { topic in
          .with {
            $0.name = topic.name
            $0.errorCode = code.rawValue
          }
        }
      })
  }
}

extension DeleteTopicsRequest: InterceptableRequest {
  var places: [RequestPlace] {
    topicNames.map { RequestPlace(topic: $0) }
      + topics.map { RequestPlace(topic: $0.name ?? "", topicID: $0.topicId) }
  }

  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    let asked = version >= 6 ? topics : topicNames.map { name in .with { $0.name = name } }
    return .whole(
      .with {
        $0.responses = asked.map { topic in
          .with {
            $0.name = topic.name
            $0.topicId = topic.topicId
            $0.errorCode = code.rawValue
          }
        }
      })
  }
}

extension DescribeConfigsRequest: InterceptableRequest {
  /// The type of a resource that is a topic.
  private static let topicResource: Int8 = 2

  var places: [RequestPlace] {
    resources.filter { $0.resourceType == Self.topicResource }.map { RequestPlace(topic: $0.resourceName) }
  }

  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    .whole(
      .with {
        $0.results = resources.map { resource in
          .with {
            $0.errorCode = code.rawValue
            $0.errorMessage = nil
            $0.resourceType = resource.resourceType
            $0.resourceName = resource.resourceName
          }
        }
      })
  }
}

extension CreatePartitionsRequest: InterceptableRequest {
  var places: [RequestPlace] { topics.map { RequestPlace(topic: $0.name) } }

  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    .whole(
      .with {
        $0.results = topics.map { topic in
          .with {
            $0.name = topic.name
            $0.errorCode = code.rawValue
          }
        }
      })
  }
}
