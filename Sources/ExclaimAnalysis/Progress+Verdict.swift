import ExclaimDomain

extension Ledger {
  /// How far each party of an agreement has come; nil for an agreement that the ledger does not have.
  ///
  /// Claims and recorded exchanges may speak of the same persons, so that their numbers are added only where
  /// their days do not meet: the highest lower end stands.
  public func progress(of reference: String) -> ProgressFinding? {
    guard let agreement = agreement(reference) else { return nil }
    return ProgressFinding(
      agreement: source(agreement), obligations: agreement.obligations.map { progress($0, agreement) })
  }

  private func progress(_ obligation: Obligation, _ agreement: Agreement) -> ObligationProgress {
    let deliveries = Deliveries(ledger: self, agreement: agreement, obligation: obligation)
    let pledged = obligation.quantity?.count?.hard
    let finding = ProgressFindingRule(deliveries).finding(pledged)
    let low = deliveries.greatest { _ in true }?.low ?? 0
    let high = deliveries.high.flatMap { $0.bound < low ? nil : $0.bound }
    let parties = obligation.measure.dependent.map { $0.isAll ? [] : $0.parties.map(name).sorted() } ?? []
    var progress = ObligationProgress(
      obligor: obligation.obligor, obligorName: name(obligation.obligor), dependentPowerName: list(parties),
      obligation: "", pledged: pledged, delivered: Bounds(low: low, high: high), verdict: finding.verdict,
      conditions: finding.conditions.map(\.words),
      sources: unique(finding.sources + deliveries.exchanges.map(source)),
      explanation: "")
    progress.obligation = words(obligation, progress)
    progress.explanation = words(progress, finding.remark)
    return progress
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
    case .metIfScopesMatch, .metIfConditionsHold:
      return "\(start): met if this holds: \(progress.conditions.joined(separator: "; "))."
    case .notMet: return "\(start): not met, \(remark)."
    case .indeterminate: return "\(start): open, since \(remark)."
    }
  }
}

/// What the deliveries say of a pledge.
private struct ProgressFindingRule {
  struct Finding {
    var verdict: ProgressVerdict
    var conditions: [Condition] = []
    var sources: [Source] = []
    var remark = ""
  }

  /// The greatest number that counts as it stands.
  let certain: Delivery?
  /// The greatest number that came by the due day, be it under conditions.
  let inTime: Delivery?
  /// The greatest number under whatever conditions.
  let greatest: Delivery?
  let high: (bound: Int64, source: Source)?

  init(_ deliveries: Deliveries) {
    certain = deliveries.greatest(\.conditions.isEmpty)
    inTime = deliveries.greatest { !$0.isLate }
    greatest = deliveries.greatest { _ in true }
    high = deliveries.high
  }

  func finding(_ pledged: Bounds?) -> Finding {
    guard let pledged, let least = pledged.low else { return open("the obligation has no number") }
    if let high, let inTime, inTime.low > high.bound {
      return Finding(
        verdict: .indeterminate, conditions: inTime.conditions, sources: inTime.sources + [high.source],
        remark: "\(high.source.label) says that there were at most \(grouped(high.bound))")
    }
    if let most = pledged.high, least == 0 { return finding(atMost: most) }
    for delivery in [certain, inTime].compactMap(\.self) where delivery.low >= least {
      return met(delivery, pledged)
    }
    if let high, high.bound < least { return notMetInTime(high.bound, high.source) }
    if let greatest, greatest.low >= least { return met(greatest, pledged) }
    return open(greatest == nil ? "no number is recorded" : "the records do not decide it")
  }

  private func met(_ delivery: Delivery, _ pledged: Bounds) -> Finding {
    // A pledge such as "around 1,000" is fulfilled for certain only at its greatest reading.
    let isVague = pledged.high.map { delivery.low < $0 } ?? false
    let reading: [Condition] =
      isVague ? [.other("the pledge is read at its least, \(grouped(pledged.low ?? 0))")] : []
    let conditions = delivery.conditions + reading
    let verdict: ProgressVerdict =
      if conditions.isEmpty { .met } else if conditions.allSatisfy(\.isOfScope) { .metIfScopesMatch } else {
        .metIfConditionsHold
      }
    return Finding(verdict: verdict, conditions: conditions, sources: delivery.sources)
  }

  private func notMetInTime(_ bound: Int64, _ source: Source) -> Finding {
    let remark = "by the day on which it was due there were at most \(grouped(bound))"
    let later = greatest.flatMap { $0.isLate && $0.low > bound ? $0 : nil }
    return Finding(
      verdict: .notMet, sources: [source] + (later?.sources ?? []),
      remark: remark + (later.map { "; at least \(grouped($0.low)) are recorded with what came later" } ?? "")
    )
  }

  /// An obligation that has only an upper end, such as "at most 500", or none at all.
  private func finding(atMost most: Int64) -> Finding {
    if let certain, certain.low > most {
      return Finding(verdict: .notMet, sources: certain.sources, remark: "more than that is recorded")
    }
    if let greatest, greatest.low > most {
      return open(
        "more than that is recorded, if this holds: \(greatest.conditions.map(\.words).joined(separator: "; "))"
      )
    }
    if let high, high.bound <= most { return Finding(verdict: .met, sources: [high.source]) }
    return open("nothing says that there were not more")
  }

  private func open(_ remark: String) -> Finding {
    Finding(
      verdict: .indeterminate, conditions: greatest?.conditions ?? [], sources: greatest?.sources ?? [],
      remark: remark)
  }
}
