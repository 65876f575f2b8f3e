extension Relation {
  /// Everything wrong with the relation by itself.
  public func problems() -> [Problem] {
    var list = ProblemList()
    list.add(keyProblems())
    list.require("from", from, "the claim that is related", "name a claim by id or key")
    list.require("to", to, "the claim to which it is related", "name a claim by id or key")
    if !from.isEmpty && from == to {
      list.add("to", to, "relates a claim to itself", "name another claim")
    }
    if kind == .unspecified {
      list.add(
        "kind", "", "how the claims stand to each other is missing", "give SUPPORTS, DISPUTES, SUBSET_OF …")
    }
    if kind == .notComparable && reason.allSatisfy(\.isWhitespace) {
      list.add(
        "reason", reason, "NOT_COMPARABLE needs a reason",
        "say what differs: the date, the category, the scope, what is left out")
    }
    return list.problems
  }
}
