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

  @Test(
    "a reconciliation that goes on with the ledger answers like one made anew", arguments: seeds.prefix(2))
  func updates(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let made = GeneratedLedger(
      Recipe(seed: seed, claims: 200, measures: 100, planted: 4, days: 4, hasStoredIDs: true))
    let members = made.claims.filter { claim in made.planted.contains { $0.members.contains(claim.id) } }
    var ledger = made.ledger
    var reconciliation = try Reconciliation(ledger)
    var gone: [Claim] = []
    for step in 0..<10 {
      if let back = gone.first, step % 3 == 2 {
        // It takes its old place, and others move.
        ledger.put(back)
        gone.removeFirst()
      } else if let claim = (step % 2 == 0 ? members : made.claims).randomElement(using: &random),
        ledger.contains(claim.id)
      {
        ledger.remove(claim.id)
        gone.append(claim)
      }
      try reconciliation.update(to: ledger)
      let anew = try Reconciliation(ledger)
      let (conflicts, others) = (
        try reconciliation.conflicts(EvidenceQuery()), try anew.conflicts(EvidenceQuery())
      )
      #expect(conflicts == others, "step \(step) of seed \(seed)")
      let (figures, otherFigures) = (
        try reconciliation.consistency(EvidenceQuery()), try anew.consistency(EvidenceQuery())
      )
      #expect(figures == otherFigures, "step \(step) of seed \(seed)")
    }
  }
}
