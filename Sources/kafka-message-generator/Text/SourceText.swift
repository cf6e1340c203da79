/// Lines of Swift with their indentation.
struct SourceText {
  private(set) var text: String
  private var depth = 0

  /// Starts a generated file.
  init(from source: String) {
    text = ""
    line("// Generated from \(source) by kafka-message-generator. Do not edit; change that and run `make generate`.")
    // One style for whoever formats the repository: generated files stay as they were generated.
    line("// swift-format-ignore-file")
    line()
  }

  mutating func line(_ content: String = "") {
    if !content.isEmpty { text += String(repeating: "  ", count: depth) + content }
    text += "\n"
  }

  /// `head {`, the lines of `body` one level deeper, `}`.
  mutating func block<Failure: Error>(
    _ head: String, _ body: (inout SourceText) throws(Failure) -> Void
  ) throws(Failure) {
    line("\(head) {")
    depth += 1
    try body(&self)
    depth -= 1
    line("}")
  }

  /// Goes on after the `}` of the block that just ended: `} head {`, the lines of `body`, `}`.
  mutating func continueBlock(_ head: String, _ body: (inout SourceText) -> Void) {
    text.removeLast((String(repeating: "  ", count: depth) + "}\n").count)
    block("} \(head)", body)
  }

  /// A block whose lines stay at the level of `head`, as the cases of a switch do.
  mutating func switchBlock(_ head: String, _ body: (inout SourceText) -> Void) {
    line("\(head) {")
    body(&self)
    line("}")
  }

  mutating func indented(_ body: (inout SourceText) -> Void) {
    depth += 1
    body(&self)
    depth -= 1
  }
}
