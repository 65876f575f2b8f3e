extension Agreement {
  /// Everything wrong with the agreement by itself.
  public func problems() -> [Problem] {
    var list = ProblemList()
    list.add(keyProblems())
    if parties.isEmpty {
      list.add("parties", "", "an agreement has parties", "name the actors that made it, by id or key")
    }
    list.requireEach("parties", parties, "the party")
    for (index, party) in parties.enumerated() where !party.isEmpty && parties[..<index].contains(party) {
      list.add("parties[\(index)]", party, "is named twice", "name each party once")
    }
    for (index, obligation) in obligations.enumerated() {
      list.add(obligation.problems(field: "obligations[\(index)]"))
    }
    return list.problems
  }
}

extension Obligation {
  /// Everything wrong with the obligation by itself.
  func problems(field: String) -> [Problem] {
    var list = ProblemList()
    list.require("\(field).obligor", obligor, "the party that must act", "name an actor by id or key")
    let hasDescription = !description.isEmpty
    list.add(measure.problems(field: "\(field).measure", topicRequired: quantity != nil || !hasDescription))
    list.checkCount("\(field).quantity", quantity)
    if let quantity, measure.topic != .unspecified, !measure.topic.hasNumber {
      list.add(
        "\(field).quantity.words", quantity.words, "the topic \(measure.topic.name) has no number",
        "name the topic that the number counts, such as RETURNED")
    }
    return list.problems
  }
}
