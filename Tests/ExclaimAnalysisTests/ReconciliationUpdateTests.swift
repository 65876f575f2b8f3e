import ExclaimDomain
import Testing

@testable import ExclaimAnalysis

@Suite("A reconciliation that goes on") struct ReconciliationUpdateTests {
  /// Expects that what was read and what follows is what is read and follows anew.
  private func expectLikeAnew(_ reconciliation: Reconciliation, _ note: String) throws {
    let anew = try Reconciliation(reconciliation.ledger)
    #expect(reconciliation.table.numbers.map(\.key) == anew.table.numbers.map(\.key), "\(note)")
    #expect(reconciliation.table.numbers.map(\.statements) == anew.table.numbers.map(\.statements), "\(note)")
    #expect(reconciliation.totals.members == anew.totals.members, "\(note)")
    #expect(reconciliation.totals.pairs == anew.totals.pairs, "\(note)")
    #expect(reconciliation.pieces.pieces == anew.pieces.pieces, "\(note)")
    for (solution, other) in zip(reconciliation.solutions, anew.solutions) {
      #expect(solution.numbers.map(\.hard) == other.numbers.map(\.hard), "\(note)")
      #expect(solution.contradictions == other.contradictions, "\(note)")
    }
  }

  /// Expects that all answers are those that one made anew gives: bounds by both readings, and the records that force them.
  private func expectAnswersLikeAnew(_ reconciliation: Reconciliation, _ note: String) throws {
    let anew = try Reconciliation(reconciliation.ledger)
    let (conflicts, others) = (
      try reconciliation.conflicts(EvidenceQuery()), try anew.conflicts(EvidenceQuery())
    )
    #expect(conflicts == others, "\(note)")
    let (figures, otherFigures) = (
      try reconciliation.consistency(EvidenceQuery()), try anew.consistency(EvidenceQuery())
    )
    #expect(figures == otherFigures, "\(note)")
  }

  /// A small ledger, and what comes to it: claims on what its claims count and on totals that belong together, by whoever;
  /// and, in one of three, records of another ledger on the same parties, under names of their own.
  private func ledger(
    _ seed: UInt64, _ random: inout SeededGenerator
  ) throws -> (Ledger, later: [any RecordValue]) {
    var (first, second) = (try RandomLedger(seed: seed), try RandomLedger(seed: seed &+ 1))
    var later: [any RecordValue] = try totals(&random)
    for number in 0..<6 {
      guard var claim = first.claims.randomElement(using: &random) else { continue }
      claim.key = "again \(number)"
      claim.speaker.actor = ["hq", "mod", "agency"].randomElement(using: &random) ?? "hq"
      if Bool.random(using: &random) { claim.value = try first.value(claim.measure, 1) }
      later.append(claim)
    }
    guard seed % 3 == 0 else { return (first.ledger, later.shuffled(using: &random)) }
    func own(_ key: String) -> String { key.isEmpty ? "" : "own \(key)" }
    for var claim in second.claims {
      (claim.key, claim.about.exchange) = (own(claim.key), own(claim.about.exchange))
      claim.about.claim = own(claim.about.claim)
      later.append(claim)
    }
    for var exchange in second.exchanges {
      (exchange.key, exchange.partOf) = (own(exchange.key), exchange.partOf.map(own))
      later.append(exchange)
    }
    for var relation in second.relations {
      (relation.key, relation.from, relation.to) = (own(relation.key), own(relation.from), own(relation.to))
      later.append(relation)
    }
    later.append(
      Claim(key: "back", speechAct: .retracts, speaker: Speaker(actor: "hq"), about: About(claim: "c0")))
    return (first.ledger, later.shuffled(using: &random))
  }

  /// Totals of exchanges and of persons who returned in them, some of which are of one speaker and time.
  private func totals(_ random: inout SeededGenerator) throws -> [Claim] {
    try (0..<5).map { number in
      let last = Bool.random(using: &random) ? "2025-06-10" : "2025-06-20"
      let (measure, words): (Measure, [String]) =
        if number < 2 {
          (try Desk.exchanges("2025-05-01", last), ["at least 2", "more than 1", "up to 90"])
        } else {
          (
            try Desk.returned(
              "2025-05-01", last, [.all, .military, .prisonerOfWar].randomElement(using: &random) ?? .all),
            ["at least 700", "at least 600", "more than 500", "up to 9000"]
          )
        }
      return Claim(
        key: "total \(number)", speechAct: .asserts,
        speaker: Speaker(actor: Int.random(in: 0..<4, using: &random) == 0 ? "mod" : "hq"),
        asserted: try date("2025-06-25"), measure: measure,
        value: .quantity(try quantity(words.randomElement(using: &random) ?? "")))
    }
  }

