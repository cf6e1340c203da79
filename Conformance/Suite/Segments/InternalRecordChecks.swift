import KafkaSchema
import NIOCore

/// The rules of records of internal topics, from one batch to the next.
struct InternalRecordChecks {
  private var states: [String: Int64] = [:]
  private var next: Int64?

  /// States of a transaction by number: Empty, Ongoing, PrepareCommit, PrepareAbort, CompleteCommit, CompleteAbort, Dead.
  /// An abort may come again, or to a transaction that has just ended (KIP-890).
  private static let allowed: [Int64: Set<Int64>] = [
    0: [0, 1, 3, 6], 1: [1, 2, 3], 2: [2, 4], 3: [3, 5], 4: [0, 1, 3, 4, 6], 5: [0, 1, 3, 5, 6], 6: [0],
  ]

  mutating func check(_ batch: ReadBatch, partition: Int32?, context: SegmentContext, into log: inout FindingLog) {
    guard InternalRecords.knows(context.topic) else { return }
    // Behind a hole that compaction has made, states in between may be missing.
    if batch.baseOffset != next { states = [:] }
    defer { next = batch.lastOffset + 1 }
    guard !batch.isControl, batch.magic == 2 else { return }
    if batch.records.count != Int(batch.lastOffsetDelta) + 1 { states = [:] }
    for record in batch.records {
      let place = batch.range.lowerBound
      let read: InternalRecord
      do throws(InternalRecordFault) {
        read = try InternalRecords.read(context.topic, key: record.key, value: record.value)
      } catch {
        let spot = "at offset \(record.offset)"
        switch error {
        case .unknown(let what): log.warn("Y-02", at: place, "\(what) \(spot)", expected: "a kind that is defined")
        case .broken(let what): log.error("Y-01", at: place, "\(what) \(spot)", expected: "what is defined")
        }
        continue
      }
      checkPartition(read, at: place, partition, context, into: &log)
      if read.name == "TransactionLog" { checkState(read, at: place, into: &log) }
    }
  }

  private func name(_ record: InternalRecord) -> String? {
    guard case .string(let name)? = record.key?.children.first?.value else { return nil }
    return name
  }

  private func checkPartition(
    _ record: InternalRecord, at place: Int, _ partition: Int32?, _ context: SegmentContext, into log: inout FindingLog
  ) {
    guard let count = context.internalPartitions, let partition, context.topic != InternalRecords.metadataLog,
      context.topic != "__share_group_state", let name = name(record)
    else { return }
    let right = Trial.partition(ofGroup: name, of: count)
    if right != Int(partition) {
      log.error("Y-03", at: place, "\(name) in partition \(partition)", expected: "partition \(right) of \(count)")
    }
  }

  private mutating func checkState(_ record: InternalRecord, at place: Int, into log: inout FindingLog) {
    guard let id = name(record) else { return }
    guard case .structure(let fields)? = record.value?.value, case .integer(let state)? = fields["TransactionStatus"]
    else {
      states[id] = nil
      return
    }
    defer { states[id] = state }
    guard Self.allowed[state] != nil else {
      return log.error("Y-04", at: place, "state \(state) of \(id)", expected: "0 to 6")
    }
    if let before = states[id], Self.allowed[before]?.contains(state) == false {
      log.error(
        "Y-04", at: place, "state \(state) of \(id) behind \(before)",
        expected: "one of \((Self.allowed[before] ?? []).sorted())")
    }
  }
}
