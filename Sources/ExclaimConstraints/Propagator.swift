/// Cuts each unknown of a component to what the others of a row leave it, until nothing changes, and finds whole points.
///
/// Most of what records say of running totals is settled by that, in a time that grows with the rows that change: an
/// unknown that is left without a value names the owners who took its values away, and a point that keeps all rows
/// shows that they go together. Where neither comes out, programs decide.
///
/// Every end is a place in one list, low ends at even places: first those of the unknowns, then those of the rows.
/// Whatever changes one is written on a trail, with the reason, so that it can be explained and undone.
struct Propagator {
  let rows: RowTable
  let implications: [(effect: Int, cause: Int)]
  /// For each row the implications whose effect or cause it is.
  var implicationsOfRow: [[Int]]

  var values: [Int64] = []
  /// Who says what a row's end is at first.
  private var owners: [Int] = []
  /// For each implication who says so; nil for one that does not hold now.
  var speakers: [Int?] = []
  var trail: [Change] = []
  private var queue: [Int] = []
  private var isQueued: [Bool]
  /// Places of ends that exclude each other.
  private var clash: [Int] = []
  /// Steps by which an end made itself stricter.
  private var circle: [Int] = []
  private var isBroken: Bool { !clash.isEmpty || !circle.isEmpty }
  /// Whether propagation came to its end, rather than being broken off.
  private(set) var isAtRest = true
  /// Whether every limit is looked at.
  var isExact = true

  struct Change {
    var place: Int
    var old: Int64
    /// The place of a row's end, or one of the reasons below 0.
    var reason: Int
    /// Who says so, where that is the reason.
    var speaker = Component.rule
  }

  /// No end. Ends are within ``RowTable/reach``, so that no sum of them overflows.
  static let none: Int64 = 1 << 61
  /// The reason of what somebody says, or what was only tried.
  static let said = -1
  /// For each row so often at most: what closes in by little would take for ever.
  static let stepsPerRowMax = 64

  /// Nil for factors so large that sums could overflow.
  init?(_ component: Component) {
    let tied = component.implications.flatMap { [$0.effect, $0.cause] }
    guard
      let rows = RowTable(component.variableCount, component.sums + tied, component.questions.map(\.terms))
    else { return nil }
    self.rows = rows
    let first = component.sums.count
    implications = component.implications.indices.map { (first + 2 * $0, first + 2 * $0 + 1) }
    isQueued = Array(repeating: false, count: rows.count)
    implicationsOfRow = Array(repeating: [], count: rows.count)
    for (place, implication) in implications.enumerated() {
      implicationsOfRow[implication.effect].append(place)
      implicationsOfRow[implication.cause].append(place)
    }
  }

  // MARK: - Limits

  /// Propagates limits from nothing; false when they exclude each other, as far as that is seen.
  mutating func start(_ limits: Limits) -> Bool {
    begin(limits)
    return propagate()
  }

  private mutating func begin(_ limits: Limits) {
    let variables = rows.variableCount
    values = Array(repeating: -Self.none, count: 2 * (variables + rows.count))
    owners = Array(repeating: Component.rule, count: 2 * rows.count)
    trail.removeAll(keepingCapacity: true)
    (clash, circle, isExact) = ([], [], true)
    clearQueue()
    for variable in 0..<variables {
      values[2 * variable] = 0
      values[2 * variable + 1] = Self.none
    }
    for row in 0..<rows.count { values[end(row, isHigh: true)] = Self.none }
    for (row, ends) in limits.sums.enumerated() {
      if let low = ends.low { give(low, end(row, isHigh: false)) }
      if let high = ends.high { give(high, end(row, isHigh: true)) }
      (owners[2 * row], owners[2 * row + 1]) = (ends.lowOwner, ends.highOwner)
      // Where nothing is known of the unknowns yet, a row with room at 0 and terms of both signs says nothing.
      if ends.low ?? 0 > 0 || ends.high ?? 0 < 0 || !rows.hasBothSigns[row] { enqueue(row) }
    }
    speakers = Array(repeating: nil, count: implications.count)
    for implication in limits.implications {
      speakers[implication.place] = implication.owner
      enqueue(implications[implication.place].effect)
      enqueue(implications[implication.place].cause)
    }
  }

  /// Adds ends that owners give sums to what holds. Does all go together then, as far as is seen? Nil when one is out of
  /// reach.
  mutating func add(_ sayings: some Sequence<OwnerIndex.Saying>) -> Bool? {
    for saying in sayings {
      let (place, value) = (end(saying.sum, isHigh: saying.isHigh), saying.value)
      guard abs(value) <= RowTable.reach else { return nil }
      guard saying.isHigh ? value < values[place] : value > values[place] else { continue }
      set(place, to: value, because: Self.said, by: saying.owner)
      if isBroken { return false }
    }
    return propagate()
  }

