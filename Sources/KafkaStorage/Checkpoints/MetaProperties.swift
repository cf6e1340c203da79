package import KafkaWire
import NIOCore

/// `meta.properties`: which node of which cluster a log directory belongs to.
package struct MetaProperties: Hashable, Sendable {
  package static let fileName = "meta.properties"

  package var nodeId: Int32
  package var clusterId: String
  /// Tells the directories of one node apart; nil where an older release wrote the file.
  package var directoryId: KafkaUUID?
  /// 1 since KRaft; 0 is that of nodes that know their cluster through ZooKeeper, with `broker.id` for `node.id`.
  package var version: Int
  /// When it was written, as Java puts it: `Tue Nov 24 01:58:34 UTC 2026`.
  package var date: String

  package init(nodeId: Int32, clusterId: String, directoryId: KafkaUUID?, at wallClock: Int64) {
    self.nodeId = nodeId
    self.clusterId = clusterId
    self.directoryId = directoryId
    version = 1
    date = JavaDate.text(wallClock)
  }

  package init(text: String, path: String) throws(StorageError) {
    date = ""
    var values: [String: String] = [:]
    for line in text.split(separator: "\n") {
      if line.hasPrefix("#") {
        date = String(line.dropFirst())
        continue
      }
      guard let separator = line.firstIndex(where: { $0 == "=" || $0 == ":" }) else {
        throw StorageError(.corrupt, path: path, "expected `name=value`, found `\(line)`")
      }
      values[Self.trimmed(line[..<separator])] = Self.trimmed(line[line.index(after: separator)...])
    }
    guard let version = values["version"].flatMap({ Int($0) }), (0...1).contains(version) else {
      throw StorageError(.corrupt, path: path, "expected version 0 or 1, found \(values["version"] ?? "none")")
    }
    let name = version == 0 ? "broker.id" : "node.id"
    guard let nodeId = values[name].flatMap({ Int32($0) }), nodeId >= 0 else {
      throw StorageError(.corrupt, path: path, "expected a number as \(name), found \(values[name] ?? "none")")
    }
    guard let clusterId = values["cluster.id"], !clusterId.isEmpty else {
      throw StorageError(.corrupt, path: path, "no cluster.id")
    }
    if let text = values["directory.id"] {
      guard let id = KafkaUUID(text) else {
        throw StorageError(.corrupt, path: path, "directory.id `\(text)` is no id of 22 characters")
      }
      directoryId = id
    }
    self.version = version
    self.nodeId = nodeId
    self.clusterId = clusterId
  }

  private static func trimmed(_ text: Substring) -> String {
    let front = text.drop { $0 == " " || $0 == "\t" }
    return String(front.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed())
  }

  package var text: String {
    // In the order in which Java's map of these names is written.
    var text = "#\n#\(date)\n\(version == 0 ? "broker.id" : "node.id")=\(nodeId)\n"
    if let directoryId { text += "directory.id=\(directoryId)\n" }
    return text + "version=\(version)\ncluster.id=\(clusterId)\n"
  }

  /// Nil if there is no such file.
  static func read(_ path: String, in fileSystem: any FileSystem) throws(StorageError) -> MetaProperties? {
    guard try fileSystem.exists(path) else { return nil }
    return try MetaProperties(text: fileSystem.textContents(of: path), path: path)
  }

  func write(to path: String, in fileSystem: any FileSystem) throws(StorageError) {
    try fileSystem.replace(path, with: ByteBuffer(string: text))
  }
}

/// Java's way to print a date, in UTC.
enum JavaDate {
  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  static func text(_ wallClock: Int64) -> String {
    let seconds = max(0, wallClock) / 1000
    let (day, time) = (seconds / 86_400, seconds % 86_400)
    var year: Int64 = 1970
    var rest = day
    while rest >= length(ofYear: year) {
      rest -= length(ofYear: year)
      year += 1
    }
    var month = 0
    while rest >= length(ofMonth: month, in: year) {
      rest -= length(ofMonth: month, in: year)
      month += 1
    }
    return "\(days[Int(day % 7)]) \(months[month]) \(twoDigits(rest + 1)) "
      + "\(twoDigits(time / 3600)):\(twoDigits(time / 60 % 60)):\(twoDigits(time % 60)) UTC \(year)"
  }

  private static func isLeap(_ year: Int64) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func length(ofYear year: Int64) -> Int64 { isLeap(year) ? 366 : 365 }

  private static func length(ofMonth month: Int, in year: Int64) -> Int64 {
    month == 1 && isLeap(year) ? 29 : [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month]
  }

  private static func twoDigits(_ number: Int64) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
