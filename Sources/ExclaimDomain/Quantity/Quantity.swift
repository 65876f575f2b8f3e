/// What a speaker said about a number: the words, and the two intervals that follow from them.
///
/// `hard` and `soft` bound a **count** and nothing else. For a share, a rate or "all but 12" they are
/// `Bounds.unknown`, so that code which forgets to look at `kind` learns nothing rather than something
/// false; the figures of those are inside `kind`, in types that do not add to a count.
public struct Quantity: Sendable, Hashable {
  /// The words, verbatim.
  public let words: String
  /// What the words entail: only these bounds make a contradiction.
  public let hard: Bounds
  /// The usual reading, inside `hard`: it makes a tension and shades a chart.
  public let soft: Bounds
  /// The rule that read the words, with its version: `more-than/1`; `given/1` for stated bounds.
  public let rule: String
  /// Marks that a reader should see beside the bounds.
  public let flags: Flags
  /// Whether this counts at all, or is a share, a rate or a remainder.
  public let kind: Kind
  /// The BCP 47 tag that the words were read with; empty if none was given.
  public var language: String
  /// A hedge of the sentence that may or may not reach this number; the bounds then hold both readings.
  public let unclearHedge: String

  /// Marks on a quantity.
  public struct Flags: OptionSet, Sendable, Hashable {
    /// The bits, as stored.
    public let rawValue: UInt8
    /// Flags from stored bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The number said is round (see `QuantityRules.isRound`), so it may stand for its neighbourhood.
    public static let roundNumber = Flags(rawValue: 1)
    /// The reading may be taken back without contradiction: "up to 50" promises none.
    public static let cancellable = Flags(rawValue: 2)
  }

  /// What sort of number the words state.
  public enum Kind: Sendable, Hashable {
    /// A number of the measure's units.
    case count
    /// A part of a named whole: "most", "15 %".
    case share(Share)
    /// So many each period: "30 a week".
    case rate(Rate)
    /// A whole less some: "all but 12". A count only once the whole is known.
    case allBut(AllBut)
  }

  /// A quantity from its parts, taken as they are.
  public init(
    words: String, hard: Bounds, soft: Bounds, rule: String, flags: Flags = [], kind: Kind = .count,
    language: String = "", unclearHedge: String = ""
  ) {
    self.words = words
    self.hard = hard
    self.soft = soft
    self.rule = rule
    self.flags = flags
    self.kind = kind
    self.language = language
    self.unclearHedge = unclearHedge
  }
}

extension Quantity.Kind {
  /// The sort of number in plain words: "a rate for each week".
  public var label: String {
    switch self {
    case .count: "a count"
    case .share: "a share of a whole"
    case .rate(let rate): "a rate for each \(rate.period.rawValue)"
    case .allBut: "a whole less some"
    }
  }
}

/// So many each period.
public struct Rate: Sendable, Hashable {
  /// The bounds per period that the words entail.
  public let hard: Bounds
  /// The usual reading per period.
  public let soft: Bounds
  /// The period.
  public let period: Period

  /// A calendar period; the raw value is its English word.
  public enum Period: String, Sendable, Hashable, CaseIterable {
    /// The period named.
    case day, week, month, year
  }

  /// A rate from its parts.
  public init(hard: Bounds, soft: Bounds, period: Period) {
    self.hard = hard
    self.soft = soft
    self.period = period
  }
}

/// A whole less some: the bounds are of those **left out**.
public struct AllBut: Sendable, Hashable {
  /// The bounds of those left out that the words entail.
  public let hard: Bounds
  /// The usual reading of those left out.
  public let soft: Bounds
  /// The whole in the speaker's words; nil if only the measure names it.
  public let whole: String?

  /// A remainder from its parts.
  public init(hard: Bounds, soft: Bounds, whole: String?) {
    self.hard = hard
    self.soft = soft
    self.whole = whole
  }
}
