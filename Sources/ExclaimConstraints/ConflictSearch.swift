/// The conflicts of one component.
///
/// First those of two rows of one sum, by sorting, and in difference systems those of two edges. Then the others' limits
/// are gathered one by one, and while what is left excludes itself, a smallest conflict is found and one of its owners left
/// out. All others can be right together then, so every conflict of two that is not known yet has one of those who were
/// left out: each is tried with all others.
struct ConflictSearch {
  let solver: ComponentSolver
  let component: Component
  private let impossible: Set<Int>
  var pairs: PairTable
  /// Owners who are in conflict with the rules alone.
  var singles: Set<Int> = []
  /// Those of three and more.
  private var greater: [[Int]] = []
  var isTried: Set<Int> = []
  /// For those who were looked at, whether the rules alone exclude what they say.
  private var areAlone: [Int: Bool] = [:]

  /// What was found.
  struct Found {
    /// Conflicts to tell.
    var conflicts: [[Int]]
    var pairCount: Int
    /// Everybody who is in a conflict, told or not.
    var owners: Set<Int>
  }

  /// - Parameter impossible: Owners who are in conflict already with what no component holds.
  static func run(
    _ solver: ComponentSolver, without impossible: Set<Int>, told max: Int, allPairs: Bool
  ) throws -> Found {
    var search = ConflictSearch(solver, impossible, max)
    return try search.run(max, allPairs: allPairs)
  }

  private init(_ solver: ComponentSolver, _ impossible: Set<Int>, _ max: Int) {
    self.impossible = impossible
    singles = impossible
    self.solver = solver
    component = solver.component
    pairs = PairTable(toldMax: Swift.max(max, 0))
  }

  private mutating func run(_ max: Int, allPairs: Bool) throws -> Found {
    let index = solver.index
    let edges = solver.kind == .differences ? RuleOrder(component) : nil
    if let edges {
      try edges.addPairs(of: index, to: &pairs, singles: &singles)
    } else {
      try addPairsOfEqualSums(index)
    }
    // Of what is known, one owner of each is left out.
    var leftOut = pairs.cover.union(singles)
    try gather(&leftOut)
    var limits = Limits(component, without: leftOut)
    while let found = try solver.conflict(limits) {
      try Task.checkCancellation()
      let owners = try solver.irreducibleConflict(found)
      add(owners)
      let owner = owners.max { count($0) < count($1) }!
      leftOut.insert(owner)
      limits.leaveOut(owner, of: component, index, without: leftOut)
    }
    // In a difference system whose rules only order, owners of one sum each have been compared for good.
    if allPairs { try findPartners(of: leftOut, limits, arePlainKnown: edges != nil) }
    return found(max)
  }

  /// In how many conflicts an owner is known to be.
  func count(_ owner: Int) -> Int {
    pairs.count(of: owner) + greater.lazy.filter { $0.contains(owner) }.count
  }

  mutating func add(_ owners: [Int]) {
    switch owners.count {
    case 1: singles.insert(owners[0])
    case 2: pairs.insert(owners[0], owners[1])
    default: if !greater.contains(owners) { greater.append(owners) }
    }
  }

  private func found(_ max: Int) -> Found {
    let singles = self.singles.subtracting(impossible)
    let told = singles.sorted().prefix(Swift.max(max, 0)).map { [$0] }
    var conflicts = told
    conflicts += pairs.told.prefix(Swift.max(0, max - told.count)).map { [$0.first, $0.second] }
    conflicts += greater.sorted { $0.lexicographicallyPrecedes($1) }
    return Found(
      conflicts: conflicts, pairCount: singles.count + pairs.count,
      owners: singles.union(pairs.owners).union(greater.joined()))
  }

  // MARK: - One sum

  private mutating func addPairsOfEqualSums(_ index: OwnerIndex) throws {
    let crossed = component.sums.indices.filter { sum in
      guard let low = component.lows[sum].lazy.map(\.value).max(),
        let high = component.highs[sum].lazy.map(\.value).min()
      else { return false }
      return low > high
    }
    var rules = solver.attainedEnds(index.limits(of: []))
    for sum in crossed {
      let inDoubt = Set((component.lows[sum] + component.highs[sum]).map(\.owner)).subtracting([
        Component.rule
      ])
      // Nothing at all keeps every end of one side; where the strictest of the other is possible, so is every other.
      let crossing = ownersCrossingThemselves(sum)
      let plain = inDoubt.filter { index.onlySum(of: $0) != nil && !crossing.contains($0) }
      let isUpwards = component.highs[sum].allSatisfy { $0.value >= 0 }
      let (kept, others) =
        isUpwards ? (component.highs[sum], component.lows[sum]) : (component.lows[sum], component.highs[sum])
      let strictest = others.filter { plain.contains($0.owner) }
        .max { isUpwards ? $0.value < $1.value : $0.value > $1.value }
      let arePossible =
        try (isUpwards || kept.allSatisfy { $0.value <= 0 })
        && (rules?.isOpen(component.sums[sum], isHigh: isUpwards) == true
          || strictest.map { try !isAlone($0.owner) } ?? true)
      for owner in inDoubt.sorted() where !(arePossible && plain.contains(owner)) {
        if try isAlone(owner) { singles.insert(owner) }
      }
    }
    for sum in crossed {
      let lows = component.lows[sum].filter { $0.owner != Component.rule && !singles.contains($0.owner) }
      let highs = component.highs[sum].filter { $0.owner != Component.rule && !singles.contains($0.owner) }
      pairs.insert(lows: lows, highs: highs) { index.onlySum(of: $0) != nil }
    }
  }

  /// Owners who give a sum a low end above a high end of their own.
  private func ownersCrossingThemselves(_ sum: Int) -> Set<Int> {
    var lows: [Int: Int64] = [:]
    for limit in component.lows[sum] { lows[limit.owner] = max(lows[limit.owner] ?? .min, limit.value) }
    return Set(component.highs[sum].filter { lows[$0.owner] ?? .min > $0.value }.map(\.owner))
  }

  /// Whether the rules alone exclude what an owner says.
  private mutating func isAlone(_ owner: Int) throws -> Bool {
    if let known = areAlone[owner] { return known }
    let isAlone = try solver.conflict(solver.index.limits(of: [owner])) != nil
    areAlone[owner] = isAlone
    return isAlone
  }
}
