import ArgumentParser
import KafkaConformance

struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the cases, and each generated family in a line; with --filter 'G-NAME/*' its members.")

  @OptionGroup var judging: JudgingOptions

  func run() throws { try Self.lines(of: judging) }

  static func lines(of judging: JudgingOptions) throws {
    let selection = try judging.selection
    for definition in selection.cases(of: Area.all) { line(definition.id, definition.level, definition.title) }
    let namesMembers = judging.filters.contains { $0.hasPrefix("G-") && $0.contains("/") }
    for (family, members) in selection.members(of: Family.all, scope: .published) {
      if namesMembers {
        for member in members { line(member.id, member.level, member.title) }
      } else {
        line(family.name, family.level, "\(family.title): \(members.count) members")
      }
    }
    if selection.takesErrorTable {
      line(ErrorTable.id, Family.errorTable.level, Family.errorTable.title)
    }
  }

  private static func line(_ id: String, _ level: Level, _ title: String) {
    print("\(id)  \(level.rawValue.padded(to: 6))  \(title)")
  }
}

extension String {
  func padded(to width: Int) -> String {
    count >= width ? self : self + String(repeating: " ", count: width - count)
  }
}
