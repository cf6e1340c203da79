package import KafkaMessages

/// What a handler has to say to a request.
package enum Reply {
  case answer(any KafkaResponse)
  /// The answer comes later, by the request's token.
  case later
  /// The request has no answer, as Produce with `acks=0`; the connection goes on.
  case none
  case close(CloseReason)
}
