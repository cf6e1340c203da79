import ArgumentParser

@main
struct KafkaBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kafka-bench",
    abstract: "Measures the hot paths: records, checksums, codecs, protocol messages.",
    discussion: """
      Times are processor time of the measuring thread, the median of the rounds, for one operation. Instructions come \
      from the processor's counters where the system allows it; elsewhere scripts/bench adds callgrind's. Build with \
      -c release; anything else says nothing.
      """)

  @Option(help: "Measure only benchmarks whose name contains this text.")
  var filter: String?

  @Option(help: "Rounds to take the median of.")
  var rounds = 5

  @Flag(help: "Print JSON instead of a table.")
  var json = false

  @Flag(help: "Print names and operations per call, nothing is measured.")
  var list = false

  @Flag(help: "Run each benchmark once inside kafka_bench_measured, for callgrind.")
  var once = false

  @Option(help: "Instructions per operation that were counted outside: NAME=NUMBER, separated by commas.")
  var instructions: String?

  func validate() throws {
    guard rounds >= 1 else { throw ValidationError("--rounds must be at least 1, not \(rounds)") }
  }

  func run() throws {
    let chosen = Benchmark.all.filter { filter.map($0.name.contains) ?? true }
    guard !chosen.isEmpty else { throw ValidationError("no benchmark's name contains '\(filter ?? "")'") }
    let meter = Meter(rounds: rounds)
    if list || once {
      for benchmark in chosen {
        print(benchmark.name, benchmark.operations)
        if once { try meter.countOnce(benchmark) }
      }
      return
    }
    let counted = countedElsewhere()
    let measurements = try chosen.map { benchmark in
      var measurement = try meter.measure(benchmark)
      if let count = counted[benchmark.name] { measurement.instructions = count }
      return measurement
    }
    print(json ? Report.json(measurements) : Report.table(measurements))
  }

  private func countedElsewhere() -> [String: Double] {
    var counts: [String: Double] = [:]
    for pair in (instructions ?? "").split(separator: ",") {
      let parts = pair.split(separator: "=")
      if parts.count == 2, let count = Double(parts[1]) { counts[String(parts[0])] = count }
    }
    return counts
  }
}
