import ExclaimAnalysis
import ExclaimDomain
import Testing

/// A reader who tries every table of persons, and keeps those that fit everything published.
///
/// The reader knows more than a publication tells: that nobody is outside the table.
private struct Attacker {
  struct Atom {
    var category: PersonCategory
    var scope: String
  }

  struct Statement {
    var record: String
    var field: WithheldField
    var atoms: [Int]
    var bounds: Bounds
  }

  let atoms: [Atom]
  let statements: [Statement]
  /// No atom is tried above it.
  let atomMax: Int64 = 12

  /// For each hidden statement how many different values a fitting table gives it. Once all have enough, it stops.
  func valuesLeft(hidden: Set<Int>, enough: Int = .max) -> [Int: Int] {
    let published = statements.indices.filter { !hidden.contains($0) }.map { statements[$0] }
    var values = Dictionary(uniqueKeysWithValues: hidden.map { ($0, Set<Int64>()) })
    var table: [Int64] = []
    func total(_ statement: Statement) -> Int64 {
      statement.atoms.reduce(0) { $1 < table.count ? $0 + table[$1] : $0 }
    }
    /// Tries every value of the next atom; false once there are enough.
    func fill() -> Bool {
      if table.count == atoms.count {
        for index in hidden { values[index]?.insert(total(statements[index])) }
        return !values.values.allSatisfy { $0.count >= enough }
      }
      defer { table.removeLast() }
      table.append(0)
      for value in 0...atomMax {
        table[table.count - 1] = value
        let fits = published.allSatisfy { statement in
          let isComplete = statement.atoms.allSatisfy { $0 < table.count }
          let total = total(statement)
          return isComplete ? statement.bounds.contains(total) : total <= statement.bounds.high ?? .max
        }
        if fits && !fill() { return false }
      }
      return true
    }
    _ = fill()
    return values.mapValues(\.count)
  }
}

/// A random exchange with claims about it, and the table of persons behind them.
private struct Instance {
  var exchange = Exchange(key: "x", status: .completed, legs: [Leg(from: "ru", to: "ua")])
  var claims: [Claim] = []
  var attacker: Attacker
  var description = ""

  var ledger: Ledger { Ledger(claims: claims, exchanges: [exchange]) }

  /// Which persons there are in an instance, and of which sums of them totals may be stated.
  struct Shape {
    var categories: [PersonCategory]
    var scopes: [String]
    var totals: [PersonCategory]

    static let all = [
      Shape(categories: [.seriouslyWoundedOrSick, .prisonerOfWar], scopes: ["", "brigade"], totals: [.all]),
      Shape(categories: [.prisonerOfWar, .civilianUnspecified], scopes: ["", "brigade"], totals: [.all]),
      Shape(
        categories: [.seriouslyWoundedOrSick, .prisonerOfWar, .under25, .civilianUnspecified], scopes: [""],
        totals: [.military, .all]),
      Shape(
        categories: [.seriouslyWoundedOrSick, .prisonerOfWar, .civilianUnspecified], scopes: [""],
        totals: [.military, .all]),
      Shape(categories: [.prisonerOfWar], scopes: ["brigade", "battalion", "ship"], totals: []),
    ]
  }

