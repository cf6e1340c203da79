import KafkaSchema
import KafkaWire
import NIOCore

/// Lengths, counts, nulls and booleans at their edges.
enum Encodings {
  static var cases: [Case] {
    [
      compactLengthsNeedTwoBytesFrom127, compactArrayCountsNeedTwoBytesFrom127, longStringsInNonCompactVersions,
      overLongButValidVarint, varintWithoutEnd, nullWhereTheSchemaForbidsItCompact, nullWhereTheSchemaForbidsItClassic,
      negativeArrayCount, hugeArrayCount, hugeBytesLength, oddBooleans,
    ]
  }

  static var compactLengthsNeedTwoBytesFrom127: Case {
    Case(
      "FRAME-039", "Compact lengths need two bytes from 127", .must, since: "2.4", source: "KIP-482",
      sends: "Metadata v9+ naming unknown topics of 126, 127, 128 and 249 characters",
      expects: "Names echoed exactly",
      kills: "Single-byte length prefix",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata, atLeast: 9)
      let names = [126, 127, 128, 249].map { t.longName($0) }
      let peer = try await t.peer()
      let request = try peer.send(.metadata, version: version, asking(names))
      let reply = try t.answered(await peer.fate(of: request), "names of more than 126 bytes are read")
      try echoed(names, reply, t)
      try await t.canary()
    }
  }

  static var compactArrayCountsNeedTwoBytesFrom127: Case {
    Case(
      "FRAME-040", "Compact array counts need two bytes from 127", .must, since: "2.4", source: "KIP-482",
      sends: "Metadata v9+ naming 300 unknown topics",
      expects: "300 entries",
      kills: "Single-byte count prefix",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata, atLeast: 9)
      let base = t.name("n")
      let names = (0..<300).map { "\(base)-\($0)" }
      let peer = try await t.peer()
      let request = try peer.send(.metadata, version: version, asking(names))
      let reply = try t.answered(await peer.fate(of: request), "an array of 300 elements is read")
      let found = Set(reply["Topics"].elements.compactMap { $0["Name"].string })
      try t.expect(
        reply["Topics"].count == 300 && found == Set(names), "each of 300 topics is answered for", field: "Topics",
        got: "\(reply["Topics"].count) entries, \(found.intersection(names).count) of those asked for", want: "300",
        at: reply["Topics"])
      try await t.canary()
    }
  }

  static var longStringsInNonCompactVersions: Case {
    Case(
      "FRAME-041", "Long strings in non-compact versions", .must, since: "0.8", source: "guide",
      sends: "Metadata v4 naming a 249-character topic",
      expects: "Name echoed exactly",
      kills: "int16 length read as int8",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata, atMost: 8, atLeast: 4)
      let names = [t.longName(249)]
      let peer = try await t.peer()
      let request = try peer.send(.metadata, version: version, asking(names))
      let reply = try t.answered(await peer.fate(of: request), "a name of 249 bytes is read")
      try echoed(names, reply, t)
      try await t.canary()
    }
  }

  static var overLongButValidVarint: Case {
    Case(
      "FRAME-042", "Over-long but valid varint", .may, since: "2.4", source: "KIP-482",
      sends: "A compact length written with padding groups",
      expects: "Response or closed; canary alive",
      kills: "Crash",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata, atLeast: 9)
      // The count of no topics, 1, in three groups; then what the version has behind it.
      var body = ByteBuffer(bytes: [0x81, 0x80, 0x00, 0x00])
      body.writeRepeatingByte(0, count: version <= 10 ? 2 : 1)
      body.writeInteger(0 as UInt8)
      let request = t.raw(.metadata, version: version, flexible: true, body)
      try t.survived(try await t.fate(of: request), "a varint that is longer than it need be does no harm")
      try await t.canary()
    }
  }

  static var varintWithoutEnd: Case {
    Case(
      "FRAME-043", "Varint without end", .should, since: "2.4", source: "AK",
      sends: "Six bytes 0xFF as a compact length",
      expects: "Closed. Also ok: INVALID_REQUEST (42)",
      kills: "Shift overflow, huge allocation",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata, atLeast: 9)
      let request = t.raw(.metadata, version: version, flexible: true, ByteBuffer(repeating: 0xFF, count: 6))
      try t.closed(try await t.fate(of: request), orCode: [42], "a varint without an end ends the connection")
      try await t.canary()
    }
  }

  static var nullWhereTheSchemaForbidsItCompact: Case {
    Case(
      "FRAME-044", "Null where the schema forbids it (compact)", .should, since: "2.4", source: "schema",
      sends: "FindCoordinator v4 whose only key is a compact null",
      expects: "Closed. Also ok: INVALID_REQUEST (42)",
      kills: "Null dereference kills a thread",
      tags: [.rawFrames],
      needs: [.findCoordinator]
    ) { t in
      let version = try t.version(of: .findCoordinator, atLeast: 4)
      let request = t.raw(.findCoordinator, version: version, flexible: true, ByteBuffer(bytes: [0, 2, 0, 0]))
      try t.closed(
        try await t.fate(of: request), orCode: [42],
        "a compact null where the definition allows none ends the connection")
      try await t.canary()
    }
  }

  static var nullWhereTheSchemaForbidsItClassic: Case {
    Case(
      "FRAME-045", "Null where the schema forbids it (classic)", .should, since: "0.9", source: "schema",
      sends: "JoinGroup v2 with group id length -1",
      expects: "Closed. Also ok: INVALID_GROUP_ID (24) or INVALID_REQUEST (42)",
      kills: "Null dereference",
      tags: [.rawFrames],
      needs: [.joinGroup]
    ) { t in
      let version = try t.version(of: .joinGroup, atMost: 4, atLeast: 1)
      var body = ByteBuffer(integer: -1 as Int16)
      body.writeInteger(10_000 as Int32)
      body.writeInteger(10_000 as Int32)
      body.writeInteger(0 as Int16)
      body.writeInteger(8 as Int16)
      body.writeString("consumer")
      body.writeInteger(0 as Int32)
      try t.closed(
        try await t.fate(of: t.raw(.joinGroup, version: version, body)), orCode: [24, 42],
        "a null group id ends the connection")
      try await t.canary()
    }
  }

  static var negativeArrayCount: Case {
    Case(
      "FRAME-046", "Negative array count", .should, since: "0.8", source: "schema",
      sends: "Array count -1 for a non-nullable array; -2 for a nullable one",
      expects: "Closed. Also ok: treated as null where nullable",
      kills: "Loop with negative bound, or huge allocation",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      if let range = t.target.discovery.usable(.findCoordinator), range.upperBound >= 4 {
        let request = t.raw(
          .findCoordinator, version: range.upperBound, flexible: true, ByteBuffer(bytes: [0, 0, 0]))
        try t.closed(
          try await t.fate(of: request), orCode: [42],
          "a null array where the definition allows none ends the connection")
      }
      let version = try t.version(of: .metadata, atMost: 8, atLeast: 1)
      var body = ByteBuffer(integer: -2 as Int32)
      body.writeRepeatingByte(0, count: version >= 8 ? 3 : version >= 4 ? 1 : 0)
      try t.closed(
        try await t.fate(of: t.raw(.metadata, version: version, body)), orAnswered: "a count of -2 was taken for null",
        "an array count of -2 ends the connection")
      try await t.canary()
    }
  }

  static var hugeArrayCount: Case {
    Case(
      "FRAME-047", "Huge array count", .must, since: "0.8", source: "AK",
      sends: "Array count 2147483647 in a 30-byte frame",
      expects: "Closed at once, memory flat",
      kills: "Pre-allocates the announced count",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata, atMost: 8, atLeast: 1)
      var body = ByteBuffer(integer: Int32.max)
      body.writeInteger(1 as Int16)
      body.writeString("a")
      try t.closed(
        try await t.fate(of: t.raw(.metadata, version: version, body)),
        "an array count that the frame cannot hold ends the connection")
      try await t.canary()
    }
  }

  static var hugeBytesLength: Case {
    Case(
      "FRAME-048", "Huge bytes length", .must, since: "0.8", source: "AK",
      sends: "Produce whose records length is 2147483647 in a small frame",
      expects: "Closed",
      kills: "Pre-allocates",
      tags: [.rawFrames],
      needs: [.produce]
    ) { t in
      let version = try t.version(of: .produce, atMost: 8, atLeast: 3)
      var body = ByteBuffer(integer: -1 as Int16)
      body.writeInteger(1 as Int16)
      body.writeInteger(1_000 as Int32)
      body.writeInteger(1 as Int32)
      body.writeInteger(1 as Int16)
      body.writeString("a")
      body.writeInteger(1 as Int32)
      body.writeInteger(0 as Int32)
      body.writeInteger(Int32.max)
      body.writeString("abc")
      try t.closed(
        try await t.fate(of: t.raw(.produce, version: version, body)),
        "records that are longer than their frame end the connection")
      try await t.canary()
    }
  }

  static var oddBooleans: Case {
    Case(
      "FRAME-055", "Odd booleans", .may, since: "0.11", source: "schema",
      sends: "Metadata v4 with allow_auto_topic_creation = 2 naming an existing topic",
      expects: "Response or closed",
      kills: "Crash",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata, atMost: 7, atLeast: 4)
      let topic = try await t.topic()
      var request = try RequestFrame(
        .metadata, version: version, correlation: 55, clientId: "odd", body: asking([topic.name]))
      request.replaceLast(1, with: ByteBuffer(bytes: [2]))
      try t.survived(try await t.fate(of: request), "a boolean of 2 does no harm")
      try await t.canary()
    }
  }

  private static func asking(_ names: [String]) -> Value {
    ["Topics": .array(names.map { ["Name": .string($0)] }), "AllowAutoTopicCreation": false]
  }

  private static func echoed(_ names: [String], _ reply: Reply, _ t: Trial) throws {
    for name in names {
      let topic = reply["Topics"].first("Name", .string(name))
      try t.expect(
        topic.exists, "a topic name of \(name.utf8.count) bytes comes back as it was sent", field: "Topics",
        got: reply["Topics"].elements.map { $0["Name"].string ?? "null" }.joined(separator: ", "), want: name,
        at: reply["Topics"])
    }
  }

}
