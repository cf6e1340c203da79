/// One file of definitions: an API with its two messages, a record with key and value, or a message of its own.
package struct Definition: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    case api(key: Int16, listeners: [String])
    /// A record of a coordinator's topic.
    case record(id: Int16, log: String)
    /// An entry of the metadata log or of the remote-log topic.
    case entry(id: UInt32, log: String)
    case header
    case data
  }

  package var kind: Kind
  package var name: String
  /// Where the definition stands, from the folder of all definitions, e.g. `api/Produce.wire`.
  package var path: String
  package var messages: [MessageDefinition]

  package func message(_ role: MessageDefinition.Role) -> MessageDefinition? {
    messages.first { $0.role == role }
  }
}

/// One message: a body without header or prefix, in all its versions.
package struct MessageDefinition: Equatable, Sendable {
  package enum Role: String, CaseIterable, Sendable {
    case request, response, key, value, body
  }

  package var role: Role
  /// `ProduceRequest`, `OffsetCommitKey`, `EndTxnMarker`.
  package var name: String
  /// Every version described, from old releases to the next one.
  package var versions: VersionSet
  /// Versions that the newest release accepts.
  package var supported: VersionSet
  /// Versions that the release after it accepts.
  package var next: VersionSet
  /// Versions with compact lengths and tag sections.
  package var flexible: VersionSet
  /// Versions that are off unless a broker enables them.
  package var unstable: VersionSet
  /// A header version that departs from the rule, and the versions of the message where it does.
  package var header: HeaderException?
  /// The message itself first, then every struct below it, in the order of the file.
  package var structs: [StructDefinition]

  package struct HeaderException: Equatable, Sendable {
    package var headerVersion: Int16
    package var versions: VersionSet
  }

  package var root: StructDefinition { structs[0] }

  package func structure(_ name: String) -> StructDefinition? {
    structs.first { $0.name == name }
  }

  /// The version of the request or response header in front of this message.
  package func headerVersion(for version: Int16) -> Int16 {
    if let header, header.versions.contains(version) { return header.headerVersion }
    let isFlexible = flexible.contains(version)
    return role == .request ? (isFlexible ? 2 : 1) : (isFlexible ? 1 : 0)
  }
}

package struct StructDefinition: Equatable, Sendable {
  package var name: String
  /// Versions in which the struct can occur.
  package var versions: VersionSet
  package var fields: [FieldDefinition]

  package func field(_ name: String) -> FieldDefinition? {
    fields.first { $0.name == name }
  }
}

package struct FieldDefinition: Equatable, Sendable {
  package var name: String
  package var type: FieldType
  /// Versions that have the field, within those of its struct.
  package var versions: VersionSet
  /// Versions in which it may be null.
  package var nullable: VersionSet
  /// Its tag, and the versions in which it is a tagged field.
  package var tag: Tag?
  package var defaultValue: DefaultValue
  /// Part of the key of its array.
  package var isKey: Bool
  /// Silently left out in versions without it.
  package var isIgnorable: Bool
  /// Keeps the old length form even in flexible versions.
  package var isNeverFlexible: Bool
  /// What an id or name stands for, e.g. `brokerId`.
  package var entity: String?

  package struct Tag: Equatable, Sendable {
    package var number: UInt32
    package var versions: VersionSet

    package init(number: UInt32, versions: VersionSet) {
      self.number = number
      self.versions = versions
    }
  }

  package func isTagged(in version: Int16) -> Bool {
    tag?.versions.contains(version) ?? false
  }
}

package indirect enum FieldType: Hashable, Sendable, CustomStringConvertible {
  case bool, int8, int16, uint16, int32, uint32, int64, float64, string, uuid, bytes, records
  case structure(String)
  case array(FieldType)

  static let primitives: [String: FieldType] = [
    "bool": .bool, "int8": .int8, "int16": .int16, "uint16": .uint16, "int32": .int32, "uint32": .uint32,
    "int64": .int64, "float64": .float64, "string": .string, "uuid": .uuid, "bytes": .bytes, "records": .records,
  ]

  package var description: String {
    switch self {
    case .array(let element): "[]\(element)"
    case .structure(let name): name
    default: Self.primitives.first { $0.value == self }?.key ?? ""
    }
  }

  /// The name of the struct that this is, or is an array of.
  package var structName: String? {
    switch self {
    case .structure(let name): name
    case .array(let element): element.structName
    default: nil
    }
  }
}

/// What a field holds when nobody set it.
package enum DefaultValue: Hashable, Sendable {
  /// 0, false, "", no bytes, no elements, the zero uuid, or a struct of defaults.
  case zero
  case null
  case number(Int64)
  case yes
}
