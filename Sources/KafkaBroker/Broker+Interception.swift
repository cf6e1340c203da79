public import KafkaBrokerCore
public import KafkaWire

/// Fault scripts: rules that let a broker misbehave in a chosen way, to test what a service makes of it.
///
///     let refusals = try broker.intercept(.produce, topic: "orders", times: 3, .answer(.notEnoughReplicas))
///     let lost = try broker.intercept(.produce, topic: "orders", .dropAnswer)
///     // ... the service sends its orders ...
///     try await refusals.waitForHits(3)
///     #expect(lost.hitCount == 1)
///
/// A request goes by the rules in the order in which they were made. Each rule that matches counts it; the first that
/// applies decides what is done, and those behind it do not see the request. Here the first three Produce requests are
/// refused, and the answer to the fourth is lost.
///
/// Rules can be made before the broker runs, and at any time after; they count from the next request on, on all nodes. A
/// request that cannot be decoded, and one in a version that is not offered, is seen by no rule.
extension Broker {
  /// Makes a rule. What is left out matches every request.
  ///
  /// - Parameters:
  ///   - api: An API that the broker serves, in the release that it behaves like.
  ///   - clientID: The client's `client.id`.
  ///   - connection: As ``InterceptedRequest/connection``, to go on with a connection that another rule saw.
  ///   - topic: A topic that the request names, by name or id. A Metadata request for all topics names none.
  ///   - partition: A partition of `topic` that the request names. At least 0.
  ///   - node: The id of the broker's node that the request comes to.
  ///   - skip: How many requests that match go by before the first is intercepted: 2 begins with the third. At least 0.
  ///   - times: How many requests are intercepted. At least 1; `.max` for as long as the broker runs.
  ///   - after: How long after this call the rule begins. At least 0.
  ///   - before: How long after this call the rule ends. More than `after`; nil for never.
  ///   - probability: How likely a request that matches is to be intercepted. Above 0, at most 1.
  ///   - seed: What the chance for it comes from: the same seed takes the same of the requests in their order.
  ///   - effect: What is done.
  /// - Returns: The rule, to see what it did and to end it.
  /// - Throws: ``InterceptionError``: `invalidRule` for numbers out of their ranges and for what can never match,
  ///   `tooManyRules` when 1000 rules are active, `ended` when the broker has stopped.
  @discardableResult
  public func intercept(
    _ api: ApiKey? = nil, clientID: String? = nil, connection: UInt64? = nil, topic: String? = nil,
    partition: Int32? = nil, node: Int32? = nil, skip: Int = 0, times: Int = 1, after: Duration = .zero,
    before: Duration? = nil, probability: Double = 1, seed: UInt64 = 0, _ effect: InterceptionEffect
  ) throws(InterceptionError) -> Interception {
    var rule = InterceptionRule(effect)
    rule.api = api
    rule.clientID = clientID
    rule.connection = connection
    rule.topic = topic
    rule.partition = partition
    rule.node = node
    rule.skip = skip
    rule.times = times
    rule.after = after
    rule.before = before
    rule.probability = probability
    rule.seed = seed
    try rule.validate(for: configuration)
    return Interception(id: try interceptions.add(rule, at: clock.now().instant), center: interceptions)
  }

  /// Makes a rule for the next request, whatever it is.
  ///
  /// - Throws: ``InterceptionError``: `invalidRule` for numbers of the effect out of their ranges, `tooManyRules` when 1000
  ///   rules are active, `ended` when the broker has stopped.
  @discardableResult
  public func intercept(_ effect: InterceptionEffect) throws(InterceptionError) -> Interception {
    try intercept(nil, effect)
  }

  /// Ends all rules, as ``Interception/remove()`` does.
  public func removeInterceptions() { interceptions.desk.removeAll() }
}
