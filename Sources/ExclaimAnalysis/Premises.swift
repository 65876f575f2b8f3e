import ExclaimDomain

/// Whose word counts in an analysis; the empty one takes everybody's.
///
/// A claim counts when it matches one of `trust`, or `trust` is empty, and none of `distrust`.
public struct Premises: Sendable, Hashable {
  /// The most entries that one question may have.
  public static let entryCountMax = 100

  /// Whom to believe; empty means everybody.
  public var trust: [Premise]
  /// Whom not to believe.
  public var distrust: [Premise]

  /// Premises; without any, everybody's word counts.
  public init(trust: [Premise] = [], distrust: [Premise] = []) {
    self.trust = trust
    self.distrust = distrust
  }

  /// True when everybody's word counts.
  public var isEmpty: Bool { trust.isEmpty && distrust.isEmpty }
}

/// One entry of premises: by what claims are known whose word counts, or does not.
public enum Premise: Sendable, Hashable {
  /// What this actor said: reference. An outlet that only passes on what others said is not their speaker.
  case speaker(String)
  /// What a party said, and everybody on its side: reference.
  case side(String)
  /// What speakers said who are on no party's side.
  case noSide
  /// What speakers said who have one of these grades, which follow on each other, for the claim's topic, or else in general. Who has no grade has
  /// none of them.
  case reliability(Set<ReliabilityGrade>)
  /// Claims to which any analyst gave one of these marks.
  case credibility(ClosedRange<Int>)
  /// Claims that stand so in any analyst's eyes.
  case assessment(AssessmentState)
}

extension Ledger {
  /// The ledger with those claims alone whose word counts, and how many were left out.
  ///
  /// Each claim is judged by itself, and one that counts stays when the claim that it is about does not: a dispute by a
  /// trusted speaker then disputes nothing that is there, and its own number counts as before. A speaker's retraction
  /// or correction of a claim that counts need not match `trust`, for else a word would count that nobody stands by;
  /// to leave it out takes `distrust`.
  ///
  /// What analysts say always counts. Relations stay even where they lead to a claim that was left out: two reports of
  /// one utterance have one origin, also when the utterance is not believed. Cost: linear in the claims.
  public func taking(_ premises: Premises) -> (ledger: Ledger, claimsLeftOut: Int) {
    guard !premises.isEmpty else { return (self, 0) }
    let trusted = premises.trust.isEmpty ? nil : PremiseRule(premises.trust, in: self)
    let distrusted = PremiseRule(premises.distrust, in: self)
    let possible = claims.filter { !distrusted.matches($0) }
    var kept = possible.filter { trusted?.matches($0) ?? true }
    if trusted != nil {
      kept += ownAmendments(of: kept, among: Set(possible.map(\.identity)))
      let counting = Set(kept.map(\.identity))
      kept = claims.filter { counting.contains($0.identity) }
    }
    let ledger = Ledger(
      actors: actors, documents: documents, claims: kept, exchanges: exchanges, agreements: agreements,
      relations: relations, assessments: assessments)
    return (ledger, claims.count - kept.count)
  }

  /// What the speakers of claims said to take them back or correct them, and to take that back in turn.
  private func ownAmendments(of claims: [Claim], among possible: Set<String>) -> [Claim] {
    var seen = Set(claims.map(\.identity))
    var found: [Claim] = []
    var open = claims
    while let claim = open.popLast() {
      for amendment in self.claims(about: claim)
      where [.retracts, .corrects].contains(amendment.speechAct)
        && amendment.speaker.actor == claim.speaker.actor && possible.contains(amendment.identity)
        && seen.insert(amendment.identity).inserted
      {
        found.append(amendment)
        open.append(amendment)
      }
    }
    return found
  }
}

/// Whether claims match one of several premises, in a time that does not grow with their number.
private struct PremiseRule {
  private let ledger: Ledger
  private var speakers: Set<String> = []
  private var parties: Set<String> = []
  private var takesNoSide = false
  private var grades: Set<ReliabilityGrade> = []
  private var assessed: Set<String> = []

  init(_ premises: [Premise], in ledger: Ledger) {
    self.ledger = ledger
    var marks: Set<Int> = []
    var states: Set<AssessmentState> = []
    for premise in premises {
      switch premise {
      case .speaker(let actor): speakers.insert(actor)
      case .side(let party): parties.insert(party)
      case .noSide: takesNoSide = true
      case .reliability(let grades): self.grades.formUnion(grades)
      case .credibility(let range): marks.formUnion(range)
      case .assessment(let state): states.insert(state)
      }
    }
    guard !marks.isEmpty || !states.isEmpty else { return }
    for assessment in ledger.assessments
    where marks.contains(assessment.credibility) || states.contains(assessment.state) {
      assessed.insert(assessment.claim)
    }
  }

  func matches(_ claim: Claim) -> Bool {
    let speaker = claim.speaker.actor
    return speakers.contains(speaker) || assessed.contains(claim.identity)
      || (takesNoSide && ledger.side(of: speaker) == nil)
      || (!parties.isEmpty && isOnSide(speaker))
      || (!grades.isEmpty && (grade(of: speaker, for: claim.measure.topic).map(grades.contains) ?? false))
  }

  /// The speaker may belong to a body that belongs to the party.
  private func isOnSide(_ speaker: String) -> Bool {
    var seen: Set<String> = []
    var current = speaker
    while !current.isEmpty, seen.insert(current).inserted {
      if parties.contains(current) { return true }
      current = ledger.actor(current)?.side ?? ""
    }
    return false
  }

  private func grade(of speaker: String, for topic: Topic) -> ReliabilityGrade? {
    let entries = ledger.actor(speaker)?.reliability ?? []
    return (entries.first { $0.topic == topic } ?? entries.first { $0.topic == .unspecified })?.grade
  }
}
