import GRDB

extension SQLiteStore {
  /// See `Store.submit`.
  public func submit(_ submission: Submission) async throws -> [Outcome] {
    if submission.dryRun {
      return try await read(for: .user(submission.author.uid)) {
        try Self.outcomes(ofDryRun: submission, $0)
      }
    }
    // The ticket must be there before the call is suspended, for a cancellation may come first.
    let relay = Relay()
    let ticket = SubmissionTicket(submission) { relay.finish($0) }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        relay.start(continuation)
        enqueue(ticket)
      }
    } onCancel: {
      ticket.cancel()
    }
  }

  /// See `Store.submit`.
  @discardableResult
  public func submit(
    _ submission: Submission, completion: @escaping @Sendable (Result<[Outcome], any Error>) -> Void
  ) -> SubmissionTicket {
    let ticket = SubmissionTicket(submission, completion: completion)
    if submission.dryRun {
      pool.asyncRead { database in
        ticket.take()?(
          Result {
            try Self.outcomes(ofDryRun: submission, database.get())
          }.mapError { Self.outward($0) })
      }
    } else {
      enqueue(ticket)
    }
    return ticket
  }

  private func enqueue(_ ticket: SubmissionTicket) {
    do throws(StoreError) {
      if try queue.add(ticket) { startDraining() }
    } catch {
      ticket.take()?(.failure(error))
    }
  }

  func startDraining() {
    let writer = writer
    pool.asyncWriteWithoutTransaction { writer.drain($0) }
  }

  private static func outcomes(ofDryRun submission: Submission, _ database: Database) throws -> [Outcome] {
    let judgement = try Judgement(submission, Lookup(database), ReferenceMemory())
    var none: Numbering?
    let settlement = Settlement(judgement, numbering: &none)
    return submission.atomic && judgement.refusesAny ? settlement.outcomesOfNone : settlement.outcomes
  }
}
