public import KafkaRecords
import NIOCore
public import Tracing

/// Reads a context from headers; of several with one name the last counts.
struct HeaderExtractor: Extractor {
  func extract(key: String, from headers: [RecordHeader]) -> String? {
    headers.last { $0.key == key }?.value.map { String(buffer: $0) }
  }
}

extension ConsumerRecord {
  /// The context that the record's producer put into its headers, to be the parent of spans about the record.
  ///
  /// ```swift
  /// for try await record in consumer.records {
  ///   try await withSpan("process orders", context: record.serviceContext(), ofKind: .consumer) { span in
  ///     span.attributes["messaging.system"] = "kafka"
  ///     try await handle(record)
  ///   }
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - context: What the context is added to.
  ///   - instrument: Who reads it; the process's instrument if nothing else is said.
  /// - Returns: `context` and what the headers say; `context` alone where they say nothing.
  public func serviceContext(
    extending context: ServiceContext = .topLevel, using instrument: any Instrument = InstrumentationSystem.instrument
  ) -> ServiceContext {
    headers.serviceContext(extending: context, using: instrument)
  }
}

extension [RecordHeader] {
  /// The context that a producer put into these headers; see ``ConsumerRecord/serviceContext(extending:using:)``.
  public func serviceContext(
    extending context: ServiceContext = .topLevel, using instrument: any Instrument = InstrumentationSystem.instrument
  ) -> ServiceContext {
    var context = context
    instrument.extract(self, into: &context, using: HeaderExtractor())
    return context
  }
}
