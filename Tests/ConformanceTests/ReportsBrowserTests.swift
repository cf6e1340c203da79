import Foundation
import KafkaConformance
import TestSupport
import Testing

/// Pages of reports as a browser without a screen shows them.
@Suite(.enabled(if: Browser.isAvailable, "no Chromium is installed")) struct ReportsBrowserTests {
  @Test func `the page filters, counts and opens what is linked to`() async throws {
    let probe = """
      const seen = [];
      const look = () => seen.push(document.getElementById("shown").textContent);
      const choose = (name, value) => {
        const field = document.getElementById(name);
        field.value = value;
        field.dispatchEvent(new Event("input"));
        look();
        field.value = "";
        field.dispatchEvent(new Event("input"));
      };
      look();
      choose("verdict", "FAIL");
      choose("area", "META");
      choose("level", "SHOULD");
      choose("text", "tolerated");
      document.querySelector('a[data-area="META"]').click();
      look();
      seen.push(document.getElementById("FETCH-035@v12").open);
      seen.push(document.querySelectorAll("tr.proof").length);
      seen.push(getComputedStyle(document.querySelector(".badge.FAIL")).backgroundColor);
      seen.push(document.documentElement.scrollWidth <= document.documentElement.clientWidth);
      """
    let seen = try await Browser.run(probe, on: Samples.report.html, hash: "FETCH-035@v12")
    #expect(
      seen == [
        "4 of 4", "1 of 4", "3 of 4", "1 of 4", "1 of 4", "3 of 4", "true", "1", "rgb(207, 34, 46)", "true",
      ])
  }

  @Test func `the page is drawn`() async throws {
    let picture = try await Browser.picture(of: Samples.report.html)
    #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    let blank = try await Browser.picture(of: "<!doctype html><title>-</title>")
    #expect(picture.count > blank.count * 4, "\(picture.count) bytes of picture, \(blank.count) of an empty page's")
  }

  @Test func `the badge is a picture`() async throws {
    let claim = try Claim(Samples.report, profile: "core", level: .must)
    let seen = try await Browser.run(
      "const box = document.querySelector('svg').getBoundingClientRect(); seen.push(box.height, box.width > 150);",
      on: "<!doctype html><body>\(claim.badge)<script>const seen = [];</script></body></html>")
    #expect(seen == ["20", "true"])
  }
}

/// A Chromium that is installed.
enum Browser {
  private static let path: String? = {
    let names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return names.lazy.flatMap { name in folders.map { "\($0)/\(name)" } }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// `make test` demands it; a plain `swift test` skips what needs it.
  static var isAvailable: Bool {
    path != nil || ProcessInfo.processInfo.environment["KAFKA_PEERS"] == "required"
  }

  /// Opens a page, runs a script in it, and returns what the script pushed to `seen`, as texts.
  static func run(_ script: String, on page: String, hash: String = "") async throws -> [String] {
    let end = try #require(page.range(of: "</body>", options: .backwards))
    let probe = """
      <script>
      addEventListener("load", () => {
        let said;
        try { said = (() => { \(script); return seen; })().map(String); } catch (error) { said = [String(error)]; }
        const pre = document.createElement("pre");
        pre.textContent = "SEEN" + JSON.stringify(said) + "NEES";
        document.body.append(pre);
      });
      </script>
      """
    let dom = try await start(page.replacingCharacters(in: end, with: probe + "</body>"), hash) { file in
      try await PeerProcess.output(executable(), options + ["--dump-dom", file]).joined(separator: "\n")
    }
    let first = try #require(dom.range(of: "SEEN[", options: .backwards), "the script did not run: \(dom.suffix(500))")
    let last = try #require(dom.range(of: "]NEES", options: .backwards))
    let text = "[" + dom[first.upperBound..<last.lowerBound] + "]"
    return try JSONDecoder().decode([String].self, from: Data(text.utf8))
  }

  /// A picture of a page, as PNG.
  static func picture(of page: String) async throws -> Data {
    try await start(page, "") { file in
      let picture = URL(fileURLWithPath: "\(URL(string: file)?.deletingLastPathComponent().path ?? "")/page.png")
      _ = try await PeerProcess.output(
        executable(), options + ["--window-size=1280,1600", "--screenshot=\(picture.path)", file])
      return try Data(contentsOf: picture)
    }
  }

  private static func executable() throws -> URL {
    URL(fileURLWithPath: try #require(path, "no Chromium on the PATH"))
  }

  /// Nothing but the page: no sandbox, which containers do not allow, and no network.
  private static let options = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--proxy-server=127.0.0.1:9",
  ]

  private static func start<Value>(
    _ page: String, _ hash: String, _ body: (_ file: String) async throws -> Value
  ) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("swift-kafka-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("page.html")
    try Data(page.utf8).write(to: file)
    return try await body(file.absoluteString + (hash.isEmpty ? "" : "#\(hash)"))
  }
}
