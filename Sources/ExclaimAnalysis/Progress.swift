import ExclaimDomain

/// How far the parties of an agreement have come.
public struct ProgressFinding: Sendable, Hashable {
  /// The agreement.
  public var agreement: Source
  /// One for each obligation, in the agreement's order.
  public var obligations: [ObligationProgress]
}

/// How far one obligor has come.
public struct ObligationProgress: Sendable, Hashable {
  /// Who must: reference.
  public var obligor: String
  /// Who must, by name.
  public var obligorName: String
  /// Whose people return, by name; empty when not said.
  public var dependentPowerName: String
  /// What is to be done, in words.
  public var obligation: String
  /// How many must; nil for an obligation without a number.
  public var pledged: Bounds?
  /// How many were, as far as the records say; the lower end holds if the conditions do.
  public var delivered: Bounds
  /// The finding.
  public var verdict: ProgressVerdict
  /// What must hold besides for the finding to hold.
  public var conditions: [String]
  /// What the numbers rest on.
  public var sources: [Source]
  /// The finding in words.
  public var explanation: String
}

/// Whether an obligation is fulfilled, numbered as in the contract.
public enum ProgressVerdict: Int32, CodeList {
  case met = 1
  case metIfScopesMatch = 2
  case notMet = 3
  case indeterminate = 4
  /// Met under conditions of which some are about something else than what was counted.
  case metIfConditionsHold = 5
}
