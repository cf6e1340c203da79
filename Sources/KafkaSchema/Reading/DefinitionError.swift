/// A definition that does not follow the notation.
package struct DefinitionError: Error, Equatable, Sendable, CustomStringConvertible {
  package var file: String
  /// From 1; 0 when the whole file is meant.
  package var line: Int
  package var message: String

  package init(file: String, line: Int, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  package var description: String { "\(file):\(line): \(message)" }
}
