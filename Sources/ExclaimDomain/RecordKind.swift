/// The kinds of record, numbered as in the contract.
public enum RecordKind: Int32, CodeList {
  case actor = 1
  case document = 2
  case claim = 3
  case exchange = 4
  case agreement = 5
  case relation = 6
  case assessment = 7

  /// What ids of this kind begin with, before the underscore: "clm" in "clm_01j…".
  public var idPrefix: String {
    switch self {
    case .actor: "act"
    case .document: "doc"
    case .claim: "clm"
    case .exchange: "exc"
    case .agreement: "agr"
    case .relation: "rel"
    case .assessment: "asm"
    }
  }
}
