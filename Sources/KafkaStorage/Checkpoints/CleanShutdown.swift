import NIOCore

/// `.kafka_cleanshutdown`: there only while no broker runs and the last one stopped in order, so that nothing has to be
/// recovered.
package struct CleanShutdown: Hashable, Sendable {
  package static let fileName = ".kafka_cleanshutdown"

  /// The epoch of the broker that stopped (KIP-966); -1 if it had none, or is of a release that wrote an empty file.
  package var brokerEpoch: Int64

  package init(brokerEpoch: Int64 = -1) {
    self.brokerEpoch = brokerEpoch
  }

  package var text: String { #"{"version":0,"brokerEpoch":\#(brokerEpoch)}"# }

  /// Being there is what counts: content that cannot be read is an unknown epoch.
  package init(text: String) {
    brokerEpoch = -1
    guard let name = text.range(of: #""brokerEpoch":"#) else { return }
    let number = text[name.upperBound...].drop { $0 == " " }.prefix { $0 == "-" || $0.isNumber }
    brokerEpoch = Int64(number) ?? -1
  }
}

extension String {
  /// Where a text first occurs.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
