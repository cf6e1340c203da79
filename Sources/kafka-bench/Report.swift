/// Prints measurements for people, or as JSON for programs.
enum Report {
  static func table(_ measurements: [Measurement]) -> String {
    let header = ["benchmark", "per", "ns", "MB/s", "instructions", "allocations"]
    let rows = measurements.map { measurement in
      [
        measurement.benchmark.name, measurement.benchmark.unit, text(measurement.nanoseconds),
        measurement.megabytesPerSecond.map { text($0) } ?? "", measurement.instructions.map { text($0) } ?? "-",
        measurement.allocations.map { text($0) } ?? "-",
      ]
    }
    let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
    return ([header] + rows).map { row in
      row.indices.map { pad(row[$0], to: widths[$0], right: $0 > 1) }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  static func json(_ measurements: [Measurement]) -> String {
    let lines = measurements.map { measurement in
      var fields = [
        "\"name\": \"\(measurement.benchmark.name)\"", "\"unit\": \"\(measurement.benchmark.unit)\"",
        "\"nanoseconds\": \(measurement.nanoseconds)",
      ]
      if let rate = measurement.megabytesPerSecond { fields.append("\"megabytesPerSecond\": \(rate)") }
      if let instructions = measurement.instructions { fields.append("\"instructions\": \(instructions)") }
      if let allocations = measurement.allocations { fields.append("\"allocations\": \(allocations)") }
      return "  {" + fields.joined(separator: ", ") + "}"
    }
    return "[\n" + lines.joined(separator: ",\n") + "\n]"
  }

  /// Three digits that mean something.
  static func text(_ value: Double) -> String {
    if value == 0 { return "0" }
    let decimals = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : abs(value) >= 1 ? 2 : 3
    let scale = [1.0, 10, 100, 1000][decimals]
    let scaled = Int((abs(value) * scale).rounded())
    let whole = scaled / Int(scale)
    let sign = value < 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(whole)" }
    let fraction = String(scaled % Int(scale))
    return "\(sign)\(whole).\(String(repeating: "0", count: decimals - fraction.count))\(fraction)"
  }

  private static func pad(_ text: String, to width: Int, right: Bool) -> String {
    let spaces = String(repeating: " ", count: max(0, width - text.count))
    return right ? spaces + text : text + spaces
  }
}
