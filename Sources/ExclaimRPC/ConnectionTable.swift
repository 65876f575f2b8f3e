internal import ExclaimWire
internal import Synchronization

/// A number that one thread writes and any may read.
final class Gauge: Sendable {
  private let number = Atomic<Int>(0)

  var value: Int { number.load(ordering: .relaxed) }

  func set(_ value: Int) { number.store(value, ordering: .relaxed) }
}

/// The open connections of a server, and how many each user has. Belongs to one event loop.
final class ConnectionTable {
  private let limits: Limits
  private let gauge: Gauge
  private var connections: [UInt64: ServerConnection] = [:]
  private var countByUID: [UInt32: Int] = [:]
  private var lastNumber: UInt64 = 0
  /// Called once, when the last connection has gone.
  private var onEmpty: (() -> Void)?

  init(_ limits: Limits, _ gauge: Gauge) {
    self.limits = limits
    self.gauge = gauge
  }

  var all: [ServerConnection] { Array(connections.values) }

  func nextNumber() -> UInt64 {
    lastNumber += 1
    return lastNumber
  }

  /// Why this peer may not have one more connection; nil when it may.
  func refusal(of peer: Peer) -> RPCError? {
    if connections.count >= limits.connectionsMax {
      return .limitExceeded(
        "connectionsMax", limits.connectionsMax,
        "\(connections.count) connections are open on this server, its limit connectionsMax; close those that"
          + " you do not need, or try again later")
    }
    let count = countByUID[peer.uid, default: 0]
    if count >= limits.connectionsPerUIDMax {
      return .limitExceeded(
        "connectionsPerUIDMax", limits.connectionsPerUIDMax,
        "user \(peer.uid) has \(count) connections open, the limit connectionsPerUIDMax; close those that you"
          + " do not need: one connection carries many calls at a time")
    }
    return nil
  }

  func add(_ connection: ServerConnection) {
    connections[connection.number] = connection
    countByUID[connection.peer.uid, default: 0] += 1
    gauge.set(connections.count)
  }

  func remove(_ connection: ServerConnection) {
    guard connections.removeValue(forKey: connection.number) != nil else { return }
    let uid = connection.peer.uid
    let count = countByUID[uid, default: 0] - 1
    countByUID[uid] = count > 0 ? count : nil
    gauge.set(connections.count)
    callWhenEmpty()
  }

  func whenEmpty(_ body: @escaping () -> Void) {
    onEmpty = body
    callWhenEmpty()
  }

  private func callWhenEmpty() {
    guard connections.isEmpty, let body = onEmpty else { return }
    onEmpty = nil
    body()
  }
}
