import KafkaSchema
import KafkaWire
import NIOCore

/// Features of the cluster in the answer to ApiVersions.
enum Features {
  static var cases: [Case] {
    [
      featuresEpochAndLevels, featuresLevel0HiddenFromV3, featureLevelsMatchBehaviour,
    ]
  }

  static var featuresEpochAndLevels: Case {
    Case(
      "APIV-019", "Features: epoch and levels", .should, since: "2.7", source: "KIP-584",
      sends: "v3+",
      expects: "Finalised features are within the supported range; epoch is -1 or not negative",
      kills: "Finalised level outside the supported range",
      api: .apiVersions, versions: 3...(.max)
    ) { t in
      let reply = try await ask(t, try t.version(of: .apiVersions))
      let epoch = reply["FinalizedFeaturesEpoch"]
      try t.expect(
        epoch.int ?? -2 >= -1, "the epoch of finalised features is -1 or not negative", field: epoch.path,
        got: epoch.value?.text ?? "absent", want: "-1 or more", at: epoch)
      for feature in reply["FinalizedFeatures"].elements {
        let name = feature["Name"].string ?? ""
        let supported = reply["SupportedFeatures"].first("Name", .string(name))
        let least = feature["MinVersionLevel"].int ?? 0
        let most = feature["MaxVersionLevel"].int ?? 0
        // A feature whose lowest level is 0 is hidden from version 3.
        if !supported.exists, reply.version == 3 { continue }
        try t.expect(
          least <= most && most <= supported["MaxVersion"].int ?? -1 && most >= supported["MinVersion"].int ?? .max,
          "the finalised levels of \(name) are supported", field: feature.path, got: "\(least)…\(most)",
          want: "within \(supported.value?.text ?? "what is supported")", at: feature)
      }
    }
  }

  static var featuresLevel0HiddenFromV3: Case {
    Case(
      "APIV-020", "Features: level 0 hidden from v3", .should, since: "3.9", source: "KIP-1022",
      sends: "v3 against v4",
      expects: "No supported feature with min level 0 appears in v3",
      kills: "v3 clients reject the response",
      api: .apiVersions, versions: 4...(.max), unconfirmed: true
    ) { t in
      let old = try await ask(t, 3)
      let new = try await ask(t, try t.version(of: .apiVersions))
      let zero = old["SupportedFeatures"].elements.first { $0["MinVersion"].int == 0 }
      try t.expect(
        zero == nil, "features whose lowest level is 0 are hidden from version 3",
        field: zero?.path ?? "SupportedFeatures",
        got: zero?.value?.text ?? "none", want: "no level 0", at: zero)
      let hidden = new["SupportedFeatures"].elements.filter { $0["MinVersion"].int == 0 }
      t.note("with level 0: \(hidden.compactMap { $0["Name"].string }.joined(separator: ", "))")
    }
  }

  static var featureLevelsMatchBehaviour: Case {
    Case(
      "APIV-021", "Feature levels match behaviour", .should, since: "4.0", source: "KIP-1022",
      sends: "v3+ with group.version, share.version, transaction.version",
      expects: "group.version >= 1 means ConsumerGroupHeartbeat works; transaction.version >= 2 means EndTxn v5 "
        + "returns a bumped epoch",
      kills: "Advertises TV2 but never bumps",
      api: .apiVersions, versions: 3...(.max), unconfirmed: true
    ) { t in
      let levels = t.target.discovery.features
      let groups = levels["group.version"] ?? 0
      let shares = levels["share.version"] ?? 0
      let transactions = levels["transaction.version"] ?? 0
      if groups < 1, shares < 1, transactions < 2 {
        throw CaseEnd.unsupported("no feature is finalised that promises an API")
      }
      if groups >= 1 {
        try t.expect(
          t.target.discovery.usable(.consumerGroupHeartbeat) != nil,
          "with group.version 1 ConsumerGroupHeartbeat is offered", field: "ApiKeys",
          got: "no ConsumerGroupHeartbeat", want: "68")
        let version = try t.version(of: .consumerGroupHeartbeat)
        let reply = try await t.call(
          .consumerGroupHeartbeat, ["GroupId": .string(t.name("g")), "MemberId": "nobody", "MemberEpoch": 5],
          version: version)
        try t.expect(
          reply["ErrorCode"].int != 35, "with group.version 1 ConsumerGroupHeartbeat works",
          field: reply["ErrorCode"].path, got: "UNSUPPORTED_VERSION (35)", want: "any other code",
          at: reply["ErrorCode"])
      }
      if shares >= 1 {
        try t.expect(
          t.target.discovery.usable(.shareGroupHeartbeat) != nil, "with share.version 1 share groups are offered",
          field: "ApiKeys", got: "no ShareGroupHeartbeat", want: "76")
      }
      if transactions >= 2 { try await bumpsEpochs(t) }
    }
  }

