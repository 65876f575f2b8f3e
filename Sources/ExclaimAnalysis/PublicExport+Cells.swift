import ExclaimDomain

/// One number of one record, and whom it counts.
struct Cell: Hashable {
  var record: String
  var kind: RecordKind
  var field: WithheldField
  var persons: CountedPersons
  var hard: Bounds
  /// Numbers of one table count persons of one event, or of one time; only those are held against each other.
  var table = 0

  /// True for a number broken down by unit, place or health that counts at least one person, and too few.
  func isTooSmall(below threshold: Int64) -> Bool {
    guard persons.isBrokenDown, let high = hard.high else { return false }
    return high > 0 && high < threshold
  }
}

/// Whom a number counts, as far as it can be held against others of its family.
struct CountedPersons: Hashable {
  var category: PersonCategory
  var scope: String = ""
  var dependent: Powers?
  var detaining: Powers?
  var stage = 0
  var partOf = ""
  var agreement = ""
  /// Which of the groups of a leg that are described alike, from 1; 0 for all of them.
  var group = 0
  var excludes: Set<Inclusion> = []

  /// By unit or place, which the scope tells, or by health.
  var isBrokenDown: Bool { !scope.isEmpty || category == .seriouslyWoundedOrSick }

  /// A respect in which one number may be a part of another.
  enum Dimension: CaseIterable { case category, scope, dependent, detaining, stage, partOf, agreement, group }

  /// True when everybody counted by the other is counted here, as far as this respect goes; each contains
  /// itself.
  func contains(_ other: CountedPersons, in dimension: Dimension) -> Bool {
    switch dimension {
    case .category: category.widestReading.contains(other.category.widestReading)
    case .scope: scope.isEmpty || scope == other.scope
    case .dependent: Self.contains(dependent, other.dependent)
    case .detaining: Self.contains(detaining, other.detaining)
    case .stage: stage == 0 || stage == other.stage
    case .partOf: partOf.isEmpty || partOf == other.partOf
    case .agreement: agreement.isEmpty || agreement == other.agreement
    case .group: group == 0 || group == other.group
    }
  }

  /// True where the two are alike in this respect.
  func isAlike(_ other: CountedPersons, in dimension: Dimension) -> Bool {
    contains(other, in: dimension) && other.contains(self, in: dimension)
  }

  /// True where somebody may be counted by both, as far as this respect goes.
  func overlaps(_ other: CountedPersons, in dimension: Dimension) -> Bool {
    if contains(other, in: dimension) || other.contains(self, in: dimension) { return true }
    switch dimension {
    case .category:
      let (mine, others) = (category.widestReading, other.category.widestReading)
      return PersonCategory.allCases.contains { mine.contains($0) && others.contains($0) }
    case .dependent: return Self.overlap(dependent, other.dependent)
    case .detaining: return Self.overlap(detaining, other.detaining)
    case .scope, .stage, .partOf, .agreement, .group: return false
    }
  }

  /// The same persons, but as the other says in this respect.
  func replacing(_ dimension: Dimension, by other: CountedPersons) -> CountedPersons {
    var persons = self
    switch dimension {
    case .category: persons.category = other.category
    case .scope: persons.scope = other.scope
    case .dependent: persons.dependent = other.dependent
    case .detaining: persons.detaining = other.detaining
    case .stage: persons.stage = other.stage
    case .partOf: persons.partOf = other.partOf
    case .agreement: persons.agreement = other.agreement
    case .group: persons.group = other.group
    }
    return persons
  }

  /// Persons whom the number would count, but leaves out.
  var leftOut: [CountedPersons] {
    excludes.map { inclusion in
      var persons = self
      switch inclusion {
      case .category(let category): persons.category = category
      case .agreement(let agreement): persons.agreement = agreement
      case .exchange(let exchange): persons.partOf = exchange
      case .words(let words): persons.scope = words.lowercased()
      }
      return persons
    }
  }

  /// True where the number leaves these persons out.
  func leavesOut(_ persons: CountedPersons) -> Bool {
    excludes.contains { inclusion in
      switch inclusion {
      case .category(let category): category.widestReading.contains(persons.category.widestReading)
      case .agreement(let agreement): persons.agreement == agreement
      case .exchange(let exchange): persons.partOf == exchange
      case .words(let words): persons.scope == words.lowercased()
      }
    }
  }

  private static func contains(_ mine: Powers?, _ others: Powers?) -> Bool {
    guard let mine else { return true }
    return others.map { mine.contains($0) } ?? false
  }

  private static func overlap(_ mine: Powers?, _ others: Powers?) -> Bool {
    guard let mine, let others, !mine.isAll, !others.isAll else { return true }
    return !mine.parties.isDisjoint(with: others.parties)
  }
}

/// Numbers that can be added to and subtracted from each other.
struct CellFamily {
  var cells: [Cell] = []
  /// Pairs of records of which the first is a part of the second, by a relation.
  var parts: [(part: String, whole: String)] = []
}

extension PublicExport {
  private enum FamilyKey: Hashable {
    case transfer(exchange: String, unit: Unit, isPlanned: Bool)
    case measure(Topic, Unit, exchange: String, agreement: String, from: DayWindow?, to: DayWindow?)
  }

