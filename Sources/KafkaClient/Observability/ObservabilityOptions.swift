public import KafkaClientCore
public import Metrics
public import Tracing

extension ClientConfiguration.Observability.Metrics {
  private final class Box: Sendable {
    let factory: any MetricsFactory

    init(_ factory: any MetricsFactory) {
      self.factory = factory
    }
  }

  /// To this metrics system, whatever the process's is. Equal to copies of itself only.
  public static func factory(_ factory: any MetricsFactory) -> Self { Self(.factory(Box(factory))) }

  /// Nil when nothing is to be counted.
  var resolved: (any MetricsFactory)? {
    switch kind {
    case .disabled: nil
    case .factory(let box): (box as? Box)?.factory
    case .automatic: MetricsSystem.factory is NOOPMetricsHandler ? nil : MetricsSystem.factory
    }
  }
}

extension ClientConfiguration.Observability.Tracing {
  private final class Box: Sendable {
    let tracer: any Tracer

    init(_ tracer: any Tracer) {
      self.tracer = tracer
    }
  }

  /// This tracer, whatever the process's is. Equal to copies of itself only.
  public static func tracer(_ tracer: any Tracer) -> Self { Self(.tracer(Box(tracer))) }

  /// Who makes spans, and who writes their contexts into headers; nil when nobody does.
  var resolved: (tracer: any Tracer, instrument: any Instrument)? {
    switch kind {
    case .disabled: return nil
    case .tracer(let box): return (box as? Box).map { ($0.tracer, $0.tracer) }
    case .automatic:
      let tracer = InstrumentationSystem.tracer
      return tracer is NoOpTracer ? nil : (tracer, InstrumentationSystem.instrument)
    }
  }
}

extension ClientConfiguration {
  /// Where a client reports to.
  ///
  /// - Parameter metricsID: The dimension `client_id`.
  func makeHook(log: EventLog, metricsID: String) -> ClientHook? {
    var observers: [any KafkaClientObserver] = [log]
    if let factory = observability.metrics.resolved {
      observers.append(
        ClientMetrics(factory: factory, clientID: metricsID, maximumTopics: observability.maximumMeteredTopics))
    }
    return ClientHook(
      clientID: clientID, observers: observers + observability.observers,
      samplingInterval: observability.samplingInterval)
  }
}
