import KafkaConformance
import Testing

/// Files of client properties for a run.
@Suite struct ReportsClientPropertiesTests {
  @Test func `the address is that of the first bootstrap server`() throws {
    let text = """
      # a broker of the test stage
      ! and another remark
      bootstrap.servers = one.example:9092 , two.example:9093
      security.protocol: plaintext
      """
    #expect(try ClientProperties(text).bootstrap == BrokerAddress(host: "one.example", port: 9092))
    #expect(try ClientProperties("").bootstrap == nil)
  }

  @Test(arguments: [
    ("bootstrap.servers=nowhere", "line 1: bootstrap.servers is nowhere"),
    ("\nsecurity.protocol=SASL_SSL", "line 2: security.protocol is SASL_SSL"),
    ("sasl.mechanism=PLAIN", "line 1: sasl.mechanism is not supported"),
    ("nonsense", "line 1: nonsense is not key=value"),
  ])
  func `what a run cannot honour is refused by name`(text: String, message: String) {
    let error = #expect(throws: ClientProperties.Malformed.self) { try ClientProperties(text) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }
}
