import CExclaimLinux
import CExclaimSQLite
import ExclaimDomain
import GRDB
import Synchronization

/// The one writer: takes everything that waits into one transaction, one fsync, and then answers all.
///
/// The transaction grows with the load by itself: while one commit waits for the disk, the next submissions
/// gather behind it, and those that come while they are written join them.
///
///     arriving    a b c   d e f      a b c     d e f
///     writer      [a b c──fsync]─ok─[d e f a b c──fsync]─ok─[ …
///
/// The thread is the queue of GRDB's writer connection: it is serial already, so a thread of our own would
/// only add a hop. `@unchecked Sendable`: all state but the atomics is touched by methods that run on that queue
/// and nowhere else; each takes the queue's `Database`, which no other thread can have, or comes before or after.
final class Writer: @unchecked Sendable {
  private let queue: WriteQueue
  private let clock: @Sendable () -> Int64
  /// Sequence of the last durable entry, for all threads.
  let lastSequence = Atomic<Int64>(0)
  /// Whether links may lead to what has become private or stands no more, for all threads.
  let exceptions = Exceptions()
  /// Tells those who wait for more.
  let growth = JournalGrowth()

  private var recorder: Recorder?
  private var lookup: Lookup?
  private var tally: Tally?
  private var amendment: Amendment?
  private var scrubbing: Scrubbing?
  private var head = JournalHead()
  private let indexedThrough = Atomic<Int64>(0)
  private let random = RandomBytes()
  private let memory = ReferenceMemory()
  private let log: WriteAheadLog
  /// Set for good when a sync fails, see `writing`.
  private var hasFailedSync = false

  /// A scrub under way, and those who wait for its end.
  private struct Scrubbing {
    var scrub: Scrub
    var waiters: [@Sendable (Result<Void, StoreError>) -> Void] = []
  }

  init(queue: WriteQueue, options: SQLiteStore.Options) {
    self.queue = queue
    clock = options.clock
    log = WriteAheadLog(bytesMax: options.logBytesMax)
  }

  /// Whether a query must wait for the indexes.
  var areIndexesBehind: Bool {
    indexedThrough.load(ordering: .acquiring) < lastSequence.load(ordering: .acquiring)
  }

  /// Prepares the statements and finds the end of the journal. On the writer's queue.
  ///
  /// - Returns: whether a redaction was not scrubbed to its end when the ledger was closed or the power went: `drain`
  ///   goes on with it.
  @discardableResult
  func open(_ database: Database) throws(StoreError) -> Bool {
    let recorder = try Recorder(database)
    let lookup = try Lookup(database)
    self.recorder = recorder
    self.lookup = lookup
    amendment = try Amendment(database, recorder, lookup, exceptions)
    tally = try Tally(database)
    head = try JournalHead(database)
    if try recorder.projections.mayHaveExceptions(database) { exceptions.note() }
    let scrub = try Scrub(database)
    if try scrub.isNeeded() { scrubbing = Scrubbing(scrub: scrub) }
    memory.forgetAll()
    log.watch(database)
    indexedThrough.store(try recorder.projections.indexes.indexedThrough(), ordering: .releasing)
    lastSequence.store(head.sequence, ordering: .releasing)
    growth.reach(UInt64(head.sequence))
    return scrubbing != nil
  }

  /// Lets go of the statements, without which the connection cannot be closed. On the writer's queue.
  func close() {
    growth.close()
    recorder = nil
    lookup = nil
    tally = nil
    amendment = nil
    endScrubbing(.failure(.closed))
  }

  /// Serves what waits until nothing is left. On the writer's queue.
  ///
  /// - Returns: when to come back for what is not urgent; nil if nothing is left of that either.
  func drain(_ database: Database) -> Pause? {
    while let turn = queue.next() {
      if !turn.submissions.isEmpty { commit(turn.submissions, database) }
      if !turn.indexWaiters.isEmpty {
        let result = Result { () throws(StoreError) in
          while areIndexesBehind { try advanceIndexes(database) }
        }
        for waiter in turn.indexWaiters { waiter(result) }
      } else if head.sequence - indexedThrough.load(ordering: .relaxed) >= DeferredIndexes.backlogMax {
        // A failure here harms nobody: the next query tries again, and reports it.
        try? advanceIndexes(database)
      }
      // A failure harms nobody, and `writing` notes the one that does.
      try? writing(database) { () throws(StoreError) in try log.moveIfLong(database) }
    }
    return scrubbing == nil ? nil : scrub(database)
  }

