import ExclaimDomain

/// Makes a ledger: wars, their exchanges, and what is said of them.
struct LedgerMaker {
  let recipe: Recipe
  var random: SeededGenerator
  var made = GeneratedLedger()
  var wars: [War] = []
  /// By war: who speaks. The first three are of the first side, the next three of the second, others of none.
  var speakers: [[String]] = []
  /// By war: the place of its first exchange.
  var exchangePlaces: [Int] = []
  var outlets: [String] = []
  var sayings = Sayings()
  /// Number of the last record of any kind.
  var lastNumber = 0

  /// Outlets in all.
  private static let outletCount = 20
  /// Claims that stand in one document.
  private static let claimsPerDocument = 20

  init(_ recipe: Recipe) {
    self.recipe = recipe
    random = SeededGenerator(seed: recipe.seed)
  }

  mutating func make() -> GeneratedLedger {
    let kinds = PlantedKind.allCases
    var wanted = (0..<recipe.planted).map { kinds[$0 % kinds.count] }.shuffled(using: &random)
    outlets = (0..<Self.outletCount).map { add(Actor(kind: .outlet, name: "Outlet \($0)")) }
    var figures: [(war: Int, figure: Figure)] = []
    while figures.count < recipe.measures {
      addWar(planting: &wanted)
      let war = wars.count - 1
      figures += wars[war].figures.map { (war, $0) }
    }
    figures.shuffle(using: &random)
    // Those on which something is planted are there in any case.
    addClaims(on: Array(figures.prefix(recipe.measures)))
    return made
  }

  private mutating func addWar(planting wanted: inout [PlantedKind]) {
    let number = wars.count
    let parties = ["A", "B"].map { add(Actor(kind: .state, name: "Country \($0)\(number)")) }
    var speakers: [String] = []
    for party in parties {
      for kind in [ActorKind.headOfState, .ministry, .coordinationBody] {
        speakers.append(add(Actor(kind: kind, name: "Speaker \(speakers.count) of \(number)", side: party)))
      }
    }
    for kind in [ActorKind.internationalOrganisation, .mediator] {
      speakers.append(add(Actor(kind: kind, name: "Speaker \(speakers.count) on \(number)")))
    }
    self.speakers.append(speakers)
    var maker = WarMaker(
      number: number, parties: parties, dayCount: recipe.days, random: SeededGenerator(seed: random.next()))
    let war = maker.make(planting: &wanted)
    wars.append(war)
    addExchanges(of: war)
  }
}

// MARK: - Records

extension LedgerMaker {
  /// A name as a store or a submitter would give it.
  private mutating func name<Record: RecordValue>(_ record: inout Record) -> String {
    lastNumber += 1
    let number = String(lastNumber)
    if recipe.hasStoredIDs {
      // Ids of one ledger differ in the middle, after the time.
      let middle = String(repeating: "0", count: 8 - number.count) + number
      record.id = "\(Record.kind.idPrefix)_01jzzz0000\(middle)x7k2m9qd"
      return record.id
    }
    record.key = "\(Record.kind.idPrefix)\(number)"
    return record.key
  }

  private mutating func add(_ actor: Actor) -> String {
    var actor = actor
    let name = name(&actor)
    made.actors.append(actor)
    return name
  }

  mutating func add(_ claim: Claim) -> String {
    var claim = claim
    if made.claims.count % Self.claimsPerDocument == 0 {
      var document = Document(outlet: random.pick(outlets), title: "News", published: claim.asserted)
      _ = name(&document)
      made.documents.append(document)
    }
    claim.mentions = [Mention(document: made.documents.last?.identity ?? "")]
    let name = name(&claim)
    made.claims.append(claim)
    return name
  }

  mutating func add(_ relation: Relation) {
    var relation = relation
    _ = name(&relation)
    made.relations.append(relation)
  }

  mutating func add(_ assessment: Assessment) {
    var assessment = assessment
    _ = name(&assessment)
    made.assessments.append(assessment)
  }

  private mutating func addExchanges(of war: War) {
    exchangePlaces.append(made.exchanges.count)
    let members = Set(war.plants.flatMap(\.exchanges))
    for exchange in war.exchangeDays.indices {
      let isMember = members.contains(exchange)
      let day = war.exchangeDays[exchange]
      var record = Exchange(
        date: day.stated, category: .regular, status: .completed,
        inOfficialTally: random.pick([.yes, .unspecified]),
        legs: (0...1).map { leg(war, exchange, $0, isExact: isMember) })
      if !isMember, random.happens(100) {
        record.date = ResolvedDate(date: .between(day.advanced(by: -2), day.advanced(by: 2)), basis: .stated)
      }
      _ = name(&record)
      made.exchanges.append(record)
    }
  }

  private mutating func leg(_ war: War, _ exchange: Int, _ direction: Direction, isExact: Bool) -> Leg {
    let isDisclosed = isExact || !random.happens(150)
    let groups = [PersonCategory.military, .civilian].map { category in
      let range = war.course.recorded[direction][exchange][category]
      let isPlain = isExact || random.happens(800)
      let quantity = isPlain ? sayings.quantity("\(range)") : sayings.holding(range...range, &random)
      return PersonGroup(
        category: category, value: isDisclosed ? .quantity(quantity) : .state(.notDisclosedUnstated))
    }
    return Leg(from: war.parties[1 - direction], to: war.parties[direction], persons: groups)
  }
}

extension RecordValue {
  /// By what others refer to it.
  var identity: String { id.isEmpty ? key : id }
}
