/// Answers for one component, each by the quickest method that fits it.
final class ComponentSolver {
  enum Kind {
    /// Only single unknowns and differences of two: shortest paths.
    case differences
    /// Anything.
    case general
  }

  let component: Component
  let kind: Kind
  /// Owners who speak of more than one sum, or of an implication.
  private let ofSeveral: Set<Int>
  /// What each owner says; made only where there is something to explain.
  private(set) lazy var index = OwnerIndex(component)
  private var program: IntegerProgram?
  /// Whether the kind was chosen by the caller, who wants no other.
  private let isForced: Bool
  /// Whether all that is settled has been put away already.
  private let isReduced: Bool
  /// Nil for a component with very large factors, and until it is asked for. No lazy variables: those would be copied to
  /// be changed.
  private var propagator: Propagator?
  private var hasPropagator = false
  /// With nothing but the rules; nil also where nothing keeps them all.
  private var rules: Propagator?
  private var hasRules = false
  /// Where limits were kept.
  private(set) var points = KnownPoints()

  init(_ component: Component, ofSeveral: Set<Int>, kind: Kind? = nil, isReduced: Bool = false) {
    self.component = component
    self.isReduced = isReduced
    isForced = kind != nil
    self.ofSeveral = ofSeveral
    let fitsPaths = component.implications.isEmpty && component.sums.allSatisfy(DifferenceSystem.fits)
    self.kind = kind ?? (fitsPaths ? .differences : .general)
  }

  /// Owners who exclude each other, though perhaps not all of them are needed.
  func conflict(_ limits: Limits) throws -> [Int]? {
    if let crossing = limits.crossing { return crossing }
    switch kind {
    case .differences: return DifferenceSystem(component, limits).conflict
    case .general:
      // Most of what is asked goes together or does not, and that is quickly seen.
      if !isForced, let goesTogether = goesTogether(limits) {
        return goesTogether ? nil : propagator?.conflict
      }
      return try program(limits).conflict()
    }
  }

  /// What comes of some owners beside the rules.
  enum Outcome {
    /// They go together, as at a point where that is known.
    case possible(at: [Int64]?)
    /// These of them exclude each other, though perhaps not all are needed.
    case conflict([Int])
  }

  func outcome(of owners: [Int]) throws -> Outcome {
    if let outcome = propagated(owners) { return outcome }
    let limits = index.limits(of: owners)
    let isSlow = kind == .general && limits.crossing == nil
    return try (isSlow ? program(limits).conflict() : conflict(limits)).map(Outcome.conflict)
      ?? .possible(at: nil)
  }

  private func conflict(of owners: [Int]) throws -> [Int]? {
    if case .conflict(let found) = try outcome(of: owners) { found } else { nil }
  }

  /// Whether owners exclude each other.
  func hasConflict(_ limits: Limits) throws -> Bool {
    if kind == .general, !isForced, limits.crossing == nil {
      if let goesTogether = goesTogether(limits) { return !goesTogether }
      if !isReduced, try goesTogetherReduced(limits) { return false }
      return try program(limits).conflict() != nil
    }
    return try conflict(limits) != nil
  }

  /// Those of the owners who exclude each other by themselves; none of them is needless.
  func irreducibleConflict(_ owners: [Int]) throws -> [Int] {
    try Self.irreducible(owners) { try conflict(of: $0) }
  }

  /// What follows for the questions. The limits must be free of conflict.
  /// - Parameter explaining: Whether to say who forces the ends, which is what takes time.
  func answers(_ limits: Limits, explaining: Bool) throws -> [(place: Int, answer: Answer)] {
    var answers: [(place: Int, answer: Answer)] = []
    var others: [Component.Question] = []
    if kind == .differences {
      let fitting = component.questions.filter { DifferenceSystem.fits($0.terms) }
      others = component.questions.filter { !DifferenceSystem.fits($0.terms) }
      answers = try differences(fitting, limits)
    } else {
      others = component.questions
    }
    if explaining || isForced {
      for question in others {
        try Task.checkCancellation()
        let low = try least(of: question.terms, limits)
        let high = try least(of: question.terms.negated, limits)
        answers.append((question.place, answer(question, low: low, high: high)))
      }
    } else if !others.isEmpty {
      let propagated = try propagatedAnswers(others, limits)
      answers += propagated.answers
      if !propagated.open.isEmpty { answers += try slowAnswers(propagated.open, limits) }
    }
    return answers
  }

  /// One end: the least value, and who forces it.
  typealias End = (value: Int64, owners: [Int])

  /// From the least values of a sum and of its negative.
  fileprivate func answer(_ question: Component.Question, low: End?, high: End?) -> Answer {
    let scale = abs(question.scale)
    let (low, high) = question.scale > 0 ? (low, high) : (high, low)
    return Answer(
      low: low.map { $0.value * scale }, high: high.map { -$0.value * scale },
      lowOwners: low?.owners ?? [], highOwners: high?.owners ?? [])
  }

  // MARK: - Shortest paths

