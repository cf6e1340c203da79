import KafkaRecords
import KafkaWire
import Testing

@Suite
struct CRC32CTests {
  @Test(
    arguments: [
      ("", 0), ("123456789", 0xe306_9283), ("a", 0xc1d0_4330),
      ("The quick brown fox jumps over the lazy dog", 0x2262_0404),
    ] as [(String, UInt32)])
  func `known text has the known checksum`(text: String, checksum: UInt32) {
    let bytes = Array(text.utf8)
    bytes.withUnsafeBytes { bytes in
      #expect(CRC32C.checksum(bytes) == checksum)
      #expect(CRC32C.portableChecksum(bytes) == checksum)
      if CRC32C.hasInstruction { #expect(CRC32C.oneStreamChecksum(bytes) == checksum) }
    }
  }

  /// RFC 3720, B.4.
  @Test(
    arguments: [
      ([UInt8](repeating: 0, count: 32), 0x8a91_36aa), ([UInt8](repeating: 0xFF, count: 32), 0x62a8_ab43),
      ((0..<32).map { UInt8($0) }, 0x46dd_794e), ((0..<32).map { 31 - UInt8($0) }, 0x113f_db5c),
    ] as [([UInt8], UInt32)])
  func `the examples of iSCSI have their checksums`(bytes: [UInt8], checksum: UInt32) {
    bytes.withUnsafeBytes { #expect(CRC32C.checksum($0) == checksum) }
  }

  @Test
  func `the older formats use CRC-32`() {
    Array("123456789".utf8).withUnsafeBytes { #expect(CRC32.checksum($0) == 0xcbf4_3926) }
  }

  @Test
  func `all ways agree at every length around their borders and at every alignment`() {
    var random = RandomSource.seeded(1)
    let bytes = (0..<80_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    var lengths = Array(0..<300)
    for border in [768, 1536, 24_576, 49_152, 49_152 + 768] { lengths += (border - 9)...(border + 17) }
    bytes.withUnsafeBytes { bytes in
      for length in lengths {
        let start = length % 17
        let part = UnsafeRawBufferPointer(rebasing: bytes[start..<(start + length)])
        let expected = CRC32C.portableChecksum(part)
        #expect(CRC32C.checksum(part) == expected, "\(length) bytes")
        if CRC32C.hasInstruction { #expect(CRC32C.oneStreamChecksum(part) == expected, "\(length) bytes") }
      }
    }
  }

  @Test
  func `a checksum in pieces is the checksum of the whole`() {
    var random = RandomSource.seeded(2)
    let bytes = (0..<40_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    bytes.withUnsafeBytes { bytes in
      let whole = CRC32C.checksum(bytes)
      for _ in 0..<50 {
        let cut = Int.random(in: 0...bytes.count, using: &random)
        var pieces = CRC32C()
        pieces.update(UnsafeRawBufferPointer(rebasing: bytes[..<cut]))
        pieces.update(UnsafeRawBufferPointer(rebasing: bytes[cut...]))
        #expect(pieces.value == whole)
        #expect(CRC32C(continuing: pieces.value) == pieces)
      }
    }
  }

  @Test
  func `a changed front changes the checksum as computing it anew does`() {
    var random = RandomSource.seeded(3)
    for length in [40, 41, 100, 1000, 65_536, 1_000_003] {
      let old = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      var new = old
      for index in 0..<40 { new[index] = UInt8(truncatingIfNeeded: random.next()) }
      old.withUnsafeBytes { old in
        new.withUnsafeBytes { new in
          let updated = CRC32C.updating(
            CRC32C.checksum(old), front: UnsafeRawBufferPointer(rebasing: old[..<40]),
            becomes: UnsafeRawBufferPointer(rebasing: new[..<40]), bytesBehind: length - 40)
          #expect(updated == CRC32C.checksum(new))
        }
      }
    }
  }
}
