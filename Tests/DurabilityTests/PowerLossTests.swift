import FaultyDisk
import Testing

@testable import ExclaimStore

/// Opens a ledger whose log is moved often, or hardly ever.
func openLedger(on disk: Disk, movesLog: Bool = true) throws -> SQLiteStore {
  var options = SQLiteStore.Options(path: disk.path)
  if movesLog { options.logBytesMax = 100_000 }
  return try SQLiteStore(options)
}

@Suite("Power loss")
struct PowerLossTests {
  /// Works until the power is lost, and gives what the ledger has lost of it.
  private func round(
    _ seed: UInt64, prepare: (SQLiteStore) async throws -> Void = { _ in },
    _ change: (inout Workload) -> Void = { _ in }
  ) async throws -> [String] {
    var random = SeededGenerator(seed: seed)
    let disk = Disk(seed: random.next())
    var workload = Workload(SeededGenerator(seed: random.next()))
    change(&workload)
    let operation: Disk.Operation = [.write, .sync, .truncate].randomElement(using: &random) ?? .write
    let nth = Int.random(in: 1...(operation == .write ? 1_500 : operation == .sync ? 100 : 8), using: &random)
    disk.plan(operation, nth, FAULTY_DISK_POWER_LOSS)
    if let store = try? openLedger(on: disk) {
      try await prepare(store)
      await workload.work(40, on: store, disk)
      disk.cutPower()
      await store.close()
    }
    disk.cutPower()
    return await workload.broken(after: disk, random.next())
  }

  @Test("at any moment leaves every acknowledged record, and none in parts")
  func anyMoment() async throws {
    var random = SeededGenerator.announced()
    for _ in 0..<30 {
      let seed = random.next()
      let broken = try await round(seed)
      #expect(broken == [], "seed \(seed)")
    }
  }

  @Test("is found to lose records of a store that does not sync")
  func withoutSync() async throws {
    var random = SeededGenerator.announced()
    var losses = 0
    for _ in 0..<30 where losses == 0 {
      let broken = try? await round(random.next()) { store in
        try await store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") }
      }
      if broken?.isEmpty != true { losses += 1 }
    }
    #expect(losses > 0)
  }

  @Test("is found to lose records of a store that acknowledges before the commit")
  func earlyAnswers() async throws {
    var random = SeededGenerator.announced()
    var losses = 0
    for _ in 0..<30 where losses == 0 {
      if try await !round(random.next(), { $0.trustsEarly = true }).isEmpty { losses += 1 }
    }
    #expect(losses > 0)
  }
}
