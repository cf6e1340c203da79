/// One thing to measure.
struct Benchmark {
  /// A path of words, e.g. `records/encode/100B`, that `--filter` looks into.
  let name: String
  /// What one operation is: "record", "batch", "message".
  let unit: String
  /// Operations in one call of the body.
  let operations: Int
  /// Bytes that one call of the body works through; 0 where a rate says nothing.
  let bytes: Int
  /// Makes the input and returns the body.
  let prepare: () throws -> () -> Void

  init(
    _ name: String, unit: String, operations: Int = 1, bytes: Int = 0, prepare: @escaping () throws -> () -> Void
  ) {
    self.name = name
    self.unit = unit
    self.operations = operations
    self.bytes = bytes
    self.prepare = prepare
  }

  static var all: [Benchmark] {
    recordBenchmarks + checksumBenchmarks + codecBenchmarks + messageBenchmarks + clusterBenchmarks
  }
}

/// Takes a result so that the compiler must compute it.
@inline(never)
func use<Value>(_ value: Value) {
  withExtendedLifetime(value) {}
}