  @Test func `it says what one made anew says, whatever comes, one record or a few at a time`() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<6 {
      let seed = UInt64.random(in: 0...1_000_000, using: &random)
      var (ledger, records) = try ledger(seed, &random)
      var reconciliation = try Reconciliation(ledger)
      while !records.isEmpty {
        let count = Int.random(in: 1...3, using: &random)
        let keys = records.prefix(count).map(\.key)
        for record in records.prefix(count) { ledger.put(record) }
        records = Array(records.dropFirst(count))
        try reconciliation.update(to: ledger)
        try expectLikeAnew(reconciliation, "after \(keys) of seed \(seed)")
        // What was asked before must not be answered again where more was said since.
        if Int.random(in: 0..<5, using: &random) == 0 || records.isEmpty {
          try expectAnswersLikeAnew(reconciliation, "after \(keys) of seed \(seed)")
        }
      }
    }
  }

  @Test func `a claim that bounds nothing more for certain may bound it by the usual reading`() throws {
    var desk = Desk()
    try desk.say("a", "at least 90", Desk.held("2025-06-01"))
    var ledger = desk.ledger
    var reconciliation = try Reconciliation(ledger)
    #expect(try reconciliation.usual(0) == .atLeast(90))
    try desk.say("b", "more than 80", Desk.held("2025-06-01"), by: "mod")
    ledger.put(desk.claims[1])
    try reconciliation.update(to: ledger)
    #expect(reconciliation.solved(0).hard == .atLeast(90))
    #expect(try reconciliation.usual(0) != .atLeast(90))
    try expectAnswersLikeAnew(reconciliation, "after b")
  }

  @Test func `claims that repeat numbers may say of whom the persons of some exchanges are`() throws {
    var desk = Desk()
    func returned(_ day: String, _ category: PersonCategory = .all) throws -> Measure {
      try Desk.returned("2022-02-24", day, category)
    }
    for (day, persons, soldiers, exchanges) in [
      ("2025-06-01", "500", "300", "60"), ("2025-07-01", "700", "400", "62"),
    ] {
      try desk.say("persons \(day)", persons, returned(day))
      try desk.say("exchanges \(day)", exchanges, Desk.exchanges("2022-02-24", day))
      try desk.say("soldiers \(day)", soldiers, returned(day, .military), by: "mod")
    }
    try desk.exchange("known", "2025-06-10", "150")
    try desk.exchange("secret", "2025-06-20", nil)
    var ledger = desk.ledger
    var reconciliation = try Reconciliation(ledger)
    func secret() throws -> Bounds? {
      try reconciliation.consistency(EvidenceQuery(exchange: "secret")).figures.first?.hard
    }
    #expect(try secret() == .exactly(50))
    try desk.say("first", "300", returned("2025-06-01", .military))
    try desk.say("second", "400", returned("2025-07-01", .military))
    for claim in desk.claims.suffix(2) { ledger.put(claim) }
    try reconciliation.update(to: ledger)
    #expect(try secret() == .between(0, 50))
    try expectAnswersLikeAnew(reconciliation, "after both")
  }

  @Test func `claims that change no others are read on; whatever else comes, all is read`() throws {
    var desk = Desk()
    try desk.say("a", "100", Desk.held("2025-06-01"))
    try desk.say("b", "100", Desk.held("2025-06-01"), by: "mod")
    try desk.exchange("x", "2025-06-05", "90")
    desk.relate("r", "late", .sameMeasure, "a")
    let ledger = desk.ledger
    let reader = try StatementReader(ledger)
    func isReadOn(_ change: (inout Ledger) throws -> Void) throws -> Bool {
      var changed = ledger
      try change(&changed)
      return try reader.readingOn(to: changed) != nil
    }
    var claim = desk.claims[0]
    func named(_ key: String) -> Claim {
      claim.key = key
      return claim
    }
    #expect(try isReadOn { $0.put(named("c")) })
    #expect(try isReadOn { for key in ["c", "d", "e"] { $0.put(named(key)) } })
    #expect(
      try isReadOn {
        $0.put(named("c")); $0.put(Document(key: "d", title: "Report"))
      })
    #expect(try !isReadOn { $0.put(named("late")) }, "a relation speaks of it already")
    for act in [SpeechAct.retracts, .corrects] {
      claim.speechAct = act
      claim.about.claim = "a"
      #expect(try !isReadOn { $0.put(named("c")) }, "\(act)")
    }
    claim = desk.claims[0]
    claim.note = "revised"
    #expect(try !isReadOn { $0.put(claim) })
    #expect(try !isReadOn { $0.remove("b") })
    #expect(
      try !isReadOn {
        $0.put(named("c")); $0.put(desk.exchanges[0])
      })
    #expect(try !isReadOn { $0.put(Relation(key: "s", from: "a", to: "b", kind: .sameMeasure)) })
    #expect(try !isReadOn { $0.put(Actor(key: "mod", kind: .wireAgency, name: "Agency")) })
  }

  @Test func `what is read in parts is what is read at once`() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<20 {
      let ledger = try RandomLedger(seed: .random(in: 0...1_000_000, using: &random)).ledger
      let whole = try StatementReader(ledger).table
      for part in 1...3 {
        let parts = try StatementReader(ledger, claimsTogether: part).table
        #expect(parts.numberOfClaim == whole.numberOfClaim)
        #expect(parts.numbers.map(\.key) == whole.numbers.map(\.key))
        #expect(parts.numbers.map(\.statements) == whole.numbers.map(\.statements))
      }
    }
  }
}
