import ExclaimClient
import ExclaimMessages
import ExclaimWire

/// The journal as it grows: each entry once and in order, also across breaks of the connection.
struct JournalFeed {
  private let session: Session
  private let filter: V1.Filter
  /// The first place that has not come yet.
  private var nextPlace: UInt64
  private var stream: ResponseStream<V1.WatchResponse>?
  private var comeback: Comeback

  /// - Parameter place: the first entry that is wanted; nil for what comes from now on.
  init(_ session: Session, filter: V1.Filter, from place: UInt64?) throws {
    self.session = session
    self.filter = filter
    comeback = Comeback(session)
    // Where now is has to be known before the first break, or what came in it would be lost.
    let end = try Self.end(session)
    nextPlace = place ?? end + 1
    try Self.require(nextPlace, within: end)
  }

  /// What comes next; waits for it.
  ///
  /// - Throws: ``CallError``, CANCELLED where the user wished to stop.
  mutating func next() throws -> V1.WatchResponse {
    while true {
      do {
        let response = try receive()
        comeback.hasHeard()
        return take(response)
      } catch {
        stream = nil
        let (session, place) = (session, nextPlace)
        try comeback.wait(after: error, to: "going on with entry \(place)") {
          try Self.require(place, within: try Self.end(session))
        }
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

  private static func end(_ session: Session) throws -> UInt64 {
    try session.control().status(V1.StatusRequest(), options: session.call).sequence
  }

  /// A ledger that lacks what was seen before is another one, or an older copy: places mean other entries there.
  private static func require(_ place: UInt64, within end: UInt64) throws {
    guard place > end + 1 else { return }
    throw Failure(
      .badInput,
      "the journal ends with entry \(end), before entry \(place) that is wanted next; "
        + "if it is another ledger, or a restored one, begin again with --from 1")
  }
}
