/// Members in order of how much they hold, then by identifier.
struct MemberLoad {
  private var counts: [String: Int]
  private(set) var members: [String]

  init(members: [(String, Int)]) {
    counts = Dictionary(uniqueKeysWithValues: members)
    self.members = []
    self.members = counts.keys.sorted { precedes($0, $1) }
  }

  var lightest: String? { members.first }
  var heaviest: String? { members.last }

  func contains(_ member: String) -> Bool { counts[member] != nil }

  func count(of member: String) -> Int { counts[member] ?? 0 }

  func first(where suits: (String) -> Bool) -> String? { members.first(where: suits) }

  mutating func remove(_ member: String) {
    counts[member] = nil
    members.removeAll { $0 == member }
  }

  mutating func set(_ member: String, to count: Int) {
    members.removeAll { $0 == member }
    counts[member] = count
    var low = 0
    var high = members.count
    while low < high {
      let middle = (low + high) / 2
      if precedes(members[middle], member) { low = middle + 1 } else { high = middle }
    }
    members.insert(member, at: low)
  }

  private func precedes(_ left: String, _ right: String) -> Bool {
    let (leftCount, rightCount) = (count(of: left), count(of: right))
    return leftCount == rightCount ? left.precedesInJava(right) : leftCount < rightCount
  }
}
