extension Area {
  static var groups: Area {
    Area(
      "GROUP", "Classic groups: joining, rebalances, heartbeats, static members, administration", profiles: ["groups"],
      cases: JoinHandshake.cases + JoinChecks.cases + JoinProtocols.cases + Rebalances.cases + RebalanceTimeouts.cases
        + GroupSync.cases + GroupSyncStates.cases + Heartbeats.cases + Leaving.cases + StaticMembers.cases
        + GroupDescriptions.cases + GroupLists.cases + GroupDeletion.cases + CrowdedGroups.cases
        + CoordinatorRestarts.cases)
  }

  static var commits: Area {
    Area(
      "COMMIT", "Committed offsets: storing, fetching, deleting, expiry", profiles: ["groups"],
      cases: Commits.cases + CommitEdges.cases + MemberCommits.cases + OffsetFetches.cases + TransactionalOffsets.cases
        + OffsetDeletion.cases + OffsetExpiry.cases + OffsetStorage.cases)
  }
}
