#if Compression
  import CDeflate

  /// The header of a gzip member: RFC 1952, section 2.3. Reserved flags mean nothing, as in Java.
  enum GzipHeader {
    private static let headerChecksum: UInt8 = 0b0000_0010
    private static let extraField: UInt8 = 0b0000_0100
    private static let name: UInt8 = 0b0000_1000
    private static let comment: UInt8 = 0b0001_0000

    /// Reads over a header, up to the deflate stream, and returns what is wrong with it, or nil.
    static func read(_ input: inout InputBytes) -> String? {
      let start = input.offset
      guard let found = input.littleEndian(UInt16.self), found == GzipMember.magic else {
        return "expected gzip's magic number 1f 8b"
      }
      guard let method = input.byte(), let flags = input.byte(), input.take(6) != nil else {
        return "expected a header of 10 bytes, the input ends"
      }
      guard method == GzipMember.deflateMethod else { return "expected method 8, not \(method)" }

      if flags & extraField != 0 {
        guard let length = input.littleEndian(UInt16.self), input.take(Int(length)) != nil else {
          return "the extra field goes beyond the input"
        }
      }
      for text in [name, comment] where flags & text != 0 {
        guard let end = input.rest.firstIndex(of: 0), input.take(end + 1) != nil else {
          return "the file name or comment has no end"
        }
      }
      if flags & headerChecksum != 0 {
        let covered = UnsafeRawBufferPointer(rebasing: input.bytes[start..<input.offset])
        let expected = UInt16(truncatingIfNeeded: libdeflate_crc32(0, covered.baseAddress, covered.count))
        guard let checksum = input.littleEndian(UInt16.self), checksum == expected else {
          return "the header's checksum is not \(expected)"
        }
      }
      return nil
    }
  }
#endif
