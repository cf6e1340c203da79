/// Every id that there is, with its case where the suite has one.
package struct Catalogue: Sendable {
  package struct Entry: Equatable, Sendable {
    package var id: String
    package var level: Level
    package var title: String

    package var area: String { Case.area(of: id) }
  }

  package struct Malformed: Error, Equatable, CustomStringConvertible {
    package var description: String
  }

  /// The lines of `Conformance/ids.txt`.
  package private(set) var entries: [Entry] = []
  /// Names and titles of the areas, in order.
  package private(set) var areas: [(name: String, title: String)] = []
  package let cases: [Case]
  /// The generated families, each with the number of its members.
  package let families: [(family: Family, size: Int)]

  /// - Parameter ids: The text of `Conformance/ids.txt`.
  package init(ids: String, cases: [Case] = Area.all.flatMap(\.cases)) throws(Malformed) {
    self.cases = cases
    families = (Family.all + [Family.errorTable]).map { ($0, $0.size) }
    for (index, line) in ids.split(separator: "\n", omittingEmptySubsequences: false).enumerated() where !line.isEmpty {
      let words = line.split(separator: " ", maxSplits: 2).map(String.init)
      if words.count == 3, words[0] == "##" {
        areas.append((words[1], words[2]))
      } else if words.count == 3, let level = Level(rawValue: words[1]) {
        entries.append(Entry(id: words[0], level: level, title: words[2]))
      } else if !line.hasPrefix("#") {
        throw Malformed(description: "line \(index + 1) of ids.txt is not ID LEVEL TITLE: \(line)")
      }
    }
  }

  /// What is wrong between the list and the code: an id that is lost, new, used twice, or of another level.
  package var faults: [String] {
    var faults: [String] = []
    func twice(_ ids: [String], _ place: String) {
      for (id, uses) in Dictionary(grouping: ids, by: { $0 }) where uses.count > 1 {
        faults.append("\(id) is in \(place) \(uses.count) times")
      }
    }
    twice(entries.map(\.id), "ids.txt")
    twice(cases.map(\.id), "the code")
    let known = Dictionary(entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for definition in cases {
      guard let entry = known[definition.id] else {
        faults.append("\(definition.id) is not in ids.txt")
        continue
      }
      if entry.level != definition.level {
        faults.append("\(entry.id) is \(entry.level.rawValue) in ids.txt and \(definition.level.rawValue) in the code")
      }
    }
    return faults.sorted()
  }

  private var byId: [String: Case] { Dictionary(cases.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }) }

  // MARK: Markdown

  /// `Conformance/CATALOGUE.md`
  package var markdown: String {
    let byId = byId
    var text = """
      # Catalogue of cases

      Written by `kafka-conformance catalogue` from the code and `ids.txt`; a test asserts that it is current.
      \(entries.count) ids, \(cases.count) of them with a case; the others are planned.

      | Area | What | MUST | SHOULD | MAY | Cases | Planned |
      | --- | --- | --: | --: | --: | --: | --: |

      """
    for (area, title) in areas {
      let entries = entries.filter { $0.area == area }
      let counts = [Level.must, .should, .may].map { level in entries.filter { $0.level == level }.count }
      let done = entries.filter { byId[$0.id] != nil }.count
      let cells =
        [done > 0 ? "[\(area)](#\(area.lowercased()))" : area, title]
        + (counts + [done, entries.count - done]).map { "\($0)" }
      text += "| \(cells.joined(separator: " | ")) |\n"
    }
    for (area, title) in areas {
      let entries = entries.filter { $0.area == area }
      text += "\n## \(area)\n\n\(title).\n\n"
      let planned = entries.filter { byId[$0.id] == nil }
      if planned.count < entries.count {
        text += "| Id | Level | Requirement | Sends | Expects | Needs | Source |\n"
        text += "| --- | --- | --- | --- | --- | --- | --- |\n"
        for entry in entries {
          guard let definition = byId[entry.id] else { continue }
          text += Self.row(definition)
        }
        if !planned.isEmpty { text += "\n" }
      }
      if !planned.isEmpty {
        text += "Planned:\n\n"
        for entry in planned { text += "- \(entry.id) \(entry.level.rawValue) \(entry.title)\n" }
      }
    }
    return text + familyTable
  }

  /// A family a row; its size is counted for the newest release that the definitions describe.
  private var familyTable: String {
    var text = "\n## Generated families\n\nMade from the definitions; see `README.md`.\n\n"
    text += "| Family | Level | Requirement | Sends | Expects | Members | Source |\n"
    text += "| --- | --- | --- | --- | --- | --: | --- |\n"
    for (family, size) in families {
      let cells = [
        family.name, family.level.rawValue, family.title, family.sends, family.expects,
        size == 0 ? "1 report" : "\(size)", family.source,
      ]
      text += "| \(cells.joined(separator: " | ")) |\n"
    }
    return text
  }

  private static func row(_ definition: Case) -> String {
    var needs =
      definition.api.map { api in
        "\(api)" + (definition.versions.map { " \(text($0))" } ?? "")
      }.map { [$0] } ?? []
    needs += definition.needs.map { "\($0)" } + definition.tags.map(\.rawValue).sorted()
    let source = definition.source + (definition.isUnconfirmed ? ", unconfirmed" : "")
    let cells = [
      definition.id, definition.level.rawValue, definition.title, definition.sends, definition.expects,
      needs.joined(separator: ", "), source,
    ]
    return "| "
      + cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }
      .joined(separator: " | ") + " |\n"
  }

  static func text(_ versions: ClosedRange<Int16>) -> String {
    versions.upperBound == .max ? "v\(versions.lowerBound)+" : "v\(versions.lowerBound)–\(versions.upperBound)"
  }

  // MARK: JSON

  /// `Conformance/catalogue.json`: an area or a case a line.
  package var json: String {
    let byId = byId
    let areas = areas.map { JSON.members(["name": .string($0.name), "title": .string($0.title)]).text }
    let cases = entries.map { Self.json($0, byId[$0.id]).text }
    let families = families.map { family, size in
      JSON.members([
        "name": .string(family.name), "level": .string(family.level.rawValue), "title": .string(family.title),
        "source": .string(family.source), "sends": .string(family.sends), "expects": .string(family.expects),
        "kills": .string(family.kills), "members": .int(Int64(size)),
      ]).text
    }
    let parts = [("areas", areas), ("cases", cases), ("families", families)].map { name, lines in
      "\"\(name)\":[\n\(lines.joined(separator: ",\n"))\n]"
    }
    return "{\(parts.joined(separator: ","))}\n"
  }

  private static func json(_ entry: Entry, _ definition: Case?) -> JSON {
    guard let definition else {
      return .members([
        "id": .string(entry.id), "level": .string(entry.level.rawValue), "title": .string(entry.title),
        "planned": .bool(true),
      ])
    }
    return .members([
      "id": .string(definition.id), "level": .string(definition.level.rawValue), "title": .string(definition.title),
      "planned": .bool(false), "address": .string(definition.address), "since": .string(definition.since),
      "source": .string(definition.source), "sends": .string(definition.sends),
      "expects": .string(definition.expects), "kills": .string(definition.kills),
      "tags": .array(definition.tags.map(\.rawValue).sorted().map { .string($0) }),
      "api": definition.api.map { .string("\($0)") },
      "minVersion": definition.versions.map { .int(Int64($0.lowerBound)) },
      "maxVersion": definition.versions.flatMap { $0.upperBound == .max ? nil : .int(Int64($0.upperBound)) },
      "needs": .array(definition.needs.map { .string("\($0)") }),
      "deadlineMilliseconds": .int(definition.deadline.milliseconds),
      "unconfirmed": .bool(definition.isUnconfirmed),
    ])
  }
}
