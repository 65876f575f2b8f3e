extension Exchange {
  /// Everything wrong with the exchange by itself. One without dates, numbers or a second leg is in order.
  public func problems() -> [Problem] {
    var list = ProblemList()
    list.add(keyProblems())
    checkOrdinals(&list)
    checkStages(&list)
    list.requireEach("agreements", agreements, "the agreement")
    list.requireEach("mediators", mediators, "the mediator")
    list.requireEach("partOf", partOf, "the larger exchange")
    for (index, whole) in partOf.enumerated() { list.refuseSelf("partOf[\(index)]", whole, of: self) }
    for (index, place) in places.enumerated() {
      list.require(
        "places[\(index)].name", place.name, "the name of the place", "give the name, or leave the place out")
    }
    if legs.isEmpty {
      list.add(
        "legs", "", "an exchange has at least one direction of transfer",
        "give a leg with from and to; the number of persons may be left out")
    }
    let stageNumbers = Set(stages.map(\.number))
    for (index, leg) in legs.enumerated() {
      list.add(leg.problems(field: "legs[\(index)]", stages: stageNumbers, larger: partOf))
    }
    return list.problems
  }

  private func checkOrdinals(_ list: inout ProblemList) {
    var series: Set<String> = []
    for (index, ordinal) in ordinals.enumerated() {
      let field = "ordinals[\(index)]"
      list.require("\(field).series", ordinal.series, "the series", "say what is counted: \"of the war\"")
      if ordinal.number < 1 {
        list.add("\(field).number", "\(ordinal.number)", "is not a place in a series", "count from 1")
      }
      if !series.insert(ordinal.series).inserted {
        list.add(
          "\(field).series", ordinal.series, "has a number already",
          "give one number for each series; where sources differ, record a claim for each")
      }
    }
  }

  private func checkStages(_ list: inout ProblemList) {
    var numbers: Set<Int> = []
    for (index, stage) in stages.enumerated() {
      let field = "stages[\(index)].number"
      if stage.number < 1 {
        list.add(field, "\(stage.number)", "is not the number of a stage", "count stages from 1")
      } else if !numbers.insert(stage.number).inserted {
        list.add(field, "\(stage.number)", "is the number of an earlier stage too", "number each stage once")
      }
    }
  }
}

extension Leg {
  /// Everything wrong with the leg in an exchange of these stages and these larger exchanges.
  func problems(field: String, stages: Set<Int>, larger: [String]) -> [Problem] {
    var list = ProblemList()
    list.require("\(field).from", from, "the party that hands over", "name an actor by id or key")
    list.require(
      "\(field).to", to, "the party that receives", "name an actor by id or key, be it a third state")
    if !from.isEmpty && from == to {
      list.add(
        "\(field).to", to, "is the party that hands over",
        "name the party that receives; persons who stay are no leg of an exchange")
    }
    for (index, group) in persons.enumerated() {
      list.add(group.problems(field: "\(field).persons[\(index)]", stages: stages, larger: larger))
    }
    return list.problems
  }
}

extension PersonGroup {
  /// Everything wrong with the group in an exchange of these stages and these larger exchanges.
  func problems(field: String, stages: Set<Int>, larger: [String]) -> [Problem] {
    var list = ProblemList()
    checkUnit(field, &list)
    list.checkCount("\(field).quantity", value?.quantity)
    list.checkCount("\(field).planned", planned)
    if case .state(.unspecified) = value {
      list.add(
        "\(field).valueState", "", "does not say why there is no number",
        "give NOT_DISCLOSED_UNSTATED, UNKNOWN_TO_SPEAKER …, or leave the field out")
    }
    if stage < 0 || (stage > 0 && !stages.contains(stage)) {
      list.add(
        "\(field).stage", "\(stage)", "is not the number of a stage of this exchange",
        "add the stage to stages, or leave the number out")
    }
    if !partOf.isEmpty && !larger.contains(partOf) {
      list.add(
        "\(field).partOf", partOf, "is not among the larger exchanges of which this handover is a part",
        "name it in the exchange's partOf too, by the same id or key")
    }
    return list.problems
  }

  private func checkUnit(_ field: String, _ list: inout ProblemList) {
    let remains = category == .mortalRemains
    let allowed: [Unit] = remains ? [.bodies, .bags] : [.persons]
    guard unit != .unspecified, !allowed.contains(unit) else { return }
    // A group without a category may still say by its unit that it is one of remains.
    if category == .unspecified && (unit == .bodies || unit == .bags) { return }
    list.add(
      "\(field).unit", unit.name,
      remains
        ? "mortal remains are not counted in \(unit.label)"
        : "\(category.label) are not counted in \(unit.label)",
      remains
        ? "use BODIES or BAGS, and give persons a group of their own"
        : "use PERSONS, and give mortal remains a group of their own")
  }
}
