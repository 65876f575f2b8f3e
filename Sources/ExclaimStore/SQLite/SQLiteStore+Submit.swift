import Dispatch
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
    let (writer, pool) = (writer, pool)
    pool.asyncWriteWithoutTransaction { Self.drain(writer, pool, $0) }
  }

  /// Serves the queue, and goes on later with what is not urgent, so that whoever comes meanwhile goes first.
  private static func drain(_ writer: Writer, _ pool: DatabasePool, _ database: Database) {
    guard let pause = writer.drain(database) else { return }
    let goOn = { @Sendable in pool.asyncWriteWithoutTransaction { drain(writer, pool, $0) } }
    switch pause {
    case .none: goOn()
    case .milliseconds(let count):
      DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(count), execute: goOn)
    }
  }

  private static func outcomes(ofDryRun submission: Submission, _ database: Database) throws -> [Outcome] {
    let lookup = try Lookup(database)
    var revised: EditTarget?
    if let edit = submission.edit {
      precondition(edit.kind == .revise, "only what brings content has something to check before")
      let exceptions = Exceptions()
      exceptions.note()
      let amendment = try Amendment(database, Recorder(database), lookup, exceptions)
      switch try amendment.target(of: edit, by: submission.author) {
      case .not(let outcome): return [outcome]
      case .found(let target): revised = target
      }
    }
    let judgement = try Judgement(submission, revising: revised, lookup, ReferenceMemory())
    var none: Numbering?
    let settlement = Settlement(judgement, numbering: &none)
    return submission.atomic && judgement.refusesAny ? settlement.outcomesOfNone : settlement.outcomes
  }
}