  private func differences(
    _ questions: [Component.Question], _ limits: Limits
  ) throws -> [(place: Int, answer: Answer)] {
    if questions.isEmpty { return [] }
    let system = DifferenceSystem(component, limits)
    let reversed = system.reversed()
    var answers: [(place: Int, answer: Answer)] = []
    answers.reserveCapacity(questions.count)
    let bySource = questions.map { (nodes: DifferenceSystem.nodes($0.terms), question: $0) }
      .sorted { ($0.nodes.from, $0.question.place) < ($1.nodes.from, $1.question.place) }
    var source = -1
    var paths = (up: DifferenceSystem.Paths(), down: DifferenceSystem.Paths())
    for (nodes, question) in bySource {
      if nodes.from != source {
        try Task.checkCancellation()
        source = nodes.from
        system.find(&paths.up, from: source)
        reversed.find(&paths.down, from: source)
      }
      let high = try end(system, paths.up, nodes.to, leastOf: question.terms.negated)
      let low = try end(reversed, paths.down, nodes.to, leastOf: question.terms)
      answers.append((question.place, answer(question, low: low, high: high)))
    }
    return answers
  }

  /// The end that a shortest path gives: its length is the greatest value, and so less that is the least of the negative.
  private func end(
    _ system: DifferenceSystem, _ paths: DifferenceSystem.Paths, _ target: Int,
    leastOf terms: [Expression.Term]
  ) throws -> End? {
    guard let length = paths.length(to: target) else { return nil }
    let value = Int64(-DifferenceSystem.value(length))
    var owners = system.owners(of: paths, to: target)
    // With one sum for each owner the path is as short as can be; else another row of the same owner may do.
    if owners.count > 1, owners.contains(where: ofSeveral.contains) {
      // The least value of the terms is the greatest of their negative, with the other sign.
      let nodes = DifferenceSystem.nodes(question: terms.negated)
      owners = try Self.irreducible(owners) { rest in
        let system = DifferenceSystem(component, index.limits(of: rest))
        let paths = system.paths(from: nodes.from)
        guard let length = paths.length(to: nodes.to), -DifferenceSystem.value(length) == Int128(value) else {
          return nil
        }
        return rest
      }
    }
    return (value, owners)
  }

  // MARK: - Linear programs

  fileprivate func program(_ limits: Limits) -> IntegerProgram {
    if let program {
      program.apply(limits)
      return program
    }
    let made = IntegerProgram(component, limits)
    program = made
    return made
  }

  private func least(of terms: [Expression.Term], _ limits: Limits) throws -> End? {
    switch try program(limits).least(of: terms) {
    // A conflict that was missed: better no answer than a wrong one.
    case .infeasible: throw Unproved()
    case .unbounded: return nil
    case .value(let value, let owners):
      let needed = try program(limits).irreducible(owners, forcing: terms, toBeAtLeast: value, of: index)
      return (value, needed)
    }
  }

  // MARK: - Deletion

  /// Takes owners away for as long as the others have the same effect.
  /// - Parameter effect: Those of its owners who have the effect, or nil when they have it not.
  static func irreducible(_ owners: [Int], _ effect: ([Int]) throws -> [Int]?) throws -> [Int] {
    var needed: [Int] = []
    var open = owners
    while let owner = open.popLast() {
      try Task.checkCancellation()
      if let found = try effect(needed + open) {
        open = open.filter(Set(found).contains)
      } else {
        needed.append(owner)
      }
    }
    return needed.sorted()
  }
}

// MARK: - Answers without reasons

extension ComponentSolver {
  /// Whether everything goes together; nil when propagation does not tell.
  fileprivate func goesTogether(_ limits: Limits) -> Bool? {
    makePropagator()
    guard propagator != nil else { return nil }
    guard propagator!.start(limits) else { return false }
    guard let point = propagator!.point(near: points.hints) ?? propagator!.point() else { return nil }
    points.add(point, propagator!.rows)
    return true
  }

  /// What comes of some owners beside the rules; nil when propagation does not tell.
  private func propagated(_ owners: [Int]) -> Outcome? {
    makeRules()
    guard rules != nil else { return nil }
    if let point = points.point(keeping: owners, index) { return .possible(at: point) }
    rules!.undo(to: 0)
    guard let fits = rules!.add(owners, index) else { return nil }
    if !fits { return .conflict(rules!.conflict) }
    guard let point = rules!.point(near: points.hints, keptUntil: 0) ?? rules!.point() else { return nil }
    points.add(point, rules!.rows)
    return .possible(at: point)
  }

  /// The rules as far as propagation goes; nil when it does not go far.
  func propagatedRules() -> Propagator? {
    makeRules()
    rules?.undo(to: 0)
    return rules
  }

  /// The rules and what one owner says; nil when that is not known to go together.
  func propagatedRules(beside owner: Int) -> Propagator? {
    var rules = propagatedRules()
    return rules?.add([owner], index) == true ? rules : nil
  }

