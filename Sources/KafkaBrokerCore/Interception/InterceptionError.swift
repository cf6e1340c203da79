/// Why a rule could not be made, or will not do what is waited for.
public struct InterceptionError: Error, Sendable, CustomStringConvertible {
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    private enum Value: String, Hashable, Sendable {
      case invalidRule, tooManyRules, ended, timedOut
    }
    private let value: Value

    /// A number of the rule is out of its range, or it can never match.
    public static let invalidRule = Code(value: .invalidRule)
    /// The broker has as many rules as it takes.
    public static let tooManyRules = Code(value: .tooManyRules)
    /// The rule, or the broker, has ended before there were enough hits; or the broker before the rule was made.
    public static let ended = Code(value: .ended)
    /// There were not enough hits in time.
    public static let timedOut = Code(value: .timedOut)

    public var description: String { value.rawValue }
  }

  public var code: Code
  /// What was expected and what was seen.
  public var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}
