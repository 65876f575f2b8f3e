import ExclaimConstraints
import ExclaimDomain

/// One piece of a ledger as a system of constraints.
struct PieceSystem {
  /// The rules, without what records say.
  private(set) var rules = ConstraintSystem()
  /// For each number of the piece its expression.
  private(set) var expressions: [Int: Expression] = [:]
  /// What records say besides their statements of numbers: relations, and exchanges that count as one.
  private(set) var recordRows: [(row: ConstraintSystem.Row, record: RecordPlace)] = []
  /// For each total over a window: how much of it the recorded exchanges do not explain.
  private(set) var unexplained: [Int: Expression] = [:]
  let ledger: Ledger
  let table: NumberTable
  let totals: RunningTotals
  let piece: Pieces.Piece

  init(_ piece: Pieces.Piece, _ ledger: Ledger, _ table: NumberTable, _ totals: RunningTotals) {
    (self.piece, self.ledger, self.table, self.totals) = (piece, ledger, table, totals)
    addCells()
    addPartsOfExchanges()
    if !piece.flows.isEmpty { addFlows() }
    addRelations()
  }

  mutating func addVariable() -> Expression { Expression(rules.addVariable()) }

  /// Adds a rule: the sum is from `low` to `high`.
  mutating func addRule(_ sum: Expression, low: Int64?, high: Int64?) {
    rules.add(.init(sum, low: low, high: high))
  }

  mutating func addRule(_ implication: ConstraintSystem.Implication) { rules.add(implication) }

  mutating func set(_ number: Int, _ expression: Expression) { expressions[number] = expression }

  mutating func setUnexplained(_ number: Int, _ expression: Expression) { unexplained[number] = expression }

  // MARK: - Numbers in one place

  private mutating func addCells() {
    var slots: [Slot: [Int]] = [:]
    var order: [Slot] = []
    for place in piece.numbers {
      switch table.numbers[place].key {
      case .claim: expressions[place] = addVariable()
      case .growth: break
      case .cell(_, let slot):
        expressions[place] = addVariable()
        if slots[slot] == nil { order.append(slot) }
        slots[slot, default: []].append(place)
      }
    }
    for slot in order {
      let numbers = slots[slot] ?? []
      guard numbers.count > 1 else { continue }
      let counted = numbers.compactMap { number -> Counted? in
        if case .cell(let counted, _) = table.numbers[number].key {
          table.counted.items[counted]
        } else {
          nil
        }
      }
      tie(counted, numbers.compactMap { expressions[$0] })
    }
  }

  /// Ties things that are counted in one place by the rules of parts and sums.
  private mutating func tie(_ counted: [Counted], _ given: [Expression]) {
    let sums = SumRules(counted)
    let all = counted + sums.added
    var expressions = given
    for _ in sums.added { expressions.append(addVariable()) }
    let places = Dictionary(zip(all, all.indices), uniquingKeysWith: { first, _ in first })
    for pair in PartRules(all, besides: sums.rules).pairs {
      addRule(expressions[pair.whole] - expressions[pair.part], low: 0, high: nil)
    }
    for rule in sums.rules {
      guard let whole = places[rule.whole] else { continue }
      let parts = rule.parts.compactMap { places[$0] }
      let rest = parts.reduce(expressions[whole]) { $0 - expressions[$1] }
      addRule(rest, low: 0, high: rule.isExact ? 0 : nil)
    }
  }

  // MARK: - Relations

  private mutating func addRelations() {
    // By whole: which numbers relations call its parts.
    var components: [Int: [(relation: Int, part: Int)]] = [:]
    var (same, within): ([(Int, Int)], [(part: Int, whole: Int)]) = ([], [])
    let claims = relatedClaims()
    for place in piece.relations {
      let relation = ledger.relations[place]
      guard let from = claims[relation.from], let part = expressions[from], let to = claims[relation.to],
        let whole = expressions[to], part != whole
      else { continue }
      switch relation.kind {
      case .subsetOf:
        add(.init(whole - part, low: 0), .relation(place))
        within.append((from, to))
      case .sameMeasure:
        add(.init(whole - part, low: 0, high: 0), .relation(place))
        same.append((from, to))
      case .componentOf:
        components[to, default: []].append((place, from))
        within.append((from, to))
      default: break
      }
    }
    guard !components.isEmpty else { return }
    var parts = NamedParts(table, same: same, within: within)
    for (whole, relations) in components.sorted(by: { $0.key < $1.key }) {
      addComponents(relations, of: whole, &parts)
    }
  }

  /// Adds what the parts add to their whole. Without a relation that says so a part may add nothing; whoever says it
  /// again, or of the same number by another claim, adds nothing more.
  private mutating func addComponents(
    _ relations: [(relation: Int, part: Int)], of whole: Int, _ parts: inout NamedParts
  ) {
    guard let sum = expressions[whole] else { return }
    let nested = parts.nested(Array(Set(relations.map(\.part))), of: whole)
    var shares: [Int: ConstraintSystem.Variable] = [:]
    var rest = sum.terms
    for (relation, part) in relations {
      guard let expression = expressions[part] else { continue }
      guard !nested.contains(part) else {
        add(.init(sum - expression, low: 0), .relation(relation))
        continue
      }
      let share = shares[parts.root(part)] ?? rules.addVariable()
      if shares.updateValue(share, forKey: parts.root(part)) == nil { rest.append(.init(share, factor: -1)) }
      add(.init(Expression(share) - expression, low: 0), .relation(relation))
    }
    addRule(Expression(rest), low: 0, high: nil)
  }

  /// Adds what a record says.
  mutating func add(_ row: ConstraintSystem.Row, _ record: RecordPlace) {
    recordRows.append((row, record))
  }

  /// The numbers of the claims that relations of the piece tie, by the references of the claims.
  private func relatedClaims() -> [String: Int] {
    guard !piece.relations.isEmpty else { return [:] }
    var numbers: [String: Int] = [:]
    for number in piece.numbers {
      for statement in table.numbers[number].statements {
        if case .claim(let claim) = statement.record { numbers[ledger.claims[claim].identity] = number }
      }
    }
    return numbers
  }
}
