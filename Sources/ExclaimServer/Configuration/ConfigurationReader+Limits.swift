import ExclaimMessages
import ExclaimWire

extension ConfigurationReader {
  mutating func readLimits(_ entries: [TOMLEntry]) {
    var lines: [String: Int] = [:]
    for entry in entries {
      guard let range = LimitRange.named(entry.key) else {
        unknown(entry, in: "limits", among: LimitRange.all.map(\.name), "the limits are")
        continue
      }
      guard let value = number(entry.value, "limits.\(entry.key)", range.allowed) else { continue }
      setLimit(range.limit, to: value)
      lines[entry.key] = entry.value.line
    }
    for order in LimitOrder.all { check(order, lines) }
  }

  private mutating func number(_ value: TOMLValue, _ field: String, _ allowed: ClosedRange<Int>) -> Int? {
    let remedy = "give \(allowed.lowerBound) to \(allowed.upperBound)"
    guard case .integer(let number) = value.content else {
      misplaced(value, field, expected: "an integer", remedy)
      return nil
    }
    if let number = Int(exactly: number), allowed.contains(number) { return number }
    let side = number < Int64(allowed.lowerBound) ? "below" : "above"
    add(value.line, field, value: value.shown, "is \(side) what this limit can be", remedy)
    return nil
  }

  /// Reports at the limit that the file sets; at the lesser one when it sets both.
  private mutating func check(_ order: LimitOrder, _ lines: [String: Int]) {
    let limits = configuration.limits
    let (lesser, greater) = (order.lesser, order.greater)
    let (value, most) = (limits[keyPath: lesser.limit], order.most(in: limits))
    guard value > most else { return }
    let share = order.quarters == 4 ? "" : "\(order.quarters)/4 of "
    let bound = limits[keyPath: greater.limit]
    if let line = lines[lesser.name] {
      add(
        line, "limits.\(lesser.name)", value: "\(value)",
        "is above \(share)\(greater.name), which is \(bound)",
        "give at most \(most), or raise \(greater.name)")
    } else if let line = lines[greater.name] {
      add(
        line, "limits.\(greater.name)", value: "\(bound)",
        "is too low for \(lesser.name), which is \(value) and may be at most \(share)this",
        "raise it, or set \(lesser.name) to at most \(most)")
    }
  }
}
