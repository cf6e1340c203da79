package import NIOCore

/// A record of a coordinator's topic, in bytes: what is appended to the log and read back from it.
package struct LoggedRecord: Equatable, Sendable {
  package var key: ByteBuffer
  /// nil is a tombstone.
  package var value: ByteBuffer?

  package init(key: ByteBuffer, value: ByteBuffer?) {
    self.key = key
    self.value = value
  }

  var size: Int { key.readableBytes + (value?.readableBytes ?? 0) }
}
