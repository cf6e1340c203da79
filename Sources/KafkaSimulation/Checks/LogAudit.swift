import KafkaClientCore
import KafkaRecords
import KafkaStorage
import KafkaWire

/// Reads along in the logs, and compares them with what producers were told.
package final class LogAudit {
  private struct Partition {
    /// By offset; nil where there is none.
    var records: [RecordIdentity?] = []
    /// By offset, whether somebody was told that it is there.
    var isAcknowledged: [Bool] = []
    var places: [RecordIdentity: Int] = [:]
    /// The last number of each task.
    var last: [Int: Int] = [:]
  }

  private let world: World
  private let cluster: SimulatedCluster
  private let topic: String
  private var partitions: [Partition]
  /// Where each record was put when it was taken.
  private var taken: [RecordIdentity: TopicPartition] = [:]
  /// Records of which their senders were told that they are not, or may not be, stored.
  private var given: Set<RecordIdentity> = []
  /// Records that their senders took back.
  private var withdrawn: Set<RecordIdentity> = []
  private let promises: (Int) -> Promises

  /// What a task may rely on.
  package struct Promises: Sendable {
    package var noDuplicates: Bool
    package var order: Bool
    /// What was acknowledged survives.
    package var durability: Bool

    package init(noDuplicates: Bool, order: Bool, durability: Bool) {
      self.noDuplicates = noDuplicates
      self.order = order
      self.durability = durability
    }
  }

  /// - Parameter promises: By task.
  package init(
    world: World, cluster: SimulatedCluster, topic: String, partitions: Int, promises: @escaping (Int) -> Promises
  ) {
    self.world = world
    self.cluster = cluster
    self.topic = topic
    self.promises = promises
    self.partitions = Array(repeating: Partition(), count: partitions)
  }

  package var recordCount: Int { partitions.reduce(0) { $0 + $1.records.count } }

  // MARK: What producers are told

  func taken(_ identity: RecordIdentity, _ partition: TopicPartition) {
    taken[identity] = partition
  }

  func failed(_ identity: RecordIdentity) {
    given.insert(identity)
  }

  /// The producer said that the record was taken back and will not be sent.
  func tookBack(_ identity: RecordIdentity) {
    withdrawn.insert(identity)
    for (number, partition) in partitions.enumerated() {
      if let place = partition.places[identity] { failWithdrawn(identity, place, number) }
    }
  }

  func isTakenBack(_ identity: RecordIdentity) -> Bool { withdrawn.contains(identity) }

  private func failWithdrawn(_ identity: RecordIdentity, _ place: Int, _ number: Int) {
    world.fail(
      .withdrawn, "record \(identity) was taken back, and it is at offset \(place) of \(topic)-\(number)")
  }

  /// - Parameter offset: -1 when it was not said.
  func acknowledged(_ identity: RecordIdentity, _ partition: TopicPartition, offset: Int64, acks: Int16) {
    guard acks != 0 else { return }
    let number = Int(partition.partition)
    guard promises(identity.task).durability else { return }
    if offset < 0 {
      guard let place = partitions[number].places[identity] else {
        return world.fail(
          .acknowledgedIsKept, "record \(identity) was acknowledged and is not in partition \(partition)")
      }
      partitions[number].isAcknowledged[place] = true
      return
    }
    let place = Int(offset)
    let found = place < partitions[number].records.count ? partitions[number].records[place] : nil
    guard found == identity else {
      return world.fail(
        .acknowledgedWhereSaid,
        "record \(identity) was acknowledged at offset \(offset) of \(partition), where"
          + " \(found.map { "\($0)" } ?? "nothing") is")
    }
    partitions[number].isAcknowledged[place] = true
  }

  // MARK: What logs have

  /// Reads what was appended. Called after each event.
  package func check() {
    for number in partitions.indices {
      guard let log = log(number), log.logEndOffset > Int64(partitions[number].records.count) else { continue }
      for identity in read(log, from: Int64(partitions[number].records.count)) ?? [] { append(identity, to: number) }
    }
  }

  /// Logs were opened again: what was acknowledged must be in them, and what is in them must be what was.
  package func reopened() {
    for number in partitions.indices {
      let before = partitions[number]
      guard let log = log(number) else {
        // A log that could not be opened is not gone: its node begins anew until it can be.
        if cluster.isUnavailable(TopicPartition(topic: topic, partition: Int32(number))) { continue }
        if before.isAcknowledged.contains(true) {
          world.fail(.acknowledgedIsKept, "\(topic)-\(number) is gone, and records of it were acknowledged")
        }
        partitions[number] = Partition()
        continue
      }
      guard let now = read(log, from: 0) else { continue }
      for (offset, identity) in before.records.enumerated() {
        let found = offset < now.count ? now[offset] : nil
        if before.isAcknowledged[offset], found != identity {
          world.fail(
            .acknowledgedIsKept,
            "record \(identity.map { "\($0)" } ?? "?") was acknowledged at offset \(offset) of \(topic)-\(number); after"
              + " the restart \(found.map { "\($0)" } ?? "nothing") is there")
        }
      }
      partitions[number] = Partition()
      for identity in now { append(identity, to: number) }
      for offset in now.indices where offset < before.records.count {
        partitions[number].isAcknowledged[offset] = before.isAcknowledged[offset]
      }
      if now.count < before.records.count {
        world.note("\(topic)-\(number): offsets \(now.count)..<\(before.records.count) were lost")
      }
    }
  }

  private func log(_ number: Int) -> PartitionLog? {
    cluster.log(of: TopicPartition(topic: topic, partition: Int32(number)))
  }

  private func append(_ identity: RecordIdentity?, to number: Int) {
    let place = partitions[number].records.count
    partitions[number].records.append(identity)
    partitions[number].isAcknowledged.append(false)
    guard let identity, let home = taken[identity], Int(home.partition) == number else {
      return world.fail(
        .onlySent,
        "offset \(place) of \(topic)-\(number) has what nobody sent there:"
          + " \(identity.map { "record \($0)" } ?? "something else")")
    }
    if withdrawn.contains(identity) { failWithdrawn(identity, place, number) }
    let promised = promises(identity.task)
    if let first = partitions[number].places[identity] {
      if promised.noDuplicates {
        world.fail(
          .noDuplicates, "record \(identity) is at offset \(first) of \(topic)-\(number), and at \(place) again")
      }
      return
    }
    partitions[number].places[identity] = place
    let last = partitions[number].last[identity.task] ?? -1
    if promised.order, identity.number < last, !given.contains(identity) {
      world.fail(
        .order,
        "record \(identity) is at offset \(place) of \(topic)-\(number), behind record"
          + " \(RecordIdentity(task: identity.task, number: last))")
    }
    partitions[number].last[identity.task] = max(last, identity.number)
  }

  /// The records from an offset to the end, nil for each that is none of ours; nil when the disk does not give them.
  private func read(_ log: PartitionLog, from start: Int64) -> [RecordIdentity?]? {
    var found: [RecordIdentity?] = []
    var next = start
    while next < log.logEndOffset {
      do {
        let data = try log.read(from: next, maxBytes: 1 << 20, minOneBatch: true, upTo: nil)
        var batches = RecordBatches(data.records)
        let before = next
        while case .batch(let batch)? = try batches.next() {
          try batch.validateChecksum()
          for record in try batch.records() {
            guard record.offset >= next else { continue }
            found.append(contentsOf: repeatElement(nil, count: Int(record.offset - next)))
            found.append(RecordIdentity(record))
            next = record.offset + 1
          }
        }
        if next == before { break }
      } catch let error as StorageError {
        // The disk refuses: this log is out of use until its nodes begin anew.
        switch error.kind {
        case .io, .offline: return nil
        default: world.fail(.acknowledgedIsKept, "\(topic) cannot be read at offset \(next): \(error)")
        }
        break
      } catch {
        world.fail(.acknowledgedIsKept, "\(log) cannot be read at offset \(next): \(error)")
        break
      }
    }
    return found
  }
}
