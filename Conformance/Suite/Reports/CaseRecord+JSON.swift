import KafkaWire
import NIOCore

extension CaseRecord {
  /// As `Conformance/results.schema.json` describes it. Seeds are text: they have more digits than other readers keep.
  package var json: JSON {
    .members([
      "id": .string(id),
      "address": .string(address),
      "title": .string(title),
      "version": version.map { .int(Int64($0)) } ?? .null,
      "level": .string(level.rawValue),
      "verdict": .string(verdict.rawValue),
      "signature": signature.map { .string($0) } ?? .null,
      "finding": finding?.json,
      "notes": .array(notes.map { .string($0) }),
      "seed": .string("\(seed)"),
      "expectations": .int(Int64(expectations)),
      "errors": .array(errors.map { .int(Int64($0)) }),
      "milliseconds": .int(milliseconds),
      "transcript": steps.isEmpty ? nil : .array(steps.map(\.json)),
      "dropped": dropped == 0 ? nil : .int(Int64(dropped)),
    ])
  }

  /// - Throws: What is missing or wrong.
  package init(_ json: JSON) throws(JSON.Malformed) {
    guard let id = json["id"]?.string, let address = json["address"]?.string,
      let level = json["level"]?.string.flatMap(Level.init(rawValue:)),
      let verdict = json["verdict"]?.string.flatMap(Verdict.init(rawValue:)),
      let seed = json["seed"]?.string.flatMap({ UInt64($0) })
    else { throw JSON.Malformed(description: "a result needs id, address, level, verdict and seed") }
    self.id = id
    self.address = address
    title = json["title"]?.string ?? id
    version = json["version"]?.int.flatMap { Int16(exactly: $0) }
    self.level = level
    self.verdict = verdict
    signature = json["signature"]?.string
    finding = json["finding"].flatMap { Finding($0) }
    notes = json["notes"]?.array?.compactMap(\.string) ?? []
    self.seed = seed
    milliseconds = json["milliseconds"]?.int ?? 0
    expectations = json["expectations"]?.int.flatMap { Int(exactly: $0) } ?? 0
    errors = json["errors"]?.array?.compactMap { $0.int.flatMap { Int16(exactly: $0) } } ?? []
    steps = json["transcript"]?.array?.compactMap { Step($0) } ?? []
    dropped = json["dropped"]?.int.flatMap { Int(exactly: $0) } ?? 0
  }
}

extension CaseRecord.Finding {
  var json: JSON {
    .members([
      "kind": .string(kind), "requirement": .string(requirement), "field": .string(field), "got": .string(got),
      "want": .string(want), "frame": frame.map { .int(Int64($0)) },
      "range": range.map { .array([.int(Int64($0.lowerBound)), .int(Int64($0.upperBound))]) },
    ])
  }

  init?(_ json: JSON) {
    guard let requirement = json["requirement"]?.string, let field = json["field"]?.string,
      let got = json["got"]?.string, let want = json["want"]?.string
    else { return nil }
    kind = json["kind"]?.string ?? "wrong"
    self.requirement = requirement
    self.field = field
    self.got = got
    self.want = want
    frame = json["frame"]?.int.flatMap { Int(exactly: $0) }
    let bounds = json["range"]?.array?.compactMap { $0.int.flatMap { Int(exactly: $0) } } ?? []
    if bounds.count == 2, bounds[0] >= 0, bounds[0] <= bounds[1] { range = bounds[0]..<bounds[1] }
  }
}

extension CaseRecord.Step {
  var json: JSON {
    .members([
      "number": .int(Int64(number)), "connection": .int(Int64(connection)), "direction": .string(direction),
      "api": api.map { .string(ApiKey(rawValue: $0).description) }, "key": api.map { .int(Int64($0)) },
      "version": version.map { .int(Int64($0)) }, "size": size == 0 ? nil : .int(Int64(size)),
      "bytes": size == 0 ? nil : .string(bytes.hex), "text": text.map { .string($0) },
      "milliseconds": .int(milliseconds),
    ])
  }

  init?(_ json: JSON) {
    guard let number = json["number"]?.int, let direction = json["direction"]?.string,
      let bytes = ByteBuffer(hexadecimal: json["bytes"]?.string ?? "")
    else { return nil }
    self.number = Int(number)
    connection = json["connection"]?.int.flatMap { Int(exactly: $0) } ?? 0
    milliseconds = json["milliseconds"]?.int ?? 0
    self.direction = direction
    api = json["key"]?.int.flatMap { Int16(exactly: $0) }
    version = json["version"]?.int.flatMap { Int16(exactly: $0) }
    size = json["size"]?.int.flatMap { Int(exactly: $0) } ?? 0
    self.bytes = bytes
    text = json["text"]?.string
  }
}
