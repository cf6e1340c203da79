import NIOCore

/// Turns bits of a directory's files round, one at a time, and sees whether the verifier says something new.
package struct BitFlips {
  package private(set) var count = 0
  /// How many were not noticed, by the field that they lie in: `log baseOffset`.
  package private(set) var unseen: [String: Int] = [:]
  /// The first unseen one of each field, for people.
  package private(set) var examples: [String: String] = [:]
  private var number = 0

  package init() {}

  /// - Parameter step: Only each so many bits, over all directories; 1 for all of them.
  package mutating func run(
    _ directory: StoredDirectory, context: SegmentContext, every step: Int
  ) throws(SuiteError) {
    let before = Set(PartitionVerifier.findings(in: directory, context: context))
    for (file, content) in directory.files.sorted(by: { $0.key < $1.key }) {
      for bit in 0..<content.readableBytes * 8 {
        number += 1
        guard number % step == 0 else { continue }
        count += 1
        var damaged = directory
        try damaged.flip(file, byte: bit / 8, bit: bit % 8)
        let after = PartitionVerifier.findings(in: damaged, context: context)
        if after.contains(where: { $0.severity != .information && !before.contains($0) }) { continue }
        let field = Self.field(file, content, bit / 8)
        unseen[field, default: 0] += 1
        if examples[field] == nil { examples[field] = "\(directory.name)/\(file), bit \(bit % 8) of byte \(bit / 8)" }
      }
    }
  }

  /// The field that a byte belongs to.
  static func field(_ file: String, _ bytes: ByteBuffer, _ byte: Int) -> String {
    func field(_ size: Int, _ fields: [(end: Int, name: String)]) -> String {
      fields.first { byte % size < $0.end }?.name ?? ""
    }
    let suffix = file.split(separator: ".").last.map(String.init) ?? file
    switch suffix {
    case "log", "checkpoint":
      var start = 0
      while let length: Int32 = bytes.getInteger(at: start + 8), start + 12 + Int(length) <= byte {
        start += 12 + Int(length)
      }
      let header = [(8, "baseOffset"), (12, "length"), (16, "leaderEpoch"), (17, "magic"), (21, "crc")]
      return "\(suffix) \(header.first { byte - start < $0.0 }?.1 ?? "content")"
    case "index": return "index " + field(8, [(4, "offset"), (8, "position")])
    case "timeindex": return "timeindex " + field(12, [(8, "time"), (12, "offset")])
    case "txnindex":
      return "txnindex "
        + field(34, [(2, "version"), (10, "producer"), (18, "first"), (26, "last"), (34, "stable")])
    default: return file
    }
  }
}
