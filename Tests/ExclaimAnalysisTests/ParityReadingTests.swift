import ExclaimDomain
import Testing

@testable import ExclaimAnalysis

/// No claim is said to conflict with an exchange that some reading of both avoids, and nobody is said to withhold what
/// nobody asked for.
@Suite struct ParityReadingTests {
  private let actors = [
    Actor(key: "north", kind: .state, name: "Northland"),
    Actor(key: "south", kind: .state, name: "Southland"),
    Actor(key: "lake", kind: .state, name: "Lakeland"),
    Actor(key: "hq", kind: .coordinationBody, name: "Headquarters", side: "north"),
    Actor(key: "ministry", kind: .ministry, name: "Ministry", side: "south"),
  ]

  private func leg(
    _ from: String, _ to: String, of power: String = "", _ groups: (PersonCategory, Value?)...
  ) -> Leg {
    Leg(
      from: from, to: to, dependentPower: power,
      persons: groups.map { PersonGroup(category: $0.0, value: $0.1) })
  }

  private func exchange(_ legs: Leg...) -> Exchange {
    Exchange(key: "x", category: .regular, status: .completed, legs: legs)
  }

  private func claim(
    _ key: String, _ words: String?, _ category: PersonCategory = .prisonerOfWar, of power: String = "north",
    by speaker: String = "hq", topic: Topic = .returned, act: SpeechAct = .asserts
  ) throws -> Claim {
    Claim(
      key: key, speechAct: act, speaker: Speaker(actor: speaker), about: About(exchange: "x"),
      measure: Measure(
        topic, dependent: .one(power), detaining: .one(power == "north" ? "south" : "north"),
        category: category),
      value: try words.map(number))
  }

  private func parity(_ exchange: Exchange, _ claims: [Claim] = [], _ relations: [Relation] = []) throws
    -> ParityFinding
  {
    let ledger = Ledger(actors: actors, claims: claims, exchanges: [exchange], relations: relations)
    return try #require(ledger.parity(of: "x"))
  }

