/// What a reading of the log says about its producers: the truth for snapshots and transaction indexes.
struct ProducerReplay {
  struct Producer: Equatable {
    var epoch: Int16 = -1
    var lastSequence: Int32 = -1
    var lastOffset: Int64 = -1
    var offsetDelta: Int32 = 0
    var timestamp: Int64 = -1
    var coordinatorEpoch: Int32 = -1
    var openSince: Int64 = -1
    /// First and last sequences of its batches in this epoch, the newest last.
    var sequences: [(first: Int32, last: Int32)] = []

    static func == (left: Producer, right: Producer) -> Bool {
      left.epoch == right.epoch && left.lastSequence == right.lastSequence && left.lastOffset == right.lastOffset
        && left.offsetDelta == right.offsetDelta && left.timestamp == right.timestamp
        && left.coordinatorEpoch == right.coordinatorEpoch && left.openSince == right.openSince
    }
  }

  struct Abort: Equatable {
    var producerId: Int64
    /// Nil when no data of it is in the log.
    var first: Int64?
    var last: Int64
    var stable: Int64
  }

  private(set) var producers: [Int64: Producer] = [:]
  /// Aborts by the offset of their marker.
  private(set) var aborts: [Int64: Abort] = [:]
  private(set) var commits: [Int64: Int64] = [:]

  var open: [(producerId: Int64, first: Int64)] {
    producers.filter { $0.value.openSince >= 0 }.map { ($0.key, $0.value.openSince) }.sorted { $0.1 < $1.1 }
  }

  mutating func apply(_ batch: ReadBatch, context: SegmentContext, into log: inout FindingLog) {
    guard batch.magic == 2, batch.producerId >= 0 else { return }
    let position = batch.range.lowerBound
    let isNew = producers[batch.producerId] == nil
    var producer = producers[batch.producerId] ?? Producer()
    if batch.producerEpoch < producer.epoch {
      log.error(
        "K-05", at: position, "epoch \(batch.producerEpoch) of producer \(batch.producerId)",
        expected: "at least \(producer.epoch)")
    }
    if batch.producerEpoch != producer.epoch {
      producer.epoch = batch.producerEpoch
      producer.sequences = []
      producer.lastSequence = -1
      producer.lastOffset = -1
      producer.offsetDelta = 0
    }
    defer { producers[batch.producerId] = producer }
    if batch.isControl { return end(batch, of: &producer, context: context, into: &log) }

    if !isNew, !context.isOffsetsTopic, batch.baseSequence >= 0 {
      checkSequence(batch, of: producer, context: context, into: &log)
    }
    producer.sequences.append((batch.baseSequence, batch.lastSequence))
    producer.lastSequence = batch.lastSequence
    producer.lastOffset = batch.lastOffset
    producer.offsetDelta = batch.lastOffsetDelta
    producer.timestamp = batch.maxTimestamp
    if batch.isTransactional, producer.openSince < 0 { producer.openSince = batch.baseOffset }
  }

  private func checkSequence(
    _ batch: ReadBatch, of producer: Producer, context: SegmentContext, into log: inout FindingLog
  ) {
    let expected = producer.lastSequence == Int32.max ? 0 : producer.lastSequence + 1
    let position = batch.range.lowerBound + 53
    let found = "sequences \(batch.baseSequence) to \(batch.lastSequence) of producer \(batch.producerId)"
    if producer.lastSequence < 0 || batch.baseSequence == expected { return }
    if let index = producer.sequences.lastIndex(where: { $0 == (batch.baseSequence, batch.lastSequence) }) {
      let isRecent = producer.sequences.count - index <= 5
      log.add(isRecent ? .error : .warning, "L-08", position, "again \(found)", "\(expected)")
    } else if !context.isCompacted {
      log.warn("L-07", at: position, found, expected: "\(expected)")
    }
  }

  private mutating func end(
    _ batch: ReadBatch, of producer: inout Producer, context: SegmentContext, into log: inout FindingLog
  ) {
    guard let type = batch.controlType, type == 0 || type == 1 else { return }
    let first = producer.openSince < 0 ? nil : producer.openSince
    if first == nil, !context.isCompacted {
      log.warn(
        "K-04", at: batch.range.lowerBound, "a marker of producer \(batch.producerId)",
        expected: "an open transaction of it")
    }
    producer.openSince = -1
    producer.timestamp = batch.maxTimestamp
    if let epoch = batch.coordinatorEpoch { producer.coordinatorEpoch = epoch }
    let others = producers.filter { $0.key != batch.producerId && $0.value.openSince >= 0 }.map(\.value.openSince)
    if type == 0 {
      aborts[batch.baseOffset] = Abort(
        producerId: batch.producerId, first: first, last: batch.baseOffset,
        stable: others.min() ?? batch.baseOffset + 1)
    } else {
      commits[batch.baseOffset] = batch.producerId
    }
  }
}
