import ExclaimConstraints
import ExclaimDomain

/// One piece of a ledger as a system of constraints.
struct PieceSystem {
  /// The rules, without what records say.
  private(set) var rules = ConstraintSystem()
  /// For each number of the piece its expression.
  private(set) var expressions: [Int: Expression] = [:]
  /// What records say besides their statements of numbers: relations, and exchanges that count as one.
  var recordRows: [(row: ConstraintSystem.Row, record: RecordPlace)] = []
  /// For each total over a window: how much of it the recorded exchanges do not explain.
  private(set) var unexplained: [Int: Expression] = [:]
  let ledger: Ledger
  let table: NumberTable
  let totals: RunningTotals
  let piece: Pieces.Piece

  init(_ piece: Pieces.Piece, _ ledger: Ledger, _ table: NumberTable, _ totals: RunningTotals) {
    (self.piece, self.ledger, self.table, self.totals) = (piece, ledger, table, totals)
    addCells()
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
    // By whole and part: what the part adds to the whole. Without a relation that says so it may add nothing; whoever
    // says it again, or of another claim on the same number, adds nothing more.
    var components: [Int: [Int: Expression]] = [:]
    let claims = relatedClaims()
    for place in piece.relations {
      let relation = ledger.relations[place]
      guard let part = claims[relation.from], let from = expressions[part], let whole = claims[relation.to],
        let to = expressions[whole], from != to
      else { continue }
      switch relation.kind {
      case .subsetOf: add(.init(to - from, low: 0), .relation(place))
      case .sameMeasure: add(.init(to - from, low: 0, high: 0), .relation(place))
      case .componentOf:
        let share = components[whole]?[part] ?? addVariable()
        add(.init(share - from, low: 0), .relation(place))
        components[whole, default: [:]][part] = share
      default: break
      }
    }
    for (whole, shares) in components.sorted(by: { $0.key < $1.key }) {
      guard let expression = expressions[whole] else { continue }
      let parts = shares.sorted { $0.key < $1.key }.map(\.value)
      addRule(parts.reduce(expression) { $0 - $1 }, low: 0, high: nil)
    }
  }

  private mutating func add(_ row: ConstraintSystem.Row, _ record: RecordPlace) {
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
