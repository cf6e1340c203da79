/// Options that a broker cannot run with. All problems found are listed, not only the first.
public struct ConfigurationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// One option and what is wrong with it.
  public struct Problem: Equatable, Sendable, CustomStringConvertible {
    /// The option's name as in `server.properties`.
    public var option: String
    /// What was expected and what was given, or the closest known name.
    public var message: String

    public init(option: String, message: String) {
      self.option = option
      self.message = message
    }

    public var description: String { "\(option): \(message)" }
  }

  /// At least one.
  public var problems: [Problem]

  public init(_ problems: [Problem]) {
    self.problems = problems
  }

  init(_ option: String, _ message: String) {
    self.problems = [Problem(option: option, message: message)]
  }

  public var description: String {
    problems.map(\.description).joined(separator: "\n")
  }
}
