import ExclaimAnalysis
import ExclaimDomain

/// A ledger of many claims on what happened between warring parties, and the contradictions in it.
///
/// Speakers of both sides and others say, with hedges or without, what is true, except where a contradiction was
/// planted. Claims that were taken back or corrected by their speakers may say anything.
public struct GeneratedLedger: Sendable {
  /// Who acts and speaks.
  public internal(set) var actors: [Actor] = []
  /// What was published.
  public internal(set) var documents: [Document] = []
  /// What was said.
  public internal(set) var claims: [Claim] = []
  /// What happened.
  public internal(set) var exchanges: [Exchange] = []
  /// How claims stand to each other.
  public internal(set) var relations: [Relation] = []
  /// What analysts make of claims.
  public internal(set) var assessments: [Assessment] = []
  /// All contradictions that there are.
  public internal(set) var planted: [PlantedConflict] = []

  /// The records as the analyses take them.
  public var ledger: Ledger {
    Ledger(
      actors: actors, documents: documents, claims: claims, exchanges: exchanges, relations: relations,
      assessments: assessments)
  }

  /// Makes the ledger of a recipe.
  public init(_ recipe: Recipe) {
    var maker = LedgerMaker(recipe)
    self = maker.make()
  }

  init() {}
}