  /// The same for all that owners say; nil also where that is not ends of sums alone.
  mutating func add(_ owners: [Int], _ index: OwnerIndex) -> Bool? {
    var sayings: [OwnerIndex.Saying] = []
    for owner in owners {
      guard let more = index.plainSayings(of: owner) else { return nil }
      sayings += more
    }
    return add(sayings)
  }

  /// Takes what holds now as given: it is not explained any more, nor taken back.
  mutating func forgetReasons() { trail.removeAll() }

  /// How far it has come, to go back to.
  var mark: Int { trail.count }

  private mutating func give(_ value: Int64, _ end: Int) {
    if abs(value) <= RowTable.reach { values[end] = value } else { isExact = false }
  }

  /// The place of a row's end.
  func end(_ row: Int, isHigh: Bool) -> Int { 2 * (rows.variableCount + row) + (isHigh ? 1 : 0) }

  /// Between what an unknown lies, as far as is seen.
  func range(of variable: Int) -> (low: Int64, high: Int64) {
    (values[2 * variable], values[2 * variable + 1])
  }

  /// Between what the sum of a row lies, as far as is seen; nil for an end that is not known.
  func range(ofRow row: Int) -> (low: Int64?, high: Int64?) {
    let sum = sum(row)
    let low = max(sum.isLowOpen ? -Self.none : sum.low, values[end(row, isHigh: false)])
    let high = min(sum.isHighOpen ? Self.none : sum.high, values[end(row, isHigh: true)])
    return (low == -Self.none ? nil : low, high == Self.none ? nil : high)
  }

  /// The same of a sum; nil for one that is not among the rows.
  func range(of terms: [Expression.Term]) -> (low: Int64?, high: Int64?)? {
    rows.rowOfTerms[terms].map(range)
  }

  /// The owners because of whom nothing is left. They exclude each other, though not all of them may be needed.
  var conflict: [Int] {
    var marks = Set(clash)
    var found: [Int] = []
    var steps = circle[...]
    for place in trail.indices.reversed() {
      let change = trail[place]
      if marks.remove(change.place) != nil {
        if let speaker = speaker(of: change) { found.append(speaker) }
        marks.formUnion(causes(of: change))
      }
      if steps.first == place {
        // Of a circle's step everything is a cause but the step before it.
        steps.removeFirst()
        let before = trail[steps.first ?? circle[0]].place
        marks.formUnion(causes(of: change).filter { $0 != before || marks.contains($0) })
      }
    }
    for place in marks where place >= 2 * rows.variableCount {
      found.append(owners[place - 2 * rows.variableCount])
    }
    return Limits.owners(found)
  }

  /// Who says what a change follows from; nil for what follows from ends alone.
  private func speaker(of change: Change) -> Int? {
    if change.reason >= 0 { return nil }
    return change.reason == Self.said ? change.speaker : speakers[-2 - change.reason]
  }

  /// Places of the ends from which a change follows.
  func causes(of change: Change) -> [Int] {
    if change.reason == Self.said { return [] }
    if change.reason >= 0 {
      let row = change.reason / 2 - rows.variableCount
      return [change.reason] + ends(of: row, areHigh: change.reason % 2 == 0, but: change.place / 2)
    }
    let (effect, cause) = implications[-2 - change.reason]
    // Nothing of the cause may be there, or something of the effect must.
    let isOfEffect = change.place == end(effect, isHigh: true)
    return ends(of: isOfEffect ? cause : effect, areHigh: isOfEffect)
  }

  /// The ends of a row's unknowns that make its sum as great, or as small, as it can be.
  private func ends(of row: Int, areHigh: Bool, but variable: Int = -1) -> [Int] {
    rows.terms(of: row).filter { $0.variable != variable }.map {
      2 * $0.variable + (($0.factor > 0) == areHigh ? 1 : 0)
    }
  }

  // MARK: - Propagation

  private mutating func enqueue(_ row: Int) {
    guard !isQueued[row] else { return }
    isQueued[row] = true
    queue.append(row)
  }

  private mutating func clearQueue() {
    for row in queue { isQueued[row] = false }
    queue.removeAll(keepingCapacity: true)
  }

  /// Cuts until nothing changes, or until rows were looked at so often; false when nothing is left.
  mutating func propagate(stepsPerRow: Int = stepsPerRowMax) -> Bool {
    var stepsLeft = stepsPerRow * rows.count + 1_000
    let start = trail.count
    var next = 0
    while next < queue.count, !isBroken, stepsLeft > 0 {
      let row = queue[next]
      next += 1
      isQueued[row] = false
      stepsLeft -= 1
      if stepsLeft % (rows.count + 1_000) == 0 { circle = lastCircle(since: start) }
      cut(row)
      if next > 4_096 {
        queue.removeFirst(next)
        next = 0
      }
    }
    isAtRest = next == queue.count
    queue.removeFirst(next)
    clearQueue()
    return !isBroken
  }

