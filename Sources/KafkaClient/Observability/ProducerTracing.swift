import KafkaClientCore
import KafkaRecords
import NIOCore
import Tracing

/// Makes a span for each record that is sent, in the words of OpenTelemetry's semantic conventions for messaging.
///
/// The span begins when the record is handed over and ends when its fate is known. Its context travels in the record's
/// headers. There is none of this where nobody traces.
struct ProducerTracing: Sendable {
  /// Keys that are longer are left out.
  static let maximumKeyBytes = 256

  private let tracer: any Tracer
  private let instrument: any Instrument
  private let clientID: String
  private let tracesKeys: Bool

  /// Nil where nobody traces.
  init?(_ configuration: ClientConfiguration) {
    guard let (tracer, instrument) = configuration.observability.tracing.resolved else { return nil }
    self.tracer = tracer
    self.instrument = instrument
    clientID = configuration.clientID
    tracesKeys = configuration.observability.tracesKeys
  }

  /// Begins the record's span and writes its context into the record's headers.
  func begin(_ record: inout ProducerRecord) -> any Tracing.Span {
    let span = tracer.startSpan(
      "send \(record.topic)", context: ServiceContext.current ?? .topLevel, ofKind: .producer)
    instrument.inject(span.context, into: &record.headers, using: HeaderInjector())
    guard span.isRecording else { return span }
    let attributes = attributes(of: record)
    span.updateAttributes { $0.merge(attributes) }
    return span
  }

  private func attributes(of record: ProducerRecord) -> SpanAttributes {
    var attributes: SpanAttributes = [:]
    attributes["messaging.system"] = "kafka"
    attributes["messaging.operation.type"] = "send"
    attributes["messaging.operation.name"] = "send"
    attributes["messaging.destination.name"] = record.topic
    attributes["messaging.client.id"] = clientID
    if let key = tracesKeys ? record.key.flatMap(Self.text) : nil { attributes["messaging.kafka.message.key"] = key }
    if let value = record.value {
      attributes["messaging.message.body.size"] = value.withRecordBytes { $0.count }
    } else {
      attributes["messaging.kafka.message.tombstone"] = true
    }
    return attributes
  }

  /// The key, if it is text.
  private static func text(_ key: RecordBytes) -> String? {
    key.withRecordBytes { bytes in
      bytes.count <= maximumKeyBytes ? String(validating: bytes, as: UTF8.self) : nil
    }
  }

  /// Ends the span when the record is delivered or has failed.
  func follow(_ delivery: Delivery, _ span: any Tracing.Span) {
    delivery.receipt.whenKnown(at: delivery.index) { outcome in
      span.updateAttributes { $0["messaging.destination.partition.id"] = "\(delivery.partition)" }
      switch outcome {
      case .delivered(let offset, _):
        if offset >= 0 { span.updateAttributes { $0["messaging.kafka.offset"] = offset } }
        span.end()
      case .failed(let failure): span.end(with: failure.error(for: delivery.receipt.partition))
      }
    }
  }
}

extension Tracing.Span {
  /// Ends the span of something that failed.
  func end(with error: KafkaError) {
    updateAttributes { $0["error.type"] = error.brokerError.map { "\($0.code)" } ?? error.code.description }
    recordError(error)
    setStatus(SpanStatus(code: .error, message: error.message))
    end()
  }
}

/// Writes a context into headers; what was there under the same name is replaced.
struct HeaderInjector: Injector {
  func inject(_ value: String, forKey key: String, into headers: inout [RecordHeader]) {
    headers.removeAll { $0.key == key }
    headers.append(RecordHeader(key, value))
  }
}
