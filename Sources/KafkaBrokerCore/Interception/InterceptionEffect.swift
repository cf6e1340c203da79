public import KafkaWire

/// What a rule does to a request, in place of or beside what the broker would do.
///
/// A connection has one request at work at a time, as in Apache Kafka. So a request without an answer holds up all that
/// come behind it on its connection until the client gives the connection up, as a broker that hangs does.
public struct InterceptionEffect: Sendable, CustomStringConvertible {
  package enum Kind: Sendable {
    case pass
    case dropRequest
    case dropAnswer
    case delayRequest(Duration)
    case delayAnswer(Duration)
    case closeBeforeWork
    case closeAfterWork
    case closeWithinAnswer(Int?)
    case halfOpen
    case answer(ErrorCode)
    case throttle(Duration)
    case deliverTwice
    case choose(@Sendable (InterceptedRequest) -> InterceptionEffect?)
  }

  package let kind: Kind

  package init(_ kind: Kind) {
    self.kind = kind
  }

  /// Nothing: the broker serves the request as usual, and the rule counts it. For waiting until a client has asked.
  public static let pass = InterceptionEffect(.pass)

  /// The request is lost: its work is not done, and it is never answered.
  public static let dropRequest = InterceptionEffect(.dropRequest)

  /// The answer is lost: the work is done, and the client never hears of it.
  public static let dropAnswer = InterceptionEffect(.dropAnswer)

  /// The work begins so much later.
  ///
  /// - Parameter time: At least 0.
  public static func delayRequest(_ time: Duration) -> InterceptionEffect { .init(.delayRequest(time)) }

  /// The work is done at once, and its answer sent so much later.
  ///
  /// - Parameter time: At least 0.
  public static func delayAnswer(_ time: Duration) -> InterceptionEffect { .init(.delayAnswer(time)) }

  /// The connection is closed, and the work not done.
  public static let closeBeforeWork = InterceptionEffect(.closeBeforeWork)

  /// The work is done; then the connection is closed instead of an answer.
  public static let closeAfterWork = InterceptionEffect(.closeAfterWork)

  /// The work is done, a part of the answer is sent, and the connection is closed.
  ///
  /// - Parameter bytes: How many bytes of the answer's frame are sent, with the four of its length. At least 0; all but one
  ///   at most, whatever is given. Nil for half of them.
  public static func closeWithinAnswer(afterBytes bytes: Int? = nil) -> InterceptionEffect {
    .init(.closeWithinAnswer(bytes))
  }

  /// The broker neither reads from the connection nor writes to it any more, and keeps it open: what a client sees of a
  /// machine that was cut off. The work is not done.
  public static let halfOpen = InterceptionEffect(.halfOpen)

  /// The request is answered with an error, in the form that its API and version have for one, and the work is not done.
  ///
  /// - Where the answer has an error for each topic or partition, it goes to all that the request names; to those of
  ///   the rule's topic and partition alone where the rule has them. In Produce, Fetch, ListOffsets, OffsetCommit and
  ///   Metadata the others are served as usual.
  /// - Where an API has one error for all, or none for each topic, the whole request is refused.
  /// - A Produce with `acks=0` has no answer; the connection is closed, which is all that such a producer can notice.
  /// - The errors of fetch sessions (KIP-227) concern the whole Fetch. So does REBOOTSTRAP_REQUIRED in Metadata.
  /// - Where there is no place for the error, as in a Metadata before version 13 that asks for brokers alone, or a Fetch
  ///   before version 7 without partitions, the answer has what it has without one: no topics or partitions.
  ///
  /// - Parameter code: Not ``ErrorCode/none``.
  public static func answer(_ code: ErrorCode) -> InterceptionEffect { .init(.answer(code)) }

  /// The client is told to pause, as one that is over its quota (KIP-219): the answer has the time in it and comes at
  /// once, and until it is over nothing is read from the connection. In versions from before KIP-219 the answer comes when
  /// the time is over.
  ///
  /// - Parameter time: From 0 to 2147483647 ms; Kafka counts in whole milliseconds.
  public static func throttle(_ time: Duration) -> InterceptionEffect { .init(.throttle(time)) }

  /// The request arrives twice. The client gets the answer to the second.
  public static let deliverTwice = InterceptionEffect(.deliverTwice)

  /// A closure looks at the request and chooses. Where it gives nil, the rule does not apply, and the next one is asked.
  ///
  /// It is called on the broker's event loop: it must not wait for anything. What it chooses is held to the same ranges as
  /// what a rule is made with; a number out of them is a programming error, and traps.
  public static func choose(
    _ closure: @escaping @Sendable (InterceptedRequest) -> InterceptionEffect?
  ) -> InterceptionEffect { .init(.choose(closure)) }

  public var description: String {
    switch kind {
    case .pass: "pass"
    case .dropRequest: "drop the request"
    case .dropAnswer: "drop the answer"
    case .delayRequest(let time): "delay the request by \(time)"
    case .delayAnswer(let time): "delay the answer by \(time)"
    case .closeBeforeWork: "close before the work"
    case .closeAfterWork: "close after the work"
    case .closeWithinAnswer(let bytes):
      bytes.map { "close after \($0) bytes of the answer" } ?? "close within the answer"
    case .halfOpen: "half-open"
    case .answer(let code): "answer \(code)"
    case .throttle(let time): "throttle for \(time)"
    case .deliverTwice: "deliver twice"
    case .choose: "choose"
    }
  }

  /// What is wrong with the numbers in it; nil for nothing.
  func complaint() -> String? {
    switch kind {
    case .delayRequest(let time), .delayAnswer(let time):
      time < .zero ? "a delay is at least 0, not \(time)" : nil
    case .throttle(let time):
      (0...Int64(Int32.max)).contains(time.wholeMilliseconds) && time >= .zero
        ? nil : "a throttle time is from 0 to \(Int32.max) ms, not \(time)"
    case .closeWithinAnswer(let bytes?): bytes < 0 ? "bytes of an answer are at least 0, not \(bytes)" : nil
    case .answer(let code): code == .none ? "NONE is no error to answer with; use .pass" : nil
    default: nil
    }
  }
}
