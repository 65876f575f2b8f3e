import ExclaimDomain

/// What must be withheld from a publication so that nobody can be singled out.
///
/// A number that is broken down by unit, place or health and counts fewer persons than the threshold goes,
/// and with it whatever would give it away: other numbers from which it follows by adding and subtracting,
/// and words that state it. Between the least and the greatest number that a reader of the publication can
/// still think of there are then `threshold` numbers, at least, for each that went; whomever the reader
/// believes where speakers differ.
///
/// What is not looked at: numbers that follow from running totals of two days, from a share of a published
/// whole, and what outsiders know from elsewhere.
public struct PublicExport: Sendable {
  /// The threshold where none is asked for.
  public static let thresholdDefault: Int64 = 5
  /// The greatest threshold: with a higher one hardly a number by unit, place or health would be left.
  public static let thresholdMax: Int64 = 100

  /// Counts below it are withheld where they are broken down.
  public let threshold: Int64
  let ledger: Ledger

  /// A publication of these records, which are public already.
  ///
  /// The threshold is brought into 1 to ``thresholdMax``.
  public init(_ ledger: Ledger, threshold: Int64 = thresholdDefault) {
    self.ledger = ledger
    self.threshold = min(max(threshold, 1), Self.thresholdMax)
  }

  /// Everything that must go, in the order of the records; nothing twice.
  ///
  /// Cost: linear in the records; numbers that hang together with a withheld one cost more, by their count
  /// and by how many of them speakers differ about.
  public func withheld() -> [Withheld] {
    let cells = families().mapWhileWanted { suppressed(in: $0) }.flatMap(\.self)
    return unique(cells.map(\.withheld) + texts(stating: cells))
  }
}

/// A field that must go from a record.
public struct Withheld: Sendable, Hashable {
  /// The record: its id, or its key before it has one.
  public var record: String
  /// What kind of record it is.
  public var kind: RecordKind
  /// Which field.
  public var field: WithheldField
  /// Why.
  public var reason: WithheldReason
}

/// Why a field is withheld.
public enum WithheldReason: String, Sendable, Hashable {
  /// The number itself is below the threshold.
  case small = "counts fewer persons than the threshold, by unit, place or health"
  /// A number below the threshold would follow from it.
  case givesAway = "would give away a withheld number"
  /// The words state a withheld number, or may.
  case states = "may state a withheld number in words"
}

/// A field that can be withheld.
public enum WithheldField: Sendable, Hashable {
  /// A claim's number.
  case quantity
  /// The number that a step of a claim's chain gave.
  case hopQuantity(Int)
  /// How many were transferred, in a group of a leg.
  case group(leg: Int, group: Int)
  /// How many were to be transferred, in a group of a leg.
  case plannedGroup(leg: Int, group: Int)
  /// The number of an obligation.
  case obligationQuantity(Int)
  /// The words of an obligation.
  case obligationDescription(Int)
  /// Quote and offsets of a mention; document and locus stay.
  case mention(Int)
  /// The words by which a claim's speaker is called.
  case speakerWords
  /// The free remark of any record.
  case note
  /// A claim's proposition.
  case proposition
  /// A title.
  case title
  /// The reason of a relation or an assessment.
  case reason
  /// A document's text, with its excluded spans.
  case text

  /// Path of the field in the JSON mapping, without the record's kind.
  public var path: String {
    switch self {
    case .quantity: "quantity"
    case .hopQuantity(let hop): "chain[\(hop)].quantity"
    case .group(let leg, let group): "legs[\(leg)].persons[\(group)].quantity"
    case .plannedGroup(let leg, let group): "legs[\(leg)].persons[\(group)].planned"
    case .obligationQuantity(let obligation): "obligations[\(obligation)].quantity"
    case .obligationDescription(let obligation): "obligations[\(obligation)].description"
    case .mention(let mention): "mentions[\(mention)].quote"
    case .speakerWords: "speaker.words"
    case .note: "note"
    case .proposition: "proposition"
    case .title: "title"
    case .reason: "reason"
    case .text: "text"
    }
  }
}
