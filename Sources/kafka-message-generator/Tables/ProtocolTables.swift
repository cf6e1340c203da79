/// A row of `protocol/errors.txt`.
package struct ErrorRow: Equatable {
  package var code: Int16
  package var name: String
  package var isRetriable: Bool
  package var refreshes: Bool
  package var classification: String
  package var since: String?
  package var was: String?

  package static func rows(of text: String) throws(GenerationError) -> [ErrorRow] {
    var rows = [ErrorRow]()
    for (line, words) in tableRows(text) {
      guard words.count == 7, let code = Int16(words[0]),
        ["yes", "no"].contains(words[2]), ["yes", "no"].contains(words[3])
      else { throw GenerationError("errors.txt:\(line): expected code, name, yes or no twice, class, since, was") }
      // `<=1.0` is as far back as the table looks; `4.4(next)` is a release that is not out yet.
      let since = words[5].hasPrefix("<=") ? nil : String(words[5].prefix { $0 != "(" })
      rows.append(
        ErrorRow(
          code: code, name: words[1], isRetriable: words[2] == "yes", refreshes: words[3] == "yes",
          classification: words[4], since: since, was: words[6] == "-" ? nil : words[6]))
    }
    rows.sort { $0.code < $1.code }
    guard rows.map(\.code) == Array(-1..<Int16(rows.count - 1)) else {
      throw GenerationError("errors.txt: codes are not -1, 0, 1, … without a hole")
    }
    return rows
  }
}

/// `protocol/releases.txt`: the versions of each API in each release.
package struct ReleaseRows: Equatable {
  package var releases: [String]
  package var rows: [Row]

  package struct Row: Equatable {
    package var key: Int16
    package var name: String
    /// One for each release; nil where the release has no such API.
    package var versions: [Versions?]
  }

  package struct Versions: Equatable {
    package var first: Int16
    package var last: Int16
    package var newestIsUnstable: Bool
  }

  package static func read(_ text: String) throws(GenerationError) -> ReleaseRows {
    let head = text.split(separator: "\n").first?.split(separator: " ").map(String.init) ?? []
    guard head.starts(with: ["#", "key", "name"]) else {
      throw GenerationError("releases.txt:1: expected '# key name' and the releases")
    }
    let releases = Array(head.dropFirst(3))
    var rows = [Row]()
    for (line, words) in tableRows(text) {
      guard words.count == releases.count + 2, let key = Int16(words[0]) else {
        throw GenerationError("releases.txt:\(line): expected a key, a name and \(releases.count) version ranges")
      }
      var versions = [Versions?]()
      for word in words.dropFirst(2) {
        versions.append(word == "-" ? nil : try range(word, line))
      }
      rows.append(Row(key: key, name: words[1], versions: versions))
    }
    guard rows.map(\.key) == Array(0..<Int16(rows.count)) else {
      throw GenerationError("releases.txt: keys are not 0, 1, … without a hole")
    }
    return ReleaseRows(releases: releases, rows: rows)
  }

  private static func range(_ word: String, _ line: Int) throws(GenerationError) -> Versions {
    let isUnstable = word.hasSuffix("*")
    let bounds = (isUnstable ? word.dropLast() : word[...]).split(separator: "-").map { Int16($0) }
    guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, first <= last, bounds.count <= 2 else {
      throw GenerationError("releases.txt:\(line): '\(word)' is no version range")
    }
    return Versions(first: first, last: last, newestIsUnstable: isUnstable)
  }
}

/// The lines of a table that are neither comments nor blank, cut into words, with their line numbers from 1.
private func tableRows(_ text: String) -> [(line: Int, words: [String])] {
  text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
    let words = line.split(separator: " ").map(String.init)
    return words.isEmpty || words[0].hasPrefix("#") ? nil : (index + 1, words)
  }
}
