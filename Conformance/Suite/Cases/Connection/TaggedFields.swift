import KafkaSchema
import KafkaWire
import NIOCore

/// Tag sections in flexible requests and answers (KIP-482).
enum TaggedFields {
  static var cases: [Case] {
    [
      unknownTaggedFieldInTheRequestHeader, manyUnknownTags, unknownTaggedFieldAtTopLevelOfTheBody,
      unknownTaggedFieldInANestedStructure, largestTagNumber, tagSizeRunsPastTheFrame, repeatedOrDescendingTags,
      flexibleResponsesCarryATagBufferInTheHeader, oldVersionsHaveNoTagBuffer,
    ]
  }

  static var unknownTaggedFieldInTheRequestHeader: Case {
    Case(
      "FRAME-030", "Unknown tagged field in the request header", .must, since: "2.4", source: "KIP-482",
      sends: "Header v2 with tag 10000, 5 bytes",
      expects: "Ignored, normal response",
      kills: "Rejects, or does not skip by size",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata, atLeast: 9)
      let tag = UnknownTaggedField(tag: 10_000, bytes: ByteBuffer(string: "12345"))
      let request = try RequestFrame(
        .metadata, version: version, correlation: 30, clientId: "tags", body: t.noTopics(version), headerTags: [tag])
      let reply = try t.answered(try await t.fate(of: request), "an unknown tag in the request header is ignored")
      try t.expect(
        reply["Brokers"].count > 0, "the answer is the usual one", field: "Brokers", got: "none", want: "1 or more",
        at: reply["Brokers"])
      try await t.canary()
    }
  }

  static var manyUnknownTags: Case {
    Case(
      "FRAME-031", "Many unknown tags", .must, since: "2.4", source: "KIP-482",
      sends: "100 ascending unknown tags of 0 to 99 bytes in header and body",
      expects: "Ignored",
      kills: "Tag count read as one byte; zero-length tag mishandled",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata, atLeast: 9)
      // The number of 200 takes two bytes, and so do sizes from 128 on.
      for count in [100, 200] {
        let tags = (0..<count).map { size in
          UnknownTaggedField(tag: 1_000 + UInt32(size), bytes: ByteBuffer(repeating: 0x78, count: size))
        }
        let body = Structure([.init(name: "Topics", value: [])], unknownTaggedFields: tags)
        let request = try RequestFrame(
          .metadata, version: version, correlation: 31, clientId: "tags", body: .structure(body), headerTags: tags)
        let reply = try t.answered(
          try await t.fate(of: request), "\(count) unknown tags in the header and as many in the body are ignored")
        try t.expect(
          reply["Brokers"].count > 0, "the answer is the usual one", field: "Brokers", got: "none", want: "1 or more",
          at: reply["Brokers"])
      }
      try await t.canary()
    }
  }

  static var unknownTaggedFieldAtTopLevelOfTheBody: Case {
    Case(
      "FRAME-032", "Unknown tagged field at top level of the body", .must, since: "2.4", source: "KIP-482",
      sends: "Metadata v9+ with tag 77",
      expects: "Ignored; response equals the one without the tag",
      kills: "Treats as trailing garbage",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata, atLeast: 9)
      let topic = try await t.topic()
      let peer = try await t.peer()
      let plain: Value = ["Topics": [["Name": .string(topic.name)]], "AllowAutoTopicCreation": false]
      guard case .structure(var tagged) = plain else { throw SuiteError("the body is no struct") }
      tagged.unknownTaggedFields = [UnknownTaggedField(tag: 77, bytes: ByteBuffer(string: "unknown"))]
      try await same(t, peer, version, plain, .structure(tagged), "an unknown tag in the body changes nothing")
      try await t.canary()
    }
  }

  static var unknownTaggedFieldInANestedStructure: Case {
    Case(
      "FRAME-033", "Unknown tagged field in a nested structure", .must, since: "2.4", source: "KIP-482",
      sends: "Metadata v9+ with tag 77 inside topics[0]",
      expects: "Ignored",
      kills: "Nested tag buffers are not parsed: the rest is mis-framed",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata, atLeast: 9)
      let topic = try await t.topic()
      let peer = try await t.peer()
      let entry = Structure([.init(name: "Name", value: .string(topic.name))])
      var tagged = entry
      tagged.unknownTaggedFields = [UnknownTaggedField(tag: 77, bytes: ByteBuffer(string: "unknown"))]
      try await same(
        t, peer, version, ["Topics": [.structure(entry)], "AllowAutoTopicCreation": false],
        ["Topics": [.structure(tagged)], "AllowAutoTopicCreation": false],
        "an unknown tag in a nested struct changes nothing")
      try await t.canary()
    }
  }

  static var largestTagNumber: Case {
    Case(
      "FRAME-034", "Largest tag number", .may, since: "2.4", source: "KIP-482",
      sends: "Tag 2147483647 and tag 4294967295",
      expects: "Ignored. Also ok: closed",
      kills: "Tag number overflow crash",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      for tag in [2_147_483_647, 4_294_967_295] as [UInt32] {
        var section = ByteBuffer()
        section.write(tags: [UnknownTaggedField(tag: tag, bytes: ByteBuffer(string: "x"))])
        try t.survived(try await answer(toTags: section, t), "a tag of \(tag) does no harm")
      }
      try await t.canary()
    }
  }

  static var tagSizeRunsPastTheFrame: Case {
    Case(
      "FRAME-035", "Tag size runs past the frame", .must, since: "2.4", source: "KIP-482",
      sends: "Tag 1, size 100, 3 bytes present",
      expects: "Closed",
      kills: "Over-read",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let fate = try await answer(toTags: ByteBuffer(bytes: [1, 1, 100, 0x61, 0x62, 0x63]), t)
      try t.closed(fate, "a tag whose size runs past the frame ends the connection")
      try await t.canary()
    }
  }

  static var repeatedOrDescendingTags: Case {
    Case(
      "FRAME-036", "Repeated or descending tags", .may, since: "2.4", source: "KIP-482",
      sends: "Tags 5,5 then 5,3",
      expects: "Response or closed, never a crash",
      kills: "Crash or endless loop",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      for numbers in [[5, 5], [5, 3]] as [[UInt32]] {
        var section = ByteBuffer()
        section.write(tags: numbers.map { UnknownTaggedField(tag: $0, bytes: ByteBuffer(string: "x")) })
        try t.survived(try await answer(toTags: section, t), "tags \(numbers[0]), \(numbers[1]) do no harm")
      }
      try await t.canary()
    }
  }

  static var flexibleResponsesCarryATagBufferInTheHeader: Case {
    Case(
      "FRAME-037", "Flexible responses carry a tag buffer in the header", .must, since: "2.4", source: "KIP-482",
      sends: "Metadata v9+",
      expects: "Response header v1: correlation id then tag buffer; nothing left over",
      kills: "Tag buffer left out (the classic first bug)",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata, atLeast: 9)
      let request = try RequestFrame(
        .metadata, version: version, correlation: 37, clientId: "tags", body: t.noTopics(version))
      let reply = try t.answered(
        try await t.fate(of: request), "a flexible answer has a tag section behind its correlation id")
      try t.expect(
        reply["Brokers"].count > 0, "the answer is laid out as its version says", field: "Brokers", got: "none",
        want: "1 or more", at: reply["Brokers"])
      try await t.canary()
    }
  }

  static var oldVersionsHaveNoTagBuffer: Case {
    Case(
      "FRAME-038", "Old versions have no tag buffer", .must, since: "0.8", source: "KIP-482",
      sends: "Metadata v8",
      expects: "Response header v0, nothing left over",
      kills: "Header v1 for all versions",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      try t.require(.metadata, version: 8)
      let request = try RequestFrame(
        .metadata, version: 8, correlation: 38, clientId: "tags", body: t.noTopics(8))
      let reply = try t.answered(
        try await t.fate(of: request), "an answer of a version that is not flexible has no tag section")
      try t.expect(
        reply["Brokers"].count > 0, "the answer is laid out as its version says", field: "Brokers", got: "none",
        want: "1 or more", at: reply["Brokers"])
      try await t.canary()
    }
  }

  /// Sends Metadata with this tag section at its end, on a new connection.
  private static func answer(toTags section: ByteBuffer, _ t: Trial) async throws -> Peer.Fate {
    let version = try t.version(of: .metadata, atLeast: 9)
    var request = try RequestFrame(
      .metadata, version: version, correlation: 34, clientId: "tags", body: t.noTopics(version))
    request.replaceLast(1, with: section)
    return try await t.fate(of: request)
  }

  /// Requires that two requests are answered with the same topics.
  private static func same(
    _ t: Trial, _ peer: Peer, _ version: Int16, _ plain: Value, _ tagged: Value, _ requirement: String
  ) async throws {
    let want = try await peer.call(.metadata, version: version, plain)
    let request = try peer.send(.metadata, version: version, tagged)
    let got = try t.answered(await peer.fate(of: request), requirement)
    try t.expect(
      got["Topics"].value == want["Topics"].value, requirement, field: "Topics",
      got: got["Topics"].value?.text ?? "absent", want: want["Topics"].value?.text ?? "absent", at: got["Topics"])
  }

}
