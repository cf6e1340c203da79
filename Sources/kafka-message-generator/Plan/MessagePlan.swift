package import KafkaSchema

/// What the text of one message says, decided but not yet written.
package struct MessagePlan {
  package var definition: Definition
  package var message: MessageDefinition
  /// All versions described, without holes.
  package var versions: ClosedRange<Int16>
  package var flexible: VersionCondition
  /// The message itself first.
  package var structs: [StructPlan]

  package init(_ message: MessageDefinition, of definition: Definition) throws(GenerationError) {
    guard let versions = message.versions.hull else {
      throw GenerationError("\(definition.path): \(message.name) has no versions")
    }
    self.definition = definition
    self.message = message
    self.versions = versions
    flexible = VersionCondition(message.flexible, within: message.versions)
    structs = []
    for structure in message.structs {
      structs.append(try StructPlan(structure, of: message, path: definition.path))
    }
  }
}

package struct StructPlan {
  package var name: String
  package var properties: [PropertyPlan]
  /// Fields in their place, neighbours with the same condition together.
  package var groups: [Group]
  /// Tagged fields by rising tag.
  package var tagged: [Tagged]
  /// Whether this version has compact lengths and a tag section.
  package var flexible: VersionCondition

  package struct Group {
    package var condition: VersionCondition
    package var properties: [PropertyPlan]
  }

  package struct Tagged {
    package var tag: UInt32
    package var condition: VersionCondition
    package var property: PropertyPlan
  }

  init(_ structure: StructDefinition, of message: MessageDefinition, path: String) throws(GenerationError) {
    name = structure.name
    flexible = VersionCondition(message.flexible, within: structure.versions)
    properties = []
    groups = []
    tagged = []
    for field in structure.fields where !field.versions.isEmpty {
      let property = try PropertyPlan(field, in: structure, of: message, path: path)
      properties.append(property)
      if let tag = field.tag {
        tagged.append(
          Tagged(
            tag: tag.number, condition: VersionCondition(tag.versions, within: structure.versions), property: property))
      }
      let inPlace = field.versions.subtracting(field.tag?.versions ?? .none)
      if inPlace.isEmpty { continue }
      if field.tag != nil {
        throw GenerationError("\(path): \(field.name) is tagged in some of its versions only, which is not supported")
      }
      let condition = VersionCondition(inPlace, within: structure.versions)
      if groups.last?.condition == condition {
        groups[groups.count - 1].properties.append(property)
      } else {
        groups.append(Group(condition: condition, properties: [property]))
      }
    }
    tagged.sort { $0.tag < $1.tag }
  }
}

/// A generation that cannot be done, because of a definition that the reader takes but the generator does not.
package struct GenerationError: Error, CustomStringConvertible {
  package var description: String

  init(_ description: String) {
    self.description = description
  }
}
