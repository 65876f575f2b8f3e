import ExclaimClient
import ExclaimMessages
import Foundation
import Testing

/// Follows the journal on a thread of its own, and comes back after each failure to where it was.
private final class Follower: @unchecked Sendable {
  // The lock guards everything that changes.
  private let condition = NSCondition()
  private var seen: [(place: UInt64, id: String)] = []
  private var position: UInt64 = 0
  private var goal: UInt64?
  private var unexpected: [String] = []
  private var restarts = 0
  private let finished = DispatchSemaphore(value: 0)

  init(_ socket: String) {
    Thread { [self] in
      while !isDone { follow(socket) }
      finished.signal()
    }.start()
  }

  /// What came, once everything up to a place has.
  func finish(at place: UInt64) -> [(place: UInt64, id: String)] {
    condition.withLock { goal = place }
    finished.wait()
    return condition.withLock { seen }
  }

  var surprises: [String] { condition.withLock { unexpected } }
  var restartCount: Int { condition.withLock { restarts } }

  /// Waits until it has heard of a place.
  func wait(for place: UInt64) throws {
    let deadline = Date(timeIntervalSinceNow: 60)
    try condition.withLock {
      while position < place {
        guard condition.wait(until: deadline) else {
          throw Failure("place \(place) did not come: \(unexpected)")
        }
      }
    }
  }

  private var isDone: Bool { condition.withLock { goal.map { position >= $0 } ?? false } }

  private func follow(_ socket: String) {
    do {
      let connection = try Connection(path: socket)
      var request = V1.WatchRequest()
      request.from = condition.withLock { position } + 1
      let stream = try JournalClient(connection).watch(request, options: .init(timeout: .seconds(5)))
      while let response = try stream.next() {
        condition.withLock {
          seen += response.records.map { ($0.sequence, $0.id) }
          position = response.sequence
          condition.broadcast()
        }
        if isDone { return }
      }
    } catch {
      condition.withLock {
        switch error {
        case let error as CallError where error.code == .unavailable: restarts += 1
        case let error as CallError where error.code == .deadlineExceeded: break
        case ConnectError.noServer: usleep(500)
        default: unexpected.append("\(error)")
        }
      }
    }
  }
}

@Suite(.serialized) struct FollowTests {
  @Test(
    "who follows the journal gets each entry once and in order, over restarts of the server and over kill -9",
    arguments: [SIGTERM, SIGKILL])
  func restarts(signal: Int32) throws {
    let server = try TestServer()
    let followers = (0..<4).map { _ in Follower(server.socket) }
    for round in 0..<4 {
      // Killed in the middle of its work: the submitters still write.
      let submitters = (0..<2).map { Submitter(server.socket, prefix: "r\(round)w\($0)", count: 100_000) }
      let goal = try ControlClient(server.connect()).status(V1.StatusRequest()).sequence + 100
      for follower in followers { try follower.wait(for: goal) }
      server.stop(with: signal)
      for submitter in submitters { submitter.join() }
      try server.start()
    }
    let connection = try server.connect()
    let last = try ControlClient(connection).status(V1.StatusRequest()).sequence
    var ids: [String] = []
    var request = V1.WatchRequest()
    request.from = 1
    let stream = try JournalClient(connection).watch(request, options: .init(timeout: .seconds(60)))
    while UInt64(ids.count) < last, let response = try stream.next() { ids += response.records.map(\.id) }
    #expect(ids.count == Int(last))
    for follower in followers {
      let seen = follower.finish(at: last)
      #expect(seen.map(\.place) == Array(1...last))
      #expect(seen.map(\.id) == ids)
      #expect(follower.restartCount >= 4, "no restart was felt, so nothing was tested")
      #expect(follower.surprises.isEmpty)
    }
  }
}
