/// Why a broker did not start, did not stop in order, or could not do what it was told.
public struct BrokerLifecycleError: Error, Sendable, CustomStringConvertible {
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    private enum Value: String, Hashable, Sendable {
      case alreadyStarted, unknownRelease, cannotListen, storage, stopped, noSuchNode, noSuchPartition
    }
    private let value: Value

    /// A broker runs once; make another one.
    public static let alreadyStarted = Code(value: .alreadyStarted)
    /// The configuration names a Kafka release that is not known.
    public static let unknownRelease = Code(value: .unknownRelease)
    /// An address is taken or not this machine's.
    public static let cannotListen = Code(value: .cannotListen)
    /// The data directory cannot be used.
    public static let storage = Code(value: .storage)
    /// The broker was stopped, before it was ready or since.
    public static let stopped = Code(value: .stopped)
    /// The broker has no such node, or it is stopped.
    public static let noSuchNode = Code(value: .noSuchNode)
    /// There is no such topic, or it has fewer partitions.
    public static let noSuchPartition = Code(value: .noSuchPartition)

    public var description: String { value.rawValue }
  }

  public var code: Code
  /// What was tried and what went wrong.
  public var message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}
