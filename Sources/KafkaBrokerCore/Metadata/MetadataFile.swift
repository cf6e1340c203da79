import KafkaRecords
import KafkaWire

/// The text form of ``ClusterMetadata``: one fact a line, a checksum in the last.
///
///     swift-kafka metadata 1
///     cluster aWQtb2YtdGhpcy1jbHVzdGVy
///     producer-ids 2000
///     topic orders 2bQ0S7cBTcGVmsiIpKw6bA
///     option retention.ms 3600000
///     partition 0 1
///     end 3a5b7c9d
///
/// A `partition` line has the leader epoch and the replicas; partitions stand in order below their topic. Values of
/// options have line ends and backslashes escaped.
enum MetadataFile {
  private static let title = "swift-kafka metadata"
  private static let version = 1

  static func text(of metadata: ClusterMetadata) -> [UInt8] {
    var text = "\(title) \(version)\ncluster \(metadata.clusterID)\nproducer-ids \(metadata.nextProducerID)\n"
    for (name, topic) in metadata.topics.sorted(by: { $0.key < $1.key }) {
      text += "topic \(name) \(topic.id)\n"
      for (option, value) in topic.options.sorted(by: { $0.key < $1.key }) {
        text += "option \(option) \(escaped(value))\n"
      }
      for partition in topic.partitions {
        let replicas = partition.replicas.map(String.init).joined(separator: ",")
        text += "partition \(partition.leaderEpoch) \(replicas)\n"
      }
    }
    var bytes = Array(text.utf8)
    bytes += Array("end \(String(checksum(of: bytes[...]), radix: 16))\n".utf8)
    return bytes
  }

  static func metadata(in bytes: ArraySlice<UInt8>, path: String) throws(MetadataStoreError) -> ClusterMetadata {
    var metadata = ClusterMetadata(clusterID: "")
    var topic: ClusterMetadata.Topic?
    var rest = bytes
    var number = 0

    func failure(_ message: String) -> MetadataStoreError {
      MetadataStoreError("\(path), line \(number): \(message)")
    }

    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = String(decoding: rest[rest.startIndex..<end], as: UTF8.self)
      let lineStart = rest.startIndex
      rest = rest[(end + 1)...]
      number += 1
      let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
      if number == 1 {
        guard line == "\(title) \(version)" else { throw failure("expected \"\(title) \(version)\", got \"\(line)\"") }
        continue
      }
      switch (words[0], words.count) {
      case ("cluster", 2): metadata.clusterID = String(words[1])
      case ("producer-ids", 2):
        guard let next = Int64(words[1]), next >= 0 else { throw failure("no producer id in \"\(line)\"") }
        metadata.nextProducerID = next
      case ("topic", 3):
        if let topic { metadata.topics[topic.name] = topic }
        guard let id = KafkaUUID(words[2]) else { throw failure("no topic id in \"\(line)\"") }
        topic = ClusterMetadata.Topic(name: String(words[1]), id: id, partitions: [])
      case ("option", 3):
        guard topic != nil else { throw failure("an option without a topic") }
        topic?.options[String(words[1])] = unescaped(words[2])
      case ("partition", 3):
        let replicas = words[2].split(separator: ",").compactMap { Int32($0) }
        guard topic != nil, let epoch = Int32(words[1]), !replicas.isEmpty else {
          throw failure("no partition in \"\(line)\"")
        }
        topic?.partitions.append(ClusterMetadata.Partition(replicas: replicas, leaderEpoch: epoch))
      case ("end", 2):
        let expected = checksum(of: bytes[..<lineStart])
        guard UInt32(words[1], radix: 16) == expected else {
          throw failure("the checksum is \(words[1]), the content's is \(String(expected, radix: 16))")
        }
        if let topic { metadata.topics[topic.name] = topic }
        return metadata
      default: throw failure("cannot read \"\(line)\"")
      }
    }
    throw failure("the last line is missing")
  }

  private static func checksum(of bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBytes { CRC32C.checksum($0) }
  }

  private static func escaped(_ value: String) -> String {
    var result = ""
    for character in value.unicodeScalars {
      switch character {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }

  private static func unescaped(_ text: Substring) -> String {
    var result = ""
    var isEscape = false
    for character in text.unicodeScalars {
      if isEscape {
        result.unicodeScalars.append(character == "n" ? "\n" : character)
        isEscape = false
      } else if character == "\\" {
        isEscape = true
      } else {
        result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
