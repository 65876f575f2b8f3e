import ExclaimDomain

extension Ledger {
  /// True when the speaker took the claim back, and did not take that back in turn.
  func isRetracted(_ claim: Claim) -> Bool { isRetracted(claim.identity, by: claim.speaker.actor) }

  /// True for a claim that its speaker neither took back nor replaced.
  func stands(_ claim: Claim) -> Bool { stands(claim.identity, by: claim.speaker.actor) }

  /// The same of the claim that is known by this and was made by this speaker, be it where it is: it is not copied.
  func stands(_ claim: String, by speaker: String) -> Bool {
    !mayNotStand(claim) || (!isRetracted(claim, by: speaker) && !isReplaced(claim, by: speaker))
  }

  private func isRetracted(_ claim: String, by speaker: String) -> Bool {
    var seen: Set<String> = []
    func isRetracted(_ claim: String) -> Bool {
      guard seen.insert(claim).inserted else { return false }
      return claimsByClaim[claim].contains { place in
        claims.withRecord(at: place) {
          $0.pointee.speechAct == .retracts && $0.pointee.speaker.actor == speaker
            && !isRetracted($0.identity)
        }
      }
    }
    return isRetracted(claim)
  }

  /// True when the same speaker corrected the claim, or said what supersedes it. Who takes that back as well does not say
  /// the first again.
  private func isReplaced(_ claim: String, by speaker: String) -> Bool {
    let corrections = claimsByClaim[claim].filter { place in
      claims.withRecord(at: place) { $0.pointee.speechAct == .corrects }
    }
    let superseding = relationsByClaim[claim].compactMap { place in
      relations.withRecord(at: place) {
        $0.pointee.kind == .supersedes && $0.pointee.to == claim ? index(ofClaim: $0.pointee.from) : nil
      }
    }
    return (corrections + superseding).contains { place in
      claims.withRecord(at: place) {
        $0.pointee.speaker.actor == speaker && $0.identity != claim
      }
    }
  }

  /// True for a claim that somebody took back, corrected or superseded, be it its speaker or not.
  func mayNotStand(_ claim: String) -> Bool {
    claimsByClaim[claim].contains { place in
      claims.withRecord(at: place) { $0.pointee.speechAct == .retracts || $0.pointee.speechAct == .corrects }
    }
      || relationsByClaim[claim].contains { place in
        relations.withRecord(at: place) { $0.pointee.kind == .supersedes }
      }
  }
}
