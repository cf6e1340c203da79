import KafkaMessages
import KafkaWire

extension GroupCoordinator {
  /// A DeleteGroups request whose groups are being deleted one by one.
  struct Deletion: Equatable, Sendable {
    var token: RequestToken
    var results: [(group: String, error: ErrorCode)]
    /// Appends still on their way.
    var outstanding: Int

    static func == (left: Deletion, right: Deletion) -> Bool {
      left.token == right.token && left.outstanding == right.outstanding
        && left.results.elementsEqual(right.results) { $0 == $1 }
    }
  }

  mutating func beginDeletion(_ deletion: Deletion) -> UInt64 {
    lastDeletion += 1
    deletions[lastDeletion] = deletion
    return lastDeletion
  }

  /// One of the appends of a deletion has ended; the answer leaves after the last one.
  mutating func finishDeletion(of group: String, in request: UInt64, _ error: ErrorCode) -> [GroupOutput] {
    guard var deletion = deletions[request] else { return [] }
    if error != .none, let index = deletion.results.firstIndex(where: { $0.group == group }) {
      deletion.results[index].error = error
    }
    deletion.outstanding -= 1
    guard deletion.outstanding <= 0 else {
      deletions[request] = deletion
      return []
    }
    deletions[request] = nil
    return [.respond(deletion.token, .deleteGroups(deletion.response))]
  }
}

extension GroupCoordinator.Deletion {
  var response: DeleteGroupsResponse {
    .with {
      $0.results = results.map { result in
        .with {
          $0.groupId = result.group
          $0.errorCode = result.error.rawValue
        }
      }
    }
  }
}
