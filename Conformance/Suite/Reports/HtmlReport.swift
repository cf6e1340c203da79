import KafkaWire

extension RunReport {
  /// One page that needs nothing else: no script or style from elsewhere.
  package var html: String {
    let findings = records.filter(\.isFinding)
    var page = HtmlPage(title: "Conformance of \(info.product)")
    page.body += "<h1>Conformance of \(info.product.escaped)</h1>\n<p class=\"lead\">"
    page.body += "\(records.count) executions against <code>\(info.bootstrap.escaped)</code> in "
    page.body += "\(Duration.milliseconds(info.milliseconds).text), seed <code>\(info.seed)</code>"
    page.body += "\(info.isInterrupted ? "; the run was interrupted" : "").</p>\n"
    page.body += "<ul class=\"counts\">\(counts.map { Self.badge($0.verdict, "\($0.count) ") }.joined())</ul>\n"
    page.body += summaryTable
    page.body += causes(findings)
    if !findings.isEmpty {
      page.body += "<h2 id=\"findings\">Findings</h2>\n"
      page.body += findings.map { finding($0) }.joined()
    }
    page.body += caseTable
    page.script = HtmlPage.filters
    return page.text
  }

  static func badge(_ verdict: Verdict, _ before: String = "") -> String {
    "<li class=\"badge \(verdict.rawValue)\">\(before)\(verdict.rawValue)</li>"
  }

  /// Areas by level.
  private var summaryTable: String {
    let areas = Dictionary(grouping: records, by: \.area)
    let titles = Dictionary(Area.all.map { ($0.name, $0.title) }, uniquingKeysWith: { first, _ in first })
    let levels = Level.allCases.reversed()
    var text = "<h2>By area and level</h2>\n<table class=\"summary\"><thead><tr><th>Area</th>"
    text += levels.map { "<th>\($0.rawValue)</th>" }.joined() + "</tr></thead><tbody>\n"
    for area in areas.keys.sorted() {
      text +=
        "<tr><th><a href=\"#cases\" data-area=\"\(area)\">\(area)</a> <small>\((titles[area] ?? "").escaped)</small></th>"
      for level in levels {
        let counts = Self.counts((areas[area] ?? []).filter { $0.level == level })
        text += "<td><ul>\(counts.map { Self.badge($0.verdict, "\($0.count) ") }.joined())</ul></td>"
      }
      text += "</tr>\n"
    }
    return text + "</tbody></table>\n"
  }

  private func causes(_ findings: [CaseRecord]) -> String {
    let causes = Cause.group(findings)
    guard !causes.isEmpty else { return "<p>Nothing was found that a person has to look at.</p>\n" }
    var text = "<h2>By likely cause</h2>\n<ol class=\"causes\">\n"
    for cause in causes {
      let links = cause.records.map { "<a href=\"#\($0.name.escaped)\">\($0.name.escaped)</a>" }
      text += "<li><code>\(cause.title.escaped)</code><br>\(links.joined(separator: ", "))</li>\n"
    }
    return text + "</ol>\n"
  }

  /// Every case in a row, for the filters.
  private var caseTable: String {
    var text = "<h2 id=\"cases\">Cases</h2>\n<div class=\"filters\">\n"
    text += "<input id=\"text\" type=\"search\" placeholder=\"id, title, note\" aria-label=\"text\">\n"
    text += Self.choice("verdict", counts.map(\.verdict.rawValue))
    text += Self.choice("level", Level.allCases.reversed().map(\.rawValue))
    text += Self.choice("area", Set(records.map(\.area)).sorted())
    text += "<span id=\"shown\"></span></div>\n<table class=\"cases\"><thead><tr><th>Case</th><th>Requirement</th>"
    text += "<th>Level</th><th>Verdict</th><th>ms</th></tr></thead><tbody>\n"
    for record in records {
      let name = record.name.escaped
      let shown = record.isFinding ? "<a href=\"#\(name)\">\(name)</a>" : name
      let note = record.verdict == .pass ? "" : "<br><small>\(record.sentence.escaped)</small>"
      text += "<tr data-area=\"\(record.area)\" data-level=\"\(record.level.rawValue)\" "
      text += "data-verdict=\"\(record.verdict.rawValue)\"><td class=\"id\">\(shown)</td>"
      text += "<td>\(record.title.escaped)\(note)</td><td>\(record.level.rawValue)</td>"
      text += "<td><ul>\(Self.badge(record.verdict))</ul></td><td class=\"number\">\(record.milliseconds)</td></tr>\n"
    }
    return text + "</tbody></table>\n"
  }

  private static func choice(_ name: String, _ values: [String]) -> String {
    let options = values.map { "<option>\($0)</option>" }.joined()
    return
      "<select id=\"\(name)\" aria-label=\"\(name)\"><option value=\"\">every \(name)</option>\(options)</select>\n"
  }
}
