import KafkaClientCore
import Testing

@Suite struct ClosestNameTests {
  @Test(arguments: [
    ("", "", 0), ("abc", "", 3), ("", "abc", 3), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "acb", 1),
    ("kitten", "sitting", 3), ("linger.ms", "linger.sm", 1),
  ])
  func `the distance is the fewest letters to change`(left: String, right: String, distance: Int) {
    #expect(ClosestName.editDistance(left, right) == distance)
    #expect(ClosestName.editDistance(right, left) == distance)
  }

  @Test func `the nearest name is found, and nothing when none is near`() {
    let names = ["bootstrap.servers", "client.id", "request.timeout.ms"]
    #expect(ClosestName.to("bootstrap.server", among: names) == "bootstrap.servers")
    #expect(ClosestName.to("BOOTSTRAP.SERVERS", among: names) == "bootstrap.servers")
    #expect(ClosestName.to("request.timout.ms", among: names) == "request.timeout.ms")
    #expect(ClosestName.to("something.else", among: names) == nil)
  }
}
