/// Which cases of the catalogue a run is about.
package struct Selection: Sendable {
  /// Names of profiles; `all` is every case.
  package var profiles: [String] = ["all"]
  package var levels: Set<Level> = Set(Level.allCases)
  /// Patterns with `*`, of ids or addresses; those that begin with `!` take away.
  package var patterns: [String] = []

  package init() {}

  /// A profile contains those that it builds on.
  private static let contents: [String: [String]] = [
    "core": ["core"], "producer": ["core", "producer"], "consumer": ["core", "consumer"],
    "groups": ["core", "consumer", "groups"], "admin": ["admin"], "storage-files": ["storage-files"],
    "families": ["families"],
  ]

  package static var profileNames: [String] { contents.keys.sorted() + ["all"] }

  package func cases(of areas: [Area]) -> [Case] {
    let wanted = Set(profiles.flatMap { Self.contents[$0] ?? [$0] })
    return areas.filter { area in
      profiles.contains("all") || area.profiles.contains { wanted.contains($0) }
    }.flatMap(\.cases).filter { levels.contains($0.level) && matches($0) }
  }

  /// The members of generated families that fit, not sampled yet.
  package func members(of families: [Family], scope: FamilyScope) -> [(family: Family, members: [Case])] {
    guard takesFamilies else { return [] }
    return families.filter { mayContain($0.name) }.map { family in
      (family, family.members(scope).filter { levels.contains($0.level) && matches($0) })
    }.filter { !$0.1.isEmpty }
  }

  private var takesFamilies: Bool { profiles.contains("all") || profiles.contains("families") }

  /// Whether the run ends with the table of error codes.
  package var takesErrorTable: Bool {
    takesFamilies && levels.contains(.may) && mayContain(ErrorTable.id)
      && !patterns.contains { $0.hasPrefix("!") && Self.fits(ErrorTable.id, String($0.dropFirst())) }
      && (patterns.allSatisfy { $0.hasPrefix("!") } || patterns.contains { Self.fits(ErrorTable.id, $0) })
  }

  /// Whether a pattern can fit anything in a family, so that thousands of members need not be made to find out.
  package func mayContain(_ family: String) -> Bool {
    let taken = patterns.filter { !$0.hasPrefix("!") }
    return taken.isEmpty
      || taken.contains { pattern in
        let start = String(pattern.prefix { $0 != "*" })
        return start.hasPrefix("broker/") || start.hasPrefix("\(family)/") || "\(family)/".hasPrefix(start)
      }
  }

  private func matches(_ definition: Case) -> Bool {
    let taken = patterns.filter { !$0.hasPrefix("!") }
    let dropped = patterns.filter { $0.hasPrefix("!") }.map { String($0.dropFirst()) }
    func fits(_ pattern: String) -> Bool {
      Self.fits(definition.id, pattern) || Self.fits(definition.address, pattern)
    }
    return (taken.isEmpty || taken.contains(where: fits)) && !dropped.contains(where: fits)
  }

  /// Whether a text fits a pattern in which `*` stands for anything.
  package static func fits(_ text: String, _ pattern: String) -> Bool {
    let text = Array(text)
    let pattern = Array(pattern)
    var position = 0
    var star: Int?
    var resume = 0
    var place = 0
    while position < text.count {
      if place < pattern.count, pattern[place] == text[position] {
        position += 1
        place += 1
      } else if place < pattern.count, pattern[place] == "*" {
        star = place
        resume = position
        place += 1
      } else if let star {
        place = star + 1
        resume += 1
        position = resume
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == "*" }
  }
}
