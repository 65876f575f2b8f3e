internal import ExclaimWire
internal import Synchronization

/// A number that one thread writes and any may read.
final class Gauge: Sendable {
  private let number = Atomic<Int>(0)

  var value: Int { number.load(ordering: .relaxed) }

  func set(_ value: Int) { number.store(value, ordering: .relaxed) }
}

/// The open connections of a server, and its users. Belongs to one event loop.
final class ConnectionTable {
  private var limits: Limits
  private let gauge: Gauge
  private var connections: [UInt64: ServerConnection] = [:]
  private var usersByUID: [UInt32: User] = [:]
  private var lastNumber: UInt64 = 0
  /// Called once, when the last connection has gone.
  private var onEmpty: (() -> Void)?

  init(_ limits: Limits, _ gauge: Gauge) {
    self.limits = limits
    self.gauge = gauge
  }

  /// Takes no more connections than there are descriptors for, and leaves some of them for others than one user.
  func fit(toDescriptors count: Int) {
    guard count < limits.connectionsMax else { return }
    limits.connectionsMax = max(1, count)
    limits.connectionsPerUIDMax = min(limits.connectionsPerUIDMax, max(1, count / 4 * 3))
  }

  var all: [ServerConnection] { Array(connections.values) }

  /// Users that are connected, or were refused something, by id.
  var users: [User] { usersByUID.values.filter { !$0.isForgettable }.sorted { $0.uid < $1.uid } }

  func nextNumber() -> UInt64 {
    lastNumber += 1
    return lastNumber
  }

  /// The user of an id, new if it has not been here.
  func user(_ uid: UInt32) -> User {
    if let user = usersByUID[uid] { return user }
    let user = User(uid)
    usersByUID[uid] = user
    return user
  }

  /// Why this user may not have one more connection; nil when it may.
  func refusal(of user: User) -> RPCError? {
    if connections.count >= limits.connectionsMax {
      return .limitExceeded(
        "connectionsMax", limits.connectionsMax,
        "\(connections.count) connections are open on this server, its limit connectionsMax; close those that"
          + " you do not need, or try again later")
    }
    if user.connectionCount >= limits.connectionsPerUIDMax {
      return .limitExceeded(
        "connectionsPerUIDMax", limits.connectionsPerUIDMax,
        "user \(user.uid) has \(user.connectionCount) connections open, the limit connectionsPerUIDMax; close"
          + " those that you do not need: one connection carries many calls at a time")
    }
    return nil
  }

  func add(_ connection: ServerConnection) {
    connections[connection.number] = connection
    connection.user.connectionCount += 1
    gauge.set(connections.count)
  }

  func remove(_ connection: ServerConnection) {
    guard connections.removeValue(forKey: connection.number) != nil else { return }
    connection.user.connectionCount -= 1
    forget(connection.user)
    gauge.set(connections.count)
    callWhenEmpty()
  }

  /// Forgets a user of whom there is nothing to remember.
  func forget(_ user: User) {
    if user.isForgettable { usersByUID[user.uid] = nil }
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
