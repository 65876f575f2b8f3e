extension Actor {
  /// Everything wrong with the actor by itself.
  public func problems() -> [Problem] {
    var list = ProblemList()
    list.add(keyProblems())
    if kind == .unspecified {
      list.add("kind", "", "the kind of actor is missing", "say what it is: STATE, OUTLET, NAMED_OFFICIAL …")
    }
    list.require(
      "name", name, "the name", "give the name in common use, or a description of the source class")
    list.requireEach("aliases", aliases, "the alias")
    list.refuseSelf("side", side, of: self)
    for (index, role) in roles.enumerated() {
      let field = "roles[\(index)]"
      list.require(
        "\(field).title", role.title, "the title of the role", "give it as a word: \"spokesperson\"")
      list.refuseSelf("\(field).organisation", role.organisation, of: self)
      list.checkOrder("\(field).from", from: role.from, to: role.to)
    }
    checkReliability(&list)
    return list.problems
  }

  private func checkReliability(_ list: inout ProblemList) {
    var graded: Set<Topic> = []
    for (index, entry) in reliability.enumerated() {
      let field = "reliability[\(index)]"
      if entry.grade == .unspecified {
        list.add("\(field).grade", "", "the grade is missing", "give A to E, or F where it cannot be judged")
      }
      if !graded.insert(entry.topic).inserted {
        list.add(
          "\(field).topic", entry.topic.name, "has a grade already", "keep one grade for each topic")
      }
    }
  }
}
