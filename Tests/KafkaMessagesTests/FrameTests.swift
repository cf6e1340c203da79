import KafkaMessages
import KafkaWire
import NIOCore
import TestSupport
import Testing

@Suite("Frames")
struct FrameTests {
  @Test func `a request goes out with its size, header and body`() throws {
    let request = HeartbeatRequest.with {
      $0.groupId = "g"
      $0.generationId = 2
      $0.memberId = "m"
    }
    let old = try Frame.request(request, version: 0, correlationId: 7, clientId: "me")
    #expect(old.hexadecimal == "00000016" + "000c0000000000070002" + "6d65" + "000167" + "00000002" + "00016d")
    let flexible = try Frame.request(request, version: 4, correlationId: 7, clientId: nil)
    #expect(
      flexible.hexadecimal == "00000015" + "000c000400000007" + "ffff" + "00" + "0267" + "00000002" + "026d" + "00"
        + "00")
  }

  @Test(arguments: ProduceRequest.versions, [0, 1, FramePieces.sharedFrom - 1, FramePieces.sharedFrom, 1 << 20])
  func `a request in pieces is the same on the wire`(_ version: Int16, _ size: Int) throws {
    let batch = ByteBuffer(repeating: UInt8(ascii: "b"), count: size)
    let request = ProduceRequest.with {
      $0.acks = -1
      $0.topicData = [3, 4].map { (partition: Int32) in
        .with { topic in
          topic.name = "t\(partition)"
          topic.partitionData = [
            .with {
              $0.index = partition
              $0.records = batch
            }
          ]
        }
      }
    }
    let whole = try Frame.request(request, version: version, correlationId: 7, clientId: "me")
    let pieces = try Frame.requestPieces(request, version: version, correlationId: 7, clientId: "me")
    #expect(pieces.joined == whole)
    #expect(pieces.byteCount == whole.readableBytes)
    #expect(pieces == FramePieces(whole))
    guard size >= FramePieces.sharedFrom else {
      #expect(pieces.rest.isEmpty)
      return
    }
    let place = batch.withUnsafeReadableBytes { $0.baseAddress }
    let shared = pieces.rest.filter { $0.withUnsafeReadableBytes { $0.baseAddress } == place }
    #expect(shared == [batch, batch])
  }

  @Test func `a response goes out and comes in`() throws {
    let response = HeartbeatResponse.with { $0.errorCode = ErrorCode.rebalanceInProgress.rawValue }
    var frame = try Frame.response(response, version: 4, correlationId: 9)
    #expect(frame.hexadecimal == "0000000c" + "00000009" + "00" + "00000000" + "001b" + "00")
    frame.moveReaderIndex(forwardBy: 4)
    let (header, body) = try Frame.readResponse(HeartbeatResponse.self, version: 4, from: frame)
    #expect(header.correlationId == 9)
    #expect(body == response)
    frame.writeInteger(0 as UInt8)
    #expect(throws: WireError(.trailingBytes(1), offset: 12, field: "HeartbeatResponse")) {
      try Frame.readResponse(HeartbeatResponse.self, version: 4, from: frame)
    }
  }

  @Test func `the answer to ApiVersions has the old header in every version`() throws {
    for version in ApiVersionsResponse.versions {
      let frame = try Frame.response(ApiVersionsResponse(), version: version, correlationId: 1)
      #expect(frame.getInteger(at: 8, as: Int16.self) == 0)
      let size = version == 0 ? 10 : version < 3 ? 14 : 12
      #expect(frame.readableBytes == 4 + size)
    }
  }

  @Test func `an ApiVersions request of an unknown version still has a header`() throws {
    var reader = WireReader(ByteBuffer(hex: "0012" + "0063" + "00000005" + "000161" + "00" + "ffff"))
    let header = try Frame.requestHeader(from: &reader)
    #expect(header.requestApiVersion == 99)
    #expect(header.clientId == "a")
    #expect(reader.remaining == 2)
    // Without the tag section that every flexible header ends with.
    var short = WireReader(ByteBuffer(hex: "0012" + "0063" + "00000005" + "000161"))
    #expect(throws: WireError.self) { try Frame.requestHeader(from: &short) }
  }

  @Test func `other unknown versions and APIs are errors that name them`() throws {
    var version = WireReader(ByteBuffer(hex: "0003" + "0063" + "00000005" + "ffff"))
    let error = #expect(throws: WireError.self) { try Frame.requestHeader(from: &version) }
    #expect(error?.description == "expected a version from 0 to 13 of MetadataRequest, got 99")
    var api = WireReader(ByteBuffer(hex: "03e7" + "0000" + "00000005" + "ffff"))
    #expect(throws: WireError(.unknownNumber(999), offset: 0, field: "API key")) {
      try Frame.requestHeader(from: &api)
    }
    #expect(MessageCatalog.request(of: ApiKey(rawValue: -1)) == nil)
    #expect(MessageCatalog.requestHeaderVersion(.apiVersions, version: -1) == nil)
  }
}

