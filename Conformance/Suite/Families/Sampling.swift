import KafkaWire

/// How many members of each family a run takes.
package enum Sampling: Equatable, Sendable {
  case all
  case count(Int)
  case percent(Double)

  /// A run of all profiles stays within its usual time.
  package static let usual = Sampling.count(40)

  /// Takes `all`, `100` and `2.5%`; nil for another text.
  package init?(_ text: String) {
    if text == "all" {
      self = .all
    } else if text.hasSuffix("%"), let part = Double(text.dropLast()), part > 0, part <= 100 {
      self = .percent(part)
    } else if let count = Int(text), count > 0 {
      self = .count(count)
    } else {
      return nil
    }
  }

  /// The members that a run with this seed takes, in the order of the family. Whether one is taken depends on nothing
  /// but the seed and the ids beside it.
  package func pick(_ members: [Case], seed: UInt64) -> [Case] {
    let wanted: Int
    switch self {
    case .all: return members
    case .count(let count): wanted = count
    case .percent(let part): wanted = max(1, Int((Double(members.count) * part / 100).rounded(.up)))
    }
    guard wanted < members.count else { return members }
    let ranks = members.indices.map { (rank: Self.rank(seed, members[$0].id), index: $0) }
    let taken = ranks.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.prefix(wanted)
    return taken.map(\.index).sorted().map { members[$0] }
  }

  /// Mixed once more than a seed, because ids differ in their last letters only.
  private static func rank(_ seed: UInt64, _ id: String) -> UInt64 {
    var hash = Plan.seed(seed, id)
    hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
    return hash ^ hash >> 31
  }
}
