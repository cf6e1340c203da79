/// Names of librdkafka whose unit, words or meaning are not those of Apache Kafka. Names that differ in nothing but
/// spelling are aliases in the tables of options.
///
/// Source: librdkafka's CONFIGURATION.md, 2.15.
enum LibrdkafkaOptions {
  /// What a name means.
  enum Meaning {
    /// An option of Kafka in another unit or other words.
    case option(String, convert: @Sendable (String) -> Result<Converted, Problem>)
    /// The level of whatever codec is chosen.
    case compressionLevel
    /// A name of Kafka's that means something else there; what to write instead.
    case different(String)

    /// Kafka's name; nil when there is none.
    func option(_ all: [String: String]) -> String? {
      switch self {
      case .option(let name, _): name
      case .compressionLevel:
        (all["compression.type"] ?? all["compression.codec"]).flatMap { codec in
          ["gzip", "lz4", "zstd"].contains(codec) ? "compression.\(codec).level" : nil
        }
      case .different: nil
      }
    }

    func convert(_ text: String) -> Result<Converted, Problem> {
      switch self {
      case .option(_, let convert): convert(text)
      case .compressionLevel, .different: .success(Converted(text))
      }
    }

    /// Whether Kafka has no option of this name.
    func isForeignToJava(_ name: String) -> Bool {
      switch self {
      case .option(let option, _): option != name
      case .compressionLevel: true
      case .different: false
      }
    }
  }

  struct Converted {
    var text: String
    var warning: String?

    init(_ text: String, warning: String? = nil) {
      self.text = text
      self.warning = warning
    }
  }

  struct Problem: Error {
    var text: String
  }

  static var names: [String] { meanings.keys.sorted() }

  static func find(_ name: String) -> Meaning? { meanings[name] }

  private static let meanings: [String: Meaning] = [
    "queue.buffering.max.kbytes": .option("buffer.memory", convert: kibibytes),
    "queued.max.messages.kbytes": .option("fetch.buffer.bytes", convert: kibibytes),
    "queue.buffering.max.ms": .option("linger.ms", convert: fractional),
    "linger.ms": .option("linger.ms", convert: fractional),
    "message.timeout.ms": .option("delivery.timeout.ms", convert: zeroIsForever),
    "delivery.timeout.ms": .option("delivery.timeout.ms", convert: zeroIsForever),
    "socket.send.buffer.bytes": .option("send.buffer.bytes", convert: zeroIsUnset),
    "socket.receive.buffer.bytes": .option("receive.buffer.bytes", convert: zeroIsUnset),
    "connections.max.idle.ms": .option("connections.max.idle.ms", convert: zeroIsUnset),
    "auto.offset.reset": .option("auto.offset.reset", convert: beginning),
    "ssl.endpoint.identification.algorithm": .option("ssl.endpoint.identification.algorithm", convert: noneIsEmpty),
    "compression.level": .compressionLevel,
    "request.timeout.ms": .different(
      "how long brokers wait for replicas, which follows socket.timeout.ms here; remove it, and set socket.timeout.ms"),
    "metadata.max.age.ms": .different(
      "how long cached metadata is kept at most; set topic.metadata.refresh.interval.ms for the time between refreshes"),
  ]

  private static let kibibytes: @Sendable (String) -> Result<Converted, Problem> = { text in
    guard let number = Int64(text), number >= 0, number <= Int64.max / 1024 else {
      return .failure(Problem(text: "expected a whole number of KiB, not \"\(text)\""))
    }
    return .success(Converted("\(number * 1024)"))
  }

  /// Kafka's milliseconds are whole.
  private static let fractional: @Sendable (String) -> Result<Converted, Problem> = { text in
    guard let number = Double(text), number.magnitude < 1e15 else {
      return .failure(Problem(text: "expected a number of milliseconds, not \"\(text)\""))
    }
    let whole = number.rounded(.up)
    let warning = whole == number ? nil : "is raised to \(Int64(whole)), since milliseconds are whole here"
    return .success(Converted("\(Int64(whole))", warning: warning))
  }

  private static let zeroIsForever: @Sendable (String) -> Result<Converted, Problem> = { text in
    .success(Converted(text == "0" ? "\(Int32.max)" : text))
  }

  private static let zeroIsUnset: @Sendable (String) -> Result<Converted, Problem> = { text in
    .success(Converted(text == "0" ? "-1" : text))
  }

  private static let noneIsEmpty: @Sendable (String) -> Result<Converted, Problem> = { text in
    .success(Converted(text == "none" ? "" : text))
  }

  private static let beginning: @Sendable (String) -> Result<Converted, Problem> = { text in
    let words = [
      "smallest": "earliest", "beginning": "earliest", "largest": "latest", "end": "latest", "error": "none",
    ]
    return .success(Converted(words[text] ?? text))
  }
}
