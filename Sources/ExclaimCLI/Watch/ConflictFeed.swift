import ExclaimClient
import ExclaimMessages
import ExclaimWire

/// Contradictions as they come up and are resolved, each once, also across breaks of the connection.
struct ConflictFeed {
  private let session: Session
  private let question: V1.Question
  private var stream: ResponseStream<V1.WatchConflictsResponse>?
  private var comeback: Comeback
  /// Those that stand as far as was told; nil before the first answer.
  private var standing: [[String]: V1.Conflict]?
  /// The place in the journal as of which they do.
  private var place: UInt64 = 0
  /// Whether the next answer is the first of its call, which tells all that stand.
  private var beginsAnew = true

  init(_ session: Session, _ question: V1.Question) {
    self.session = session
    self.question = question
    comeback = Comeback(session)
  }

  /// What comes next; waits for it. The first answer tells all that stand, the others what has changed since.
  ///
  /// - Throws: ``CallError``, CANCELLED where the user wished to stop.
  mutating func next() throws -> V1.WatchConflictsResponse {
    while true {
      do {
        let response = try receive()
        comeback.hasHeard()
        try requireSameLedger(response)
        let isFirst = standing == nil
        let news = take(response)
        if isFirst || !news.created.isEmpty || !news.resolved.isEmpty { return news }
      } catch {
        stream = nil
        beginsAnew = true
        try comeback.wait(after: error, to: "going on with what has changed") {}
      }
    }
  }

  private mutating func receive() throws -> V1.WatchConflictsResponse {
    if stream == nil {
      stream = try session.analysis().watchConflicts(
        V1.WatchConflictsRequest(question: question), options: session.call)
    }
    guard let response = try stream?.next() else {
      throw CallError(.unavailable, "the server ended the call")
    }
    return response
  }

  /// Keeps what was not told before, and notes what stands.
  private mutating func take(_ response: V1.WatchConflictsResponse) -> V1.WatchConflictsResponse {
    let before = standing ?? [:]
    var after = beginsAnew ? [:] : before
    for conflict in response.resolved { after[conflict.identity] = nil }
    for conflict in response.created { after[conflict.identity] = conflict }
    var news = response
    news.created = response.created.filter { before[$0.identity] == nil }
    news.resolved =
      beginsAnew
      ? before.filter { after[$0.key] == nil }.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(
        \.value)
      : response.resolved.filter { before[$0.identity] != nil }
    (standing, place, beginsAnew) = (after, response.sequence, false)
    return news
  }

  /// A ledger that lacks what was seen before is another one, or an older copy.
  private func requireSameLedger(_ response: V1.WatchConflictsResponse) throws {
    guard response.sequence < place else { return }
    throw Failure(
      .badInput,
      "the journal ends with entry \(response.sequence), before entry \(place) that was seen; if it is another ledger, "
        + "or a restored one, begin again")
  }
}
