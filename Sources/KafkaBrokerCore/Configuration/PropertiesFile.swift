/// Reads the format of Java's `.properties` files, in which Kafka's `server.properties` is written.
///
/// Understood: comments (`#`, `!`), the separators `=`, `:` and white space, lines continued with a backslash, and the
/// escapes `\t \n \r \f \uXXXX`. A name given twice counts with its last value, as in Java.
public enum PropertiesFile {
  /// A name and its value, with the line it began on (from 1), for error messages.
  public struct Entry: Equatable, Sendable {
    public var name: String
    public var value: String
    public var line: Int
  }

  /// The entries in file order.
  public static func entries(in text: String) -> [Entry] {
    var entries: [Entry] = []
    for (line, logical) in logicalLines(of: text) {
      guard let (name, value) = split(logical) else { continue }
      entries.append(Entry(name: name, value: value, line: line))
    }
    return entries
  }

  /// Lines end with LF, CR or both: what two scalars end is one line all the same.
  private static func lines(of text: String) -> [Substring.UnicodeScalarView] {
    var lines: [Substring.UnicodeScalarView] = []
    var rest = Substring(text).unicodeScalars
    while let end = rest.firstIndex(where: { $0 == "\n" || $0 == "\r" }) {
      lines.append(rest[..<end])
      let isReturn = rest[end] == "\r"
      rest = rest[rest.index(after: end)...]
      if isReturn, rest.first == "\n" { rest = rest.dropFirst() }
    }
    return lines + [rest]
  }

  /// Lines with continuations joined: a line that ends in an odd number of backslashes goes on in the next, whose
  /// leading white space is dropped.
  private static func logicalLines(of text: String) -> [(line: Int, text: [Unicode.Scalar])] {
    var result: [(Int, [Unicode.Scalar])] = []
    var pending: (line: Int, text: [Unicode.Scalar])?
    var number = 0
    for raw in lines(of: text) {
      number += 1
      var line = Array(raw.drop(while: isSpace))
      if pending == nil, line.first == "#" || line.first == "!" || line.isEmpty { continue }
      let backslashes = line.reversed().prefix { $0 == "\\" }.count
      let isContinued = backslashes % 2 == 1
      if isContinued { line.removeLast() }
      if let begun = pending {
        pending = (begun.line, begun.text + line)
      } else {
        pending = (number, line)
      }
      if !isContinued, let complete = pending {
        result.append(complete)
        pending = nil
      }
    }
    if let complete = pending { result.append(complete) }
    return result
  }

  private static func split(_ line: [Unicode.Scalar]) -> (name: String, value: String)? {
    var position = 0
    while position < line.count, !isSpace(line[position]), line[position] != "=", line[position] != ":" {
      position += line[position] == "\\" ? 2 : 1
    }
    position = min(position, line.count)
    let name = unescaped(line[..<position])
    while position < line.count, isSpace(line[position]) { position += 1 }
    if position < line.count, line[position] == "=" || line[position] == ":" {
      position += 1
      while position < line.count, isSpace(line[position]) { position += 1 }
    }
    return name.isEmpty ? nil : (name, unescaped(line[position...]))
  }

  private static func unescaped(_ text: ArraySlice<Unicode.Scalar>) -> String {
    var result = String.UnicodeScalarView()
    var rest = text
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let escaped = rest.popFirst() else {
        result.append(scalar)
        continue
      }
      switch escaped {
      case "t": result.append("\t")
      case "n": result.append("\n")
      case "r": result.append("\r")
      case "f": result.append("\u{0C}")
      case "u":
        let digits = String(String.UnicodeScalarView(rest.prefix(4)))
        if digits.utf8.count == 4, let value = UInt32(digits, radix: 16), let decoded = Unicode.Scalar(value) {
          result.append(decoded)
          rest.removeFirst(4)
        } else {
          result.append(escaped)
        }
      default: result.append(escaped)
      }
    }
    return String(result)
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\u{0C}"
  }
}
