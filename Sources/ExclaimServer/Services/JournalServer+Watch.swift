import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire

extension JournalServer {
  func watch(
    _ request: V1.WatchRequest, _ responses: ResponseWriter<V1.WatchResponse>, _ context: CallContext
  ) async throws {
    let reader = Reader(context.peer)
    let start = try start(request.from)
    let query = try Query(request.filter)
    try await changes.attend(as: context.peer.uid) {
      let filter = try await store.filter(query, reader: reader)
      try await follow(from: start, filter, reader, responses, context)
    }
  }

  /// The place before the first that is wanted.
  private func start(_ from: UInt64) throws -> UInt64 {
    let last = store.lastSequence
    guard from > 0 else { return last }
    // Whoever has seen more than there is follows another journal, and would miss what this one holds.
    guard from - 1 <= last else {
      throw RPCError.refused(
        Problem(
          field: "from", value: "\(from)", reason: "is beyond the journal, which has \(last) entries",
          remedy: "follow from \(last + 1) at most; if you have seen later ones, this is another ledger"))
    }
    return from - 1
  }

  /// Sends what comes until the call ends.
  private func follow(
    from start: UInt64, _ filter: RevisionFilter, _ reader: Reader,
    _ responses: ResponseWriter<V1.WatchResponse>, _ context: CallContext
  ) async throws {
    var progress = WatchProgress(after: start)
    var reach = Reach()
    let patience = Duration.seconds(limits.watchStallSecondsMax)
    while true {
      let due = progress.heartbeatTime(atEnd: progress.position >= store.lastSequence)
      let growth = try await changes.growth(beyond: progress.position, for: reader, until: due)
      if growth == .stopping { throw Self.stopping(progress, context) }
      // Before anything is read: who does not read holds nothing.
      try check(await responses.room(within: patience), progress, context)
      let place = progress
      var message = RecordWriter()
      if growth == .grown {
        let batch = try await changes.read(after: place.position, bytesMax: reach.bytes, for: reader)
        for change in batch.changes where filter.passes(change.revision) { change.write(to: &message) }
        progress.advance(to: batch.end)
        reach.adapt(toMatchingBytes: message.bytes.count)
      }
      let (now, isAtEnd) = (changes.time.now(), progress.position >= store.lastSequence)
      if message.bytes.isEmpty {
        guard let due = progress.heartbeatTime(atEnd: isAtEnd), due <= now else { continue }
      }
      message.endWatchResponse(sequence: progress.position, atEnd: isAtEnd)
      try check(await responses.send(encoded: message.bytes, within: patience), place, context)
      progress.tell(atEnd: isAtEnd, at: now)
    }
  }

  private func check(_ room: Room, _ progress: WatchProgress, _ context: CallContext) throws {
    switch room {
    case .ready: return
    case .draining: throw Self.stopping(progress, context)
    case .stalled:
      throw RPCError.limitExceeded(
        "watchStallSecondsMax", limits.watchStallSecondsMax,
        "\(context.method): you took nothing for \(limits.watchStallSecondsMax) seconds, the limit"
          + " watchStallSecondsMax; go on with from = \(progress.position + 1), and read what comes")
    }
  }

  private static func stopping(_ progress: WatchProgress, _ context: CallContext) -> RPCError {
    RPCError(
      .unavailable,
      "\(context.method): the server stops; connect again in a moment and go on with from = \(progress.position + 1)"
    )
  }
}

/// How many bytes of entries to look at for one message: few, so that a message is small; more where little matches.
private struct Reach {
  private(set) var bytes = bytesMin

  private static let bytesMin = 16_384
  private static let bytesMax = 262_144

  mutating func adapt(toMatchingBytes matching: Int) {
    bytes = matching > Self.bytesMin / 4 ? Self.bytesMin : min(2 * bytes, Self.bytesMax)
  }
}
