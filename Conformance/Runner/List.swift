import ArgumentParser
import KafkaConformance

struct List: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Lists the cases.")

  @OptionGroup var judging: JudgingOptions

  func run() throws {
    for definition in try judging.selection.cases(of: Area.all) {
      print("\(definition.id)  \(definition.level.rawValue.padded(to: 6))  \(definition.title)")
    }
  }
}

extension String {
  func padded(to width: Int) -> String {
    count >= width ? self : self + String(repeating: " ", count: width - count)
  }
}
