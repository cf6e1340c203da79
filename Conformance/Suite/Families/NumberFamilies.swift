import KafkaSchema
import KafkaWire

extension Family {
  /// The ends of each whole number's range.
  static var bounds: Family {
    Family(
      "G-BOUND", "Extreme numbers harm nobody", .may,
      sends: "The least number, -1, 0 and the greatest number in each integer field of the minimal request",
      expects: "An answer or a closed connection, no hang; others are still served",
      kills: "Overflows, or reserves memory for a number that a client has sent"
    ) { scope in
      scope.pairs.filter { !SharedState.destructive.contains($0.api) }.flatMap { pair in
        RequestWalk.fields(pair).flatMap { field in
          edges(field).map { number in
            Family.bounds.member(
              pair, "\(field.name)-\(word(number, field.definition.type))",
              title: "\(pair.api) v\(pair.version): \(field.name) is \(number)", tags: SharedState.tags(pair.api)
            ) { t in try await extreme(t, pair, field, number) }
          }
        }
      }
    }
  }

  /// Values that stand for nothing, beside those that do.
  static var enumerations: Family {
    Family(
      "G-ENUM", "Values that are not defined are refused", .should,
      sends:
        "Numbers beside the defined ones in each field that stands for a choice: acks, isolation, types, operations",
      expects: "Closed or an error, not silently the default", kills: "Takes an unknown value for 0"
    ) { scope in
      scope.pairs.filter { !SharedState.destructive.contains($0.api) }.flatMap { pair in
        RequestWalk.fields(pair).flatMap { field in
          Enumerations.undefined(pair, field).map { number in
            Family.enumerations.member(
              pair, "\(field.name)-\(number)", title: "\(pair.api) v\(pair.version): \(field.name) is \(number)",
              tags: SharedState.tags(pair.api)
            ) { t in
              let body = try await t.minimalRequest(pair)
              let fate = try await t.prompt(
                pair.api, pair.version, body.replacing(field.path) { _ in .integer(number) })
              try await t.refused(fate, "a value that is not defined is refused")
              try await t.canary()
            }
          }
        }
      }
    }
  }

  /// The numbers to try in a field, those apart that the minimal request has anyway.
  private static func edges(_ field: RequestField) -> [Int64] {
    guard let (least, most) = range(field.definition.type) else { return [] }
    var numbers: [Int64] = []
    for number in [least, -1, 0, most] where number >= least && !numbers.contains(number) { numbers.append(number) }
    return numbers.filter { field.value != .integer($0) }
  }

  private static func range(_ type: FieldType) -> (least: Int64, most: Int64)? {
    switch type {
    case .int8: (Int64(Int8.min), Int64(Int8.max))
    case .int16: (Int64(Int16.min), Int64(Int16.max))
    case .uint16: (0, Int64(UInt16.max))
    case .int32: (Int64(Int32.min), Int64(Int32.max))
    case .uint32: (0, Int64(UInt32.max))
    case .int64: (.min, .max)
    case .array(let element): element.structName == nil ? range(element) : nil
    default: nil
    }
  }

  private static func word(_ number: Int64, _ type: FieldType) -> String {
    switch number {
    case -1, 0: "\(number)"
    default: number < 0 ? "min" : "max"
    }
  }

  @Sendable private static func extreme(
    _ t: Trial, _ pair: FamilyScope.Pair, _ field: RequestField, _ number: Int64
  ) async throws {
    let body = try await t.minimalRequest(pair).replacing(field.path) { _ in
      if case .array = field.definition.type { [.integer(number)] } else { .integer(number) }
    }
    let peer = try await t.peer()
    let request = try peer.send(pair.api, version: pair.version, body)
    let requirement = "an extreme number is answered, or the connection closed"
    if pair.api == .produce, field.name == "Acks", number == 0 {
      // What has no answer is followed by what has one.
      let barrier = try peer.send(.apiVersions, version: 0, [:])
      try t.survived(await t.prompt(barrier, on: peer), requirement)
    } else {
      try t.survived(await t.prompt(request, on: peer), requirement)
    }
    peer.close()
    try await t.canary()
  }
}

/// Fields that stand for a choice, with the values that are defined.
enum Enumerations {
  static func undefined(_ pair: FamilyScope.Pair, _ field: RequestField) -> [Int64] {
    guard let name = field.path.last, let defined = defined(pair, name) else { return [] }
    let most: Int64 = field.definition.type == .int16 ? Int64(Int16.max) : Int64(Int8.max)
    let beside = defined.flatMap { [$0 - 1, $0 + 1] } + [most]
    return Set(beside).subtracting(defined).sorted()
  }

  private static func defined(_ pair: FamilyScope.Pair, _ name: String) -> Set<Int64>? {
    switch (pair.api, name) {
    case (.produce, "Acks"): [-1, 0, 1]
    case (_, "IsolationLevel"): [0, 1]
    // Share groups have coordinators from version 6 on.
    case (.findCoordinator, "KeyType"): pair.version >= 6 ? [0, 1, 2] : [0, 1]
    case (.describeConfigs, "ResourceType"), (.alterConfigs, "ResourceType"),
      (.incrementalAlterConfigs, "ResourceType"):
      [2, 4, 8, 16, 32]
    case (_, "ConfigOperation"): [0, 1, 2, 3]
    case (.createAcls, "ResourceType"): [2, 3, 4, 5, 6, 7]
    case (.createAcls, "ResourcePatternType"): [3, 4]
    case (.createAcls, "Operation"): Set(2...15)
    case (.createAcls, "PermissionType"): [2, 3]
    case (_, "ResourceTypeFilter"): Set(1...7)
    case (_, "PatternTypeFilter"): [1, 2, 3, 4]
    case (.describeAcls, "Operation"): Set(1...15)
    case (.describeAcls, "PermissionType"): [1, 2, 3]
    case (.electLeaders, "ElectionType"): [0, 1]
    case (.describeClientQuotas, "MatchType"): [0, 1, 2]
    case (.alterUserScramCredentials, "Mechanism"): [1, 2]
    default: nil
    }
  }
}
