import KafkaSchema
import Testing

@Suite("Sets of versions")
struct VersionSetTests {
  @Test(arguments: ["3", "3+", "0-12", "none", "0-2,5+", "1,3,5"])
  func `the notation reads and writes the same`(_ text: String) throws {
    #expect(try #require(VersionSet(text)).description == text)
  }

  @Test(arguments: ["", "-", "a", "3-", "-3", "5-2", "1,", "3++", "0-1-2", "40000"])
  func `anything else is refused`(_ text: String) {
    #expect(VersionSet(text) == nil)
  }

  @Test func `ranges that touch become one`() {
    #expect(VersionSet("0-2,3-5")?.description == "0-5")
    #expect(VersionSet("4,0-9")?.description == "0-9")
  }

  @Test func `sets intersect and subtract`() throws {
    let some = try #require(VersionSet("0-2,5+"))
    #expect(some.intersection(VersionSet(1...6)).description == "1-2,5-6")
    #expect(VersionSet(0...9).subtracting(some).description == "3-4")
    #expect(some.subtracting(.all).isEmpty)
    #expect(some.contains(7))
    #expect(!some.contains(4))
  }
}
