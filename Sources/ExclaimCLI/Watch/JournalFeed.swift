import ExclaimClient
import ExclaimMessages
import ExclaimWire
import Glibc

/// The journal as it grows: each entry once and in order, also across breaks of the connection.
struct JournalFeed {
  private let session: Session
  private let filter: V1.Filter
  /// The first place that has not come yet.
  private var nextPlace: UInt64
  private var stream: ResponseStream<V1.WatchResponse>?
  private var hasHeard = false
  private var pauseMilliseconds = Self.firstPauseMilliseconds

  /// The pause before another try; it doubles with each that fails.
  private static let firstPauseMilliseconds: Int32 = 100
  private static let lastPauseMilliseconds: Int32 = 5_000

  /// - Parameter place: the first entry that is wanted; nil for what comes from now on.
  init(_ session: Session, filter: V1.Filter, from place: UInt64?) throws {
    self.session = session
    self.filter = filter
    // Where now is has to be known before the first break, or what came in it would be lost.
    let end = try Self.end(session)
    nextPlace = place ?? end + 1
    try requireWithin(end)
  }

  /// What comes next; waits for it.
  ///
  /// - Throws: ``CallError``, CANCELLED where the user wished to stop.
  mutating func next() throws -> V1.WatchResponse {
    while true {
      do {
        let response = try receive()
        hasHeard = true
        pauseMilliseconds = Self.firstPauseMilliseconds
        return take(response)
      } catch {
        guard let failure = error as? CallError, isPassing(failure) else { throw error }
        try comeBack(after: failure)
      }
    }
  }

  private mutating func receive() throws -> V1.WatchResponse {
    if stream == nil {
      let request = V1.WatchRequest(from: nextPlace, filter: filter)
      stream = try session.journal().watch(request, options: session.call)
    }
    guard let response = try stream?.next() else {
      throw CallError(.unavailable, "the server ended the call")
    }
    return response
  }

  /// Keeps what has not come before, and notes how far it goes.
  private mutating func take(_ response: V1.WatchResponse) -> V1.WatchResponse {
    var response = response
    response.records.removeAll { $0.sequence < nextPlace }
    let last = max(response.sequence, response.records.last?.sequence ?? 0)
    nextPlace = max(nextPlace, last + 1)
    return response
  }

  // MARK: Breaks

  /// Whether another try may do better. A limit that is met at once is no cut, and is told.
  private func isPassing(_ failure: CallError) -> Bool {
    switch failure.code {
    case .unavailable: true
    case .resourceExhausted, .aborted: hasHeard
    default: false
    }
  }

  private mutating func comeBack(after failure: CallError) throws {
    let reason = session.isConnected ? failure.message : "the connection was lost"
    try session.console.say("\(reason); going on with entry \(nextPlace) when the server is back")
    stream = nil
    while true {
      try pause()
      do {
        try session.reconnect()
        try requireWithin(try Self.end(session))
        return
      } catch {
        switch error {
        case ConnectError.noServer, ConnectError.timedOut: continue
        case let failure as CallError where isPassing(failure): continue
        default: throw error
        }
      }
    }
  }

  /// Waits, and longer with each time; the user's wish to stop ends it.
  private mutating func pause() throws {
    var wish = pollfd(fd: session.stop.descriptor(), events: Int16(POLLIN), revents: 0)
    let hasCome = poll(&wish, 1, pauseMilliseconds) > 0
    if hasCome || session.stop.isWanted() { throw CallError(.cancelled, "stopped while no server was there") }
    pauseMilliseconds = min(pauseMilliseconds * 2, Self.lastPauseMilliseconds)
  }

  private static func end(_ session: Session) throws -> UInt64 {
    try session.control().status(V1.StatusRequest(), options: session.call).sequence
  }

  /// A ledger that lacks what was seen before is another one, or an older copy: places mean other entries there.
  private func requireWithin(_ end: UInt64) throws {
    guard nextPlace > end + 1 else { return }
    throw Failure(
      .badInput,
      "the journal ends with entry \(end), before entry \(nextPlace) that is wanted next; "
        + "if it is another ledger, or a restored one, begin again with --from 1")
  }
}
