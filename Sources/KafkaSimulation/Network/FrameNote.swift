import KafkaMessages
import KafkaRecords
import KafkaWire
import NIOCore

/// What is in a frame, for a person.
enum FrameNote {
  /// - Parameter frame: Without its length.
  static func request(_ frame: ByteBuffer) -> String {
    guard
      let key = frame.getInteger(at: frame.readerIndex, as: Int16.self),
      let version = frame.getInteger(at: frame.readerIndex + 2, as: Int16.self),
      let correlation = frame.getInteger(at: frame.readerIndex + 4, as: Int32.self)
    else { return "a frame of \(frame.readableBytes) bytes" }
    let api = ApiKey(rawValue: key)
    return "\(api) \(correlation)\(api == .produce ? batches(frame, version) : "")"
  }

  static func correlation(of request: ByteBuffer) -> Int32 {
    request.getInteger(at: request.readerIndex + 4, as: Int32.self) ?? -1
  }

  static func correlation(ofAnswer frame: ByteBuffer) -> Int32 {
    frame.getInteger(at: frame.readerIndex, as: Int32.self) ?? -1
  }

  static func answer(_ frame: ByteBuffer, to request: ByteBuffer?) -> String {
    let text = "answer \(correlation(ofAnswer: frame))"
    guard
      let request, request.getInteger(at: request.readerIndex, as: Int16.self) == ApiKey.produce.rawValue,
      let version = request.getInteger(at: request.readerIndex + 2, as: Int16.self)
    else { return text }
    var reader = WireReader(frame)
    do throws(WireError) {
      _ = try ResponseHeader(from: &reader, version: ProduceResponse.headerVersion(for: version))
      let response = try ProduceResponse(from: &reader, version: version)
      return response.responses.flatMap(\.partitionResponses).reduce(text) { text, partition in
        let error = ErrorCode(rawValue: partition.errorCode)
        return text
          + (error == .none
            ? " [\(partition.index): offset \(partition.baseOffset)]" : " [\(partition.index): \(error)]")
      }
    } catch {
      return text + " (\(error))"
    }
  }

  private static func batches(_ frame: ByteBuffer, _ version: Int16) -> String {
    var reader = WireReader(frame)
    do throws(WireError) {
      _ = try RequestHeader(from: &reader, version: ProduceRequest.headerVersion(for: version))
      let request = try ProduceRequest(from: &reader, version: version)
      return request.topicData.flatMap(\.partitionData).map { partition in
        guard let records = partition.records, let header = RecordBatchHeader(records, at: records.readerIndex) else {
          return " [\(partition.index): nothing]"
        }
        return " [\(partition.index): \(header.recordCount) records, producer \(header.producerId)"
          + " epoch \(header.producerEpoch) sequence \(header.baseSequence)]"
      }.joined()
    } catch {
      return " (\(error))"
    }
  }
}
