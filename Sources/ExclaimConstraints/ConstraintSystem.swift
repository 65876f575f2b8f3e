/// Unknown whole numbers, each 0 or more, and rows that limit them.
///
/// It knows nothing of what the numbers count. Each row is either a rule, which always holds, or belongs to one owner,
/// who may be wrong: a conflict is a set of owners. One owner may have several rows; they stand and fall together.
public struct ConstraintSystem: Sendable {
  /// A number of an unknown: its place, from 0.
  public typealias Variable = Int
  /// Who answers for a row: any number from 0 that the caller gives.
  public typealias Owner = Int

  /// A sum of unknowns within bounds, both ends included.
  public struct Row: Sendable, Hashable {
    /// What is summed.
    public var sum: Expression
    /// Smallest value; nil for none.
    public var low: Int64?
    /// Greatest value; nil for none.
    public var high: Int64?
    /// Who says so; nil for a rule.
    public var owner: Owner?

    /// A row.
    public init(_ sum: Expression, low: Int64? = nil, high: Int64? = nil, owner: Owner? = nil) {
      self.sum = sum
      self.low = low
      self.high = high
      self.owner = owner
    }
  }

  /// Where `cause` is 0, `effect` is 0 too: nobody returned in no exchange.
  public struct Implication: Sendable, Hashable {
    /// A sum that is never negative.
    public var effect: Expression
    /// A sum that is never negative.
    public var cause: Expression
    /// Who says so; nil for a rule.
    public var owner: Owner?

    /// An implication.
    public init(_ effect: Expression, onlyWith cause: Expression, owner: Owner? = nil) {
      self.effect = effect
      self.cause = cause
      self.owner = owner
    }
  }

  /// How many unknowns there are.
  public private(set) var variableCount = 0
  /// The rows, in the order in which they were added.
  public private(set) var rows: [Row] = []
  /// The implications, likewise.
  public private(set) var implications: [Implication] = []

  /// A system without unknowns.
  public init() {}

  /// Adds an unknown and returns it.
  public mutating func addVariable() -> Variable {
    variableCount += 1
    return variableCount - 1
  }

  /// Adds a row.
  public mutating func add(_ row: Row) { rows.append(row) }

  /// Adds an implication.
  public mutating func add(_ implication: Implication) { implications.append(implication) }
}

/// A sum of unknowns, each with a whole factor; an unknown stands in it at most once.
public struct Expression: Sendable, Hashable {
  /// One unknown and its factor, which is not 0.
  public struct Term: Sendable, Hashable {
    /// The unknown.
    public var variable: ConstraintSystem.Variable
    /// Its factor.
    public var factor: Int64

    /// A term.
    public init(_ variable: ConstraintSystem.Variable, factor: Int64 = 1) {
      self.variable = variable
      self.factor = factor
    }
  }

  /// The terms, by unknown.
  public private(set) var terms: [Term]

  /// The sum of these; terms of one unknown are added up.
  public init(_ terms: [Term]) {
    self.terms = []
    for term in terms.sorted(by: { $0.variable < $1.variable }) {
      if let last = self.terms.indices.last, self.terms[last].variable == term.variable {
        self.terms[last].factor += term.factor
      } else {
        self.terms.append(term)
      }
    }
    self.terms.removeAll { $0.factor == 0 }
  }

  /// One unknown by itself.
  public init(_ variable: ConstraintSystem.Variable) {
    terms = [Term(variable)]
  }

  /// The sum of two.
  public static func + (first: Expression, second: Expression) -> Expression {
    Expression(first.terms + second.terms)
  }

  /// What is left of the first without the second.
  public static func - (first: Expression, second: Expression) -> Expression {
    Expression(first.terms + second.terms.map { Term($0.variable, factor: -$0.factor) })
  }
}