  private func makePropagator() {
    if hasPropagator { return }
    (propagator, hasPropagator) = (Propagator(component), true)
  }

  private func makeRules() {
    if hasRules { return }
    hasRules = true
    makePropagator()
    guard !isForced, var made = propagator, made.start(index.limits(of: [])) else { return }
    made.forgetReasons()
    rules = made
  }

  /// What propagation finds; nil when that does not go together.
  func attainedEnds(_ limits: Limits) -> AttainedEnds? {
    makePropagator()
    guard propagator?.start(limits) == true, let propagator else { return nil }
    return AttainedEnds(propagator, limits)
  }

  /// A question with those of its ends that are known.
  fileprivate struct OpenQuestion {
    var question: Component.Question
    var low: AttainedEnds.End?
    var high: AttainedEnds.End?

    /// The answer, when both ends are known.
    var answer: Answer? {
      guard let low, let high else { return nil }
      return Answer(low, high, question.scale)
    }
  }

  /// Ends that propagation finds and a point attains, or beyond which there is a way without end; and what is open then.
  private func propagatedAnswers(
    _ questions: [Component.Question], _ limits: Limits
  ) throws -> (answers: [(place: Int, answer: Answer)], open: [OpenQuestion]) {
    guard var ends = attainedEnds(limits) else { return ([], questions.map { OpenQuestion(question: $0) }) }
    var answers: [(place: Int, answer: Answer)] = []
    var open: [OpenQuestion] = []
    for question in questions {
      try Task.checkCancellation()
      let found = OpenQuestion(
        question: question, low: ends.end(of: question.terms, isHigh: false),
        high: ends.end(of: question.terms, isHigh: true))
      if let answer = found.answer { answers.append((question.place, answer)) } else { open.append(found) }
    }
    return (answers, open)
  }

  /// Whether what is left goes together when all that is settled is put away; false also where that is not known.
  fileprivate func goesTogetherReduced(_ limits: Limits) throws -> Bool {
    let reduction = Reduction(component, limits)
    guard reduction.isFeasible, let (system, _) = reduction.system([], limits.implications) else {
      return false
    }
    return try system.solve(for: [], explaining: false, by: nil, isReduced: true).conflicts.isEmpty
  }

  /// Of what is left when all that is settled is put away.
  private func reducedAnswers(
    _ questions: [Component.Question], _ limits: Limits
  ) throws -> [(place: Int, answer: Answer)]? {
    let reduction = Reduction(component, limits)
    guard let (system, asked) = reduction.system(questions.map(\.terms), limits.implications) else {
      return nil
    }
    let solution = try system.solve(
      for: asked.map(\.expression), explaining: false, by: nil, isReduced: true)
    var answers: [(place: Int, answer: Answer)] = []
    for ((question, asked), found) in zip(zip(questions, asked), solution.answers) {
      let constant = Interval(low: asked.constant, high: asked.constant)
      let range = Interval(low: found.low.map { Int128($0) }, high: found.high.map { Int128($0) }) + constant
      guard let answer = Answer(range, question.scale) else { return nil }
      answers.append((question.place, answer))
    }
    return answers
  }

  /// Of what is left when all that is settled is put away, or else by programs.
  private func slowAnswers(
    _ open: [OpenQuestion], _ limits: Limits
  ) throws -> [(place: Int, answer: Answer)] {
    if !isReduced, let answers = try reducedAnswers(open.map(\.question), limits) { return answers }
    return try open.map { found in
      try Task.checkCancellation()
      let question = found.question
      let low = try found.low ?? end(leastOf: question.terms, limits)
      let high = try found.high ?? end(leastOf: question.terms.negated, limits).negated
      guard let answer = Answer(low, high, question.scale) else { throw Unproved() }
      return (question.place, answer)
    }
  }

  /// The least value of a sum by programs.
  private func end(leastOf terms: [Expression.Term], _ limits: Limits) throws -> AttainedEnds.End {
    switch try program(limits).least(of: terms) {
    // A conflict that was missed: better no answer than a wrong one.
    case .infeasible: throw Unproved()
    case .unbounded: .open
    case .value(let value, _): .value(value)
    }
  }
}

extension Answer {
  /// Ends that nobody is named for; nil when they are beyond all numbers.
  fileprivate init?(_ range: Interval, _ scale: Int64) {
    let ends = [range.low, range.high].map { end in end.map { Int64(exactly: $0 * Int128(scale)) } }
    if ends.contains(where: { $0 == .some(nil) }) { return nil }
    let (low, high) = (ends[0] ?? nil, ends[1] ?? nil)
    self.init(low: scale > 0 ? low : high, high: scale > 0 ? high : low)
  }

  fileprivate init?(_ low: AttainedEnds.End, _ high: AttainedEnds.End, _ scale: Int64) {
    self.init(Interval(low: low.value, high: high.value), scale)
  }
}

extension [Expression.Term] {
  var negated: Self { map { Expression.Term($0.variable, factor: -$0.factor) } }
}
