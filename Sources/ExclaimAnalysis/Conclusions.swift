import ExclaimDomain

/// What one analysis finds on one subject.
public struct Conclusion: Sendable, Hashable {
  /// Which analysis.
  public enum Analysis: String, Sendable, Hashable {
    case tally, parity, progress, dispute, contradiction
  }

  /// Which analysis.
  public var analysis: Analysis
  /// What it is about.
  public var subject: Source
  /// Which of the findings on the subject: the obligor's name, for progress; the other records, for a contradiction; else
  /// empty.
  public var part: String
  /// The finding in words.
  public var finding: String
}

extension Ledger {
  /// All that the analyses find without being asked for anything in particular: the latest official totals against the
  /// records, both sides of each exchange, each obligation, what is disputed, and what cannot all be true.
  ///
  /// Throws only when the task is cancelled.
  public func conclusions() throws -> [Conclusion] {
    var found: [Conclusion] = tally().compactMap { check in
      (check.personsClaim ?? check.exchangesClaim).map {
        Conclusion(analysis: .tally, subject: $0, part: "", finding: check.explanation)
      }
    }
    found += exchanges.filter { !$0.legs.isEmpty }.mapWhileWanted { exchange in
      parity(of: exchange.identity).map {
        Conclusion(analysis: .parity, subject: $0.exchange, part: "", finding: $0.explanation)
      }
    }.compactMap(\.self)
    for agreement in agreements {
      guard let finding = progress(of: agreement.identity) else { continue }
      found += finding.obligations.map {
        Conclusion(
          analysis: .progress, subject: finding.agreement, part: "\($0.obligorName): \($0.obligation)",
          finding: $0.explanation)
      }
    }
    found += evidence(EvidenceQuery()).items.filter {
      $0.challenges.contains { !$0.claim.speechAct.isRemark }
    }.map {
      Conclusion(analysis: .dispute, subject: $0.source, part: "", finding: $0.explanation)
    }
    let contradictions = try Reconciliation(self).conflicts(EvidenceQuery(), kinds: [.contradiction])
    found += contradictions.conflicts.compactMap { conflict in
      conflict.members.first.map { first in
        Conclusion(
          analysis: .contradiction, subject: first.source,
          part: conflict.members.dropFirst().map(\.source.reference).sorted().joined(separator: " "),
          finding: conflict.explanation)
      }
    }
    return found
  }

  /// Any record as answers call it.
  public func source(of record: any RecordValue) -> Source {
    switch record {
    case let actor as Actor: Source(actor, actor.name)
    case let document as Document: source(document)
    case let claim as Claim: source(claim)
    case let exchange as Exchange: source(exchange)
    case let agreement as Agreement: source(agreement)
    case let relation as Relation:
      Source(
        relation,
        [title(ofClaim: relation.from), relation.kind.words, title(ofClaim: relation.to)]
          .joined(separator: " "))
    case let assessment as Assessment: Source(assessment, "on \(title(ofClaim: assessment.claim))")
    default: Source(record, record.identity)
    }
  }

  private func title(ofClaim reference: String) -> String {
    claim(reference).map { source($0).words } ?? reference
  }
}

extension RelationKind {
  /// "supports", "scope drift of".
  fileprivate var words: String { name.lowercased().replacing("_", with: " ") }
}
