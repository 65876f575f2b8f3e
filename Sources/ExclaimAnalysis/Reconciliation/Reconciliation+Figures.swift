import ExclaimDomain

extension Reconciliation {
  /// The figures that a question meets, and the contradictions that touch them.
  ///
  /// - Parameter page: Which of the figures to tell, by their places; all when it is nil. To say why a figure is what it
  ///   is takes far longer than to compute it.
  public func consistency(_ query: EvidenceQuery, page: Range<Int>? = nil) throws -> ConsistencyAnswer {
    let numbers = numbers(query)
    let found = try contradictions(touching: query, Set(numbers))
    let told = page.map { numbers[$0.clamped(to: numbers.indices)] } ?? numbers[...]
    return ConsistencyAnswer(
      figures: try figures(told), figureCount: numbers.count, conflicts: found.told,
      conflictCount: found.count, explanation: explanation(numbers.count, found.count))
  }

  /// The figures that a question meets, each to be quoted.
  public func citations(_ query: EvidenceQuery) throws -> [Citation] {
    try figures(numbers(query), sayingWhyOfRests: true).map { figure in
      var seen: Set<Source> = []
      let records = (figure.sources + figure.lowSources + figure.highSources + figure.restSources).filter {
        seen.insert($0).inserted
      }
      return Citation(
        figure: figure, records: records, text: "\(sentence(figure.label)): \(figure.explanation)")
    }
  }

  private func explanation(_ figures: Int, _ conflicts: Int) -> String {
    if figures == 0 { return "No number on this is recorded." }
    let numbers = sentence(count(figures, "figure"))
    if conflicts == 0 { return "\(numbers); all of them can be true." }
    return "\(numbers); not all can be true: \(count(conflicts, "contradiction"))."
  }

  // MARK: - One figure

  /// What follows for some numbers, in that order.
  ///
  /// - Parameter sayingWhyOfRests: whether to name the records on which it rests what recorded exchanges leave open.
  func figures(_ numbers: some Sequence<Int>, sayingWhyOfRests: Bool = false) throws -> [Figure] {
    let reasons = try reasons(for: numbers, ofRests: sayingWhyOfRests)
    return try numbers.map { number in
      try Task.checkCancellation()
      return try figure(number, reasons[number] ?? Reasons())
    }
  }

  private func figure(_ place: Int, _ reasons: Reasons) throws -> Figure {
    let (number, solved) = (table.numbers[place], solved(place))
    let claims = number.statements.compactMap(claim)
    var figure = Figure(
      label: label(number), measure: measure(number), exchange: exchange(number).map { ledger.source($0) },
      hard: solved.hard, soft: try usual(place),
      stated: number.statements.isEmpty ? nil : Extremes(number, \.hard).bounds,
      lowSources: reasons.low.map(source), highSources: reasons.high.map(source),
      restSources: reasons.unexplainedBy.map(source),
      sources: number.statements.map { source($0.record) }, isBesideConflict: solved.isBesideConflict,
      agreeing: agreeing(number, claims, solved.hard), origins: ledger.origins(of: claims), explanation: "")
    figure.explanation =
      solved.isUnsolved
      ? "What follows for it could not be computed: too much is tied to it." : explanation(figure, reasons)
    return figure
  }

  /// Where the origins of the claims on a number agree, by the usual reading inside what is possible.
  private func agreeing(_ number: Number, _ claims: [Claim], _ hard: Bounds) -> Agreeing? {
    guard !claims.isEmpty else { return nil }
    let origins = ledger.originIndexes(of: claims)
    let soft = number.statements.filter { claim($0) != nil }.map(\.soft)
    return ExclaimAnalysis.agreeing(
      claims.indices.map { (origin: origins[$0], bounds: soft[$0], source: ledger.source(claims[$0])) },
      within: hard)
  }

  private func explanation(_ figure: Figure, _ reasons: Reasons) -> String {
    var sentences = ["\(sentence(figure.hard.words))."]
    let (low, high) = (words(figure.lowSources), words(figure.highSources))
    if !low.isEmpty, low == high {
      sentences.append("That follows from \(low).")
    } else {
      if !low.isEmpty { sentences.append("No less, by \(low).") }
      if !high.isEmpty { sentences.append("No more, by \(high).") }
    }
    if let soft = figure.soft, soft != figure.hard {
      sentences.append("By the usual reading of the words, \(soft.words): plausible, not proved.")
    } else if figure.soft == nil {
      sentences.append("The usual readings of the words do not go together.")
    }
    if let rest = reasons.unexplained { sentences.append(self.words(rest, figure.measure)) }
    if figure.isBesideConflict {
      sentences.append("Records that contradict each other were left out of this.")
    }
    return sentences.joined(separator: " ")
  }

  private func words(_ sources: [Source]) -> String { list(sources.map(\.words)) }

  /// What the recorded exchanges leave open of a total.
  private func words(_ rest: Bounds, _ measure: Measure) -> String {
    let isOfExchanges = measure.topic == .exchanges
    if let low = rest.low, low > 0 {
      return isOfExchanges
        ? "At least \(count(Int(low), "exchange")) \(low == 1 ? "is" : "are") missing from the records."
        : "\(sentence(rest.words("person"))) of these returned in exchanges that are not recorded, or whose number is not."
    }
    if rest.high == 0 { return "The recorded exchanges explain all of it." }
    return "The recorded exchanges leave \(rest.words(isOfExchanges ? "exchange" : "person")) open."
  }
}
