/// What is wrong with a record so far; the checks of one record write into one list.
struct ProblemList {
  private(set) var problems: [Problem] = []

  mutating func add(_ field: String, _ value: String = "", _ reason: String, _ remedy: String) {
    problems.append(Problem(field: field, value: value, reason: reason, remedy: remedy))
  }

  mutating func add(_ more: [Problem]) {
    problems.append(contentsOf: more)
  }

  /// A reference or text that has to be there.
  mutating func require(
    _ field: @autoclosure () -> String, _ value: String, _ what: String, _ remedy: String
  ) {
    if value.allSatisfy(\.isWhitespace) { add(field(), value, "\(what) is missing", remedy) }
  }

  /// A reference that has to be there where its list has an entry for it.
  mutating func requireEach(_ field: String, _ values: [String], _ what: String) {
    for (index, value) in values.enumerated() {
      require("\(field)[\(index)]", value, what, "give an id or key, or leave the entry out")
    }
  }

  /// A record that refers to itself, by id or by key.
  mutating func refuseSelf(_ field: String, _ reference: String, of record: some RecordValue) {
    guard !reference.isEmpty, reference == record.id || reference == record.key else { return }
    add(field, reference, "refers to the record itself", "name another record, or leave the field out")
  }

  /// A window of time that ends before it can have begun.
  mutating func checkOrder(_ field: @autoclosure () -> String, from: ResolvedDate?, to: ResolvedDate?) {
    guard let from, let to, to.window.isBefore(from.window) else { return }
    add(
      field(), "\(from.window.words) to \(to.window.words)", "ends before it begins",
      "give the earlier date as the start and the later one as the end")
  }

  /// A count that is to be added up: no rate, words present, bounds in order.
  mutating func checkCount(_ field: String, _ quantity: Quantity?) {
    guard let quantity else { return }
    add(quantity.problems(field: field))
    if case .rate(let rate) = quantity.kind {
      add(
        "\(field).words", quantity.words,
        "is a rate for each \(rate.period.rawValue), not a number of persons",
        "put the rate into a claim, and give the number transferred here")
    }
  }
}
