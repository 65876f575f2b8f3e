extension RecordValue {
  /// The most characters that a key may have.
  public static var keyCharactersMax: Int { 200 }

  /// What is wrong with the key; an empty key is no key and so never wrong.
  ///
  /// A key that looks like an id of its own kind may stand: exports give keyless records their id as key,
  /// so that references hold on another server. One that looks like an id of another kind misleads.
  func keyProblems() -> [Problem] {
    guard !key.isEmpty else { return [] }
    var list = ProblemList()
    // Bytes first: there are never more characters, and these take long to count.
    if key.utf8.count > Self.keyCharactersMax, key.count > Self.keyCharactersMax {
      list.add(
        "key", String(key.prefix(40)) + "…",
        "has \(key.count) characters; \(Self.keyCharactersMax) are the most",
        "shorten it; a long remark belongs in the note")
    }
    if let control = key.unicodeScalars.first(where: \.isControlOrLineBreak) {
      list.add(
        "key", key, "contains the control character U+\(control.hexadecimal)",
        "use letters, digits and punctuation on one line")
    }
    if key.first?.isWhitespace == true || key.last?.isWhitespace == true {
      list.add("key", key, "begins or ends with white space", "take the white space away")
    }
    if let kind = RecordKind(ofId: key), kind != Self.kind {
      list.add(
        "key", key, "looks like the id of \(kind.withArticle)",
        "choose a key of your own, such as \"s2-1\"; leave out what begins with \"\(kind.idPrefix)_\"")
    }
    return list.problems
  }
}

extension RecordKind {
  /// The kind whose ids have this form, "clm_" and 26 letters and digits; nil for anything else.
  public init?(ofId reference: String) {
    guard reference.utf8.count > 26 else { return nil }
    let parts = reference.utf8.split(
      separator: UInt8(ascii: "_"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count == 26, parts[1].allSatisfy(\.isLetterOrDigit) else { return nil }
    guard let kind = Self.allCases.first(where: { $0.idPrefix.utf8.elementsEqual(parts[0]) }) else {
      return nil
    }
    self = kind
  }

  /// The kind in a sentence: "an actor", "a claim".
  var withArticle: String {
    switch self {
    case .actor, .exchange, .agreement, .assessment: "an \(self)"
    case .document, .claim, .relation: "a \(self)"
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isControlOrLineBreak: Bool {
    if isASCII { return value < 0x20 || value == 0x7F }
    return switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  fileprivate var hexadecimal: String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: false
    }
  }
}