@Suite("Records of coordinators and logs")
struct RecordFormatTests {
  @Test func `a key has its type in front and finds its way back`() throws {
    let key = OffsetCommitKey.with {
      $0.group = "g"
      $0.topic = "t"
      $0.partition = 1
    }
    let bytes = try CoordinatorRecord.encode(key: key)
    #expect(bytes.hexadecimal == "0001" + "000167" + "000174" + "00000001")
    let back = try CoordinatorRecord.decodeKey(bytes, in: .consumerOffsets)
    #expect(back as? OffsetCommitKey == key)
  }

  @Test func `types 0 and 1 of __consumer_offsets are offsets`() throws {
    let bytes = ByteBuffer(hex: "0000" + "000167" + "000174" + "00000001")
    #expect(try CoordinatorRecord.decodeKey(bytes, in: .consumerOffsets) is LegacyOffsetCommitKey)
    #expect(throws: WireError(.unknownNumber(0x0909), offset: 2, field: "record type")) {
      try CoordinatorRecord.decodeKey(ByteBuffer(hex: "0909"), in: .consumerOffsets)
    }
  }

  @Test func `a value has its version in front`() throws {
    let value = OffsetCommitValue.with { $0.offset = 10 }
    let bytes = try CoordinatorRecord.encode(value: value, version: 3)
    #expect(bytes.hexadecimal.hasPrefix("0003" + "000000000000000a" + "ffffffff"))
    #expect(try CoordinatorRecord.decodeValue(OffsetCommitValue.self, bytes) == value)
    let key: any CoordinatorKey = OffsetCommitKey()
    let erased: any CoordinatorValue = try CoordinatorRecord.decodeValue(of: key, bytes)
    #expect(erased as? OffsetCommitValue == value)
  }

  @Test func `bytes behind a value are an error`() throws {
    #expect(throws: WireError(.trailingBytes(1), offset: 3 + 2 * 4 + 4 + 8 + 1, field: "OffsetCommitValue")) {
      var bytes = try CoordinatorRecord.encode(value: OffsetCommitValue(), version: 3)
      bytes.writeInteger(0 as UInt8)
      _ = try CoordinatorRecord.decodeValue(OffsetCommitValue.self, bytes)
    }
  }

  @Test func `an entry of the metadata log has frame version, type and version in front`() throws {
    let entry = TopicRecord.with { $0.name = "t" }
    let bytes = try LogEntryFormat.encode(entry, version: 0)
    #expect(bytes.hexadecimal == "01" + "02" + "00" + "0274" + String(repeating: "0", count: 32) + "00")
    #expect(try LogEntryFormat.decode(bytes, in: .clusterMetadata) as? TopicRecord == entry)
    #expect(throws: WireError(.invalidValue(2), offset: 1, field: "frame version")) {
      try LogEntryFormat.decode(ByteBuffer(hex: "020200"), in: .clusterMetadata)
    }
  }
}
