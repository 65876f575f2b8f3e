/// How numbers that analysts call parts of one whole stand to each other: a part that lies within another, or is the same
/// number, adds nothing to it.
struct NamedParts {
  /// Numbers that analysts call one, each by its place among those of which relations speak.
  private var same = Groups(count: 0)
  private var places: [Int: Int] = [:]
  /// What analysts say lies within a number, both by what stands for them.
  private var inner: [Int: [Int]] = [:]
  private let table: NumberTable

  /// From the relations of which numbers are the same, and of which lies within which.
  init(_ table: NumberTable, same pairs: [(Int, Int)], within ties: [(part: Int, whole: Int)]) {
    self.table = table
    for (one, other) in pairs { same.join(place(one), place(other)) }
    for tie in ties { inner[root(tie.whole), default: []].append(root(tie.part)) }
  }

  private mutating func place(_ number: Int) -> Int {
    if let place = places[number] { return place }
    let place = same.add()
    places[number] = place
    return place
  }

  /// What stands for a number and all that are one with it.
  mutating func root(_ number: Int) -> Int { same.root(place(number)) }

  /// Those parts of a whole that lie within others of it.
  mutating func nested(_ parts: [Int], of whole: Int) -> Set<Int> {
    guard parts.count > 1 else { return [] }
    var open = parts.map { root($0) }
    var seen = Set(open + [root(whole)])
    var isInside: Set<Int> = []
    while let outer = open.popLast() {
      for part in inner[outer] ?? [] where part != outer {
        isInside.insert(part)
        if seen.insert(part).inserted { open.append(part) }
      }
    }
    return nestedByMeasure(parts).union(parts.filter { isInside.contains(root($0)) })
  }

  /// A part with what it counts, and when.
  private struct Part {
    var number: Int
    /// Its place among what the parts count.
    var counted: Int
    /// Nil for the growth from the first day to the last.
    var slot: Slot?
    var first = 0
    var last = 0
  }

  /// Parts that count some of what another counts, within its time.
  private func nestedByMeasure(_ parts: [Int]) -> Set<Int> {
    var counts = CountedTable()
    let placed = parts.compactMap { number -> Part? in
      switch table.numbers[number].key {
      case .cell(let counted, let slot):
        Part(number: number, counted: counts.place(table.counted.items[counted]), slot: slot)
      case .growth(let flow, let first, let last):
        Part(number: number, counted: counts.place(table.counted.items[flow]), first: first, last: last)
      case .claim: nil
      }
    }
    let wholes = counts.wholes()
    var found: Set<Int> = []
    for together in Dictionary(grouping: placed, by: \.slot).values {
      let byCount = Dictionary(grouping: together, by: \.counted)
      for (counted, own) in byCount {
        let wider = wholes[counted].flatMap { byCount[$0] ?? [] }
        // What begins first, and then what ends last, holds what comes after it until it ends.
        let all = (wider + own).enumerated().sorted {
          ($0.element.first, -$0.element.last, $0.offset) < ($1.element.first, -$1.element.last, $1.offset)
        }
        var end = Int.min
        for (_, part) in all {
          if part.counted == counted, part.last <= end { found.insert(part.number) }
          end = max(end, part.last)
        }
      }
    }
    return found
  }
}
