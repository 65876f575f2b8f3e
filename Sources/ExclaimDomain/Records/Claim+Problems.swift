extension Claim {
  /// Everything wrong with the claim by itself.
  public func problems() -> [Problem] {
    var list = ProblemList()
    list.add(keyProblems())
    if speechAct == .unspecified {
      list.add("speechAct", "", "what the speaker does is missing", "give ASSERTS, DISPUTES, PLEDGES …")
    }
    list.require(
      "speaker.actor", speaker.actor, "the speaker",
      "name who said it by id or key; a source without a name is an actor too (ANONYMOUS_OFFICIAL, UNNAMED_GROUP)"
    )
    list.refuseSelf("about.claim", about.claim, of: self)
    list.add(measure.problems(field: "measure", topicRequired: true))
    checkValue(&list)
    for (index, hop) in chain.enumerated() { check(hop, "chain[\(index)]", &list) }
    for (index, mention) in mentions.enumerated() { list.add(mention.problems(field: "mentions[\(index)]")) }
    return list.problems
  }

  private func checkValue(_ list: inout ProblemList) {
    switch value {
    case .quantity(let quantity):
      list.add(quantity.problems(field: "quantity"))
      if measure.topic != .unspecified && !measure.topic.hasNumber {
        list.add(
          "quantity.words", quantity.words, "the topic \(measure.topic.name) has no number",
          "name the topic that the number counts, such as HELD or RETURNED, or put the words into the proposition"
        )
      }
      if speechAct == .declinesToDisclose {
        list.add(
          "quantity.words", quantity.words, "a speaker who declines to disclose gives no number",
          "make two claims: the number asserted, and what was not disclosed with a value state")
      }
    case .state(.unspecified):
      list.add(
        "valueState", "", "does not say why there is no number",
        "give NOT_DISCLOSED_UNSTATED, UNKNOWN_TO_SPEAKER, QUALITATIVE …, or leave the field out")
    case .state, nil: break
    }
  }

  private func check(_ hop: Hop, _ field: String, _ list: inout ProblemList) {
    if hop.actor.isEmpty && hop.channel.isEmpty && hop.document.isEmpty {
      list.add(
        "\(field).actor", "", "the step names nobody and nothing",
        "give the actor that passed it on, the channel, or the document; or leave the step out")
    }
    if let quantity = hop.quantity { list.add(quantity.problems(field: "\(field).quantity")) }
  }
}
