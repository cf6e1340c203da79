package import KafkaWire
package import NIOCore

/// All partitions of all topics, one by one around the ring of members.
package struct RoundRobinAssignor: PartitionAssignor {
  package let name = "roundrobin"
  package let protocols: [RebalanceProtocol] = [.eager]

  package init() {}

  package func userData(owned: [TopicPartition], generation: Int32) -> ByteBuffer? { nil }

  package func assign(topics: [String: TopicLayout], members: [GroupMember]) -> GroupAssignment {
    var assignment = GroupAssignment(uniqueKeysWithValues: members.map { ($0.identifier, []) })
    let ring = members.sorted(by: GroupMember.precedes).map { (identifier: $0.identifier, topics: Set($0.topics)) }
    let subscribed = ring.reduce(into: Set<String>()) { $0.formUnion($1.topics) }
    var position = 0
    for topic in subscribed.sorted(by: { $0.precedesInJava($1) }) {
      guard let layout = topics[topic] else { continue }
      for partition in layout.partitions(of: topic) {
        while !ring[position % ring.count].topics.contains(topic) {
          position += 1
        }
        assignment[ring[position % ring.count].identifier]?.append(partition)
        position += 1
      }
    }
    return assignment
  }
}
