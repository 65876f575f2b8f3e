extension Measure {
  /// Everything wrong with the measure by itself; `field` is its path, such as "measure".
  public func problems(field: String, topicRequired: Bool) -> [Problem] {
    var list = ProblemList()
    if topic == .unspecified && topicRequired {
      list.add(
        "\(field).topic", "", "what is counted or talked about is missing",
        "give HELD, RETURNED, EXCHANGES …, or OTHER_CONTEXT for what is not about captives")
    }
    checkUnit(field, &list)
    check(dependent, "\(field).dependentPower", &list)
    check(detaining, "\(field).detainingPower", &list)
    checkTime(field, &list)
    checkInclusions(field, &list)
    return list.problems
  }

  private func checkUnit(_ field: String, _ list: inout ProblemList) {
    let units = topic.units
    if unit != .unspecified && !units.isEmpty && !units.contains(unit) {
      list.add(
        "\(field).unit", unit.name, "\(topic.name) is not counted in \(unit.label)",
        "use \(units.map(\.name).joined(separator: " or ")), or another topic")
    }
    let countsPersons = topic.units == [.persons]
    if category == .mortalRemains && (countsPersons || (unit == .persons && !topic.countsRemains)) {
      list.add(
        "\(field).category", category.name, "mortal remains are never counted as persons",
        "use the topic REMAINS_OFFERED, REMAINS_REPATRIATED or REMAINS_IDENTIFIED")
    }
  }

  /// - Parameter field: path of the field for one power; that for several has an "s" after it.
  private func check(_ powers: Powers?, _ field: @autoclosure () -> String, _ list: inout ProblemList) {
    switch powers {
    case nil: break
    case .one(let party):
      list.require(field(), party, "the party", "name an actor by id or key, or leave the field out")
    case .group(let parties, let all):
      let group = field() + "s"
      if all && !parties.isEmpty {
        list.add(
          "\(group).all", "true", "stands beside the names of parties",
          "say all, or name the parties, not both")
      }
      if !all && parties.isEmpty {
        list.add("\(group).parties", "", "names no party", "name actors by id or key, or set all")
      }
      list.requireEach("\(group).parties", parties, "the party")
    }
  }

  private func checkTime(_ field: String, _ list: inout ProblemList) {
    list.checkOrder("\(field).from", from: from, to: to)
    let window = from ?? to
    if topic.isStock, let window {
      list.add(
        from != nil ? "\(field).from" : "\(field).to", window.window.words,
        "\(topic.name) is a number at an instant and has no window",
        "give the instant as at; what happened over a window is CAPTURED, RETURNED …")
    } else if at != nil, window != nil {
      list.add(
        "\(field).at", at?.window.words ?? "", "stands beside a window of from and to",
        "give at for one instant or day, or from and to for a window, not both")
    }
  }

  private func checkInclusions(_ field: String, _ list: inout ProblemList) {
    for (name, entries) in [("includes", includes), ("excludes", excludes)] {
      for (index, entry) in entries.enumerated() { entry.check("\(field).\(name)[\(index)]", &list) }
    }
    for (index, entry) in excludes.enumerated() where includes.contains(entry) {
      list.add(
        "\(field).excludes[\(index)]", entry.reference, "is taken in and left out at once",
        "keep it in includes or in excludes")
    }
  }
}

extension Inclusion {
  /// What it names: a reference, a category's name, or words.
  var reference: String {
    switch self {
    case .agreement(let reference), .exchange(let reference), .words(let reference): reference
    case .category(let category): category.name
    }
  }

  fileprivate func check(_ field: String, _ list: inout ProblemList) {
    switch self {
    case .agreement(let reference):
      list.require("\(field).agreement", reference, "the agreement", "name it by id or key")
    case .exchange(let reference):
      list.require("\(field).exchange", reference, "the exchange", "name it by id or key")
    case .words(let words):
      list.require("\(field).words", words, "what is meant", "give the speaker's words")
    case .category(.unspecified):
      list.add("\(field).category", "", "the category is missing", "name the category")
    case .category: break
    }
  }
}
