import ExclaimAnalysis
import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire

extension AnalysisServer {
  func watchConflicts(
    _ request: V1.WatchConflictsRequest, _ responses: ResponseWriter<V1.WatchConflictsResponse>,
    _ context: CallContext
  ) async throws {
    var question = request.question ?? V1.Question()
    // These have no meaning here.
    (question.asOf, question.limit, question.cursor) = ("", 0, "")
    try await changes.attend(as: context.peer.uid) { [question] in
      try await follow(question, responses, context)
    }
  }

  /// Time for more to come after something did, so that a burst is judged once.
  private static let burstPause = Duration.milliseconds(20)

  /// Tells what changes until the call ends. All there are come first.
  private func follow(
    _ question: V1.Question, _ responses: ResponseWriter<V1.WatchConflictsResponse>, _ context: CallContext
  ) async throws {
    let reader = Reader(context.peer)
    let patience = Duration.seconds(limits.watchStallSecondsMax)
    var progress = WatchProgress(after: 0)
    var standing: [StandingConflict: V1.Conflict]?
    while true {
      // Before anything is judged: who does not read holds nothing.
      try check(await responses.room(within: patience), context)
      var message = V1.WatchConflictsResponse()
      if standing == nil || store.lastSequence > progress.position {
        let now = try await contradictions(question, context)
        message.created = now.order.filter { standing?[$0] == nil }.compactMap { now.conflicts[$0] }
        message.resolved = (standing ?? [:]).filter { now.conflicts[$0.key] == nil }
          .sorted { $0.key.members.lexicographicallyPrecedes($1.key.members) }.map(\.value)
        standing = now.conflicts
        // What came while it waited for its turn was judged too, and what comes from now on is judged next time.
        progress.advance(to: now.sequence)
      }
      let isNews = !message.created.isEmpty || !message.resolved.isEmpty
      if isNews || progress.heartbeatTime(atEnd: true).map({ $0 <= changes.time.now() }) ?? false {
        message.sequence = progress.position
        message.contradictions = UInt64(standing?.count ?? 0)
        try check(await responses.send(encoded: wireForm(of: message), within: patience), context)
        progress.tell(atEnd: true, at: changes.time.now())
      }
      try await untilMore(progress, reader, context)
    }
  }

  /// Waits until the journal is longer, or it is time to tell how long it is.
  private func untilMore(_ progress: WatchProgress, _ reader: Reader, _ context: CallContext) async throws {
    let due = progress.heartbeatTime(atEnd: true)
    switch try await changes.growth(beyond: progress.position, for: reader, until: due) {
    case .stopping: throw stopping(context)
    case .timeUp: break
    case .grown: try await changes.time.sleep(Self.burstPause)
    }
  }

  private func contradictions(
    _ question: V1.Question, _ context: CallContext
  ) async throws -> (
    order: [StandingConflict], conflicts: [StandingConflict: V1.Conflict], sequence: UInt64
  ) {
    let (found, _, sequence) = try await reconcileNow(question, context) {
      try $0.conflicts($1, kinds: [.contradiction]).conflicts
    }
    let order = found.map(StandingConflict.init)
    let conflicts = Dictionary(zip(order, found.map { V1.Conflict($0) })) { first, _ in first }
    return (order, conflicts, sequence)
  }

  private func wireForm(of message: V1.WatchConflictsResponse) throws -> [UInt8] {
    let bytes = message.encoded()
    guard bytes.count <= limits.pageBytesMax else {
      throw RPCError.limitExceeded(
        "pageBytesMax", limits.pageBytesMax,
        "question: \(message.created.count) contradictions do not fit one message; narrow the question")
    }
    return bytes
  }

  private func check(_ room: Room, _ context: CallContext) throws {
    switch room {
    case .ready: return
    case .draining: throw stopping(context)
    case .stalled:
      throw RPCError.limitExceeded(
        "watchStallSecondsMax", limits.watchStallSecondsMax,
        "\(context.method): you took nothing for \(limits.watchStallSecondsMax) seconds, the limit"
          + " watchStallSecondsMax; call again, and read what comes")
    }
  }

  private func stopping(_ context: CallContext) -> RPCError {
    RPCError(.unavailable, "\(context.method): the server stops; connect again in a moment and call again")
  }
}

/// What tells one contradiction from another: its records.
private struct StandingConflict: Hashable {
  let kind: ConflictKind
  let members: [String]

  init(_ finding: ConflictFinding) {
    kind = finding.kind
    members = finding.members.map(\.source.id).sorted()
  }
}
