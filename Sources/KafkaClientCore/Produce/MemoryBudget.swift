import DequeModule

/// Who waits for something in the accumulator. Numbers are given in order of arrival.
package struct WaiterID: Hashable, Comparable, Sendable {
  package var number: UInt64

  package init(number: UInt64) {
    self.number = number
  }

  package static func < (left: WaiterID, right: WaiterID) -> Bool { left.number < right.number }
}

/// The bytes of `buffer.memory`: a hard bound on what unfinished batches hold, shared out first come, first served.
///
/// A batch takes its bytes when it is opened and gives them back when it is finished. Who finds too few free waits in
/// line; nobody who comes later gets ahead, however little is asked for, so that a large batch is not starved by small
/// ones. Freed bytes are set aside for the first in line, who is told and comes back for them.
///
/// The rule that surprises: a freed batch usually has room for more than one record, so those behind the first in line
/// whose records would go to the same partition are told with it. Without that every batch would carry one record as
/// soon as memory is short. For the same reason a waiter is not told of every batch that comes back: to let a task go
/// on costs more than to fill a batch, so memory is handed over in shares of a sixteenth, unless whoever asks `serve` has
/// waited long enough for that much.
package struct MemoryBudget: Sendable {
  /// What a waiter wants.
  package struct Request: Equatable, Sendable {
    /// The size of the batch that has to be opened.
    package var bytes: Int
    /// The most that the record itself takes of it.
    package var recordBytes: Int
    /// The partition that the record goes to, as the accumulator numbers them.
    package var slot: Int

    package init(bytes: Int, recordBytes: Int, slot: Int) {
      self.bytes = bytes
      self.recordBytes = recordBytes
      self.slot = slot
    }
  }

  private struct Waiter {
    var id: WaiterID
    var request: Request
    /// Told to come back; out of the line, its bytes set aside.
    var hasLeft = false
  }

  package let capacity: Int
  /// Bytes that belong to nobody.
  package private(set) var free: Int
  /// Those in line by number, so also those who came back with their number and found the room taken.
  private var line: Deque<Waiter> = []
  private var waiting = 0
  private var setAside: [WaiterID: Int] = [:]
  private var setAsideBytes = 0

  package init(capacity: Int) {
    self.capacity = capacity
    free = capacity
  }

  /// Bytes in batches or set aside.
  package var used: Int { capacity - free }

  /// Bytes that no batch holds: free, or set aside for those who will open one.
  package var withoutBatch: Int { free + setAsideBytes }

  /// Somebody waits for memory: every batch should leave as soon as it can.
  package var isExhausted: Bool { waiting > 0 }

  /// How many are in line.
  package var waitingCount: Int { waiting }

  /// The first in line could have what it wants.
  package var canServe: Bool {
    guard isExhausted, let first = line.first(where: { !$0.hasLeft }) else { return false }
    return first.request.bytes <= free
  }

  /// So much is free that it is worth handing over.
  package var isShareFree: Bool { free >= capacity / 16 }

  /// Takes bytes for a batch, from those set aside for `waiter` first. False when there are too few, or when others
  /// were there before.
  package mutating func take(_ bytes: Int, for waiter: WaiterID?) -> Bool {
    if let waiter, let reserved = setAside[waiter] {
      guard reserved + free >= bytes else { return false }
      setAside[waiter] = nil
      setAsideBytes -= reserved
      free += reserved - bytes
      return true
    }
    guard waiting == 0 || isFirst(waiter), bytes <= free else { return false }
    free -= bytes
    return true
  }

  /// Gives a batch's bytes back.
  package mutating func giveBack(_ bytes: Int) {
    free += bytes
    assert(free <= capacity, "more bytes were given back than taken")
  }

  /// Gets in line, or back to the old place in it.
  package mutating func wait(_ request: Request, as id: WaiterID) {
    let waiter = Waiter(id: id, request: request)
    release(id)
    waiting += 1
    // Almost always the last; who comes back was near the front, and may still be listed.
    if let place = place(of: id) {
      line[place] = waiter
    } else if let last = line.last, last.id > id {
      line.insert(waiter, at: line.firstIndex { $0.id > id } ?? line.endIndex)
    } else {
      line.append(waiter)
    }
  }

  /// No longer interested: leaves the line, or gives back what was set aside. Harmless when neither is there.
  package mutating func leave(_ id: WaiterID) {
    if !release(id), let place = place(of: id), !line[place].hasLeft {
      line[place].hasLeft = true
      waiting -= 1
    }
    dropThoseWhoLeft()
  }

  /// Sets aside what is free for those in line and returns those who should try again now.
  package mutating func serve() -> [WaiterID] {
    var served: [WaiterID] = []
    dropThoseWhoLeft()
    while let first = line.first, first.request.bytes <= free {
      free -= first.request.bytes
      setAside[first.id] = first.request.bytes
      setAsideBytes += first.request.bytes
      served.append(first.id)
      line.removeFirst()
      waiting -= 1
      bringCompany(of: first.request, into: &served)
      dropThoseWhoLeft()
    }
    return served
  }

  /// Gives back what was set aside for a waiter; false when nothing was.
  @discardableResult
  private mutating func release(_ id: WaiterID) -> Bool {
    guard let reserved = setAside.removeValue(forKey: id) else { return false }
    setAsideBytes -= reserved
    free += reserved
    return true
  }

  /// Tells those whose records fit into the batch that somebody is about to open.
  private mutating func bringCompany(of request: Request, into served: inout [WaiterID]) {
    var room = request.bytes - request.recordBytes
    for place in line.indices where !line[place].hasLeft {
      guard line[place].request.slot == request.slot else { continue }
      room -= line[place].request.recordBytes
      if room < 0 { break }
      served.append(line[place].id)
      line[place].hasLeft = true
      waiting -= 1
    }
  }

  private func isFirst(_ id: WaiterID?) -> Bool {
    guard let id, let first = line.first else { return false }
    return id <= first.id
  }

  private func place(of id: WaiterID) -> Int? {
    // By number, so found by halving.
    var low = line.startIndex
    var high = line.endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if line[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < line.endIndex && line[low].id == id ? low : nil
  }

  private mutating func dropThoseWhoLeft() {
    while line.first?.hasLeft == true { line.removeFirst() }
  }
}