  /// For how long to leave the queue to others.
  enum Pause {
    case none
    case milliseconds(Int)
  }

  /// Takes one step of removing what redactions left in the files.
  private func scrub(_ database: Database) -> Pause? {
    do throws(StoreError) {
      switch try writing(database, { () throws(StoreError) in try scrubbing?.scrub.step(database) }) {
      case .goesOn: return Pause.none
      case .waits: return .milliseconds(20)
      case .done, nil: endScrubbing(.success(()))
      }
    } catch {
      // The ledger remembers, and the next opening tries again.
      endScrubbing(.failure(error))
    }
    return nil
  }

  private func endScrubbing(_ result: Result<Void, StoreError>) {
    let waiters = scrubbing?.waiters ?? []
    scrubbing = nil
    for waiter in waiters { waiter(result) }
  }

  /// Scrubs from the start, for what was redacted just now; `whenDone` comes after the last step.
  private func beginScrubbing(
    _ database: Database, _ whenDone: [@Sendable (Result<Void, StoreError>) -> Void]
  ) {
    do throws(StoreError) {
      scrubbing = Scrubbing(
        scrub: try Scrub(database), waiters: (scrubbing?.waiters ?? []) + whenDone)
    } catch {
      for waiter in whenDone { waiter(.failure(error)) }
    }
  }

  // MARK: Transactions

  /// Stores submissions, and those that come while it does, in one transaction.
  ///
  /// Without the latecomers, clients that wait for their answers would fall into two groups that take turns,
  /// and each sync would serve half of them.
  private func commit(_ first: [WriteQueue.Taken], _ database: Database) {
    var newHead = head
    var taken: [WriteQueue.Taken] = []
    var outcomes: [[Outcome]] = []
    let viewBefore = exceptions.view
    let isLong = first.contains { $0.submission.drafts.count > Self.shortWorkRecordsMax }
    if isLong { exclaim_begin_long_work() }
    defer { if isLong { exclaim_end_long_work() } }
    let result = transaction(database) { (recorder) throws(StoreError) in
      var created = Tally.Counts()
      var next = first
      var records = 0
      while !next.isEmpty {
        taken += next
        for (submission, _) in next {
          outcomes.append(try store(submission, recorder, after: &newHead, &created))
          records += max(1, submission.drafts.count)
        }
        next = queue.more(besides: records)
      }
      try tally?.add(created)
    }
    switch result {
    case .success:
      head = newHead
      // What was read since it was noted, and before the commit, does not show it.
      if exceptions.view != viewBefore { exceptions.noteChange() }
      lastSequence.store(head.sequence, ordering: .releasing)
      var redactions: [@Sendable (Result<Void, StoreError>) -> Void] = []
      for ((submission, completion), outcomes) in zip(taken, outcomes) {
        if case .redact = submission.edit?.kind, case .changed = outcomes.first {
          // Answered when the bytes are gone.
          redactions.append { completion($0.map { outcomes }.mapError { $0 }) }
        } else {
          completion(.success(outcomes))
        }
      }
      growth.reach(UInt64(head.sequence))
      if !redactions.isEmpty { beginScrubbing(database, redactions) }
    case .failure(let error):
      memory.forgetAll()
      for waiting in taken.isEmpty ? first : taken { waiting.completion(.failure(error)) }
    }
  }

  /// Records that are stored in about the time for which a thread has a core to itself.
  private static let shortWorkRecordsMax = 256

