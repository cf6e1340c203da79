import KafkaMessages
import KafkaSchema
import KafkaWire
import NIOCore
import TestSupport
import Testing

/// A message with its definition, for tests that run once a message.
struct MessageCase: CustomTestStringConvertible, Sendable {
  var type: any KafkaMessage.Type

  var testDescription: String { type.name }

  static let all = MessageCatalog.all.map(MessageCase.init)

  func interpreter() throws -> SchemaInterpreter {
    SchemaInterpreter(try #require(try Catalog.builtIn.get().message(type.name)))
  }

  /// What generated code makes of bytes: the bytes that it writes, or why it read none.
  func roundTrip(_ bytes: ByteBuffer, version: Int16, writing other: Int16? = nil) -> Result<ByteBuffer, WireError> {
    do throws(WireError) {
      var reader = WireReader(bytes)
      let message = try type.init(from: &reader, version: version)
      if other == nil, reader.remaining > 0 { throw reader.error(.trailingBytes(reader.remaining), "message") }
      var writer = WireWriter()
      try message.encode(to: &writer, version: other ?? version)
      return .success(writer.buffer)
    } catch {
      return .failure(error)
    }
  }
}

@Suite("Generated code and interpreter")
struct AgreementTests {
  private static let seeds: ClosedRange<UInt64> = 1...6

  @Test(arguments: MessageCase.all)
  func `they agree on random values of every version`(_ message: MessageCase) throws {
    let interpreter = try message.interpreter()
    #expect(interpreter.message.versions.hull == message.type.versions)
    for version in message.type.versions {
      #expect(interpreter.message.flexible.contains(version) == message.type.isFlexible(version))
      for seed in Self.seeds {
        var random = RandomSource.seeded(seed &* 1_000 &+ UInt64(version))
        let value = interpreter.randomValue(version: version, using: &random)
        let bytes = try interpreter.encode(value, version: version)
        let place = "\(message.type.name) \(version), seed \(seed)"
        #expect(try interpreter.decode(bytes, version: version).value == .structure(value), "\(place)")
        #expect(message.roundTrip(bytes, version: version) == .success(bytes), "\(place)")
      }
    }
  }

  /// A value read in one version and written in another: each field either has a place there, or is at its default,
  /// or is ignorable, or makes it an error, and both say the same.
  @Test(arguments: MessageCase.all)
  func `they agree on what other versions can carry`(_ message: MessageCase) throws {
    let interpreter = try message.interpreter()
    for version in message.type.versions {
      // Random values seldom fit elsewhere; defaults do.
      var random = RandomSource.seeded(UInt64(version) &+ 77)
      for value in [interpreter.randomValue(version: version, using: &random), Structure()] {
        let bytes = try interpreter.encode(value, version: version)
        guard case .structure(let read) = try interpreter.decode(bytes, version: version).value else { continue }
        for other in message.type.versions {
          let expected = Result { () throws(WireError) in try interpreter.encode(read, version: other) }
          let result = message.roundTrip(bytes, version: version, writing: other)
          let place = "\(message.type.name) from \(version) to \(other)"
          switch (expected, result) {
          case (.success(let expected), .success(let result)): #expect(expected == result, "\(place)")
          case (.failure(let expected), .failure(let result)):
            // They may meet another field first.
            #expect(isVersionMisfit(expected) && isVersionMisfit(result), "\(place): \(expected), \(result)")
          default: Issue.record("\(place): \(expected), \(result)")
          }
        }
      }
    }
  }

  private func isVersionMisfit(_ error: WireError) -> Bool {
    switch error.kind {
    case .fieldNotInVersion, .unexpectedNull: true
    default: false
    }
  }

  @Test(arguments: MessageCase.all)
  func `a version that is not described is refused`(_ message: MessageCase) throws {
    let versions = message.type.versions
    for version in [versions.lowerBound - 1, versions.upperBound + 1] {
      let error = WireError(.unsupportedVersion(version, known: versions), offset: 0, field: message.type.name)
      #expect(message.roundTrip(ByteBuffer(), version: version) == .failure(error))
    }
  }

  @Test func `headers have the versions of the definitions`() throws {
    let catalog = try Catalog.builtIn.get()
    for request in MessageCatalog.requests {
      let definition = try #require(catalog.message(request.name))
      for version in request.versions {
        #expect(request.headerVersion(for: version) == definition.headerVersion(for: version), "\(request.name)")
      }
      let response = try #require(MessageCatalog.response(of: request.apiKey))
      let other = try #require(catalog.message(response.name))
      for version in response.versions {
        #expect(response.headerVersion(for: version) == other.headerVersion(for: version), "\(response.name)")
      }
    }
    #expect(ApiVersionsResponse.headerVersion(for: 4) == 0)
    #expect(ControlledShutdownRequest.headerVersion(for: 0) == 0)
    #expect(ProduceRequest.headerVersion(for: 8) == 1)
    #expect(ProduceRequest.headerVersion(for: 9) == 2)
  }
}
