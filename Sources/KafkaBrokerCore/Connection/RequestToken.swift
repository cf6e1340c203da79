/// One accepted connection, numbered by the node in the order of arrival. Never reused while the node lives.
package struct ConnectionID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var number: UInt64

  package init(_ number: UInt64) {
    self.number = number
  }

  package var description: String { "connection \(number)" }

  package static func < (left: ConnectionID, right: ConnectionID) -> Bool {
    left.number < right.number
  }
}

/// The answer owed to one request: which connection it came from, and the how-manieth request of that connection it is.
///
/// A handler that cannot answer at once keeps the token and answers by it later. A token whose connection is gone is
/// harmless: the answer is dropped.
package struct RequestToken: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var connection: ConnectionID
  /// Counts the connection's requests from 0.
  package var sequence: UInt64

  package init(connection: ConnectionID, sequence: UInt64) {
    self.connection = connection
    self.sequence = sequence
  }

  package var description: String { "\(connection) request \(sequence)" }

  package static func < (left: RequestToken, right: RequestToken) -> Bool {
    (left.connection, left.sequence) < (right.connection, right.sequence)
  }
}
