import ExclaimDomain

/// What a number counts, without when: only numbers of which all of this is equal are held against each other.
struct Counted: Hashable, Sendable {
  var topic: Topic
  var unit: Unit
  var dependent: PowerSet
  var detaining: PowerSet
  var category: PersonCategory
  /// In lower case, without outer blanks.
  var scope = ""
  var includes: Set<Inclusion> = []
  var excludes: Set<Inclusion> = []
  /// The agreement that the number is about: reference; empty for none.
  var agreement = ""
  /// Whether it is a running total of an official speaker, where such totals leave some exchanges out.
  var isOfficialTally = false
}

extension Counted {
  /// What a claim counts.
  init(_ claim: Claim) {
    let measure = claim.measure
    topic = measure.topic
    unit = measure.effectiveUnit
    dependent = PowerSet(measure.dependent)
    detaining = PowerSet(measure.detaining)
    category = measure.category
    if !measure.scope.isEmpty { scope = Self.plain(measure.scope) }
    if !measure.includes.isEmpty { includes = Set(measure.includes) }
    if !measure.excludes.isEmpty { excludes = Set(measure.excludes) }
    agreement = claim.about.agreement
  }

  /// A scope in lower case, without outer blanks.
  private static func plain(_ scope: String) -> String {
    let words = scope.lowercased()
    guard let first = words.firstIndex(where: { !$0.isWhitespace }),
      let last = words.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(words[first...last])
  }

  /// As a measure without a time, for answers.
  var measure: Measure {
    Measure(
      topic, unit: unit, dependent: dependent.powers, detaining: detaining.powers, category: category,
      scope: scope,
      includes: includes.sorted { $0.words() < $1.words() },
      excludes: excludes.sorted { $0.words() < $1.words() })
  }

  /// What it counts in words: "returned, soldiers, of Ukraine, from Russia, "Kursk"".
  ///
  /// - Parameter said: The scope as it was said, which is told in the place of the plain one.
  func words(_ ledger: Ledger, scope said: String = "") -> String {
    var parts = [topic.label]
    if unit != topic.defaultUnit { parts.append(unit.label) }
    if category != .unspecified { parts.append(category.label) }
    if let words = dependent.words(ledger) { parts.append("of \(words)") }
    if let words = detaining.words(ledger) { parts.append("in the hands of \(words)") }
    if !scope.isEmpty { parts.append("\"\(said.isEmpty ? scope : said)\"") }
    if !agreement.isEmpty { parts.append("under \(ledger.title(agreement))") }
    if !includes.isEmpty { parts.append("with \(list(includes.map { $0.words(ledger.title) }.sorted()))") }
    if !excludes.isEmpty { parts.append("without \(list(excludes.map { $0.words(ledger.title) }.sorted()))") }
    if isOfficialTally { parts.append("official tally") }
    return parts.joined(separator: ", ")
  }
}

/// One power, several, all of them, or nobody said which.
enum PowerSet: Hashable, Sendable {
  case notSaid
  case all
  case one(String)
  /// In order, at least two.
  case several([String])

  init(_ powers: Powers?) {
    switch powers {
    case nil: self = .notSaid
    case .one(let party): self = .one(party)
    case .group(_, all: true): self = .all
    case .group(let parties, all: false):
      let members = Set(parties).sorted()
      self = members.count == 1 ? .one(members[0]) : .several(members)
    }
  }

  var powers: Powers? {
    switch self {
    case .notSaid: nil
    case .all: .group(parties: [], all: true)
    case .one(let party): .one(party)
    case .several(let parties): .group(parties: parties, all: false)
    }
  }

  /// True for several powers, or all.
  var isGroup: Bool {
    switch self {
    case .notSaid, .one: false
    case .all, .several: true
    }
  }

  /// How many powers are named.
  var count: Int {
    switch self {
    case .notSaid, .all: 0
    case .one: 1
    case .several(let parties): parties.count
    }
  }

  /// True when these certainly take in all of the others, and are more.
  func isWider(than other: PowerSet) -> Bool {
    switch (self, other) {
    case (_, .notSaid), (.notSaid, _), (.one, _): false
    case (.all, _): other != .all
    case (.several(let parties), .one(let party)): parties.contains(party)
    case (.several(let parties), .several(let others)):
      parties.count > others.count && Set(parties).isSuperset(of: others)
    case (.several, .all): false
    }
  }

  fileprivate func words(_ ledger: Ledger) -> String? {
    switch self {
    case .notSaid: nil
    case .all: "all parties"
    case .one(let party): ledger.name(party)
    case .several(let parties): list(parties.map(ledger.name))
    }
  }
}
