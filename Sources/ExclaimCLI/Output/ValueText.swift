import ExclaimMessages

// Values as people read them. The words of the source always come first; what was derived stands beside them.

extension V1.Bounds {
  /// `[101, ∞)`, `[674, 2696]`; one number stands for itself.
  var text: String {
    switch (low, high) {
    case (let low?, let high?) where low == high: String(low)
    case (let low?, let high?): "[\(low), \(high)]"
    case (let low?, nil): "[\(low), ∞)"
    case (nil, let high?): "(−∞, \(high)]"
    case (nil, nil): "(−∞, ∞)"
    }
  }
}

extension V1.Share {
  /// `(0.5, 1] of those released that day`
  var text: String {
    let whole = whole.isEmpty ? "" : " of \(whole)"
    return "\(lowExclusive ? "(" : "[")\(low), \(high)]\(whole)"
  }
}

extension V1.Quantity {
  /// The hard bounds, whatever kind of number it is.
  var hardText: String {
    if let hardShare { return hardShare.text }
    return (hard?.text ?? "") + (per.isEmpty ? "" : " per \(per)")
  }

  /// The soft bounds, whatever kind of number it is.
  var softText: String {
    if let softShare { return softShare.text }
    return (soft?.text ?? "") + (per.isEmpty ? "" : " per \(per)")
  }

  /// `more than a hundred → [101, ∞), usually [101, 199]`
  var text: String {
    let same = hardText == softText || softText.isEmpty
    let bounds = same ? hardText : "\(hardText), usually \(softText)"
    let hedge = unclearHedge.isEmpty ? "" : " (“\(unclearHedge)” may reach it)"
    return words.isEmpty || words == bounds ? bounds + hedge : "\(words)\(bounds.isEmpty ? "" : " → ")\(bounds)\(hedge)"
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

extension V1.Source {
  /// The key where there is one, else the id.
  var reference: String { key.isEmpty ? id : key }

  /// `s0-1 (Vladimir Putin, president)`
  var text: String { label.isEmpty ? reference : "\(reference) (\(label))" }
}

extension V1.Origins {
  /// `4 documents, 2 outlets, 1 origin`
  var text: String {
    [counted(documents, "document"), counted(outlets, "outlet"), counted(origins, "origin")].joined(separator: ", ")
  }
}

/// `1 claim`, `2 claims`
func counted(_ number: some BinaryInteger, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}
