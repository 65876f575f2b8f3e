import ExclaimDomain
import Glibc
import Synchronization
import Testing

@testable import ExclaimStore

@Suite("One writer")
struct WriterTests {
  let ledger = TemporaryLedger()

  @Test("takes as many waiting submissions as it may, and calls one more busy")
  func busy() async throws {
    let store = try ledger.open { $0.queueDepthMax = 3 }
    let held = await HeldWriter(store)
    let answers = Answers()
    for number in 0..<4 {
      store.submit(Submission(author: ann, drafts: [draft(.claim, "k\(number)")])) { answers.add($0) }
    }
    #expect(answers.errors.compactMap { $0 as? StoreError } == [.busy(limit: 3)])
    held.release()
    await store.close()
    #expect(answers.outcomes.count == 3)
  }

  @Test("stores what waits together in one transaction, in order of arrival")
  func groups() async throws {
    let store = try ledger.open()
    let held = await HeldWriter(store)
    let answers = Answers()
    for number in 0..<10 {
      let drafts = [draft(.claim, "k\(number)", links: [link(.aboutClaim, "k\(max(0, number - 1))")])]
      store.submit(Submission(author: ann, drafts: drafts)) { result in
        // Answers come after the commit: all of the group are durable when the first of them is told.
        #expect(store.lastSequence == 10)
        answers.add(result)
      }
    }
    held.release()
    await store.close()
    #expect(answers.outcomes.map { $0[0].stamp?.sequence } == (1...10).map(Optional.some))
  }

  @Test("takes what comes while a transaction is written into that transaction")
  func latecomers() async throws {
    let onFirstEntry = Mutex<(@Sendable () -> Void)?>(nil)
    let store = try ledger.open {
      $0.clock = {
        let body = onFirstEntry.withLock { body in
          defer { body = nil }
          return body
        }
        body?()
        return 1
      }
    }
    let answers = Answers()
    onFirstEntry.withLock {
      $0 = {
        store.submit(Submission(author: ann, drafts: [draft(.claim, "late")])) { answers.add($0) }
      }
    }
    store.submit(Submission(author: ann, drafts: [draft(.claim, "early")])) { result in
      #expect(store.lastSequence == 2)
      answers.add(result)
    }
    while answers.count < 2 { await Task.yield() }
    await store.close()
    #expect(answers.outcomes.map { $0[0].stamp?.sequence } == [1, 2])
  }

  @Test("takes no further submission into a transaction than it may")
  func transactionSize() async throws {
    let store = try ledger.open { $0.recordsPerTransactionMax = 4 }
    let held = await HeldWriter(store)
    let heads = Mutex<[UInt64]>([])
    for _ in 0..<5 {
      store.submit(Submission(author: ann, drafts: [draft(.claim), draft(.claim)])) { _ in
        heads.withLock { $0.append(store.lastSequence) }
      }
    }
    held.release()
    await store.close()
    #expect(heads.withLock { $0 } == [4, 4, 8, 8, 10])
  }

