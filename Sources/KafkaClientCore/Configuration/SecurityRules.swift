/// What must hold between the options of TLS and SASL, whether or not this library acts on them.
enum SecurityRules {
  static func check(_ reserved: ReservedOptions, _ problems: inout ConfigurationProblems) {
    checkStores(reserved, &problems)
    guard reserved.text("security.protocol").uppercased().hasPrefix("SASL_") else { return }
    if reserved["sasl.mechanism"]?.isEmpty == true {
      problems.refuse("sasl.mechanism must not be empty with security.protocol=SASL_...; name one, as SCRAM-SHA-512")
      return
    }
    if reserved.text("security.protocol").uppercased() == "SASL_PLAINTEXT",
      reserved.text("sasl.mechanism").uppercased() == "PLAIN"
    {
      problems.warn("sasl.mechanism=PLAIN sends the password unencrypted over SASL_PLAINTEXT; use SASL_SSL")
    }
    let hasUser = !reserved.text("sasl.username").isEmpty && !reserved.text("sasl.password").isEmpty
    guard reserved["sasl.jaas.config"] != nil || !hasUser else { return }
    if let problem = JAASLine.problem(with: reserved.text("sasl.jaas.config")) {
      problems.refuse("sasl.jaas.config \(problem)")
    }
  }

  /// Keys and certificates come as PEM texts or in a file, not in both ways (KIP-651).
  private static func checkStores(_ reserved: ReservedOptions, _ problems: inout ConfigurationProblems) {
    let key = reserved["ssl.keystore.key"] != nil
    let chain = reserved["ssl.keystore.certificate.chain"] != nil
    if key != chain {
      problems.refuse("ssl.keystore.key and ssl.keystore.certificate.chain belong together; set both or none")
    }
    for (text, file, password) in [
      ("ssl.keystore.key", "ssl.keystore.location", "ssl.keystore.password"),
      ("ssl.truststore.certificates", "ssl.truststore.location", "ssl.truststore.password"),
    ] where reserved[text] != nil {
      if reserved[file] != nil { problems.refuse("\(text) and \(file) exclude each other; set one of them") }
      if reserved[password] != nil { problems.refuse("\(text) takes no \(password); remove the latter") }
    }
  }
}

/// A line of `sasl.jaas.config`: `module flag name=value ... ;`. Errors never quote it, since it holds a password.
enum JAASLine {
  static let flags: Set<String> = ["required", "requisite", "sufficient", "optional"]

  /// What is wrong with the line; nil when it can be read.
  static func problem(with line: String) -> String? {
    if line.allSatisfy(\.isWhitespace) {
      return "is needed with security.protocol=SASL_...: a login module, required, its options and a semicolon"
    }
    guard var words = tokens(of: line) else { return "has a quotation mark that is not closed" }
    guard words.popLast() == ";" else { return "must end with a semicolon" }
    guard words.count >= 2 else { return "must begin with a login module and a flag, as required" }
    guard flags.contains(words[1].lowercased()) else {
      return "must have one of \(flags.sorted().joined(separator: ", ")) after the login module"
    }
    let options = words.dropFirst(2)
    for start in stride(from: options.startIndex, to: options.endIndex, by: 3) {
      guard start + 2 < options.endIndex, options[start + 1] == "=", !["=", ";"].contains(options[start + 2]) else {
        return "must have options of the form name=\"value\" after the flag, and a semicolon only at the end"
      }
    }
    return nil
  }

  /// Words, texts in quotation marks, "=" and ";". Nil when a quotation mark is open at the end. A quoted text begins
  /// with a mark here, so that it is never taken for a sign.
  private static func tokens(of line: String) -> [String]? {
    var found: [String] = []
    var rest = Substring(line)
    while let character = rest.popFirst() {
      switch character {
      case _ where character.isWhitespace: continue
      case "=", ";": found.append(String(character))
      case "\"", "'":
        var text = String(character)
        var isClosed = false
        while let next = rest.popFirst() {
          if next == character {
            isClosed = true
            break
          }
          if next == "\\", let escaped = rest.popFirst() { text.append(escaped) } else { text.append(next) }
        }
        guard isClosed else { return nil }
        found.append(text)
      default:
        let word = rest.prefix { !$0.isWhitespace && !"=;\"'".contains($0) }
        rest = rest.dropFirst(word.count)
        found.append(String(character) + word)
      }
    }
    return found
  }
}
