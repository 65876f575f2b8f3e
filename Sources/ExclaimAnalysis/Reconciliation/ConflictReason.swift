import ExclaimDomain

/// By what records are tied that do not go together: a number of which all of them speak, an analyst's word, or a rule.
enum ConflictReason {
  case sameNumber, exchangesInTotal, partsAndWholes, runningTotal, oneRecord

  /// What ties the records of a conflict, in sentences.
  static func words(_ records: [RecordPlace], _ kind: ConflictKind, _ table: NumberTable, _ ledger: Ledger)
    -> String
  {
    let relations = records.compactMap { record -> Relation? in
      if case .relation(let place) = record { ledger.relations[place] } else { nil }
    }
    let speaking = records.filter { if case .relation = $0 { false } else { true } }
    let spoken = speaking.map { record in
      Set(table.numbers(of: record).filter { table.numbers[$0].statement(of: record) != nil })
    }
    var sentences = relations.map { words($0, ledger) }
    // Where analysts tie them, or those that speak of one number, no rule is needed.
    if relations.isEmpty || !areTied(spoken, relations, table, ledger) {
      sentences.append(ConflictReason(speaking, spoken, kind, table).words)
    }
    return sentences.joined(separator: " ")
  }

  private init(_ records: [RecordPlace], _ spoken: [Set<Int>], _ kind: ConflictKind, _ table: NumberTable) {
    let shared = spoken.dropFirst().reduce(spoken.first ?? []) { $0.intersection($1) }
    let numbers = spoken.flatMap(\.self).map { table.numbers[$0] }
    let flows = Set(numbers.compactMap(\.flow))
    let hasExchange = records.contains { if case .exchange = $0 { true } else { false } }
    if records.count == 1 {
      self = .oneRecord
    } else if shared.contains(where: { !table.numbers[$0].allows(records, kind) }) {
      self = .sameNumber
    } else if hasExchange, !flows.isEmpty {
      self = .exchangesInTotal
    } else if flows.count == 1, numbers.allSatisfy({ $0.flow != nil }) {
      self = .runningTotal
    } else {
      self = .partsAndWholes
    }
  }

  private var words: String {
    switch self {
    case .sameNumber: "They speak of the same number."
    case .exchangesInTotal:
      "A total does not fit the exchanges that it takes in: it counts something else than it says, or a record is wrong."
    case .partsAndWholes: "A part is at most its whole, and parts make up their whole."
    case .runningTotal: "A running total never falls, and what lies within a window is part of it."
    case .oneRecord: "What it says of parts does not make what it says of the whole."
    }
  }

  // MARK: - Analysts' words

  private static func words(_ relation: Relation, _ ledger: Ledger) -> String {
    let (from, to) = (name(relation.from, ledger), name(relation.to, ledger))
    let source = ledger.source(of: relation)
    let name = source.key.isEmpty ? source.id : source.key
    let analyst = name.isEmpty ? "an analyst's relation" : "relation \(name)"
    return switch relation.kind {
    case .sameMeasure: "\(from) and \(to) speak of the same number by \(analyst)."
    case .subsetOf: "\(from) is a part of \(to) by \(analyst)."
    default: "\(from) is one of the parts that make up \(to) by \(analyst)."
    }
  }

  private static func name(_ claim: String, _ ledger: Ledger) -> String {
    ledger.claim(claim).map { ledger.source($0).words } ?? claim
  }

  /// True where relations, and numbers of which several speak, lead from each record to every other.
  private static func areTied(
    _ spoken: [Set<Int>], _ relations: [Relation], _ table: NumberTable, _ ledger: Ledger
  ) -> Bool {
    var groups = Groups(count: spoken.count)
    var places: [Int: Int] = [:]
    func tie(_ number: Int, to place: Int) {
      if let other = places[number] { groups.join(other, place) } else { places[number] = place }
    }
    for (place, numbers) in spoken.enumerated() { for number in numbers { tie(number, to: place) } }
    // A relation ties the numbers of its claims, be it others that speak of them here.
    for relation in relations {
      let ends = [relation.from, relation.to].compactMap { ledger.index(ofClaim: $0) }
      let place = groups.add()
      for claim in ends where table.numberOfClaim[claim] >= 0 { tie(table.numberOfClaim[claim], to: place) }
    }
    return Set(spoken.indices.map { groups.root($0) }).count == 1
  }
}

extension Number {
  /// What a record says of it.
  func statement(of record: RecordPlace) -> Statement? { statements.first { $0.record == record } }

  /// True where some number is all that these records say it is, by the reading that a conflict of this kind takes.
  fileprivate func allows(_ records: [RecordPlace], _ kind: ConflictKind) -> Bool {
    let bounds = statements.filter { records.contains($0.record) }.map {
      kind == .tension ? $0.soft : $0.hard
    }
    return bounds.reduce(Bounds?.some(.unknown)) { $0?.intersection($1) } != nil
  }
}

extension NumberTable {
  /// The numbers of which a record may speak.
  func numbers(of record: RecordPlace) -> [Int] {
    switch record {
    case .claim(let place): [numberOfClaim[place]].filter { $0 >= 0 }
    case .exchange(let place): numbersInExchange[place] ?? []
    case .agreement(let place): numbersInAgreement[place] ?? []
    case .relation: []
    }
  }
}