  @Test("drops a submission whose task is cancelled while it waits")
  func cancelled() async throws {
    let store = try ledger.open()
    let held = await HeldWriter(store)
    let task = Task { try await store.submit([draft(.claim, "dropped")]) }
    while store.queue.depth == 0 { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    held.release()
    #expect(try await store.submit([draft(.claim, "kept")])[0].isCreated)
    #expect(try await store.record("dropped", reader: annReads) == nil)
    #expect(store.lastSequence == 1)
    await store.close()
  }

  @Test("makes room in the queue for what was cancelled")
  func cancelledMakesRoom() async throws {
    let store = try ledger.open { $0.queueDepthMax = 1 }
    let held = await HeldWriter(store)
    let answers = Answers()
    let ticket = store.submit(Submission(author: ann, drafts: [draft(.claim)])) { answers.add($0) }
    ticket.cancel()
    ticket.cancel()
    #expect(answers.errors.count == 1)
    store.submit(Submission(author: ann, drafts: [draft(.claim)])) { answers.add($0) }
    held.release()
    await store.close()
    #expect(answers.outcomes.count == 1)
  }

  @Test("completes a submission that is cancelled after its commit began")
  func tooLate() async throws {
    let store = try ledger.open()
    let tickets = Mutex<SubmissionTicket?>(nil)
    let held = await HeldWriter(store)
    let answers = Answers()
    // The first answer cancels the second submission, which is in the same transaction.
    store.submit(Submission(author: ann, drafts: [draft(.claim)])) { _ in tickets.withLock { $0?.cancel() } }
    let second = store.submit(Submission(author: ann, drafts: [draft(.claim)])) { answers.add($0) }
    tickets.withLock { $0 = second }
    held.release()
    await store.close()
    #expect(answers.outcomes.count == 1)
    #expect(answers.errors.isEmpty)
  }

  @Test("a task that is cancelled before it submits stores nothing")
  func cancelledBefore() async throws {
    let store = try ledger.open()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await store.submit([draft(.claim)])
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(store.lastSequence == 0)
    await store.close()
  }

  @Test("fails every submission of a transaction that finds no room, and goes on where it was")
  func full() async throws {
    let store = try ledger.open { $0.databaseBytesMax = 1_000_000 }
    #expect(try await store.submit([draft(.claim, "first")])[0].isCreated)
    let head = try await store.status(reader: .user(0)).headHash
    let held = await HeldWriter(store)
    let answers = Answers()
    store.submit(Submission(author: ann, drafts: [draft(.claim, "small")])) { answers.add($0) }
    let large = String(repeating: "large ", count: 400_000)
    store.submit(Submission(author: ann, drafts: [draft(.claim, "large", large)])) { answers.add($0) }
    held.release()
    while answers.count < 2 { await Task.yield() }
    #expect(answers.errors.compactMap { $0 as? StoreError } == [.full, .full])
    #expect(try await store.status(reader: .user(0)).headHash == head)
    #expect(try await store.record("small", reader: annReads) == nil)
    let next = try await store.submit([draft(.claim, "small")])[0]
    #expect(next.stamp?.sequence == 2)
    #expect(try await store.verify(reader: .user(0)).isIntact)
    #expect(try await store.status(reader: .user(0)).counts == [.claim: 2])
    await store.close()
  }

  @Test("keeps the write-ahead log short, however much is written")
  func log() async throws {
    let store = try ledger.open { $0.logBytesMax = 1_000_000 }
    let words = String(repeating: "words ", count: 10_000)
    var longest = 0
    for number in 0..<200 {
      _ = try await store.submit([draft(.claim, "k\(number)", words)])
      var info = stat()
      try #require(stat(ledger.path + "-wal", &info) == 0)
      longest = max(longest, Int(info.st_size))
    }
    #expect(longest < 4_000_000)
    #expect(try await store.status(reader: .user(0)).databaseBytes > 20_000_000)
    await store.close()
  }

  @Test("loses, doubles and reorders nothing under three submitters and a reader")
  func concurrent() async throws {
    let store = try ledger.open()
    let (submitters, each) = (3, 2_000)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for submitter in 0..<submitters {
        group.addTask {
          let author = Author(uid: UInt32(submitter), gid: 1)
          for start in stride(from: 0, to: each, by: 5) {
            // Each key is sent twice; the second time it must be known.
            let drafts = (start..<(start + 5)).map { draft(.claim, "s\(submitter)-\($0)") }
            for outcome in try await store.submit(drafts, by: author) { #expect(outcome.isCreated) }
            for outcome in try await store.submit([drafts[0]], by: author) { #expect(outcome.isUnchanged) }
          }
        }
      }
      group.addTask {
        var seen = 0
        while seen < submitters * each {
          let keys = try await store.all(Query(limit: 1_000)).map(\.key)
          #expect(Set(keys).count == keys.count)
          #expect(keys.count >= seen)
          seen = keys.count
        }
      }
      try await group.waitForAll()
    }
    let records = try await store.all(Query(limit: 1_000))
    #expect(records.map(\.stamp.sequence) == (1...UInt64(submitters * each)).map { $0 })
    for submitter in 0..<submitters {
      let keys = records.filter { $0.author.uid == UInt32(submitter) }.map(\.key)
      #expect(keys == (0..<each).map { "s\(submitter)-\($0)" })
    }
    #expect(records.map(\.stamp.id) == records.map(\.stamp.id).sorted())
    #expect(try await store.verify(reader: .user(0)).isIntact)
    await store.close()
  }
}
