import ExclaimDomain
import ExclaimMessages

/// Fills in what follows from the words of a submission: bounds, resolved dates, first and last days.
struct Derivation: DerivedFieldVisitor {
  /// Every date and quantity that could not be read.
  private(set) var problems: [Problem] = []

  mutating func visit(_ quantity: inout V1.Quantity, _ field: String) {
    quantity.clearDerived()
    if quantity.boundsAreGiven {
      let soft = quantity.soft.map { Bounds($0) }
      let given = Quantity.given(words: quantity.words, hard: Bounds(quantity.hard), soft: soft)
      problems += given.problems(field: field)
      quantity.fill(from: given)
      return
    }
    do throws(QuantityError) {
      let reader = QuantityReader(language: quantity.language.isEmpty ? nil : quantity.language)
      let plain = try reader.read(quantity.words)
      guard !quantity.unclearHedge.isEmpty else { return quantity.fill(from: plain) }
      let hedged = try reader.read("\(quantity.unclearHedge) \(quantity.words)")
      quantity.fill(from: plain.orElse(hedged))
    } catch {
      problems.append(error.problem(field: "\(field).words"))
    }
  }

  mutating func visit(_ date: inout V1.Date, _ field: String) {
    date.clearDerived()
    do throws(DateError) {
      let resolved = try date.resolved()
      date.fill(from: resolved)
    } catch {
      problems.append(error.problem(field: date.edtf.isEmpty ? "\(field).words" : "\(field).edtf"))
    }
  }
}

/// Leaves only what the submitter said, so that the same submission is known again under later rules.
struct Undoing: DerivedFieldVisitor {
  mutating func visit(_ date: inout V1.Date, _ field: String) { date.clearDerived() }
  mutating func visit(_ quantity: inout V1.Quantity, _ field: String) { quantity.clearDerived() }
}

extension Quantity {
  /// The number where it is not clear whether a hedge in the sentence reaches it: bounds that hold both readings.
  func orElse(_ hedged: Quantity) -> Quantity {
    Quantity(
      words: words, hard: hard.hull(hedged.hard), soft: soft.hull(hedged.soft),
      rule: "\(rule)|\(hedged.rule)", flags: flags, kind: kind)
  }
}

extension Bounds {
  /// The smallest interval that holds both.
  fileprivate func hull(_ other: Bounds) -> Bounds {
    let low = [low, other.low].contains(nil) ? nil : min(low!, other.low!)
    let high = [high, other.high].contains(nil) ? nil : max(high!, other.high!)
    return Bounds(low: low, high: high)
  }
}
