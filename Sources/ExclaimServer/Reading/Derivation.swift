import ExclaimDomain
import ExclaimMessages

/// Fills in what follows from the words of a submission: bounds, resolved dates, first and last days.
struct Derivation: DerivedFieldVisitor {
  /// Reads the words of numbers.
  let memo: QuantityMemo
  /// Every date and quantity that could not be read.
  private(set) var problems: [Problem] = []

  init(memo: QuantityMemo) { self.memo = memo }

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
      quantity.fill(
        from: try memo.read(
          quantity.words, language: quantity.language, unclearHedge: quantity.unclearHedge))
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
