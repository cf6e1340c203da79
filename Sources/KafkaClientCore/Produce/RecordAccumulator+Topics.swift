package import KafkaWire

/// What a producer needs to know of a topic.
package struct ProduceTopic: Equatable, Sendable {
  package struct Leader: Equatable, Sendable {
    /// -1 for none.
    package var broker: Int32
    /// -1 when the broker did not say.
    package var epoch: Int32

    package init(broker: Int32, epoch: Int32) {
      self.broker = broker
      self.epoch = epoch
    }
  }

  package var name: String
  /// Zero when the brokers do not name topics by id.
  package var id: KafkaUUID
  /// By partition number.
  package var leaders: [Leader]

  package init(name: String, id: KafkaUUID, leaders: [Leader]) {
    self.name = name
    self.id = id
    self.leaders = leaders
  }
}

extension RecordAccumulator {
  /// The topic's number; new names get one.
  @inline(__always)
  mutating func indexOfTopic(_ name: String) -> Int {
    if recentTopic >= 0, topics[recentTopic].name == name { return recentTopic }
    return lookUpTopic(name)
  }

  @inline(never)
  private mutating func lookUpTopic(_ name: String) -> Int {
    let index: Int
    if let known = topicsByName[name] {
      index = known
    } else {
      index = topics.count
      topics.append(Topic(name: name))
      topicsByName[name] = index
    }
    recentTopic = index
    return index
  }

  /// Says that the topic is written to. The client forgets topics of which that has not been said for
  /// `metadata.max.idle.ms` (KIP-526), so it is said again at half that time.
  mutating func announce(_ topic: Int, now: Instant) {
    if let last = topics[topic].lastAnnounced, now - last < settings.metadataMaximumIdle / 2 { return }
    topics[topic].lastAnnounced = now
    announcements.insert(topics[topic].name)
    wantsWake = true
  }

  package mutating func takeAnnouncements() -> [String] {
    if announcements.isEmpty { return [] }
    defer { announcements = [] }
    return announcements.sorted()
  }

  package mutating func takeStaleTopics() -> Set<String> {
    defer { staleTopics = [] }
    return staleTopics
  }

  /// The client's metadata of a topic changed. Topics that were never written to are ignored.
  package mutating func update(_ layout: ProduceTopic) {
    guard let topic = topicsByName[layout.name], !layout.leaders.isEmpty else { return }
    topics[topic].id = layout.id
    topics[topic].refusal = nil
    topics[topic].partitionCount = Int32(layout.leaders.count)
    for (number, leader) in layout.leaders.enumerated() {
      if number == topics[topic].slots.count {
        topics[topic].slots.append(partitions.count)
        partitions.append(Partition(topic: topic, number: Int32(number)))
      }
      let slot = topics[topic].slots[number]
      partitions[slot].leader = leader.broker
      partitions[slot].leaderEpoch = leader.epoch
    }
    for slot in topics[topic].slots.dropFirst(layout.leaders.count) { partitions[slot].leader = -1 }
    resumeWaiters(ofTopic: topic)
  }

  /// The brokers say that they will not have the topic: for its name, or for want of a right. Whoever waits for it is
  /// told; who writes to it later asks anew.
  package mutating func refuse(topic name: String, error: ErrorCode) {
    guard let topic = topicsByName[name] else { return }
    let waiters = topics[topic].waiters
    topics[topic].waiters = []
    topics[topic].refusal = error
    for waiter in waiters { resume(waiter, .failed(.topicRefused(topic: name, error))) }
  }

  /// How many partitions the topic has; nil while that is not known.
  package func partitionCount(ofTopic name: String) -> Int32? {
    guard let topic = topicsByName[name], topics[topic].partitionCount > 0 else { return nil }
    return topics[topic].partitionCount
  }

  // MARK: What the sender asks about partitions

  package func leader(of slot: Int) -> ProduceTopic.Leader {
    ProduceTopic.Leader(broker: partitions[slot].leader, epoch: partitions[slot].leaderEpoch)
  }

  package func partition(of slot: Int) -> TopicPartition {
    TopicPartition(topic: topics[partitions[slot].topic].name, partition: partitions[slot].number)
  }

  package func topicID(of slot: Int) -> KafkaUUID { topics[partitions[slot].topic].id }

  package var partitionSlotCount: Int { partitions.count }
}