  /// The families that have a number which must go; the others need no look.
  func families() -> [CellFamily] {
    var order: [FamilyKey] = []
    var families: [FamilyKey: CellFamily] = [:]
    func add(_ cell: Cell?, _ key: FamilyKey) {
      guard var cell else { return }
      if families[key] == nil { order.append(key) }
      cell.table = families[key]?.cells[0].table ?? order.count
      families[key, default: CellFamily()].cells.append(cell)
    }
    for exchange in ledger.exchanges {
      for (leg, direction) in exchange.legs.enumerated() {
        for (index, group) in direction.persons.enumerated() {
          let key = {
            FamilyKey.transfer(exchange: exchange.identity, unit: group.effectiveUnit, isPlanned: $0)
          }
          add(cell(exchange, leg, index, .group(leg: leg, group: index), group.value?.quantity), key(false))
          add(cell(exchange, leg, index, .plannedGroup(leg: leg, group: index), group.planned), key(true))
        }
      }
    }
    for claim in ledger.claims {
      let key = key(of: claim)
      add(cell(claim, .quantity, claim.value?.quantity), key)
      for (index, hop) in claim.chain.enumerated() {
        add(cell(claim, .hopQuantity(index), hop.quantity, hop.category, hop.scope), key)
      }
    }
    for agreement in ledger.agreements {
      for (index, obligation) in agreement.obligations.enumerated() {
        let key = FamilyKey.measure(
          .pledged, obligation.measure.effectiveUnit, exchange: "", agreement: agreement.identity, from: nil,
          to: nil)
        add(
          Cell(
            agreement.identity, .agreement, .obligationQuantity(index), persons(obligation.measure),
            obligation.quantity), key)
      }
    }
    return joined(order.compactMap { families[$0] }).filter { family in
      family.cells.contains { $0.isTooSmall(below: threshold) }
    }
  }

  private func key(of claim: Claim) -> FamilyKey {
    let measure = claim.measure
    let isTransfer = [.returned, .handedOver, .composition].contains(measure.topic)
    if !claim.about.exchange.isEmpty && (isTransfer || measure.topic == .planned) {
      let unit = measure.effectiveUnit == .unspecified ? Unit.persons : measure.effectiveUnit
      return .transfer(exchange: claim.about.exchange, unit: unit, isPlanned: measure.topic == .planned)
    }
    return .measure(
      isTransfer ? .returned : measure.topic, measure.effectiveUnit, exchange: claim.about.exchange,
      agreement: claim.about.agreement, from: (measure.at ?? measure.from)?.window,
      to: (measure.at ?? measure.to)?.window)
  }

  private func cell(
    _ exchange: Exchange, _ leg: Int, _ index: Int, _ field: WithheldField, _ quantity: Quantity?
  ) -> Cell? {
    let (leg, group) = (exchange.legs[leg], exchange.legs[leg].persons[index])
    let alike = leg.persons.indices.filter { leg.persons[$0].isDescribed(like: group) }
    let persons = CountedPersons(
      category: group.category, dependent: .one(leg.effectiveDependentPower), detaining: .one(leg.from),
      stage: group.stage, partOf: group.partOf, agreement: group.agreement,
      group: alike.count > 1 ? alike.count { $0 <= index } : 0)
    return Cell(exchange.identity, .exchange, field, persons, quantity)
  }

  private func cell(
    _ claim: Claim, _ field: WithheldField, _ quantity: Quantity?, _ category: PersonCategory = .unspecified,
    _ scope: String = ""
  ) -> Cell? {
    var persons = persons(claim.measure)
    if category != .unspecified { persons.category = category }
    if !scope.isEmpty { persons.scope = scope.lowercased() }
    return Cell(claim.identity, .claim, field, persons, quantity)
  }

  private func persons(_ measure: Measure) -> CountedPersons {
    CountedPersons(
      category: measure.category, scope: measure.scope.lowercased(), dependent: measure.dependent,
      detaining: measure.detaining, excludes: Set(measure.excludes))
  }

  /// Families of which a relation says that numbers of the one are parts of numbers of the other become one.
  private func joined(_ families: [CellFamily]) -> [CellFamily] {
    var families = families
    var home: [String: Int] = [:]
    for (index, family) in families.enumerated() {
      for cell in family.cells where cell.kind == .claim { home[cell.record] = index }
    }
    func root(_ index: Int, _ parents: [Int]) -> Int {
      parents[index] == index ? index : root(parents[index], parents)
    }
    var parents = Array(families.indices)
    var links: [(part: String, whole: String)] = []
    for relation in ledger.relations where [.subsetOf, .componentOf].contains(relation.kind) {
      guard let part = home[relation.from], let whole = home[relation.to] else { continue }
      links.append((relation.from, relation.to))
      let (first, second) = (root(part, parents), root(whole, parents))
      parents[max(first, second)] = min(first, second)
    }
    for index in families.indices where root(index, parents) != index {
      families[root(index, parents)].cells += families[index].cells
      families[index].cells = []
    }
    for link in links {
      guard let index = home[link.part] else { continue }
      families[root(index, parents)].parts.append(link)
    }
    return families
  }
}

extension PersonGroup {
  fileprivate func isDescribed(like other: PersonGroup) -> Bool {
    (category, effectiveUnit, stage, partOf, agreement)
      == (other.category, other.effectiveUnit, other.stage, other.partOf, other.agreement)
  }
}

extension Cell {
  /// Nil where there is no count: a share or a rate is none.
  init?(
    _ record: String, _ kind: RecordKind, _ field: WithheldField, _ persons: CountedPersons,
    _ quantity: Quantity?
  ) {
    guard let quantity, let hard = quantity.withheldBounds else { return nil }
    self.init(record: record, kind: kind, field: field, persons: persons, hard: hard)
  }
}

extension Quantity {
  /// The bounds by which the number is judged; of "all but 3" those are the 3.
  fileprivate var withheldBounds: Bounds? {
    switch kind {
    case .count: hard.isUnknown || hard.isEmpty ? nil : hard
    case .allBut(let rest): rest.hard.isUnknown ? nil : rest.hard
    case .share, .rate: nil
    }
  }
}
