import ExclaimAnalysis
import ExclaimDomain
import LedgerGenerator
import Testing

@Suite struct PlantedConflictTests {
  private static let seeds = (0..<4).map { _ in UInt64.random(in: 0 ... .max) }

  private func found(_ made: GeneratedLedger) throws -> Set<Set<String>> {
    let answer = try Reconciliation(made.ledger).conflicts(EvidenceQuery(), kinds: [.contradiction])
    return Set(
      answer.conflicts.map { Set($0.members.map { $0.source.id.isEmpty ? $0.source.key : $0.source.id }) })
  }

  @Test("every planted contradiction is found with exactly its members, and no other", arguments: seeds)
  func planted(seed: UInt64) throws {
    let made = GeneratedLedger(Recipe(seed: seed, claims: 400, measures: 250, planted: 6, days: 6))
    let (found, planted) = (try found(made), Set(made.planted.map(\.members)))
    for conflict in made.planted where !found.contains(conflict.members) {
      Issue.record("not found: \(conflict.kind) \(conflict.members.sorted()); seed \(seed)")
    }
    for members in found.subtracting(planted) {
      Issue.record("not planted: \(members.sorted()); seed \(seed)")
    }
  }

  @Test("a ledger without a planted contradiction has none", arguments: seeds)
  func none(seed: UInt64) throws {
    let made = GeneratedLedger(Recipe(seed: seed, claims: 400, measures: 250, days: 6))
    #expect(try found(made).isEmpty, "seed \(seed)")
  }
}
