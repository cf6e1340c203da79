extension Area {
  static var topics: Area {
    Area(
      "TOPIC", "CreateTopics, DeleteTopics, CreatePartitions", profiles: ["admin"],
      cases: [
        TopicCreation.cases, CreationAnswers.cases, CreationRaces.cases, TopicNames.cases, TopicLayout.cases,
        TopicConfigs.cases, TopicDeletion.cases, PartitionGrowth.cases, GrowthAndClients.cases,
      ].flatMap { $0 })
  }
}
