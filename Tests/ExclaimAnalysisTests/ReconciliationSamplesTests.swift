import ExclaimDomain
import Testing

@testable import ExclaimAnalysis

/// What reconciliation must say of the reference documents.
@Suite("Reconciliation of the reference documents") struct ReconciliationSamplesTests {
  private func figure(_ claim: String) throws -> Figure {
    let reconciliation = try Reconciliation(try SampleLedger().ledger)
    return try #require(try reconciliation.consistency(EvidenceQuery(claim: claim)).figures.first)
  }

  private func conflicts(_ kind: ConflictKind) throws -> [ConflictFinding] {
    try Reconciliation(try SampleLedger().ledger).conflicts(EvidenceQuery(), kinds: [kind]).conflicts
  }

  @Test("nothing in the documents contradicts anything else, nor is there a tension")
  func noContradiction() throws {
    #expect(try conflicts(.contradiction) == [])
    #expect(try conflicts(.tension) == [])
  }

  @Test("around 1,348 held: from a half to the double, disputed without a counter-number")
  func held() throws {
    let figure = try figure("s0-1")
    #expect(figure.hard == .between(674, 2_696))
    #expect(figure.soft == .between(1_321, 1_375))
    let disputes = try conflicts(.dispute).filter { $0.members.first?.source.key == "s0-1" }
    #expect(disputes.map { $0.members.last?.source.key } == ["s0-3"])
    #expect(disputes.allSatisfy { $0.explanation.contains("no counter-number") })
  }

  @Test(
    "of a relation that says that two claims contradict each other one dispute is made, told of the second")
  func contradictsIsSaidOnce() throws {
    var sample = try SampleLedger()
    let before = try Reconciliation(sample.ledger).conflicts(EvidenceQuery(), kinds: [.dispute]).conflicts
    sample.relations.append(Relation(key: "r9", from: "s4-9", to: "s3-1", kind: .contradicts))
    let after = try Reconciliation(sample.ledger)
    let disputes = try after.conflicts(EvidenceQuery(), kinds: [.dispute]).conflicts
    let new = disputes.filter { !before.contains($0) }
    #expect(disputes.count == before.count + 1)
    #expect(new.map { $0.members.map(\.source.key) } == [["s3-1", "s4-9"]])
    #expect(new.allSatisfy { $0.explanation.contains("is contradicted by Zelensky") })
    for claim in ["s3-1", "s4-9"] {
      let asked = try after.conflicts(EvidenceQuery(claim: claim), kinds: [.dispute]).conflicts
      #expect(asked == new, "\(claim)")
    }
  }

  @Test("6,465 held and 2,384 held are not comparable: another date and another category")
  func notComparable() throws {
    let pairs = try conflicts(.notComparable).map { $0.members.map(\.source.key).sorted() }
    #expect(pairs.contains(["s0-2", "s0-6"]))
  }

  @Test("102 by the SBU alone is a part of hundreds; nothing is added up")
  func captured() throws {
    #expect(try figure("s4-11").hard == .exactly(102))
    #expect(try figure("s4-8").hard.low ?? 0 >= 102)
    #expect(try figure("s4-8").hard.high == nil)
  }

  @Test("66 exchanges: 64 of them are missing from the records, which leave out those of Istanbul")
  func exchanges() throws {
    let figure = try figure("s2-1")
    #expect(figure.hard == .exactly(66))
    #expect(figure.explanation.contains("At least 64 exchanges are missing from the records."))
  }

  @Test(
    "what is cited of 66 exchanges and of 5,857 persons names the exchanges without which others would be missing"
  )
  func citedWithExchanges() throws {
    let reconciliation = try Reconciliation(try SampleLedger().ledger)
    for claim in ["s2-1", "s2-2"] {
      let citations = try reconciliation.citations(EvidenceQuery(claim: claim))
      let records = try #require(citations.first?.records.map(\.key))
      #expect(records.first == claim && citations.count == 1)
      #expect(records.dropFirst().sorted() == ["x-2024-05-31", "x-2024-08-24"], "\(claim)")
    }
  }

  @Test("5,857 returned in them: 5,667 of these in exchanges that are not recorded")
  func returned() throws {
    let figure = try figure("s2-2")
    #expect(figure.hard == .exactly(5_857))
    #expect(figure.explanation.contains("5,667 persons of these returned in exchanges that are not recorded"))
  }

  @Test("the parts of the exchange of 31 May make up its 75")
  func parts() throws {
    #expect(try figure("s0-8").hard == .exactly(71))
    #expect(try figure("s0-9").hard == .exactly(75))
  }
}