  @Test("persons handed to a third state have not returned, and it is said whose people they are")
  func thirdState() throws {
    let exchange = exchange(leg("south", "lake", of: "north", (.prisonerOfWar, try number("50"))))
    let finding = try parity(exchange, [claim("home", "0"), claim("given", "50", topic: .handedOver)])
    #expect(!finding.explanation.contains("conflicts"))
    #expect(finding.explanation.hasPrefix("Southland handed over 50 persons of Northland to Lakeland."))
    #expect(finding.explanation.contains("Headquarters (home) says \"0\""))
    #expect(finding.legs.map(\.dependentPowerName) == ["Northland"])
    #expect(finding.legs[0].sources.map(\.key) == ["x", "given"])
    #expect(
      try parity(exchange, [claim("given", "60", topic: .handedOver)]).explanation.contains(
        "conflicts with this"))
  }

  @Test("persons of two powers who go to one third state are two entries")
  func twoPowers() throws {
    let finding = try parity(
      exchange(
        leg("south", "lake", of: "north", (.prisonerOfWar, try number("50"))),
        leg("south", "lake", of: "mid", (.prisonerOfWar, try number("5")))))
    #expect(finding.legs.map(\.dependentPowerName) == ["Northland", "mid"])
    #expect(finding.legs.map(\.hard) == [.exactly(50), .exactly(5)])
  }

  @Test("citizens may be some of the prisoners of war, but not more than all who returned")
  func categories() throws {
    let exchange = exchange(leg("south", "north", (.prisonerOfWar, try number("115"))))
    for category in [PersonCategory.personsUnspecified, .militaryUnspecified, .women, .unspecified] {
      #expect(!(try parity(exchange, [claim("c", "75", category)]).explanation.contains("conflicts")))
      #expect(try parity(exchange, [claim("c", "120", category)]).explanation.contains("conflicts"))
    }
    for category in [PersonCategory.all, .military, .prisonerOfWar] {
      #expect(try parity(exchange, [claim("c", "75", category)]).explanation.contains("conflicts"))
    }
  }

  @Test("the number of one day of an exchange over two contradicts nothing, and makes the whole number")
  func days() throws {
    var exchange = exchange(leg("south", "north", (.all, try number("390")), (.all, try number("307"))))
    exchange.date = try date("2025-05-23/2025-05-24")
    exchange.stages = [
      Stage(number: 1, date: try date("2025-05-23")), Stage(number: 2, date: try date("2025-05-24")),
    ]
    for stage in 0...1 { exchange.legs[0].persons[stage].stage = stage + 1 }
    var claims = [try claim("c1", "390", .all), try claim("c2", "307", .all), try claim("c3", "698", .all)]
    for place in 0...2 { claims[place].measure.at = try date("2025-05-\(23 + place % 2)") }
    let finding = try parity(exchange, claims)
    #expect(finding.legs.map(\.hard) == [.exactly(697)])
    #expect(finding.legs[0].sources.map(\.key) == ["x", "c1", "c2"])
    #expect(
      finding.explanation.hasSuffix(
        "Headquarters (c3) says \"698\" soldiers and civilians to Northland, which conflicts with this record."
      ))
    #expect(finding.explanation.split(separator: "conflicts").count == 2)
  }

  @Test("where somebody chose not to return, fewer came home than were handed over")
  func chosenToStay() throws {
    let exchange = exchange(leg("south", "north", (.prisonerOfWar, try number("115"))))
    let home = try claim("home", "113")
    #expect(try parity(exchange, [home]).explanation.contains("conflicts"))
    let stayed = try claim("stayed", "2", topic: .declinedReturn)
    #expect(!(try parity(exchange, [home, stayed]).explanation.contains("conflicts")))
  }

  @Test("a claim that an analyst sets apart contradicts no exchange")
  func setApart() throws {
    let exchange = exchange(leg("south", "north", (.prisonerOfWar, try number("115"))))
    let claims = [try claim("one", "90"), try claim("other", "115")]
    #expect(try parity(exchange, claims).explanation.contains("(one) says \"90\""))
    let apart = Relation(key: "r", from: "one", to: "other", kind: .notComparable, reason: "other persons")
    #expect(!(try parity(exchange, claims, [apart]).explanation.contains("conflicts")))
  }

  @Test("a number rests on the record and on claims that make it, not on what is only no contradiction")
  func sources() throws {
    let exchange = exchange(
      leg("south", "north", (.militaryUnspecified, try number("71")), (.civilianUnspecified, try number("4")))
    )
    var part = try claim("guards", "20")
    part.measure.scope = "National Guard"
    let claims = [
      try claim("soldiers", "71", .militaryUnspecified), try claim("civilians", "4", .civilianUnspecified),
      try claim("all", "75", .all), try claim("citizens", "75", .personsUnspecified), part,
      try claim("wounded", "12", .seriouslyWoundedOrSick), try claim("loose", "at least 50", .all),
    ]
    let finding = try parity(exchange, claims)
    #expect(finding.legs[0].sources.map(\.key) == ["x", "soldiers", "civilians", "all", "citizens"])
    #expect(!finding.explanation.contains("conflicts"))
  }

  @Test(
    "what claims say where the record holds no number is quoted with keys, and known from their documents")
  func quoted() throws {
    var claims = [try claim("c1", "75"), try claim("c2", "nine", of: "south", by: "ministry")]
    for place in 0...1 { claims[place].mentions = [Mention(document: "d\(place)")] }
    claims[0].measure.scope = "National Guard"
    let finding = try parity(exchange(leg("south", "north")), claims)
    #expect(
      finding.explanation.contains("Headquarters (c1) says \"75\" prisoners of war, \"National Guard\", to"))
    // The other direction has no leg, and yet somebody speaks of it.
    #expect(finding.explanation.contains("Ministry (c2) says \"nine\""))
    #expect(finding.origins == Origins(documents: 1, outlets: 0, origins: 1))
  }

  @Test("who takes back their own number contests nothing; a denial's number is no counter-number")
  func takenBack() throws {
    var (back, denial) = (
      try claim("back", nil, act: .retracts), try claim("no", "80", by: "lake", act: .denies)
    )
    (back.about.claim, denial.about.claim) = ("old", "other")
    var claims = [try claim("old", "75"), back, try claim("other", "80", by: "ministry"), denial]
    let text = try parity(exchange(leg("south", "north")), claims).explanation
    #expect(text.contains("Ministry (other) says \"80\" prisoners of war to Northland."))
    #expect(text.hasSuffix("Lakeland (no) contests what Ministry (other) says of it."))
    #expect(!text.contains("(old)") && !text.contains("(back)"))
    let ledger = Ledger(claims: claims)
    #expect(ledger.challenges(of: claims[2]).map(\.counterNumber) == [nil])
    // Nobody stands by what was denied any more.
    claims[2].speaker.actor = "hq"
    claims[1].about.claim = "other"
    #expect(!(try parity(exchange(leg("south", "north")), claims).explanation.contains("contests")))
  }

  @Test("a number is undisclosed only where somebody declined to give it")
  func gaps() throws {
    let empty = exchange(leg("south", "north"), leg("north", "south"))
    let silent = try parity(empty)
    #expect(silent.legs.allSatisfy { !$0.undisclosed })
    #expect(silent.explanation.hasPrefix("Southland handed over persons whose number nobody reports to"))
    #expect(silent.explanation.contains("one side's number never stands in"))
    var unknowing = try claim("c2", nil, of: "south", by: "ministry")
    unknowing.value = .state(.unknownToSpeaker)
    let finding = try parity(empty, [claim("c1", nil, act: .defers), unknowing])
    #expect(finding.legs.map(\.undisclosed) == [true, false])
    #expect(
      finding.explanation.contains("Southland handed over an undisclosed number of persons to Northland"))
    #expect(
      finding.explanation.contains(
        "Northland handed over persons whose number Ministry (c2) does not know to"))
    #expect(finding.legs.map { $0.sources.map(\.key) } == [["x", "c1"], ["x", "c2"]])
  }

  @Test("what is said of an exchange that is only planned is told beside it")
  func planned() throws {
    var exchange = exchange(leg("south", "north"), leg("north", "south"))
    exchange.status = .planned
    let text = try parity(exchange, [claim("c", "100"), claim("none", "0", of: "south")]).explanation
    #expect(
      text == "Nobody changed hands so far as is recorded: the exchange is planned."
        + " Yet Headquarters (c) says \"100\" prisoners of war to Northland.")
  }

  @Test("one person is one person, and one body one body")
  func one() throws {
    let text = try parity(
      exchange(
        leg("south", "north", (.prisonerOfWar, try number("1"))),
        leg("north", "south", (.mortalRemains, try number("1"))))
    ).explanation
    #expect(text.hasPrefix("Southland handed over 1 person to Northland and Northland handed over 1 body to"))
  }

  @Test("whoever tells the truth, in the widest sense of the words, conflicts with no true record")
  func truth() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<1_000 {
      let crowds = (0..<Int.random(in: 1...3, using: &random)).map { _ in Crowd(&random) }
      let record = Exchange(
        key: "x", date: try date("2025-05-23"), status: .completed,
        legs: try crowds.map { try $0.leg(&random) })
      var claim = try claim("c", nil, of: ["north", "south"].randomElement(using: &random) ?? "north")
      claim.measure.topic = Bool.random(using: &random) ? .returned : .handedOver
      if Bool.random(using: &random) { claim.measure.detaining = nil }
      let meant = crowds.filter { crowd in
        claim.measure.dependent == .one(crowd.power)
          && (claim.measure.detaining.map { $0 == .one(crowd.from) } ?? true)
          && (claim.measure.topic == .handedOver || crowd.to == crowd.power)
      }
      let category: PersonCategory =
        [.all, .military, .prisonerOfWar, .civilian, .children, .personsUnspecified].randomElement(
          using: &random)
        ?? .all
      claim.measure.category = category
      var number = meant.map { $0.count(category) }.reduce(0, +)
      if category == .personsUnspecified || Int.random(in: 0..<3, using: &random) == 0 {
        number = Int.random(in: 0...number, using: &random)
        if category != .personsUnspecified { claim.measure.scope = "wounded" }
      }
      claim.value = try Crowd.words(number, &random)
      let text = try parity(record, [claim]).explanation
      #expect(!text.contains("conflicts"), "\(crowds) \(claim.measure) \(number): \(text)")
    }
  }

  /// Who in truth went in one direction.
  private struct Crowd {
    let from: String
    let to: String
    let power: String
    /// Prisoners of war, other soldiers, children, other civilians.
    let counts: [Int]

    init(_ random: inout SeededGenerator) {
      let directions = [("south", "north", "north"), ("north", "south", "south"), ("south", "lake", "north")]
      (from, to, power) = directions.randomElement(using: &random) ?? directions[0]
      counts = (0..<4).map { _ in Int.random(in: 0...4, using: &random) }
    }

    func count(_ category: PersonCategory) -> Int {
      switch category {
      case .military: counts[0] + counts[1]
      case .prisonerOfWar: counts[0]
      case .civilian: counts[2] + counts[3]
      case .children: counts[2]
      default: counts.reduce(0, +)
      }
    }

    /// What a record may say of them.
    func leg(_ random: inout SeededGenerator) throws -> Leg {
      let groups: [(PersonCategory, Int)] =
        switch Int.random(in: 0..<3, using: &random) {
        case 0: [(.all, count(.all))]
        case 1: [(.military, count(.military)), (.civilian, count(.civilian))]
        default:
          [
            (.prisonerOfWar, counts[0]), (.militaryUnspecified, counts[1]), (.children, counts[2]),
            (.civilianUnspecified, counts[3]),
          ]
        }
      return Leg(
        from: from, to: to, dependentPower: power,
        persons: try groups.map { PersonGroup(category: $0.0, value: try Self.words($0.1, &random)) })
    }

    static func words(_ number: Int, _ random: inout SeededGenerator) throws -> Value {
      let words = ["\(number)", "\(number)", "at least \(number)", "at most \(number)"]
      return try ExclaimAnalysisTests.number(words.randomElement(using: &random) ?? "\(number)")
    }
  }
}
