extension Assessment {
  /// Everything wrong with the assessment by itself.
  public func problems() -> [Problem] {
    var list = ProblemList()
    list.add(keyProblems())
    list.require("claim", claim, "the claim that is judged", "name a claim by id or key")
    if !(0...6).contains(credibility) {
      list.add(
        "credibility", "\(credibility)", "is not on the scale",
        "give 1 (confirmed by independent sources) to 5 (improbable), or 6 where it cannot be judged")
    }
    if credibility == 0 && state == .unspecified && reason.isEmpty && note.isEmpty {
      list.add(
        "state", "", "the assessment judges nothing",
        "give a credibility, a state (OPEN, DISPUTED, PREFERRED, REJECTED, UNRESOLVABLE) or a reason")
    }
    return list.problems
  }
}
