import KafkaClientCore
package import KafkaWire
package import NIOCore

/// One alarm for a machine's `nextDeadline`, confined to its event loop.
///
/// Deadlines move with nearly every event, mostly to later. So an alarm that is early is left alone; when it goes off
/// too soon the machine finds nothing to do and says again when it wants to be called.
package final class LoopAlarm: DriverAlarm {
  private let loop: any EventLoop
  private var scheduled: Scheduled<Void>?
  private var time = Instant.distantFuture
  private let action: () -> Void

  /// - Parameter action: Called on the loop. The owner sets the alarm again from there.
  package init(loop: any EventLoop, action: @escaping () -> Void) {
    self.loop = loop
    self.action = action
  }

  /// Makes sure that the alarm goes off at `instant`, or before.
  package func set(_ instant: Instant) {
    guard instant < time else { return }
    scheduled?.cancel()
    time = instant
    scheduled = loop.assumeIsolated().scheduleTask(deadline: NIODeadline(instant)) { [weak self] in self?.fire() }
  }

  package func cancel() {
    scheduled?.cancel()
    scheduled = nil
    time = .distantFuture
  }

  private func fire() {
    scheduled = nil
    time = .distantFuture
    action()
  }
}
