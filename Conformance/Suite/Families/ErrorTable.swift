package import KafkaWire

/// The report of family G-ERRTAB: which error codes the broker gave in a run, API by API, beside those that Apache
/// Kafka is known to give.
///
/// Nobody publishes such a table. This one holds what a real broker was recorded to answer (`fixtures/behaviour`) and
/// what the proposals and error descriptions name for an API; a code that is not in it is worth a look, not a fault.
package enum ErrorTable {
  package static let id = "G-ERRTAB"

  /// Codes that any API may give: a fault of its own, no right, no version, a bad request, another controller.
  static let common: Set<Int16> = [-1, 29, 30, 31, 35, 41, 42, 53]

  /// - Parameter seen: The codes of all answers by API.
  package static func outcome(_ seen: [ApiKey: Set<Int16>], seed: UInt64) -> Outcome {
    var notes: [String] = []
    let order = Set(seen.keys).union(known.keys).sorted { $0.rawValue < $1.rawValue }
    for api in order {
      let codes = seen[api] ?? []
      let table = (known[api] ?? []).union(common)
      guard !codes.isEmpty else { continue }
      var note = "\(api): seen \(text(codes))"
      let strange = codes.subtracting(table)
      if !strange.isEmpty { note += "; not known of Apache Kafka \(text(strange))" }
      let absent = (known[api] ?? []).subtracting(codes)
      if !absent.isEmpty { note += "; not seen \(text(absent))" }
      notes.append(note)
    }
    let silent = order.filter { seen[$0]?.isEmpty ?? true }
    if !silent.isEmpty { notes.append("no error seen: \(silent.map { "\($0)" }.joined(separator: ", "))") }
    let all = seen.values.reduce(into: Set<Int16>()) { $0.formUnion($1) }
    notes.insert("\(all.count) different codes from \(seen.count) APIs", at: 0)
    return Outcome(
      id: id, address: "broker/g-errtab", version: nil, level: .may, verdict: .informational, failure: nil,
      notes: notes, seed: seed, duration: .zero, transcript: nil, expectations: 0, errors: all)
  }

  private static func text(_ codes: Set<Int16>) -> String {
    codes.sorted().map { "\($0)" }.joined(separator: " ")
  }

  /// Codes beyond the common ones, by API.
  static let known: [ApiKey: Set<Int16>] = {
    var table: [ApiKey: Set<Int16>] = [:]
    for line in rows.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let key = words.first.flatMap({ Int16($0) }) else { continue }
      table[ApiKey(rawValue: key)] = Set(words.dropFirst().compactMap { Int16($0) })
    }
    return table
  }()

  /// The number of an API, then its codes.
  private static let rows = """
    0 2 3 5 6 7 10 17 18 19 20 21 32 43 45 46 47 48 49 59 67 76 87 90 100 103 120
    1 1 2 3 5 6 9 43 56 70 71 74 75 76 78 100 103 106 109
    2 1 3 5 6 9 43 56 74 75 78 100
    3 3 5 17 38 72 100
    8 3 12 14 15 16 22 24 25 27 28 82 100 110 113
    9 3 14 15 16 24 25 88 100 113
    10 14 15 24
    11 14 15 16 23 24 25 26 27 79 81 82
    12 14 15 16 22 24 25 27 82
    13 14 15 16 24 25 82
    14 14 15 16 22 23 24 25 27 82
    15 14 15 16 24 69
    16 14 15 130
    17 33 34 58
    18 114
    19 7 17 36 37 38 39 40 44 89
    20 3 7 17 73 89 100
    21 1 3 6 7 17 44 56
    22 14 15 16 47 48 49 50 51 90 120
    23 3 6 9 74 75 76
    24 3 14 15 16 47 48 49 51 90 120
    25 14 15 16 24 47 48 49 51 90 120
    26 14 15 16 47 48 49 51 90 120
    27 2 3 6 52
    28 3 12 14 15 16 22 24 25 27 47 48 49 82 90 120
    29 54
    30 54
    31 54
    32 3 40 100
    33 3 40 44 100
    34 3 6 9 56 57
    35 56
    36 33 34 58
    37 3 7 17 37 38 39 44 60 89
    38 43 61 63 64 65 67
    39 61 62 63 64 65 66
    40 61 62 63 64 65 66
    41 61 64 65
    42 14 15 16 24 68 69
    43 3 7 17 80 83 84 100
    44 3 40 44 100
    45 3 7 17 38 60 85 100
    46 3 7 100
    47 3 14 15 16 24 68 69 86
    48 49
    49 44 89
    50 91 92
    51 33 91 92 93 118
    55 3 6
    57 7 89 95 96
    60 114 115
    61 3 6 17
    64 7 102 131
    65 14 15 16 105
    66 14 15 48
    68 14 15 16 24 25 69 81 82 95 110 111 112 113
    69 14 15 16 24 69
    71 7 89 117 118
    72 89 117 118
    74 42
    75 3 17
    76 14 15 16 24 25 69 81 110 113
    77 14 15 16 24 69
    78 3 6 16 56 69 74 100 103 122 123
    79 3 6 16 56 69 74 100 121 122 123
    80 7 104 125 126
    81 7 104 125 127
    88 14 15 16 24 25 69 81 82 110 113 129 130 131
    89 14 15 16 24 69
    90 3 14 15 16 24 69
    91 3 14 15 16 24 68 69
    92 3 14 15 16 24 68 69
    """
}
