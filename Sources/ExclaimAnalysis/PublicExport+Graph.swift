import ExclaimDomain

/// The numbers of a family, each with all statements of it, and what relations say of them.
struct NumberGraph {
  private(set) var numbers: [StatedNumber] = []
  /// The parts of a number that a relation names.
  private(set) var related: [Int: [Int]] = [:]

  init(_ family: CellFamily) {
    var index: [Int: [CountedPersons: Int]] = [:]
    for cell in family.cells {
      if let known = index[cell.table]?[cell.persons] {
        numbers[known].cells.append(cell)
      } else {
        index[cell.table, default: [:]][cell.persons] = numbers.count
        numbers.append(StatedNumber(persons: cell.persons, table: cell.table, cells: [cell]))
      }
    }
    guard !family.parts.isEmpty else { return }
    var place: [String: Int] = [:]
    for (index, number) in numbers.enumerated() {
      for cell in number.cells where cell.field == .quantity { place[cell.record] = index }
    }
    for link in family.parts {
      guard let part = place[link.part], let whole = place[link.whole], part != whole else { continue }
      if related[whole]?.contains(part) != true { related[whole, default: []].append(part) }
    }
  }
}
