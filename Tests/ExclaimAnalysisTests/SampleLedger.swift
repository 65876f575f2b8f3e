import ExclaimAnalysis
import ExclaimDomain

func date(_ text: String, _ basis: DateBasis = .stated) throws -> ResolvedDate {
  ResolvedDate(date: try EDTFDate(text), basis: basis)
}

func day(_ text: String) throws -> Day {
  guard let day = try EDTFDate(text).earliest else { throw NoSuchDay() }
  return day
}

struct NoSuchDay: Error {}

func quantity(_ words: String) throws -> Quantity { try QuantityReader(language: "en").read(words) }

func number(_ words: String) throws -> Value { .quantity(try quantity(words)) }

/// What the reference documents say, as values: only what the analyses look at.
struct SampleLedger {
  var actors: [Actor] = [
    Actor(key: "ru", kind: .state, name: "Russia"), Actor(key: "ua", kind: .state, name: "Ukraine"),
    Actor(key: "putin", kind: .headOfState, name: "Putin", side: "ru"),
    Actor(key: "zelensky", kind: .headOfState, name: "Zelensky", side: "ua"),
    Actor(key: "yusov", kind: .namedOfficial, name: "Yusov", side: "ua"),
    Actor(key: "ua-authorities", kind: .unnamedGroup, name: "Ukrainian authorities", side: "ua"),
    Actor(key: "ru-mod", kind: .ministry, name: "Ministry of Defence of Russia", side: "ru"),
    Actor(key: "sbu-official", kind: .anonymousOfficial, name: "SBU official", side: "ua"),
    Actor(key: "ft-sources", kind: .unnamedGroup, name: "officials and soldiers", side: "ua"),
    Actor(key: "s0-outlet", kind: .outlet, name: "outlet of s0"),
    Actor(key: "liga", kind: .outlet, name: "Liga"),
    Actor(key: "afp", kind: .wireAgency, name: "AFP"), Actor(key: "forum", kind: .forum, name: "forum"),
    Actor(key: "up", kind: .outlet, name: "Ukrainska Pravda"),
    Actor(key: "mt", kind: .outlet, name: "The Moscow Times"),
  ]
  var documents: [Document]
  var claims: [Claim]
  var exchanges: [Exchange]
  var agreements: [Agreement]
  var relations: [Relation] = [
    Relation(key: "r1", from: "s0-3", to: "s0-1", kind: .disputes),
    Relation(key: "r2", from: "s0-6", to: "s0-2", kind: .notComparable, reason: "another date and category"),
    Relation(key: "r3", from: "s0-9", to: "s0-8", kind: .supports, reason: "one page"),
    Relation(key: "r4", from: "s4-11", to: "s4-8", kind: .subsetOf),
    Relation(key: "r5", from: "s3-7", to: "s4-9", kind: .scopeDriftOf),
  ]

  var ledger: Ledger {
    Ledger(
      actors: actors, documents: documents, claims: claims, exchanges: exchanges, agreements: agreements,
      relations: relations)
  }

  init() throws {
    documents = [
      Document(key: "s0", title: "s0", published: try date("2024-06-06", .externalKnowledge)),
      Document(
        key: "s1", outlet: "forum", published: try date("2025-06-27"), cluster: "afp-2025-06-27",
        bodyCopies: 2),
      Document(key: "s2", outlet: "up", published: try date("2025-07-28")),
      Document(key: "s3", title: "s3", published: try date("2024-08-24", .externalKnowledge)),
      Document(key: "s4", outlet: "mt", published: try date("2024-08-15", .externalKnowledge)),
    ]
    agreements = [try Self.istanbul()]
    exchanges = try Self.exchanges()
    claims = try Self.claimsOnHeld() + Self.claimsOnExchanges() + Self.totals() + Self.claimsOnKursk()
  }

