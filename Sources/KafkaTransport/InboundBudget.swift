/// What all connections of one owner may hold for frames that are not complete yet, or whose turn has not come. Confined
/// to their event loop.
///
/// The limit on a frame bounds one connection; many that each send a good part of a large frame and stop would still
/// fill the memory. When all together hold too much, the one that holds the most is closed: it is the likeliest to be
/// up to no good, and closing it helps the most.
package final class InboundBudget {
  /// Bytes for all connections together.
  package let limit: Int
  /// Bytes held now.
  package private(set) var heldBytes = 0

  private struct Holding {
    var connection: FrameConnection
    var bytes: Int
  }

  private var holdings: [ObjectIdentifier: Holding] = [:]

  package init(limit: Int) {
    self.limit = limit
  }

  /// A connection holds so many bytes from now on.
  func changed(_ connection: FrameConnection, to bytes: Int) {
    let id = ObjectIdentifier(connection)
    let before = holdings[id]?.bytes ?? 0
    guard bytes != before else { return }
    heldBytes += bytes - before
    holdings[id] = bytes > 0 ? Holding(connection: connection, bytes: bytes) : nil
    guard heldBytes > limit, let largest = holdings.values.max(by: { $0.bytes < $1.bytes }) else { return }
    largest.connection.exceededBudget(held: largest.bytes, limit: limit)
  }
}
