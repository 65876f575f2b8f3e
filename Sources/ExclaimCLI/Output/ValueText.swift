import ExclaimMessages

// Values as people read them. The words of the source always come first; what was derived stands beside them.

extension V1.Bounds {
  /// `[101, ∞)`, `[674, 2696]`; one number stands for itself. A count is never below 0.
  var text: String {
    switch (low, high) {
    case (nil, nil): "no bounds"
    case (let least?, nil): "[\(least), ∞)"
    case (let least, let greatest?):
      (least ?? 0) == greatest ? String(greatest) : "[\(least ?? 0), \(greatest)]"
    }
  }
}

extension V1.Share {
  /// `(1/2, 1] of those released that day`
  var text: String {
    let start = (lowExclusive ? "(" : "[") + (low?.text ?? "0")
    let end = (high?.text ?? "1") + (highExclusive ? ")" : "]")
    return "\(start), \(end)" + (whole.isEmpty ? "" : " of \(whole)")
  }
}

extension V1.Fraction {
  /// `1/3`; a whole number stands alone.
  var text: String { denominator == 1 || numerator == 0 ? String(numerator) : "\(numerator)/\(denominator)" }
}

extension V1.Quantity {
  /// The hard bounds, whatever kind of number it is.
  var hardText: String { text(hard, hardShare, innerHard) }

  /// The soft bounds, whatever kind of number it is.
  var softText: String { text(soft, softShare, innerSoft) }

  private func text(_ bounds: V1.Bounds?, _ share: V1.Share?, _ inner: V1.Bounds?) -> String {
    switch kind {
    case .share: share?.text ?? ""
    case .rate: (inner?.text ?? "") + (per.isEmpty ? "" : " per \(per)")
    case .allBut: (whole.isEmpty ? "all" : whole) + " but " + (inner?.text ?? "some")
    case .count, .unspecified, .unrecognized: bounds?.text ?? ""
    }
  }

  /// `more than a hundred → [101, ∞), usually [101, 199]`
  var text: String {
    let same = hardText == softText || softText.isEmpty
    let bounds = same ? hardText : "\(hardText), usually \(softText)"
    let hedge = unclearHedge.isEmpty ? "" : " (“\(unclearHedge)” may reach it)"
    return words.isEmpty || words == bounds
      ? bounds + hedge : "\(words)\(bounds.isEmpty ? "" : " → ")\(bounds)\(hedge)"
  }
}

extension V1.Date {
  /// The date itself, or the words that stand for it.
  var text: String { edtf.isEmpty ? (words.isEmpty ? "" : "“\(words)”") : edtf }

  /// The same with a † where it is known from outside the source.
  var markedText: String { basis == .externalKnowledge ? text + "†" : text }
}

extension OpenEnum {
  /// The name as a word: `not disclosed policy`; empty for a value that was not set.
  var words: String {
    rawValue == 0 ? "" : name.lowercased().split(separator: "_").joined(separator: " ")
  }

  /// The name as JSON has it; empty for a value that was not set.
  var nameOrNothing: String { rawValue == 0 ? "" : name }
}

extension V1.Unit {
  /// The unit in words, but for persons: those are meant where nothing is said.
  var wordsUnlessPersons: String { self == .persons ? "" : words }
}

extension V1.Source {
  /// The key where there is one, else the id.
  var reference: String { key.isEmpty ? id : key }

  /// `s0-1 (Vladimir Putin, president)`
  var text: String { label.isEmpty ? reference : "\(reference) (\(label))" }
}

extension V1.FieldDifference {
  /// `claim.note: probable → certain`
  var text: String { "\(field): \(Self.shown(before)) → \(Self.shown(after))" }

  /// A value as people are shown it, or that there is none.
  static func shown(_ value: String) -> String { value.isEmpty ? "(none)" : value }
}

extension V1.Origins {
  /// `4 documents, 2 outlets, 1 origin`
  var text: String {
    [counted(documents, "document"), counted(outlets, "outlet"), counted(origins, "origin")].joined(
      separator: ", ")
  }
}

/// `1 claim`, `2 claims`
func counted(_ number: some BinaryInteger, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}
