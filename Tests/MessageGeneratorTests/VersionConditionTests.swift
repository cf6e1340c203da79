import KafkaSchema
import Testing
import kafka_message_generator

@Suite("If this version")
struct VersionConditionTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var wanted: String
    var known: String
    var condition: VersionCondition
    var testDescription: String { "\(wanted) within \(known)" }

    init(_ wanted: String, _ known: String, _ condition: VersionCondition) {
      self.wanted = wanted
      self.known = known
      self.condition = condition
    }
  }

  @Test(arguments: [
    Row("0-9", "0-9", .always),
    Row("0-12", "0-9", .always),
    Row("0-2", "1-2", .always),
    Row("none", "0-9", .never),
    Row("5-6", "0-4", .never),
    Row("3-9", "0-9", .test("version >= 3")),
    Row("3-9", "1-5", .test("version >= 3")),
    Row("0-2", "0-9", .test("version <= 2")),
    Row("2-7", "0-9", .test("version >= 2 && version <= 7")),
    Row("2-7", "2-9", .test("version <= 7")),
    Row("4", "0-9", .test("version == 4")),
    Row("9", "0-9", .test("version >= 9")),
    Row("0-1,8-9", "0-9", .test("(version <= 1) || (version >= 8)")),
    Row("1,5-6", "0-9", .test("(version == 1) || (version >= 5 && version <= 6)")),
  ])
  func `the test is the shortest that tells the versions apart`(_ row: Row) throws {
    let wanted = try #require(VersionSet(row.wanted))
    let known = try #require(VersionSet(row.known))
    #expect(VersionCondition(wanted, within: known) == row.condition)
  }
}
