import KafkaWire

/// What an event did to a group: answers that can leave now, and what must be in the log first.
///
/// This is the pair of records and response of Kafka's coordinators. Writes come back to the group by `stored`.
package struct GroupEffects: Equatable, Sendable {
  package var answers: [Answer] = []
  package var write: Write?

  package struct Answer: Equatable, Sendable {
    package var token: RequestToken
    package var response: GroupResponse
  }

  package struct Write: Equatable, Sendable {
    package var image: GroupImage
    package var reason: Reason
  }

  package enum Reason: Equatable, Sendable {
    /// The group is new. If it cannot be written, whoever waits in it is told, and it is forgotten.
    case created
    /// The leader's assignment. The generation becomes stable when it is written.
    case assignment
    /// The last member is gone. Nobody waits for this write.
    case emptied
    /// A static member came back. It is answered when the change is written; otherwise `previous` is put back.
    case replaced(instanceID: String, previous: GroupMember, leader: String?)
  }

  mutating func answer(_ token: RequestToken, _ response: GroupResponse) {
    answers.append(Answer(token: token, response: response))
  }
}
