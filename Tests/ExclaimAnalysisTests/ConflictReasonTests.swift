import ExclaimDomain
import Testing

@testable import ExclaimAnalysis

/// What is said to tie the records of a contradiction.
@Suite struct ConflictReasonTests {
  private func measure(_ scope: String = "") -> Measure {
    Measure(
      .returned, dependent: .one("ua"), detaining: .one("ru"), category: .prisonerOfWar, scope: scope)
  }

  private func contradiction(_ desk: Desk) throws -> ConflictFinding {
    let found = try desk.reconciliation.conflicts(EvidenceQuery(), kinds: [.contradiction]).conflicts
    try #require(found.count == 1, "\(found.map(\.explanation))")
    return found[0]
  }

  @Test("a claim against an exchange of more than one number is told to speak of the same number")
  func exchange() throws {
    var desk = Desk()
    try desk.exchange("x", "2025-01-10", "115", .prisonerOfWar)
    try desk.say("c", "120", measure(), in: "x")
    #expect(try contradiction(desk).explanation.hasSuffix("They speak of the same number."))
  }

  @Test("numbers that an analyst ties are told to be tied by that relation, and by no rule")
  func relations() throws {
    var desk = Desk()
    try desk.exchange("x", "2025-01-10", nil)
    try desk.say("c1", "75", measure("A"), in: "x")
    try desk.say("c2", "80", measure("B"), by: "mod", in: "x")
    desk.relations = [Relation(key: "sm", from: "c1", to: "c2", kind: .sameMeasure)]
    #expect(
      try contradiction(desk).explanation.hasSuffix(
        "the rest can. Headquarters (c1) and Ministry (c2) speak of the same number by relation sm."))
    desk.relations = [Relation(key: "sub", from: "c2", to: "c1", kind: .subsetOf)]
    #expect(
      try contradiction(desk).explanation.hasSuffix(
        "Ministry (c2) is a part of Headquarters (c1) by relation sub."))
  }

  @Test("a relation ties an exchange by a claim that says the same of it")
  func relationOverClaim() throws {
    var desk = Desk()
    try desk.exchange("x", "2025-01-10", "70", .prisonerOfWar)
    try desk.say("c1", "at least 7", measure(), in: "x")
    var other = measure("B")
    other.dependent = .one("by")
    try desk.say("c2", "80", other, by: "mod", in: "x")
    desk.relations = [Relation(key: "sub", from: "c2", to: "c1", kind: .sameMeasure)]
    #expect(try contradiction(desk).explanation.hasSuffix("speak of the same number by relation sub."))
  }

  @Test("an agreement in a contradiction shows what it pledges")
  func agreement() throws {
    var desk = Desk()
    var pledged = measure()
    desk.agreements = [
      Agreement(
        key: "pact", title: "Pact", parties: ["ua", "ru"],
        obligations: [Obligation(obligor: "ru", measure: pledged, quantity: try quantity("1,000"))])
    ]
    pledged.topic = .pledged
    try desk.say("c", "1,200", pledged)
    desk.claims[0].about = About(agreement: "pact")
    let found = try contradiction(desk)
    #expect(found.explanation.hasSuffix("They speak of the same number."))
    let member = try #require(found.members.first { $0.kind == .agreement })
    #expect(member.measure.hasPrefix("pledged, prisoners of war, of Ukraine, in the hands of Russia"))
    #expect(member.measure.hasSuffix(": 1,000"))
  }

  @Test("parts that exceed their whole are told by the rule of parts")
  func parts() throws {
    var desk = Desk()
    try desk.exchange("x", "2025-01-10", nil)
    var all = measure()
    all.category = .all
    try desk.say("all", "70", all, in: "x")
    try desk.say("some", "80", measure(), in: "x")
    #expect(try contradiction(desk).explanation.hasSuffix("parts make up their whole."))
  }
}
