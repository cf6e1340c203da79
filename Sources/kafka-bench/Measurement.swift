import CBenchSupport

/// What was measured of a benchmark, per operation.
struct Measurement {
  let benchmark: Benchmark
  /// Median over the rounds, processor time of this thread.
  let nanoseconds: Double
  let allocations: Double?
  /// From the processor's counters, or from outside (callgrind).
  var instructions: Double?

  /// MB (10⁶ bytes) per second of processor time.
  var megabytesPerSecond: Double? {
    guard benchmark.bytes > 0, nanoseconds > 0 else { return nil }
    return Double(benchmark.bytes) / Double(benchmark.operations) / nanoseconds * 1000
  }
}

struct Meter {
  /// A round takes at least this long, so that the clock's grain does not show.
  static let roundNanoseconds: UInt64 = 50_000_000

  let rounds: Int
  private let instructionCounter = kafka_bench_instructions_open()

  init(rounds: Int) {
    self.rounds = rounds
  }

  func measure(_ benchmark: Benchmark) throws -> Measurement {
    let body = try benchmark.prepare()
    let calls = callsPerRound(body)
    var times: [Double] = []
    var instructions: [Double] = []
    for _ in 0..<rounds {
      let counted = readInstructions()
      let start = kafka_bench_thread_nanoseconds()
      for _ in 0..<calls { body() }
      times.append(Double(kafka_bench_thread_nanoseconds() - start))
      if let counted, let now = readInstructions() { instructions.append(Double(now - counted)) }
    }
    let before = kafka_bench_allocations()
    for _ in 0..<calls { body() }
    let allocations = kafka_bench_allocations() - before

    let operations = Double(calls * benchmark.operations)
    return Measurement(
      benchmark: benchmark, nanoseconds: median(times) / operations,
      allocations: kafka_bench_counts_allocations() == 1 ? Double(allocations) / operations : nil,
      instructions: instructions.isEmpty ? nil : median(instructions) / operations)
  }

  /// Runs the body once to warm up and once where callgrind counts.
  func countOnce(_ benchmark: Benchmark) throws {
    var body = try benchmark.prepare()
    body()
    withUnsafeMutablePointer(to: &body) { body in
      kafka_bench_measured({ $0?.assumingMemoryBound(to: (() -> Void).self).pointee() }, body)
    }
  }

  private func callsPerRound(_ body: () -> Void) -> Int {
    var calls = 1
    while true {
      let start = kafka_bench_thread_nanoseconds()
      for _ in 0..<calls { body() }
      let spent = kafka_bench_thread_nanoseconds() - start
      if spent >= Self.roundNanoseconds { return calls }
      let missing = Double(Self.roundNanoseconds) / Double(max(spent, 1_000))
      calls = max(calls + 1, Int(Double(calls) * min(missing * 1.2, 100)))
    }
  }

  private func readInstructions() -> UInt64? {
    instructionCounter < 0 ? nil : kafka_bench_instructions_read(instructionCounter)
  }
}

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  guard !sorted.isEmpty else { return 0 }
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
