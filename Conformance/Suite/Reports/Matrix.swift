/// Several runs beside each other: broker by area, and broker by case.
package struct Matrix: Sendable {
  package var reports: [(name: String, records: [CaseRecord])]

  package init(_ reports: [(name: String, records: [CaseRecord])]) { self.reports = reports }

  private var areas: [String] {
    let seen = Set(reports.flatMap { $0.records.map(\.area) })
    let known = Area.all.map(\.name)
    return known.filter(seen.contains) + seen.subtracting(known).sorted()
  }

  private var ids: [String] { Set(reports.flatMap { $0.records.map(\.id) }).sorted() }

  private var titles: [String: String] {
    Dictionary(reports.flatMap { $0.records.map { ($0.id, $0.title) } }, uniquingKeysWith: { first, _ in first })
  }

  /// One verdict for a case that ran at several versions: the worst.
  private static let ladder: [Verdict] = [
    .fail, .flaky, .suiteError, .warn, .nonStrict, .pass, .informational, .unsupported, .skipped,
  ]

  private static func worst(_ records: [CaseRecord]) -> Verdict? {
    let verdicts = Set(records.map(\.verdict))
    return ladder.first { verdicts.contains($0) }
  }

  private static func verdicts(_ records: [CaseRecord]) -> [String: Verdict] {
    Dictionary(grouping: records, by: \.id).compactMapValues { worst($0) }
  }

  /// `31 of 33`: cases that do not break their requirement, of those that could be judged.
  private static func share(_ verdicts: [Verdict]) -> (good: Int, all: Int) {
    let judged = verdicts.filter { ![.unsupported, .skipped, .suiteError].contains($0) }
    return (judged.filter { [.pass, .nonStrict, .informational].contains($0) }.count, judged.count)
  }

  private func cell(_ records: [CaseRecord]) -> String {
    let verdicts = Array(Self.verdicts(records).values)
    guard !verdicts.isEmpty else { return "–" }
    let (good, all) = Self.share(verdicts)
    let failing = verdicts.filter { $0 == .fail }.count
    let absent = verdicts.count - all
    let absence = verdicts.contains(.unsupported) ? "not offered" : "not judged"
    var text = all == 0 ? absence : "\(good) of \(all)"
    if failing > 0 { text += ", \(failing) FAIL" }
    if absent > 0, all > 0 { text += " (+\(absent) not judged)" }
    return text
  }

  // MARK: Markdown

  /// - Parameter isWhole: With the table of cases.
  package func markdown(isWhole: Bool = true) -> String {
    var text = "# Conformance matrix\n\n"
    text +=
      "Made by `kafka-conformance matrix`. A cell says how many cases keep their requirement (PASS, NON-STRICT or "
    text += "INFORMATIONAL), of those that could be judged; MUST cases that do not are FAIL.\n\n"
    text += row(["Area"] + reports.map(\.name)) + row(reports.reduce(["---"]) { row, _ in row + ["---"] })
    for area in areas {
      text += row([area] + reports.map { report in cell(report.records.filter { $0.area == area }) })
    }
    text += row(["**all**"] + reports.map { cell($0.records) })
    guard isWhole else { return text }
    text += "\n## Cases on which they differ, or of which one fails\n\n"
    text += row(["Case", "Requirement"] + reports.map(\.name))
    text += row(reports.reduce(["---", "---"]) { row, _ in row + ["---"] })
    let verdicts = reports.map { Self.verdicts($0.records) }
    let titles = titles
    for id in ids {
      let found = verdicts.map { $0[id] }
      guard Set(found).count > 1 || found.contains(.fail) else { continue }
      text += row([id, titles[id] ?? ""] + found.map { $0?.rawValue ?? "–" })
    }
    return text
  }

  private func row(_ cells: [String]) -> String {
    "| "
      + cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }
      .joined(separator: " | ") + " |\n"
  }

  // MARK: HTML

  package var html: String {
    var page = HtmlPage(title: "Conformance matrix")
    let heads = reports.map { "<th>\($0.name.escaped)</th>" }.joined()
    page.body += "<h1>Conformance matrix</h1>\n<h2>By area</h2>\n<table class=\"matrix\"><thead><tr><th>Area</th>"
    page.body += heads + "</tr></thead><tbody>\n"
    for area in areas {
      let cells = reports.map { report in
        "<td>\(cell(report.records.filter { $0.area == area }).escaped)</td>"
      }
      page.body += "<tr><th>\(area)</th>\(cells.joined())</tr>\n"
    }
    page.body += "<tr><th>all</th>\(reports.map { "<td>\(cell($0.records).escaped)</td>" }.joined())</tr>\n"
    page.body += "</tbody></table>\n<h2>By case</h2>\n<div class=\"filters\"><input id=\"text\" type=\"search\" "
    page.body +=
      "placeholder=\"id, title, verdict\" aria-label=\"text\"><label><input id=\"differs\" type=\"checkbox\"> "
    page.body += "only where they differ</label> <span id=\"shown\"></span></div>\n"
    page.body += "<table class=\"matrix cases\"><thead><tr><th>Case</th>\(heads)</tr></thead><tbody>\n"
    let verdicts = reports.map { Self.verdicts($0.records) }
    let findings = reports.map { report in
      Dictionary(grouping: report.records.filter(\.isFinding), by: \.id).compactMapValues { $0.first?.sentence }
    }
    let titles = titles
    for id in ids {
      let found = verdicts.map { $0[id] }
      page.body +=
        "<tr data-differs=\"\(Set(found).count > 1)\"><th>\(id) <small>\((titles[id] ?? "").escaped)</small></th>"
      for (index, verdict) in found.enumerated() {
        let said = findings[index][id].map { " title=\"\($0.escaped)\"" } ?? ""
        page.body += "<td\(said)>\(verdict.map { "<ul>\(RunReport.badge($0))</ul>" } ?? "–")</td>"
      }
      page.body += "</tr>\n"
    }
    page.body += "</tbody></table>\n"
    page.script = Self.filters
    return page.text
  }

  private static let filters = """
    const rows = [...document.querySelectorAll(".cases tbody tr")];
    const text = document.getElementById("text"), differs = document.getElementById("differs");
    function filter() {
      let shown = 0;
      for (const row of rows) {
        const fits = row.textContent.toLowerCase().includes(text.value.toLowerCase())
          && (!differs.checked || row.dataset.differs === "true");
        row.hidden = !fits;
        if (fits) shown += 1;
      }
      document.getElementById("shown").textContent = shown + " of " + rows.length;
    }
    text.addEventListener("input", filter);
    differs.addEventListener("input", filter);
    filter();
    """
}
