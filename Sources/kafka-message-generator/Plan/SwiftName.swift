/// Names of the definitions, as names of Swift.
package enum SwiftName {
  /// `TopicData` gives `topicData`, `KRaftVersion` gives `kRaftVersion`: of a run of capitals, all but the one that
  /// starts the next word are lowered.
  package static func property(_ name: String) -> String {
    let capitals = name.prefix { $0.isUppercase }
    let rest = name.dropFirst(capitals.count)
    let startsNextWord = capitals.count > 1 && rest.first?.isLowercase == true
    let lowered = startsNextWord ? capitals.dropLast() : capitals
    return lowered.lowercased() + name.dropFirst(lowered.count)
  }

  /// `NOT_LEADER_OR_FOLLOWER` gives `notLeaderOrFollower`.
  package static func property(screaming name: String) -> String {
    let words = name.split(separator: "_").map { $0.lowercased() }
    return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// The name where it is declared, or stands without a `self.` in front.
  package static func declared(_ name: String) -> String {
    keywords.contains(name) ? "`\(name)`" : name
  }

  private static let keywords: Set<String> = [
    "associatedtype", "as", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do", "else",
    "enum", "extension", "fallthrough", "false", "for", "func", "guard", "if", "import", "in", "init", "inout",
    "internal", "is", "let", "nil", "operator", "private", "protocol", "public", "repeat", "rethrows", "return", "self",
    "static", "struct", "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "where",
    "while",
  ]
}
