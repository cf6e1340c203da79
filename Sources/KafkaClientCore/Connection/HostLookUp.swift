import KafkaWire

/// Names a look-up from the question to its end, so that a late answer is not taken for that of a newer one.
package struct LookUpID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let rawValue: UInt64

  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  package var description: String { "look-up \(rawValue)" }
}

/// What a resolver is asked.
package enum HostQuestion: Hashable, Sendable {
  /// The addresses of a host, each with the endpoint's port.
  case addresses(of: Endpoint)
  /// The names that the addresses of a host lead back to.
  case canonicalNames(of: Endpoint)

  /// How many different addresses or names of one answer count; the others are left out. No cluster needs more, and
  /// whoever answers may be hostile or broken.
  package static let maximumAnswers = 64

  package var endpoint: Endpoint {
    switch self {
    case .addresses(let endpoint), .canonicalNames(let endpoint): endpoint
    }
  }

  /// What it asks for, as the end of a sentence.
  var subject: String {
    switch self {
    case .addresses(let endpoint): endpoint.host
    case .canonicalNames(let endpoint): "the canonical names of \(endpoint.host)"
    }
  }
}

/// Why a host has no address.
package struct ResolutionFailure: Error, Equatable, Sendable {
  package var reason: String

  package init(reason: String) {
    self.reason = reason
  }
}

/// A look-up under way.
struct HostLookUp: Sendable {
  let node: Int32
  let question: HostQuestion
  let since: Instant
  let timeout: Duration

  var deadline: Instant { since + timeout }
}

extension Sequence where Element: Hashable {
  /// The first of each kind in their order, at most so many.
  package func distinct(atMost limit: Int) -> [Element] {
    var seen = Set<Element>()
    var result = [Element]()
    for element in self where seen.insert(element).inserted {
      result.append(element)
      if result.count == limit { break }
    }
    return result
  }
}
