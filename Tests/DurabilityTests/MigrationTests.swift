import ExclaimDomain
import ExclaimProof
import FaultyDisk
import Glibc
import Testing

@testable import ExclaimStore

@Suite("Migration")
struct MigrationTests {
  private static let oldLedger =
    "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    .joined(separator: "/") + "/Conformance/ledgers/schema-1.db"
  private static let entries: UInt64 = 131

  /// Any reading does: what lists filter by is made with it and compared with it.
  private static let reading: @Sendable (RecordKind, [UInt8]) throws -> Draft = { kind, content in
    Draft(kind: kind, content: content, fingerprint: SHA256.hash(content))
  }

  private func copy(to path: String) throws {
    let source = try #require(fopen(Self.oldLedger, "r"))
    let target = try #require(fopen(path, "w"))
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&chunk, 1, chunk.count, source)
      if count == 0 { break }
      try #require(fwrite(chunk, 1, count, target) == count)
    }
    fclose(source)
    fclose(target)
  }

  private func migrate(_ disk: Disk) async throws -> Verification {
    let store = try openLedger(on: disk)
    do {
      if try await store.needsRebuild() { try await store.rebuild(reading: Self.reading) }
      let found = try await store.verify(reader: .user(0), reading: Self.reading)
      await store.close()
      return found
    } catch {
      await store.close()
      throw error
    }
  }

  @Test("a power loss in the middle of it leaves a ledger that migrates, with all of its entries")
  func powerLoss() async throws {
    var random = SeededGenerator.announced()
    for _ in 0..<12 {
      let seed = random.next()
      var chances = SeededGenerator(seed: seed)
      let disk = Disk(seed: chances.next())
      try copy(to: disk.path)
      let isSync = Bool.random(using: &chances)
      disk.plan(
        isSync ? .sync : .write, .random(in: 1...(isSync ? 8 : 300), using: &chances), FAULTY_DISK_POWER_LOSS)
      _ = try? await migrate(disk)
      disk.cutPower()
      let found = try await migrate(disk.salvaged(seed: chances.next()))
      #expect(found.fault == nil, "seed \(seed)")
      #expect(found.entries == Self.entries, "seed \(seed)")
    }
  }
}
