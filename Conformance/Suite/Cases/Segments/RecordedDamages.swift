import NIOCore

/// Damages of the recorded recovery cases that cost Apache Kafka no record: all that was stored is served after an unclean
/// start, and the files fit each other again.
enum RecordedDamages {
  struct Damage {
    /// Goes on from "a log is whole that …".
    var name: String
    var recoveryPoint: Int64 = 0
    var change: (inout StoredDirectory) throws -> Void
  }

  private static let log = PartitionVerifier.name(6, "log")
  private static let index = PartitionVerifier.name(6, "index")
  private static let timeIndex = PartitionVerifier.name(6, "timeindex")
  private static let middle = PartitionVerifier.name(6, "snapshot")

  /// Of a directory with two segments, 0 to 5 and 6 to 11.
  static func all(_ t: Trial) -> [Damage] {
    indexes + [
      Damage(name: "has zeros behind its end") { try $0.change(log) { $0.writeRepeatingByte(0, count: 4096) } },
      Damage(name: "has stray bytes behind its end") { directory in
        try directory.change(log) { bytes in
          bytes.writeInteger(-1 as Int64)
          bytes.writeImmutableBuffer(t.random(bytes: 40))
        }
      },
      Damage(name: "has a snapshot with a flipped bit") { try $0.flip(middle, byte: 3, bit: t.random(0...7)) },
      Damage(name: "has a snapshot of another version") { try $0.put(2 as Int16, at: 0, in: middle) },
      Damage(name: "has a snapshot from behind its end") { directory in
        directory.files[PartitionVerifier.name(500, "snapshot")] = directory.files[middle]
      },
      Damage(name: "has no snapshots") { directory in
        for name in directory.names("snapshot") { directory.files[name] = nil }
      },
      Damage(name: "has a recovery point behind its end", recoveryPoint: 1000) { _ in },
      Damage(name: "has an epoch checkpoint that goes on behind its end") { directory in
        directory.files["leader-epoch-checkpoint"] = ByteBuffer(string: "0\n2\n0 0\n1 500\n")
      },
      Damage(name: "has no epoch checkpoint") { $0.files["leader-epoch-checkpoint"] = nil },
    ]
  }

  private static var indexes: [Damage] {
    [
      Damage(name: "has an index entry off the border of a batch") { directory in
        guard let position: Int32 = directory.files[index]?.getInteger(at: 4) else { return }
        try directory.put(position + 1, at: 4, in: index)
      },
      Damage(name: "has an index entry behind its end") { try $0.put(99_999 as Int32, at: 4, in: index) },
      Damage(name: "has an index of an odd size") { try $0.change(index) { $0.writeRepeatingByte(0, count: 3) } },
      Damage(name: "has an index of garbage") { try $0.change(index) { $0 = ByteBuffer(repeating: 0xA5, count: 64) } },
      Damage(name: "has no index") { $0.files[index] = nil },
      Damage(name: "has an empty index") { $0.files[index] = ByteBuffer() },
      Damage(name: "has a time index of garbage") { directory in
        try directory.change(timeIndex) { $0 = ByteBuffer(repeating: 0xA5, count: 60) }
      },
      Damage(name: "has a time index of an odd size") { directory in
        try directory.change(timeIndex) { $0.writeRepeatingByte(0, count: 5) }
      },
    ]
  }
}
