import ExclaimAnalysis
import ExclaimDomain

extension RandomLedger {
  /// The records as lines of a submission have them, with bounds as they are stored.
  var json: String {
    let all =
      Self.actors.map { actor in
        object([
          "actor": object([
            "key": text(actor.key), "kind": text(code(actor.kind)),
            "side": text(actor.kind == .state ? actor.key : actor.side),
          ])
        ])
      }
      + claims.map { object(["claim": json($0)]) } + exchanges.map { object(["exchange": json($0)]) }
      + relations.map { object(["relation": json($0)]) }
    return list(all)
  }

  private func json(_ claim: Claim) -> String {
    object([
      "key": text(claim.key), "speechAct": text(code(claim.speechAct)),
      "speaker": text(claim.speaker.actor),
      "asserted": claim.asserted.map(json),
      "about": object([
        "exchange": text(claim.about.exchange), "agreement": text(claim.about.agreement),
        "claim": text(claim.about.claim),
      ]),
      "measure": json(claim.measure), "quantity": claim.value?.quantity.map(json),
    ])
  }

  private func json(_ measure: Measure) -> String {
    object([
      "topic": text(code(measure.topic)), "dependentPower": measure.dependent.map(json),
      "detainingPower": measure.detaining.map(json), "category": text(code(measure.category)),
      "scope": text(measure.scope), "at": measure.at.map(json), "from": measure.from.map(json),
      "to": measure.to.map(json),
      "includes": list(measure.includes.map(json)), "excludes": list(measure.excludes.map(json)),
    ])
  }

  private func json(_ inclusion: Inclusion) -> String {
    switch inclusion {
    case .agreement(let key): object(["agreement": text(key)])
    case .exchange(let key): object(["exchange": text(key)])
    case .category, .words: preconditionFailure("no ledger has such a limit")
    }
  }

  private func json(_ powers: Powers) -> String {
    switch powers {
    case .one(let party): text(party)
    case .group(let parties, let isAll): isAll ? text("all") : list(parties.map(text))
    }
  }

  private func json(_ exchange: Exchange) -> String {
    let legs = exchange.legs.map { leg in
      object([
        "from": text(leg.from), "to": text(leg.to), "dependent": text(leg.effectiveDependentPower),
        "agreement": text(leg.agreement),
        "persons": list(
          leg.persons.map {
            object([
              "category": text(code($0.category)), "quantity": $0.value?.quantity.map(json),
              "stage": "\($0.stage)", "agreement": text($0.agreement),
            ])
          }),
      ])
    }
    return object([
      "key": text(exchange.key), "status": text(code(exchange.status)), "date": exchange.date.map(json),
      "agreements": list(exchange.agreements.map(text)), "legs": list(legs),
      "inOfficialTally": text(code(exchange.inOfficialTally)), "partOf": list(exchange.partOf.map(text)),
      "ordinals": list(
        exchange.ordinals.map { object(["series": text($0.series), "number": "\($0.number)"]) }),
      "stages": list(
        exchange.stages.map {
          object(["number": "\($0.number)", "status": text(code($0.status))])
        }),
    ])
  }

  private func json(_ relation: Relation) -> String {
    object([
      "key": text(relation.key), "from": text(relation.from), "to": text(relation.to),
      "kind": text(code(relation.kind)),
    ])
  }

  private func json(_ date: ResolvedDate) -> String { object(["edtf": text("\(date.date)")]) }

  private func json(_ quantity: Quantity) -> String {
    object([
      "words": text(quantity.words),
      "hard": json(quantity.hard), "soft": json(quantity.soft),
    ])
  }

  private func json(_ bounds: Bounds) -> String {
    object(["low": bounds.low.map { "\($0)" }, "high": bounds.high.map { "\($0)" }])
  }

  /// `prisonerOfWar` as `PRISONER_OF_WAR`.
  private func code(_ value: some Any) -> String {
    var code = ""
    for letter in "\(value)" {
      if letter.isUppercase || (letter.isNumber && code.last?.isNumber != true) { code.append("_") }
      code += letter.uppercased()
    }
    return code
  }

  private func text(_ text: String) -> String { "\"\(text)\"" }
  private func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }
  private func object(_ fields: KeyValuePairs<String, String?>) -> String {
    let present = fields.compactMap { name, value in value.map { "\"\(name)\": \($0)" } }
    return "{" + present.joined(separator: ", ") + "}"
  }
}

extension RandomLedger {
  /// What we say: the contradictions, and the figures of claims and of exchanges, each with its reasons.
  func answersJSON(_ reconciliation: Reconciliation) throws -> String {
    let found = try reconciliation.conflicts(EvidenceQuery(), kinds: [.contradiction, .tension])
    func keys(_ kind: ConflictKind) -> [String] {
      found.conflicts.filter { $0.kind == kind }.map { list($0.members.map { text($0.source.key) }) }
    }
    var figures: [String] = []
    for claim in claims {
      for figure in try reconciliation.consistency(EvidenceQuery(claim: claim.key)).figures {
        figures.append(object(["claim": text(claim.key), "answer": json(figure)]))
      }
    }
    for exchange in exchanges {
      for figure in try reconciliation.consistency(EvidenceQuery(exchange: exchange.key)).figures
      where figure.exchange?.key == exchange.key {
        figures.append(
          object([
            "exchange": text(exchange.key), "agreement": text(agreement(figure)),
            "measure": json(figure.measure), "answer": json(figure),
          ]))
      }
    }
    return object([
      "conflicts": list(keys(.contradiction)), "tensions": list(keys(.tension)),
      "count": "\(found.counts[.contradiction] ?? 0)", "figures": list(figures),
    ])
  }

  /// The agreement that a figure is of, by its label.
  private func agreement(_ figure: Figure) -> String {
    Self.agreements.first { figure.label.contains("under \($0.title)") }?.key ?? ""
  }

  private func json(_ figure: Figure) -> String {
    list([
      figure.hard.low.map { "\($0)" } ?? "null", figure.hard.high.map { "\($0)" } ?? "null",
      list(figure.lowSources.map { text($0.key) }), list(figure.highSources.map { text($0.key) }),
      "\(figure.isBesideConflict)", figure.soft.map(json) ?? "null",
    ])
  }
}
