import ExclaimDomain

extension Ledger {
  /// How far each party of an agreement has come; nil for an agreement that the ledger does not have.
  ///
  /// Claims and recorded exchanges may speak of the same persons, so their numbers are never added: the
  /// highest lower end stands.
  public func progress(of reference: String) -> ProgressFinding? {
    guard let agreement = agreement(reference) else { return nil }
    return ProgressFinding(
      agreement: source(agreement), obligations: agreement.obligations.map { progress($0, agreement) })
  }

  private func progress(_ obligation: Obligation, _ agreement: Agreement) -> ObligationProgress {
    let deliveries = Deliveries(ledger: self, agreement: agreement, obligation: obligation)
    let all = deliveries.all()
    let certain = all.filter(\.conditions.isEmpty).max { $0.low < $1.low }
    let best = all.max { $0.low < $1.low || ($0.low == $1.low && $0.conditions.count > $1.conditions.count) }
    let high = deliveries.high()
    let pledged = obligation.quantity?.count?.hard
    let finding = verdict(pledged, certain, best, high)
    let delivered = Bounds(
      low: best?.low ?? 0, high: high.flatMap { $0.bound < best?.low ?? 0 ? nil : $0.bound })
    var seen: Set<Source> = []
    let sources = (finding.sources + deliveries.exchanges.map(source)).filter { seen.insert($0).inserted }
    let parties = obligation.measure.dependent.map { $0.isAll ? [] : $0.parties.map(name).sorted() } ?? []
    var progress = ObligationProgress(
      obligor: obligation.obligor, obligorName: name(obligation.obligor), dependentPowerName: list(parties),
      obligation: "", pledged: pledged, delivered: delivered, verdict: finding.verdict,
      conditions: finding.conditions, sources: sources, explanation: "")
    progress.obligation = words(obligation, progress)
    progress.explanation = words(progress, finding.remark)
    return progress
  }

  private struct Finding {
    var verdict: ProgressVerdict
    var conditions: [String] = []
    var sources: [Source] = []
    var remark = ""
  }

  private func verdict(
    _ pledged: Bounds?, _ certain: Delivery?, _ best: Delivery?, _ high: (bound: Int64, source: Source)?
  ) -> Finding {
    let known = best.map { $0.low > 0 ? $0 : nil } ?? nil
    guard let pledged, let least = pledged.low else {
      return Finding(
        verdict: .indeterminate, sources: known?.sources ?? [], remark: "the obligation has no number")
    }
    if let high, let known, known.low > high.bound {
      return Finding(
        verdict: .indeterminate, conditions: known.conditions, sources: known.sources + [high.source],
        remark: "\(high.source.label) says that there were at most \(grouped(high.bound))")
    }
    // A pledge such as "around 1,000" is fulfilled for certain only at its greatest reading.
    let reading =
      pledged.high.map { most in most > least ? "the pledge is read at its least, \(grouped(least))" : nil }
      ?? nil
    for delivery in [certain, best].compactMap(\.self) where delivery.low >= least {
      let isVague = pledged.high.map { delivery.low < $0 } ?? false
      let conditions = delivery.conditions + (isVague ? [reading].compactMap(\.self) : [])
      return Finding(
        verdict: conditions.isEmpty ? .met : .metIfScopesMatch, conditions: conditions,
        sources: delivery.sources)
    }
    if let high, high.bound < least {
      return Finding(
        verdict: .notMet, conditions: [], sources: [high.source], remark: "by the day on which it was due")
    }
    return Finding(
      verdict: .indeterminate, conditions: known?.conditions ?? [], sources: known?.sources ?? [],
      remark: known == nil ? "no number is recorded" : "the records do not decide it")
  }

  private func words(_ obligation: Obligation, _ progress: ObligationProgress) -> String {
    if !obligation.description.isEmpty { return obligation.description }
    var text = obligation.measure.topic.label
    if let quantity = obligation.quantity { text += ": \(quantity.words)" }
    if obligation.measure.category != .unspecified { text += " \(obligation.measure.category.label)" }
    if !progress.dependentPowerName.isEmpty { text += " of \(progress.dependentPowerName)" }
    return text
  }

  private func words(_ progress: ObligationProgress, _ remark: String) -> String {
    let delivered =
      progress.delivered == .atLeast(0) ? "no number recorded" : "\(progress.delivered.words) recorded"
    let pledged = progress.pledged.map { "\($0.words) pledged" } ?? "no number pledged"
    let whose = progress.dependentPowerName.isEmpty ? "" : " to \(progress.dependentPowerName)"
    let start = "\(progress.obligorName)\(whose): \(pledged), \(delivered)"
    switch progress.verdict {
    case .met: return "\(start): met."
    case .metIfScopesMatch:
      return "\(start): met if this holds: \(progress.conditions.joined(separator: "; "))."
    case .notMet: return "\(start): not met \(remark)."
    case .indeterminate: return "\(start): open, since \(remark)."
    }
  }
}
