/// What is known to be wrong with one product: the findings that a run may have, each with its signature.
///
///     product Example 2.3
///     FETCH-035 fail "Responses[0].ErrorCode: got=0, want=74" reason "epoch check missing" since 2026-01
///     GROUP-0* flaky reason "the machine is slow"
package struct Expectations: Sendable {
  package struct Entry: Equatable, Sendable {
    /// An id, an id with a version (`PRODUCE-003@v9`), or a pattern with `*`.
    package var id: String
    package var verdict: Verdict
    /// Which fault it is, `*` standing for anything. Nil matches any.
    package var signature: String?
    package var reason: String
    /// Further words of the line, kept as they are: `since 2026-01`.
    package var rest: [String] = []
    /// Where it stands in the file; 0 for one that is new.
    package var line = 0

    package func fits(_ record: CaseRecord) -> Bool {
      Selection.fits(record.id, id) || Selection.fits(record.name, id)
    }

    /// Whether the record is what the entry says.
    package func explains(_ record: CaseRecord) -> Bool {
      guard fits(record), record.verdict == verdict else { return false }
      return signature.map { Selection.fits(record.signature ?? "", $0) } ?? true
    }
  }

  package struct Malformed: Error, Equatable, CustomStringConvertible {
    package var description: String
  }

  package var entries: [Entry] = []
  /// Comments and lines about the product, kept by an update.
  package var heading: [String] = []

  package init() {}

  /// - Throws: What is wrong in which line.
  package init(_ text: String) throws(Malformed) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = try Self.words(of: line, number: index + 1)
      guard let first = words.first else {
        if entries.isEmpty, line.hasPrefix("#") { heading.append(String(line)) }
        continue
      }
      if first == "product" || first == "claims" {
        heading.append(String(line))
        continue
      }
      entries.append(try Self.entry(words, number: index + 1))
    }
  }

  private static func entry(_ words: [String], number: Int) throws(Malformed) -> Entry {
    func malformed(_ what: String) -> Malformed { Malformed(description: "line \(number): \(what)") }
    guard words.count >= 2, let verdict = Verdict(rawValue: words[1].uppercased()) else {
      throw malformed("an entry is: ID VERDICT \"SIGNATURE\" reason \"WHY\"")
    }
    var entry = Entry(id: words[0], verdict: verdict, signature: nil, reason: "", line: number)
    var rest = words[2...]
    while let word = rest.popFirst() {
      if word == "reason" {
        guard let reason = rest.popFirst() else { throw malformed("no text after reason") }
        entry.reason = reason
      } else if word == "since" || word == "link" {
        guard let value = rest.popFirst() else { throw malformed("no text after \(word)") }
        entry.rest += [word, value]
      } else if entry.signature == nil {
        entry.signature = word
      } else {
        throw malformed("\(word) is not reason, since or link")
      }
    }
    if entry.signature == nil, [.fail, .warn].contains(verdict) {
      throw malformed("\(entry.id) \(words[1]) needs the signature of the fault")
    }
    if entry.id.contains("*"), entry.reason.isEmpty { throw malformed("a pattern needs a reason") }
    return entry
  }

  /// Words and quoted texts of a line, up to a comment.
  private static func words(of line: some StringProtocol, number: Int) throws(Malformed) -> [String] {
    var words: [String] = []
    var rest = Substring(line)
    while true {
      rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
      guard let first = rest.first, first != "#" else { return words }
      if first == "\"" {
        rest.removeFirst()
        var text = ""
        var isClosed = false
        while !isClosed, let character = rest.popFirst() {
          if character == "\"" {
            isClosed = true
          } else if character == "\\", let escaped = rest.popFirst() {
            text.append(escaped == "n" ? "\n" : escaped)
          } else {
            text.append(character)
          }
        }
        guard isClosed else { throw Malformed(description: "line \(number): a quote is not closed") }
        words.append(text)
      } else {
        words.append(String(rest.prefix { $0 != " " && $0 != "\t" && $0 != "\r" }))
        rest = rest.drop { $0 != " " && $0 != "\t" && $0 != "\r" }
      }
    }
  }

  // MARK: Comparing

  /// A run seen in the light of what was expected of it.
  package struct Comparison: Sendable {
    /// Findings that no entry explains.
    package var unexpected: [CaseRecord] = []
    package var expected: [CaseRecord] = []
    /// Entries whose cases ran and did not do what the entry says.
    package var stale: [Entry] = []
  }

  package func compare(_ records: [CaseRecord]) -> Comparison {
    var comparison = Comparison()
    for record in records where record.isFinding {
      if entries.contains(where: { $0.explains(record) }) {
        comparison.expected.append(record)
      } else {
        comparison.unexpected.append(record)
      }
    }
    comparison.stale = entries.filter { entry in
      let judged = records.filter { entry.fits($0) && ($0.verdict != .skipped || entry.verdict == .skipped) }
      // What is flaky passes most of the time.
      guard entry.verdict != .flaky, !judged.isEmpty else { return false }
      return !judged.contains { entry.explains($0) }
    }
    return comparison
  }

  // MARK: Writing

  /// The entries that a run shows to be true, with those whose cases did not run, and new ones for its other findings.
  package func updated(by records: [CaseRecord]) -> Expectations {
    let comparison = compare(records)
    var result = self
    result.entries.removeAll { comparison.stale.contains($0) }
    for record in comparison.unexpected {
      let entry = Entry(
        id: record.id, verdict: record.verdict, signature: record.signature, reason: "not looked into yet")
      if !result.entries.contains(where: { $0.explains(record) }) { result.entries.append(entry) }
    }
    result.entries.sort { ($0.id, $0.verdict.rawValue) < ($1.id, $1.verdict.rawValue) }
    return result
  }

  package var text: String {
    var text = heading.map { $0 + "\n" }.joined()
    if !heading.isEmpty { text += "\n" }
    for entry in entries {
      text += "\(entry.id) \(entry.verdict.rawValue.lowercased())"
      if let signature = entry.signature { text += " \(Self.quoted(signature))" }
      if !entry.reason.isEmpty { text += " reason \(Self.quoted(entry.reason))" }
      for (index, word) in entry.rest.enumerated() {
        text +=
          " " + (index.isMultiple(of: 2) || !word.contains(where: { " \t\"#".contains($0) }) ? word : Self.quoted(word))
      }
      text += "\n"
    }
    return text
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text {
      switch character {
      case "\"", "\\": quoted += "\\\(character)"
      case "\n": quoted += "\\n"
      default: quoted.append(character)
      }
    }
    return quoted + "\""
  }
}
