import KafkaWire
import Testing

@Suite("Identifiers")
struct KafkaUUIDTests {
  @Test(arguments: [
    ("AAAAAAAAAAAAAAAAAAAAAA", KafkaUUID.zero),
    ("AAAAAAAAAAAAAAAAAAAAAQ", KafkaUUID(mostSignificantBits: 0, leastSignificantBits: 1)),
    ("_____________________w", KafkaUUID(mostSignificantBits: .max, leastSignificantBits: .max)),
    (
      "ASNFZ4mrze_-3LqYdlQyEA",
      KafkaUUID(mostSignificantBits: 0x0123_4567_89AB_CDEF, leastSignificantBits: 0xFEDC_BA98_7654_3210)
    ),
  ])
  func `the text is base64 for URLs, without padding`(text: String, identifier: KafkaUUID) {
    #expect(identifier.description == text)
    #expect(KafkaUUID(text) == identifier)
  }

  /// Too short, too long, padded, a character of the other alphabet, not ASCII, and bits behind the last.
  @Test(arguments: [
    "", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAA==", "+AAAAAAAAAAAAAAAAAAAAA",
    "äAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAB",
  ])
  func `other text is none`(text: String) {
    #expect(KafkaUUID(text) == nil)
  }

  @Test func `a random one is of version 4 and never looks like an option`() {
    var random = RandomSource.seeded(1)
    var seen = Set<KafkaUUID>()
    for _ in 0..<2_000 {
      let identifier = KafkaUUID.random(using: &random)
      #expect(identifier.mostSignificantBits >> 12 & 0xF == 4)
      #expect(identifier.leastSignificantBits >> 62 == 0b10)
      #expect(!identifier.description.hasPrefix("-"))
      #expect(KafkaUUID(identifier.description) == identifier)
      seen.insert(identifier)
    }
    #expect(seen.count == 2_000)
  }

  @Test func `a seed replays a run`() {
    var one = RandomSource.seeded(7)
    var two = RandomSource.seeded(7)
    // SplitMix64 of its reference implementation.
    #expect(one.next() == 7_191_089_600_892_374_487)
    #expect(two.next() == 7_191_089_600_892_374_487)
    #expect((0..<100).allSatisfy { _ in one.next() == two.next() })
    var other = RandomSource.seeded(8)
    #expect(other.next() != one.next())
  }
}
