import KafkaClientCore
import KafkaTransport
import KafkaWire
import NIOCore

/// Asks a resolver and checks what it answers, which may be anything.
enum HostAnswers {
  /// The longest name that DNS has.
  private static let longestName = 255

  /// The addresses of a host with the endpoint's port.
  ///
  /// - Throws: `ResolutionFailure`.
  static func addresses(of endpoint: Endpoint, by resolver: any HostResolver) async throws -> [NodeAddress] {
    let host = endpoint.host
    let answers = try await asking(host) { try await resolver.addresses(of: host) }
    return try answers.distinct(atMost: HostQuestion.maximumAnswers).map { answer in
      guard let ip = plain(answer) else {
        throw ResolutionFailure(reason: "the resolver answered \(quoted(answer)) for \(host), which is no IP address")
      }
      return NodeAddress(ip: ip, port: endpoint.port)
    }
  }

  /// The names that the addresses of a host lead back to. An address without one stands for itself.
  ///
  /// - Throws: `ResolutionFailure`: when there is no address, or no name could be had for any.
  static func canonicalNames(of endpoint: Endpoint, by resolver: any HostResolver) async throws -> [String] {
    let addresses: [String]
    if let literal = plain(endpoint.host) {
      addresses = [literal]
    } else {
      addresses = try await self.addresses(of: endpoint, by: resolver).map(\.ip).distinct(
        atMost: HostQuestion.maximumAnswers)
    }
    let answers = await withTaskGroup(of: (Int, Result<String, any Error>).self) { group in
      for (index, address) in addresses.enumerated() {
        group.addTask { (index, await canonicalName(of: address, by: resolver)) }
      }
      return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
    let names = answers.compactMap { try? $0.get() }
    // Those that are known are enough to begin with.
    if names.isEmpty, let first = answers.first { _ = try first.get() }
    return names
  }

  private static func canonicalName(
    of address: String, by resolver: any HostResolver
  ) async -> Result<String, any Error> {
    do {
      var name = try await asking(address) { try await resolver.canonicalName(of: address) }
      if name.last == "." { name.removeLast() }
      let isName = name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f } && !name.contains("/")
      guard isName, !name.isEmpty, name.utf8.count <= longestName else {
        throw ResolutionFailure(
          reason: "the resolver answered \(quoted(name)) for the canonical name of \(address), which is no name")
      }
      return .success(name)
    } catch {
      return .failure(error)
    }
  }

  private static func asking<Answer>(_ subject: String, _ ask: () async throws -> Answer) async throws -> Answer {
    do {
      return try await ask()
    } catch let error as ResolutionError {
      // Names the host already.
      throw ResolutionFailure(reason: "\(error)")
    } catch {
      throw ResolutionFailure(reason: "the resolver failed for \(subject): \(error)")
    }
  }

  /// An IP address in its usual form; nil for anything else.
  static func plain(_ text: String) -> String? {
    (try? SocketAddress(ipAddress: text, port: 0))?.ipAddress
  }

  private static func quoted(_ answer: String) -> String {
    let limit = 100
    return "\(String(answer.prefix(limit)).debugDescription)\(answer.count > limit ? "…" : "")"
  }
}
