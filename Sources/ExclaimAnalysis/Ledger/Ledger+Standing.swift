import ExclaimDomain

extension Ledger {
  /// True when the speaker took the claim back, and did not take that back in turn.
  func isRetracted(_ claim: Claim) -> Bool {
    var seen: Set<String> = []
    func isRetracted(_ claim: Claim) -> Bool {
      guard seen.insert(claim.identity).inserted else { return false }
      return claims(about: claim).contains {
        $0.speechAct == .retracts && isSameSpeaker($0, claim) && !isRetracted($0)
      }
    }
    return isRetracted(claim)
  }

  /// True when the same speaker corrected the claim, or said what supersedes it.
  func isReplaced(_ claim: Claim) -> Bool {
    let corrections = claims(about: claim).filter { $0.speechAct == .corrects }
    let superseding = relations(at: claim).filter { $0.kind == .supersedes && $0.to == claim.identity }
    return (corrections + superseding.compactMap { self.claim($0.from) }).contains {
      isSameSpeaker($0, claim) && $0.identity != claim.identity && !isRetracted($0)
    }
  }

  /// True for a claim that its speaker neither took back nor replaced.
  func stands(_ claim: Claim) -> Bool {
    !mayNotStand(claim.identity) || (!isRetracted(claim) && !isReplaced(claim))
  }

  /// True for a claim that somebody took back, corrected or superseded, be it its speaker or not.
  func mayNotStand(_ claim: String) -> Bool {
    claimsByClaim[claim].contains { place in
      claims.withRecord(at: place) { $0.pointee.speechAct == .retracts || $0.pointee.speechAct == .corrects }
    } || relationsByClaim[claim].contains { relations[$0].kind == .supersedes }
  }

  private func isSameSpeaker(_ first: Claim, _ second: Claim) -> Bool {
    first.speaker.actor == second.speaker.actor
  }
}
