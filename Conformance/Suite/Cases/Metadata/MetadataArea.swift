extension Area {
  static var metadata: Area {
    Area(
      "META", "Metadata, DescribeCluster, DescribeTopicPartitions, FindCoordinator", profiles: ["core"],
      cases: [
        BrokerList.cases, TopicLeaders.cases, TopicLists.cases, TopicFreshness.cases, TopicIds.cases,
        AuthorizedOperations.cases, ClusterDescription.cases, PartitionPages.cases, Coordinators.cases,
      ].flatMap { $0 })
  }
}
