import KafkaSchema
import KafkaWire

// What mutants do to topics, and to error codes anywhere.

extension Behaviour {
  /// Puts a code in place of others, wherever an answer of this API has one of them.
  static func recodes(_ api: ApiKey, _ codes: Set<Int64>, to code: Int64 = 0) -> Behaviour {
    .response(api) { body, _ in body.recode(codes, to: code) }
  }

  /// Gives all parts of an answer the first error of any: all or nothing.
  static func failsTogether(_ api: ApiKey) -> Behaviour {
    .response(api) { body, _ in
      if let error = body.codes.first(where: { $0 != 0 }) { body.recode([0], to: error) }
    }
  }

  /// Closes the connection on some requests: a fault that nobody catches.
  static func breaksDown(_ api: ApiKey, on condition: @escaping (Structure) -> Bool) -> Behaviour {
    .decide(api) { exchange in exchange.request.map(condition) == true ? .close : .forward }
  }

  /// Closes the connection where the broker has this error.
  static func breaksDown(_ api: ApiKey, insteadOf code: Int64) -> Behaviour {
    .answer(api) { exchange, frame in
      MutantFrames.body(of: frame, exchange)?.codes.contains(code) == true ? .close : .forward
    }
  }

  /// Changes the topics of requests to CreateTopics.
  static func creation(_ change: @escaping (inout Structure) -> Void) -> Behaviour {
    .request(.createTopics) { body, _ in body.each("Topics", change) }
  }

  /// Changes each topic's part of the answers to CreateTopics; what was asked for comes along.
  static func created(_ change: @escaping (inout Structure, _ asked: Structure) -> Void) -> Behaviour {
    .response(.createTopics) { body, exchange in
      let entries = exchange.request?.structs("Topics") ?? []
      body.each("Topics") { topic in
        if let asked = entries.first(where: { $0.string("Name") == topic.string("Name") }) { change(&topic, asked) }
      }
    }
  }

  /// Changes the partitions of topics in the answers to Metadata.
  static func shown(_ change: @escaping (inout Structure) -> Void) -> Behaviour {
    .response(.metadata) { body, _ in
      body.each("Topics") { topic in topic.each("Partitions", change) }
    }
  }

  /// Changes the partitions of requests to DeleteRecords.
  static func deletion(_ change: @escaping (inout Structure) -> Void) -> Behaviour {
    .request(.deleteRecords) { body, _ in
      body.each("Topics") { topic in topic.each("Partitions", change) }
    }
  }

  /// Changes each partition's part of the answers to DeleteRecords; the offset that was asked for comes along.
  static func deletedRecords(_ change: @escaping (inout Structure, _ offset: Int64) -> Void) -> Behaviour {
    .response(.deleteRecords) { body, exchange in
      let asked = (exchange.request?.structs("Topics") ?? []).flatMap { $0.structs("Partitions") }
      body.each("Topics") { topic in
        topic.each("Partitions") { partition in
          let entry = asked.first { $0.int("PartitionIndex") == partition.int("PartitionIndex") }
          change(&partition, entry?.int("Offset") ?? -1)
        }
      }
    }
  }

  /// Says that topics are deleted, and does nothing.
  ///
  /// - Parameter told: Of each name.
  static func keepsDeletedTopics(_ told: @escaping (String) -> Void = { _ in }) -> Behaviour {
    .decide(.deleteTopics) { exchange in
      guard let request = exchange.request else { return .forward }
      var results = request.structs("Topics").map { topic -> Value in
        ["Name": topic["Name"] ?? nil, "TopicId": topic["TopicId"] ?? .uuid(.zero)]
      }
      if case .array(let names)? = request["TopicNames"], exchange.version < 6 { results = names.map { ["Name": $0] } }
      for case .structure(let result) in results { told(result.string("Name") ?? "") }
      return .says(["Responses": .array(results)])
    }
  }
}

extension Behaviour.RequestAction {
  /// Answers in the broker's place; fields that are not named have their defaults.
  static func says(_ body: Value) -> Behaviour.RequestAction {
    if case .structure(let fields) = body { .answer(fields) } else { .forward }
  }
}

extension Structure {
  /// Every error code, at any depth.
  var codes: [Int64] {
    fields.flatMap { field -> [Int64] in
      switch field.value {
      case .integer(let code) where field.name == "ErrorCode": [code]
      case .array(let elements):
        elements.flatMap { if case .structure(let inner) = $0 { inner.codes } else { [Int64]() } }
      case .structure(let inner): inner.codes
      default: []
      }
    }
  }

  /// Puts a code in place of others, at any depth.
  mutating func recode(_ codes: Set<Int64>, to code: Int64) {
    for index in fields.indices {
      switch fields[index].value {
      case .integer(let number) where fields[index].name == "ErrorCode" && codes.contains(number):
        fields[index].value = .integer(code)
      case .array(let elements):
        fields[index].value = .array(
          elements.map { element in
            guard case .structure(var inner) = element else { return element }
            inner.recode(codes, to: code)
            return .structure(inner)
          })
      case .structure(var inner):
        inner.recode(codes, to: code)
        fields[index].value = .structure(inner)
      default: break
      }
    }
  }

  func uuid(_ name: String) -> KafkaUUID? {
    if case .uuid(let id)? = self[name] { id } else { nil }
  }
}