  private func store(
    _ submission: Submission, _ recorder: Recorder, after head: inout JournalHead,
    _ created: inout Tally.Counts
  ) throws(StoreError) -> [Outcome] {
    guard let lookup, let amendment else { throw .closed }
    var revised: EditTarget?
    if let edit = submission.edit {
      switch try amendment.target(of: edit, by: submission.author) {
      case .not(let outcome): return [outcome]
      case .found(let target): revised = target
      }
      if let revised, edit.kind != .revise {
        return [try amend(revised, edit, submission, amendment, after: &head)]
      }
    }
    let judgement = try Judgement(submission, revising: revised, lookup, memory)
    var numbering: Numbering?
    if submission.atomic && judgement.refusesAny {
      return Settlement(judgement, numbering: &numbering).outcomesOfNone
    }
    numbering = self.numbering(after: head)
    let settlement = Settlement(judgement, numbering: &numbering)
    try recorder.record(settlement, of: judgement, after: &head, random: random)
    memory.forget(settlement, of: submission)
    for (draft, step) in zip(submission.drafts, settlement.steps) {
      guard case .write(_, _, let previous) = step else { continue }
      if previous == nil {
        created.add(draft.kind)
      } else if draft.visibility == .private || judgement.reinstates {
        exceptions.note()
      } else if exceptions.mayExist {
        // Perhaps it was private, and is not any more.
        exceptions.noteChange()
      }
    }
    return settlement.outcomes
  }

  private func amend(
    _ target: EditTarget, _ edit: Edit, _ submission: Submission, _ amendment: Amendment,
    after head: inout JournalHead
  ) throws(StoreError) -> Outcome {
    var numbering = numbering(after: head)
    exceptions.note()
    let outcome = try amendment.perform(edit, on: target, submission, at: &numbering, after: &head, random)
    memory.forgetAll()
    return outcome
  }

  /// The recorded clock never falls, whatever the system's clock does.
  private func numbering(after head: JournalHead) -> Numbering {
    Numbering(after: head.sequence, recordedAt: max(clock(), head.recordedAt), random: random)
  }

  /// What the indexes lose with the power, `indexed` loses with them, and the next commit of the journal syncs
  /// the log as a whole. So they need no sync of their own.
  func advanceIndexes(_ database: Database) throws(StoreError) {
    var through: Int64 = 0
    try setSynchronous("NORMAL", database)
    let result = transaction(database) { (recorder) throws(StoreError) in
      through = try recorder.projections.indexes.advance(towards: head.sequence)
    }
    try setSynchronous("FULL", database)
    try result.get()
    indexedThrough.store(through, ordering: .releasing)
  }

  private func setSynchronous(_ level: String, _ database: Database) throws(StoreError) {
    do {
      try database.execute(sql: "PRAGMA synchronous = \(level)")
    } catch {
      throw StoreError(error)
    }
  }

  /// Runs `body` in a transaction; after a failure nothing of it is stored, but for `syncFailed`.
  private func transaction(
    _ database: Database, _ body: (Recorder) throws(StoreError) -> Void
  ) -> Result<Void, StoreError> {
    guard let recorder else { return .failure(.closed) }
    return Result { () throws(StoreError) in
      try writing(database) { () throws(StoreError) in
        do {
          try database.inTransaction(.immediate) {
            try body(recorder)
            return .commit
          }
        } catch {
          throw StoreError(error)
        }
      }
    }
  }

  /// Does something that writes, unless a sync has failed before.
  ///
  /// A failed sync is never tried again. What it did not bring to the disk is lost to it: the kernel takes it for
  /// written, reads go on to see it, and the next sync succeeds over the hole. Records after the hole would be
  /// acknowledged, and be gone with the power. `exclaim_renew_log` fills it when the ledger is opened again.
  func writing<Value>(
    _ database: Database, _ body: () throws(StoreError) -> Value
  ) throws(StoreError) -> Value {
    guard !hasFailedSync else { throw .syncFailed }
    do {
      return try body()
    } catch {
      if error == .syncFailed {
        hasFailedSync = true
        // SQLite would move the log into the database, as if it were whole.
        if let connection = database.sqliteConnection { _ = exclaim_leave_log_on_close(connection) }
      }
      throw error
    }
  }
}
