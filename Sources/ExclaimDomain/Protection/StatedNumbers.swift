extension PersonalData {
  /// The whole numbers that a text states, in digits or in single words of any language that is read.
  ///
  /// Of a number in several words its parts are named: "twenty-three" states 20 and 3. Cost: linear in the text.
  public static func numbers(in text: String) -> Set<Int64> {
    var found: Set<Int64> = []
    for vocabulary in Vocabulary.all {
      let tokens = WordToken.tokens(of: text, joiningHyphens: true)
      for index in tokens.indices {
        if let literal = tokens[index].literal {
          if let number = Int64(literal.groups.joined()) { found.insert(number) }
        } else if let number = vocabulary.numbers.longest(in: tokens, at: index)?.meaning {
          found.insert(number)
        }
      }
    }
    return found
  }
}
