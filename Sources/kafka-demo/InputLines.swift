import Foundation

/// The input file in memory, and where its lines are.
struct InputLines: Sendable {
  struct Unusable: Error, CustomStringConvertible {
    var description: String
  }

  /// A line longer than this does not fit into a record with the default settings of broker and producer.
  private static let longest = 1_000_000

  let path: String
  let bytes: [UInt8]
  let ranges: [Range<Int>]

  init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Unusable(description: "cannot read \(path)")
    }
    self.path = path
    bytes = Array(data)
    var ranges: [Range<Int>] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      guard end - start <= Self.longest else {
        throw Unusable(
          description:
            "line \(ranges.count + 1) of \(path) has \(end - start) bytes; a record takes \(Self.longest) here at most")
      }
      ranges.append(start..<end)
      start = end + 1
    }
    guard !ranges.isEmpty else { throw Unusable(description: "\(path) has no lines") }
    self.ranges = ranges
  }

  var count: Int { ranges.count }

  func line(_ number: Int) -> ArraySlice<UInt8> { bytes[ranges[number]] }

  var totalBytes: Int { ranges.reduce(0) { $0 + $1.count } }
}
