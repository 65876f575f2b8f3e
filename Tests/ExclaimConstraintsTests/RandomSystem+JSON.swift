import ExclaimConstraints

extension RandomSystem {
  /// A line for oracle.py, with what we say of the system.
  func json(with solution: Solution) -> String {
    let rows = system.rows.map { row in
      list([json(row.sum), json(row.low), json(row.high), json(row.owner)])
    }
    let implications = system.implications.map { list([json($0.effect), json($0.cause), json($0.owner)]) }
    let answers = solution.answers.map { answer in
      list([
        json(answer.low), json(answer.high), "\(answer.lowOwners)", "\(answer.highOwners)",
        "\(answer.isBesideConflict)",
      ])
    }
    let fields: [(String, String)] = [
      ("seed", "\(seed)"), ("unknowns", "\(system.variableCount)"), ("rows", list(rows)),
      ("implications", list(implications)), ("questions", list(questions.map(json))),
      ("conflictsMax", "\(conflictsMax)"), ("conflicts", "\(solution.conflicts.map(\.owners))"),
      ("pairCount", "\(solution.pairCount)"), ("answers", list(answers)),
    ]
    return "{" + fields.map { name, value in "\"\(name)\": \(value)" }.joined(separator: ", ") + "}"
  }

  private func json(_ sum: Expression) -> String {
    list(sum.terms.map { "[\($0.variable), \($0.factor)]" })
  }

  private func json(_ number: (some FixedWidthInteger)?) -> String { number.map { "\($0)" } ?? "null" }

  private func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }
}