  mutating func set(
    _ place: Int, to value: Int64, because reason: Int, by speaker: Int = Component.rule
  ) {
    guard abs(value) <= RowTable.reach else { return }
    trail.append(Change(place: place, old: values[place], reason: reason, speaker: speaker))
    values[place] = value
    if values[place & ~1] > values[place | 1] { clash = [place & ~1, place | 1] }
    if place < 2 * rows.variableCount {
      for index in rows.rowRange(of: place / 2) { enqueue(rows.rowsOfVariables[index]) }
    } else {
      enqueue(place / 2 - rows.variableCount)
    }
  }

  /// Between what a row's sum lies by its unknowns, apart from those that have no end.
  private struct Sum {
    var low: Int64 = 0
    var high: Int64 = 0
    var openLows = 0
    var openHighs = 0
    var isLowOpen: Bool { openLows > 0 }
    var isHighOpen: Bool { openHighs > 0 }
  }

  private func sum(_ row: Int) -> Sum {
    var sum = Sum()
    for index in rows.range(of: row) {
      let factor = rows.factors[index]
      let place = 2 * rows.variables[index]
      let (low, high) = factor > 0 ? (values[place], values[place + 1]) : (values[place + 1], values[place])
      if abs(low) == Self.none { sum.openLows += 1 } else { sum.low += factor * low }
      if abs(high) == Self.none { sum.openHighs += 1 } else { sum.high += factor * high }
    }
    return sum
  }

  private mutating func cut(_ row: Int) {
    let (lowEnd, highEnd) = (end(row, isHigh: false), end(row, isHigh: true))
    var sum = sum(row)
    let before = trail.count
    if values[highEnd] < Self.none, sum.openLows <= 1 {
      if !sum.isLowOpen, sum.low > values[highEnd] {
        clash = ends(of: row, areHigh: false) + [highEnd]
        return
      }
      cut(row, highEnd, atMost: true, sum)
      if isBroken { return }
      if trail.count > before { sum = self.sum(row) }
    }
    if values[lowEnd] > -Self.none, sum.openHighs <= 1 {
      if !sum.isHighOpen, sum.high < values[lowEnd] {
        clash = ends(of: row, areHigh: true) + [lowEnd]
        return
      }
      cut(row, lowEnd, atMost: false, sum)
      if isBroken { return }
    }
    if implicationsOfRow[row].isEmpty { return }
    if trail.count > before { sum = self.sum(row) }
    for place in implicationsOfRow[row] where speakers[place] != nil && !isBroken { imply(place, row, sum) }
  }

  /// What an end of a row leaves each of its unknowns beside the others.
  private mutating func cut(_ row: Int, _ end: Int, atMost: Bool, _ sum: Sum) {
    let open = atMost ? sum.openLows : sum.openHighs
    let whole = values[end] - (atMost ? sum.low : sum.high)
    for index in rows.range(of: row) {
      let factor = rows.factors[index]
      let place = 2 * rows.variables[index]
      // The end of the unknown that is in the sum, and the other, which is cut.
      let isHigh = (factor > 0) == atMost
      let own = values[isHigh ? place : place + 1]
      let isOpen = abs(own) == Self.none
      if open > 0, !isOpen { continue }
      let left = isOpen ? whole : whole + factor * own
      if isHigh {
        let high = factor == 1 ? left : floorDivided(left, by: factor)
        if high < values[place + 1] { set(place + 1, to: high, because: end) }
      } else {
        let low = factor == 1 ? left : -floorDivided(-left, by: factor)
        if low > values[place] { set(place, to: low, because: end) }
      }
      if isBroken { return }
    }
  }

  /// Without a cause there is no effect, and where there is an effect, there is a cause.
  private mutating func imply(_ place: Int, _ row: Int, _ sum: Sum) {
    let (effect, cause) = implications[place]
    if row == cause, !sum.isHighOpen, sum.high <= 0, values[end(effect, isHigh: true)] > 0 {
      set(end(effect, isHigh: true), to: 0, because: -2 - place)
    }
    if row == effect, !sum.isLowOpen, sum.low > 0, values[end(cause, isHigh: false)] < 1 {
      set(end(cause, isHigh: false), to: 1, because: -2 - place)
    }
  }

  /// Takes back what came after a mark.
  mutating func undo(to mark: Int) {
    while trail.count > mark {
      let change = trail.removeLast()
      values[change.place] = change.old
    }
    (clash, circle) = ([], [])
    clearQueue()
  }
}
