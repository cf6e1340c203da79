import KafkaMessages
import KafkaWire
import NIOCore

/// Puts answers into frames: length, correlation id, body.
enum ResponseFrame {
  static func encode(_ response: any KafkaResponse, to context: RequestContext) throws(WireError) -> ByteBuffer {
    try encode(response, context)
  }

  private static func encode<Response: KafkaResponse>(
    _ response: Response, _ context: RequestContext
  ) throws(WireError) -> ByteBuffer {
    var writer = WireWriter(capacity: 256 + sizeHint(of: response))
    writer.writeInt32(0)
    let header = ResponseHeader.with { $0.correlationId = context.correlationID }
    try header.encode(to: &writer, version: Response.headerVersion(for: context.version))
    try response.encode(to: &writer, version: context.version)
    var frame = writer.buffer
    frame.setInteger(Int32(frame.readableBytes - 4), at: frame.readerIndex)
    return frame
  }

  /// Bytes of records in the answer: room for them is made once, instead of again and again.
  private static func sizeHint(of response: some KafkaResponse) -> Int {
    guard let fetch = response as? FetchResponse else { return 0 }
    var size = 0
    for topic in fetch.responses {
      size += 64 + topic.topic.utf8.count
      for partition in topic.partitions { size += 64 + (partition.records?.readableBytes ?? 0) }
    }
    return size
  }
}
