import KafkaClientCore
package import KafkaWire

/// One alarm in a world's time, set to the earliest of what was asked for.
package final class SimulatedAlarm: DriverAlarm {
  private let world: World
  private let owner: String
  private let action: () -> Void
  /// Whether it is not set although it was asked for.
  var isLost: () -> Bool = { false }
  private var lastFire = Instant(nanoseconds: .min)
  private var firesInOneInstant = 0
  private var generation = 0
  /// When it goes off; nil when it is not set.
  package private(set) var deadline: Instant?

  init(world: World, owner: String, action: @escaping () -> Void) {
    self.world = world
    self.owner = owner
    self.action = action
  }

  package func set(_ instant: Instant) {
    if let deadline, deadline <= instant { return }
    if isLost() { return }
    deadline = instant
    generation += 1
    let generation = generation
    world.at(instant) { [weak self] in
      guard let self, self.generation == generation, self.deadline != nil else { return }
      self.deadline = nil
      self.countFire()
      self.action()
    }
  }

  /// A machine that wants to be called at a time that has come, again and again, keeps a processor busy for nothing.
  private func countFire() {
    firesInOneInstant = lastFire == world.now ? firesInOneInstant + 1 : 0
    lastFire = world.now
    if firesInOneInstant > 1000 { world.fail(.noEnd, "the alarm of \(owner) goes off again and again at one moment") }
  }

  package func cancel() {
    deadline = nil
    generation += 1
  }
}
