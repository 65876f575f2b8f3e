/// A part of a system that shares no unknown with the rest of it; its unknowns are numbered anew, from 0.
struct Component {
  /// One end of a row, and who says so.
  struct Limit {
    var value: Int64
    var owner: Int
  }

  /// As in the system, with the numbers of this component.
  struct Implication: Equatable {
    /// Its place among the component's implications.
    var place: Int
    var effect: [Expression.Term]
    var cause: [Expression.Term]
    var owner: Int
  }

  /// An expression whose bounds are wanted: `scale` times a sum.
  struct Question {
    /// Its place among all questions.
    var place: Int
    var terms: [Expression.Term]
    var scale: Int64
  }

  /// The owner of a rule.
  static let rule = -1

  var variableCount = 0
  /// The sums that rows limit, each once, in the form of ``NormalSum``.
  var sums: [[Expression.Term]] = []
  /// For each sum, the low ends of its rows.
  var lows: [[Limit]] = []
  /// For each sum, the high ends of its rows.
  var highs: [[Limit]] = []
  var implications: [Implication] = []
  var questions: [Question] = []

  /// Adds the rows of another component, which shares no unknown with this one, and not its questions.
  mutating func formUnion(_ other: Component) {
    func moved(_ terms: [Expression.Term]) -> [Expression.Term] {
      terms.map { Expression.Term($0.variable + variableCount, factor: $0.factor) }
    }
    sums += other.sums.map(moved)
    lows += other.lows
    highs += other.highs
    for implication in other.implications {
      implications.append(
        Implication(
          place: implications.count, effect: moved(implication.effect), cause: moved(implication.cause),
          owner: implication.owner))
    }
    variableCount += other.variableCount
  }

  /// All who have a row or an implication here.
  var owners: Set<Int> {
    var owners = Set(implications.map(\.owner))
    for limits in lows + highs {
      for limit in limits { owners.insert(limit.owner) }
    }
    owners.remove(Component.rule)
    return owners
  }
}

/// An expression as a factor times terms without a common factor, the first of them positive.
///
/// Rows with the same terms are limits of one sum. Dividing loses nothing, for bounds are rounded to whole numbers.
struct NormalSum {
  var terms: [Expression.Term]
  var scale: Int64

  init(_ expression: Expression) {
    terms = expression.terms
    guard let first = terms.first else {
      scale = 1
      return
    }
    var divisor: Int64 = 0
    for term in terms where divisor != 1 { divisor = greatestCommonDivisor(divisor, term.factor) }
    scale = first.factor < 0 ? -divisor : divisor
    if scale != 1 {
      for index in terms.indices { terms[index].factor /= scale }
    }
  }

  /// The factor with which these terms make the expression.
  func scale(of expression: Expression) -> Int64 {
    guard let first = terms.first else { return 1 }
    return expression.terms[0].factor / first.factor
  }

  /// The ends of a sum, `scale` times which lies within these.
  static func limits(low: Int64?, high: Int64?, scale: Int64) -> (low: Int64?, high: Int64?) {
    if scale == 1 { return (low, high) }
    let (low, high) = scale > 0 ? (low, high) : (high, low)
    return (low.map { -floorDivided(-$0, by: scale) }, high.map { floorDivided($0, by: scale) })
  }
}

func greatestCommonDivisor(_ first: Int64, _ second: Int64) -> Int64 {
  var (first, second) = (abs(first), abs(second))
  while second != 0 { (first, second) = (second, first % second) }
  return first
}

/// The greatest whole number that is not above the quotient.
func floorDivided<Number: SignedInteger>(_ number: Number, by divisor: Number) -> Number {
  let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
  return rest != 0 && (rest < 0) != (divisor < 0) ? quotient - 1 : quotient
}
