import ExclaimDomain
import ExclaimMessages

/// Fills in what follows from the words of a submission: bounds, resolved dates, first and last days.
struct Derivation: DerivedFieldVisitor {
  /// Reads the words of numbers.
  let memo: QuantityMemo
  /// Every date and quantity that could not be read.
  private(set) var problems: [Problem] = []

  init(memo: QuantityMemo) { self.memo = memo }

  mutating func visit(_ quantity: inout V1.Quantity, _ field: @autoclosure () -> String) {
    quantity.clearDerived()
    if quantity.boundsAreGiven {
      let reader = QuantityReader(language: quantity.language.isEmpty ? nil : quantity.language)
      let soft = quantity.soft.map { Bounds($0) }
      let given = Quantity.given(
        words: quantity.words, hard: Bounds(quantity.hard), soft: soft, language: quantity.language,
        unclearHedge: quantity.unclearHedge)
      problems += reader.problems(given: given, field: field())
      quantity.fill(from: given)
      return
    }
    do throws(QuantityError) {
      quantity.fill(
        from: try memo.read(
          quantity.words, language: quantity.language, unclearHedge: quantity.unclearHedge))
    } catch {
      problems.append(error.problem(field: "\(field()).words"))
    }
  }

  mutating func visit(_ date: inout V1.Date, _ field: @autoclosure () -> String) {
    date.clearDerived()
    if date.edtf.isEmpty, date.words.isEmpty, date.basis == .unspecified {
      problems.append(
        Problem(
          field: "\(field()).edtf", value: "", reason: "says nothing of the day",
          remedy: "give edtf, or words with their anchor; or leave the date out"))
      return
    }
    do throws(DateError) {
      let resolved = try date.resolved()
      date.fill(from: resolved)
    } catch {
      problems.append(error.problem(field: date.edtf.isEmpty ? "\(field()).words" : "\(field()).edtf"))
    }
  }
}

/// Leaves only what the submitter said, so that the same submission is known again under later rules.
struct Undoing: DerivedFieldVisitor {
  mutating func visit(_ date: inout V1.Date, _ field: @autoclosure () -> String) { date.clearDerived() }
  mutating func visit(_ quantity: inout V1.Quantity, _ field: @autoclosure () -> String) {
    quantity.clearDerived()
  }
}