  init(_ generator: inout SeededGenerator) {
    let shape = Shape.all.randomElement(using: &generator)!
    let categories = shape.categories
    let atoms = categories.flatMap { category in
      shape.scopes.map { Attacker.Atom(category: category, scope: $0) }
    }
    let values = atoms.map { _ in Int64.random(in: 0...5, using: &generator) }
    var statements: [Attacker.Statement] = []
    func hard(_ atoms: [Int]) -> Bounds {
      let sum = atoms.reduce(0) { $0 + values[$1] }
      return switch Int.random(in: 0..<8, using: &generator) {
      case 0: .atLeast(max(0, sum - 1))
      case 1: .between(max(0, sum - 1), sum + 1)
      default: .exactly(sum)
      }
    }
    func counted(_ category: PersonCategory, _ scope: String) -> [Int] {
      atoms.indices.filter {
        category.widestReading.contains(atoms[$0].category.widestReading)
          && (scope.isEmpty || atoms[$0].scope == scope)
      }
    }
    for category in categories where Int.random(in: 0..<5, using: &generator) > 0 {
      let counted = counted(category, "")
      let bounds = hard(counted)
      let group = exchange.legs[0].persons.count
      exchange.legs[0].persons.append(
        PersonGroup(category: category, value: .quantity(.given(words: "some", hard: bounds))))
      statements.append(
        .init(record: "x", field: .group(leg: 0, group: group), atoms: counted, bounds: bounds))
    }
    for category in categories + shape.totals {
      for scope in Set(shape.scopes + [""]).sorted() where Int.random(in: 0..<2, using: &generator) == 0 {
        let counted = counted(category, scope)
        let bounds = hard(counted)
        let key = "c\(claims.count)"
        claims.append(
          Claim(
            key: key, speechAct: .asserts, about: About(exchange: "x"),
            measure: Measure(
              .returned, dependent: .one("ua"), detaining: .one("ru"), category: category, scope: scope),
            value: .quantity(.given(words: "some", hard: bounds))))
        statements.append(.init(record: key, field: .quantity, atoms: counted, bounds: bounds))
      }
    }
    attacker = Attacker(atoms: atoms, statements: statements)
    description = "\(zip(atoms, values).map { "\($0.category) \($0.scope): \($1)" }); \(statements)"
  }
}

@Suite struct PublicExportAttackTests {
  @Test("Whoever tries every table finds as many values for each withheld number as the threshold asks for")
  func withheldNumbersStayHidden() {
    var generator = SeededGenerator.announced()
    var hiddenTotal = 0
    var shownTotal = 0
    for _ in 0..<150 {
      let instance = Instance(&generator)
      let threshold = Int64.random(in: 2...6, using: &generator)
      let withheld = PublicExport(instance.ledger, threshold: threshold).withheld()
      let statements = instance.attacker.statements
      let hidden = Set(
        statements.indices.filter { index in
          withheld.contains { $0.record == statements[index].record && $0.field == statements[index].field }
        })
      hiddenTotal += hidden.count
      shownTotal += statements.count - hidden.count
      for (index, count) in instance.attacker.valuesLeft(hidden: hidden, enough: Int(threshold)) {
        #expect(
          count >= threshold,
          "\(statements[index]) has \(count) values left of \(threshold): \(instance.description), withheld \(withheld)"
        )
      }
      for (index, statement) in statements.enumerated() where !hidden.contains(index) {
        let isBrokenDown = isBrokenDown(statement, instance)
        let high = statement.bounds.high ?? .max
        #expect(
          !isBrokenDown || high == 0 || high >= threshold,
          "\(statement) is published: \(instance.description)")
      }
    }
    #expect(hiddenTotal > 50, "the instances have something to hide")
    #expect(shownTotal > hiddenTotal / 2, "not everything is hidden")
  }

  @Test("The attacker finds what is not hidden")
  func attackerIsAbleTo() {
    let attacker = Attacker(
      atoms: [
        .init(category: .seriouslyWoundedOrSick, scope: ""), .init(category: .prisonerOfWar, scope: ""),
      ],
      statements: [
        .init(record: "x", field: .group(leg: 0, group: 0), atoms: [0], bounds: .exactly(3)),
        .init(record: "x", field: .group(leg: 0, group: 1), atoms: [1], bounds: .exactly(6)),
        .init(record: "c", field: .quantity, atoms: [0, 1], bounds: .exactly(9)),
      ])
    #expect(attacker.valuesLeft(hidden: [0]) == [0: 1])
    #expect(attacker.valuesLeft(hidden: [0, 1]) == [0: 10, 1: 10])
  }

  private func isBrokenDown(_ statement: Attacker.Statement, _ instance: Instance) -> Bool {
    if let claim = instance.claims.first(where: { $0.key == statement.record }) {
      return !claim.measure.scope.isEmpty || claim.measure.category == .seriouslyWoundedOrSick
    }
    guard case .group(_, let group) = statement.field else { return false }
    return instance.exchange.legs[0].persons[group].category == .seriouslyWoundedOrSick
  }
}