  private static func istanbul() throws -> Agreement {
    func obligation(_ obligor: String, _ dependent: String) throws -> Obligation {
      Obligation(
        obligor: obligor,
        measure: Measure(
          .returned, dependent: .one(dependent), detaining: .one(obligor), category: .militaryUnspecified),
        quantity: try quantity("at least 1,000"))
    }
    return Agreement(
      key: "istanbul-2", title: "Istanbul, second round", parties: ["ua", "ru"], date: try date("2025-06-02"),
      place: "Istanbul", obligations: [try obligation("ru", "ua"), try obligation("ua", "ru")])
  }

  private static func exchanges() throws -> [Exchange] {
    func leg(_ from: String, _ to: String, _ groups: (PersonCategory, Value)...) -> Leg {
      Leg(from: from, to: to, persons: groups.map { PersonGroup(category: $0.0, value: $0.1) })
    }
    let withheld = Value.state(.notDisclosedUnstated)
    return [
      Exchange(
        key: "x-2024-05-31", date: try date("2024-05-31"), status: .completed, inOfficialTally: .yes,
        legs: [
          leg(
            "ru", "ua", (.militaryUnspecified, try number("71")), (.civilianUnspecified, try number("four")))
        ]),
      Exchange(
        key: "x-2024-08-24", date: try date("2024-08-24"), category: .regular, status: .completed,
        inOfficialTally: .yes, mediators: ["uae"],
        legs: [
          leg("ru", "ua", (.prisonerOfWar, try number("115"))),
          leg("ua", "ru", (.militaryUnspecified, try number("115"))),
        ]),
      Exchange(
        key: "x-2025-06-26", date: try date("2025-06-26"), category: .special, status: .completed,
        agreements: ["istanbul-2"], inOfficialTally: .no,
        legs: [leg("ru", "ua", (.prisonerOfWar, withheld)), leg("ua", "ru", (.prisonerOfWar, withheld))]),
    ]
  }
}

extension SampleLedger {
  private static func claim(
    _ key: String, _ act: SpeechAct, _ speaker: String, _ asserted: String, _ measure: Measure,
    _ value: Value? = nil,
    about: About = About(), document: String, proposition: String = "", role: String = "", chain: [Hop] = []
  ) throws -> Claim {
    Claim(
      key: key, speechAct: act, speaker: Speaker(actor: speaker, role: role), asserted: try date(asserted),
      about: about, measure: measure, value: value, proposition: proposition, chain: chain,
      mentions: [Mention(document: document)])
  }

  private static func claimsOnHeld() throws -> [Claim] {
    let june = try date("2024-06-05", .externalKnowledge)
    let russians = Measure(
      .held, dependent: .one("ru"), detaining: .one("ua"), category: .personsUnspecified, at: june)
    let soldiers = Measure(
      .held, dependent: .one("ua"), detaining: .one("ru"), category: .militaryUnspecified, at: june)
    var everybody = soldiers
    everybody.category = .all
    everybody.at = try date("2023-11", .externalKnowledge)
    let about = About(claim: "s0-1")
    return [
      try claim(
        "s0-1", .asserts, "putin", "2024-06-05", russians, number("around 1,348"), document: "s0",
        role: "president",
        chain: [
          Hop(actor: "putin", channel: "meeting with news agencies"),
          Hop(actor: "s0-outlet", channel: "article"),
        ]),
      try claim(
        "s0-2", .asserts, "putin", "2024-06-05", soldiers,
        .quantity(QuantityReader(language: "en").read("6,465", unclearHedge: "around")), document: "s0"),
      try claim(
        "s0-3", .disputes, "yusov", "2024-06-06", russians, about: about, document: "s0", role: "spokesperson"
      ),
      try claim(
        "s0-4", .declinesToDisclose, "yusov", "2024-06-06", russians, .state(.notDisclosedPolicy),
        about: about,
        document: "s0", role: "spokesperson"),
      try claim(
        "s0-5", .characterises, "yusov", "2024-06-06", russians, .state(.qualitative), about: about,
        document: "s0",
        proposition: "propaganda", role: "spokesperson"),
      try claim("s0-6", .asserts, "ua-authorities", "2023-11", everybody, number("2,384"), document: "s0"),
    ]
  }

