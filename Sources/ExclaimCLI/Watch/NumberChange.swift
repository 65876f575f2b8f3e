import ExclaimMessages

/// A number that another one replaced: both, drawn by one scale.
enum NumberChange {
  private static let columnsMax = 24

  /// The drawing of each number that differs; nothing where none does.
  static func lines(
    from before: V1.Record, to after: V1.Record, _ console: Console, indent: Int
  ) -> [String] {
    let (old, new) = (before.namedNumbers, after.namedNumbers)
    var names = new.map(\.name)
    for number in old where !names.contains(number.name) { names.append(number.name) }
    return names.flatMap { name -> [String] in
      let (was, now) = (old.first { $0.name == name }?.number, new.first { $0.name == name }?.number)
      guard was?.text != now?.text else { return [] }
      return lines(name, was, now, console, indent)
    }
  }

  private static func lines(
    _ name: String, _ was: V1.Quantity?, _ now: V1.Quantity?, _ console: Console, _ indent: Int
  ) -> [String] {
    let numbers = [("was", was), ("now", now)]
    let intervals = numbers.map { IntervalBars.Interval(hard: $0.1?.hard, soft: $0.1?.soft) }
    let columns = console.columns.map { min(columnsMax, $0 / 3) } ?? columnsMax
    let bars = IntervalBars(intervals, columns: columns, isUTF8: console.isUTF8)
    let drawn = intervals.map { bars.bar($0) }
    let width = drawn.map(\.count).max() ?? 0
    let margin = String(repeating: " ", count: indent)
    let rows = zip(numbers, drawn).map { number, bar in
      let padding = String(repeating: " ", count: width - bar.count)
      let text = [bar + padding, number.1?.text ?? "no number"].nonEmpty(joined: "  ")
      let line = "\(margin)\(number.0)  \(text)".printable
      return console.outIsTerminal
        ? console.columns.map { String(line.prefix(displayWidth: $0)) } ?? line : line
    }
    return (name.isEmpty ? [] : ["\(margin)\(name)".printable]) + rows
  }
}

extension V1.Record {
  /// The numbers in it, by what they count; the name of a claim's only one is empty.
  fileprivate var namedNumbers: [(name: String, number: V1.Quantity)] {
    switch content {
    case .claim(let claim): return claim.quantity.map { [("", $0)] } ?? []
    case .exchange(let exchange):
      return exchange.legs.flatMap { leg in
        leg.persons.compactMap { group in
          guard case .quantity(let quantity) = group.value else { return nil }
          let what = [group.unit.wordsUnlessPersons, group.category.words].nonEmpty(joined: ", ")
          return (["\(leg.from) to \(leg.to)", what].nonEmpty(joined: ": "), quantity)
        }
      }
    case .agreement(let agreement):
      return agreement.obligations.compactMap { obligation in
        obligation.quantity.map { ("\(obligation.obligor) must: \(obligation.measure?.text ?? "")", $0) }
      }
    case .actor, .document, .relation, .assessment, nil: return []
    }
  }
}
