import FaultyDisk
import Testing

@testable import ExclaimStore

@Suite("Failed syncs")
struct FailedSyncTests {
  /// Works until a sync fails, and on; gives what the ledger has lost after a restart, and after a power loss.
  ///
  /// - Returns: nil when no sync failed.
  private func round(_ seed: UInt64, restarts: Bool) async throws -> [String]? {
    var random = SeededGenerator(seed: seed)
    let disk = Disk(seed: random.next())
    var workload = Workload(SeededGenerator(seed: random.next()))
    // Where the log is long, what was lost in its middle stays there.
    let movesLog = Bool.random(using: &random)
    var store = try openLedger(on: disk, movesLog: movesLog)
    await workload.work(10, on: store, disk)
    disk.plan(.sync, Int.random(in: 1...20, using: &random))
    await workload.work(20, on: store, disk)
    let hasFailed = disk.faults(.sync) > 0
    if hasFailed { try await checkRefusal(store, disk) }
    await store.close()
    // Or else the fault would meet whoever opens the ledger next.
    guard hasFailed else { return nil }
    if restarts {
      store = try openLedger(on: disk, movesLog: movesLog)
      let broken = try await workload.broken(by: store)
      if !broken.isEmpty { return broken }
      await workload.work(10, on: store, disk)
      disk.cutPower()
      await store.close()
    }
    disk.cutPower()
    return await workload.broken(after: disk, random.next())
  }

  /// Nothing is written any more, and not even tried; what is there can be read.
  private func checkRefusal(_ store: SQLiteStore, _ disk: Disk) async throws {
    let (writes, syncs) = (disk.count(.write), disk.count(.sync))
    let draft = Text(key: "late", word: "late", reference: "", length: 1).draft()
    await #expect(throws: StoreError.syncFailed) {
      try await store.submit(Submission(author: ann, drafts: [draft]))
    }
    #expect(try await verify(store).isIntact)
    #expect(try store.recordNow("late", revision: nil, reader: .user(ann.uid)) == nil)
    #expect(disk.count(.write) == writes)
    #expect(disk.count(.sync) == syncs)
  }

  @Test("stop the writing, and lose no acknowledged record to a power loss", arguments: [false, true])
  func stop(restarts: Bool) async throws {
    var random = SeededGenerator.announced()
    var failures = 0
    for _ in 0..<20 {
      let seed = random.next()
      guard let broken = try await round(seed, restarts: restarts) else { continue }
      failures += 1
      #expect(broken == [], "seed \(seed)")
    }
    #expect(failures > 0)
  }
}
