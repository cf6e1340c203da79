package import KafkaMessages
import KafkaWire

extension GroupCoordinator {
  /// The groups of all partitions this node leads, by id. Filters are compared without regard to case (KIP-518,
  /// KIP-848); a word no group matches gives an empty list.
  package func listGroups(
    _ request: ListGroupsRequest, from client: GroupClient, token: RequestToken
  ) -> [GroupOutput] {
    let response = ListGroupsResponse.with {
      if shards.values.contains(where: \.isLoading) {
        $0.errorCode = ErrorCode.coordinatorLoadInProgress.rawValue
        return
      }
      let states = Set(request.statesFilter.map { $0.lowercased() })
      let types = Set(request.typesFilter.map { $0.lowercased() })
      guard types.isEmpty || types.contains("classic") else { return }
      let groups = shards.values.flatMap(\.live.values).filter {
        states.isEmpty || states.contains($0.state.name.lowercased())
      }
      $0.groups = groups.sorted { $0.id < $1.id }.map { group in
        .with {
          $0.groupId = group.id
          $0.protocolType = group.protocolType ?? ""
          $0.groupState = group.state.name
          $0.groupType = "classic"
        }
      }
    }
    return [.respond(token, .listGroups(response))]
  }
}