  private static func ask(_ t: Trial, _ version: Int16) async throws -> Reply {
    try await t.main.call(
      .apiVersions, version: version, ["ClientSoftwareName": "kafka-conformance", "ClientSoftwareVersion": "1"])
  }

  /// With transaction.version 2 the end of a transaction gives the producer another epoch (KIP-890).
  private static func bumpsEpochs(_ t: Trial) async throws {
    let endVersion = try t.version(of: .endTxn, atLeast: 5)
    let produceVersion = try t.version(of: .produce, atLeast: 12)
    let findVersion = try t.version(of: .findCoordinator, atLeast: 1)
    let initVersion = try t.version(of: .initProducerId)
    let id = t.name("x")
    let find: Value =
      findVersion >= 4 ? ["KeyType": 1, "CoordinatorKeys": [.string(id)]] : ["KeyType": 1, "Key": .string(id)]
    let node = try await t.eventually("a transaction coordinator is found", within: .seconds(30)) {
      let found = try await t.call(.findCoordinator, find, version: findVersion)
      let entry = findVersion >= 4 ? found["Coordinators"][0] : found.body
      return entry["ErrorCode"].int == 0 ? entry["NodeId"].int.map { Int32($0) } : nil
    }
    let coordinator = try await t.node(node)
    let identity = try await t.eventually("a transactional producer gets an id") {
      let reply = try await coordinator.call(
        .initProducerId, version: initVersion,
        ["TransactionalId": .string(id), "TransactionTimeoutMs": 10_000])
      return reply["ErrorCode"].int == 0 ? reply : nil
    }
    var batch = t.batch(of: 1)
    batch.isTransactional = true
    batch.producerId = identity["ProducerId"].int ?? -1
    batch.producerEpoch = Int16(identity["ProducerEpoch"].int ?? -1)
    batch.baseSequence = 0
    let topic = try await t.topic()
    let produced = try await t.leader(of: topic).call(
      .produce, version: produceVersion,
      t.produceBody(topic, try batch.bytes(), version: produceVersion, transactionalId: id))
    try t.accepted(
      Trial.partition(produced, topic, 0)["ErrorCode"], "a transactional batch is accepted without further ado")
    let end = try await coordinator.call(
      .endTxn, version: endVersion,
      [
        "TransactionalId": .string(id), "ProducerId": Value(batch.producerId),
        "ProducerEpoch": Value(batch.producerEpoch), "Committed": true,
      ])
    try t.accepted(end["ErrorCode"], "the transaction is committed")
    let epoch = end["ProducerEpoch"].int ?? -1
    try t.expect(
      epoch > Int64(batch.producerEpoch) || end["ProducerId"].int != batch.producerId,
      "with transaction.version 2 the end of a transaction bumps the epoch", field: end["ProducerEpoch"].path,
      got: "\(epoch)", want: "above \(batch.producerEpoch), or another producer id", at: end["ProducerEpoch"])
  }
}
