import ArgumentParser
import KafkaConformance

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

struct Segments: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks the files of a log directory or of a partition, byte by byte, and changes nothing.",
    discussion: """
      One line for each finding: severity (E error, W warning, I note), rule, file, byte, what was seen, what was \
      expected. Exit codes: 0 no errors, 1 errors, 3 the directory or the options cannot be used.
      """)

  @Argument(help: "A log directory, or the directory of one partition.")
  var directory: String

  @Flag(help: "The broker was killed: an unfinished batch at a log's end is no error.")
  var unclean = false

  @Flag(help: "The partition's topic is compacted: holes between offsets are no finding.")
  var compacted = false

  @Option(help: "How many partitions __consumer_offsets and __transaction_state have, to check where records belong.")
  var internalPartitions: Int?

  @Option(help: "max.message.bytes of the topic, to name batches above it.")
  var maxMessageBytes: Int?

  @Flag(help: "Prints errors only.")
  var quiet = false

  func validate() throws {
    if let internalPartitions, internalPartitions < 1 {
      throw ValidationError("--internal-partitions \(internalPartitions) is not 1 or more")
    }
    if let maxMessageBytes, maxMessageBytes < 0 {
      throw ValidationError("--max-message-bytes \(maxMessageBytes) is not 0 or more")
    }
  }

  func run() throws {
    let stored: StoredDirectory
    do {
      stored = try StoredDirectory.load(directory)
    } catch {
      complain("\(error)")
      throw ExitCode(3)
    }
    var context = SegmentContext()
    context.isClean = !unclean
    context.isCompacted = compacted
    context.internalPartitions = internalPartitions
    context.maxMessageBytes = maxMessageBytes
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    context.now = Int64(time.tv_sec) * 1000

    let isPartition = PartitionName(stored.name) != nil && stored.files.keys.contains { $0.hasSuffix(".log") }
    let findings: [Finding]
    if isPartition {
      findings = PartitionVerifier.findings(in: stored, context: context)
    } else if LogDirectoryVerifier.looksRight(stored) {
      findings = LogDirectoryVerifier.findings(in: stored, context: context)
    } else {
      complain("\(directory) is neither a log directory nor a partition's")
      throw ExitCode(3)
    }
    for finding in findings where !quiet || finding.severity == .error { print(finding) }
    let counts = Dictionary(grouping: findings, by: \.severity).mapValues(\.count)
    print(
      "\(counts[.error] ?? 0) errors, \(counts[.warning] ?? 0) warnings, \(counts[.information] ?? 0) notes")
    if counts[.error] != nil { throw ExitCode(1) }
  }

  private func complain(_ text: String) {
    Console.complain("kafka-conformance: \(text)")
  }
}