  private static func claimsOnExchanges() throws -> [Claim] {
    let may = try date("2024-05-31")
    let august = try date("2024-08-24")
    func returned(_ power: String, _ category: PersonCategory, _ at: ResolvedDate, scope: String = "")
      -> Measure
    {
      Measure(
        .returned, dependent: .one(power), detaining: .one(power == "ua" ? "ru" : "ua"), category: category,
        scope: scope, at: at)
    }
    let (x0, x3, x1) = (
      About(exchange: "x-2024-05-31"), About(exchange: "x-2024-08-24"), About(exchange: "x-2025-06-26")
    )
    let june = try date("2025-06-26")
    return [
      try claim(
        "s0-8", .asserts, "s0-outlet", "2024-06-06", returned("ua", .militaryUnspecified, may), number("71"),
        about: x0, document: "s0"),
      try claim(
        "s0-9", .asserts, "s0-outlet", "2024-06-06", returned("ua", .all, may), number("75"), about: x0,
        document: "s0"),
      try claim(
        "s3-1", .asserts, "ru-mod", "2024-08-24",
        Measure(
          .handedOver, dependent: .one("ua"), detaining: .one("ru"), category: .prisonerOfWar, at: august),
        number("115"), about: x3, document: "s3"),
      try claim(
        "s3-2", .asserts, "ru-mod", "2024-08-24", returned("ru", .militaryUnspecified, august), number("115"),
        about: x3, document: "s3"),
      try claim(
        "s3-3", .asserts, "ru-mod", "2024-08-24",
        returned("ru", .militaryUnspecified, august, scope: "captured in Kursk"),
        number("more than a hundred"), about: x3, document: "s3"),
      try claim(
        "s1-2", .declinesToDisclose, "ua", "2025-06-26", returned("ua", .militaryUnspecified, june),
        .state(.notDisclosedUnstated), about: x1, document: "s1"),
      try claim(
        "s1-2a", .declinesToDisclose, "ru", "2025-06-26", returned("ru", .militaryUnspecified, june),
        .state(.notDisclosedUnstated), about: x1, document: "s1"),
    ]
  }

  private static func totals() throws -> [Claim] {
    let (from, to) = (try date("2022-02-24", .externalKnowledge), try date("2025-07-28"))
    let without: [Inclusion] = [.agreement("istanbul-2")]
    let home = Measure(.returned, dependent: .one("ua"), detaining: .one("ru"), category: .personsUnspecified)
    var persons = home
    (persons.from, persons.to, persons.excludes) = (from, to, without)
    let exchanges = Measure(
      .exchanges, dependent: .one("ua"), detaining: .one("ru"), from: from, to: to, excludes: without)
    return [
      try claim("s2-1", .asserts, "yusov", "2025-07-28", exchanges, number("66"), document: "s2"),
      try claim("s2-2", .asserts, "yusov", "2025-07-28", persons, number("5,857"), document: "s2"),
      try claim(
        "s2-3", .asserts, "yusov", "2025-07-28", home, number("over a thousand"),
        about: About(agreement: "istanbul-2"), document: "s2"),
    ]
  }

  private static func claimsOnKursk() throws -> [Claim] {
    func captured(_ scope: String) -> Measure {
      Measure(
        .captured, dependent: .one("ru"), detaining: .one("ua"), category: .militaryUnspecified, scope: scope)
    }
    return [
      try claim(
        "s3-7", .asserts, "zelensky", "2024-08-16~", captured("Kursk"), number("over a hundred"),
        document: "s3"),
      try claim(
        "s4-8", .asserts, "ft-sources", "2024-08-15", captured("Kursk"), number("hundreds"), document: "s4"),
      try claim(
        "s4-9", .asserts, "zelensky", "2024-08-14", captured("Kursk"), number("more than 100"), document: "s4"
      ),
      try claim(
        "s4-11", .asserts, "sbu-official", "2024-08-15", captured("by SBU forces alone"), number("102"),
        document: "s4"),
    ]
  }
}
