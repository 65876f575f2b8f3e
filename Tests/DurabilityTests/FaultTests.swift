import FaultyDisk
import Testing

@testable import ExclaimStore

@Suite("Faults of the disk")
struct FaultTests {
  @Test("a full disk is told as one, harms nothing, and is recovered from when there is room again")
  func full() async throws {
    var random = SeededGenerator.announced()
    for _ in 0..<15 {
      let seed = random.next()
      var chances = SeededGenerator(seed: seed)
      let disk = Disk(seed: chances.next())
      var workload = Workload(SeededGenerator(seed: chances.next()))
      let store = try openLedger(on: disk)
      await workload.work(5, on: store, disk)
      disk.leaveRoom(.random(in: 0...100_000, using: &chances))
      await workload.work(15, on: store, disk)
      disk.leaveRoom(0)
      let large = Text(key: "large", word: "large", reference: "", length: 30_000).draft()
      await #expect(throws: StoreError.full, "seed \(seed)") {
        try await store.submit(Submission(author: ann, drafts: [large]))
      }
      #expect(try await verify(store).isIntact)
      disk.leaveRoom(nil)
      let brokenNow = try await workload.broken(by: store)
      #expect(brokenNow == [], "seed \(seed)")
      let before = store.lastSequence
      await workload.work(10, on: store, disk)
      #expect(store.lastSequence > before, "seed \(seed)")
      disk.cutPower()
      await store.close()
      let broken = await workload.broken(after: disk, chances.next())
      #expect(broken == [], "seed \(seed)")
    }
  }

  @Test("writes that fail or stop in their middle, cuts, locks and opens that fail lose nothing acknowledged")
  func errors() async throws {
    var random = SeededGenerator.announced()
    for _ in 0..<25 {
      let seed = random.next()
      var chances = SeededGenerator(seed: seed)
      let disk = Disk(seed: chances.next())
      var workload = Workload(SeededGenerator(seed: chances.next()))
      let store = try openLedger(on: disk)
      for _ in 0..<4 {
        let operation = [Disk.Operation.write, .write, .truncate, .open, .lock].randomElement(using: &chances)
        let fault = Bool.random(using: &chances) ? FAULTY_DISK_ERROR : FAULTY_DISK_SHORT
        disk.plan(operation ?? .write, .random(in: 1...100, using: &chances), fault)
        await workload.work(10, on: store, disk)
      }
      let before = store.lastSequence
      await workload.work(10, on: store, disk)
      #expect(store.lastSequence > before, "a fault that is over stops nobody; seed \(seed)")
      disk.cutPower()
      await store.close()
      let broken = await workload.broken(after: disk, chances.next())
      #expect(broken == [], "seed \(seed)")
    }
  }
}
