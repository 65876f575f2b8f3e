import ExclaimDomain
import ExclaimMessages

extension RecordReader {
  /// The domain's quantity, from the bounds that the message carries; its words are not read again.
  func quantity(_ message: V1.Quantity) -> Quantity {
    var flags: Quantity.Flags = []
    if message.round { flags.insert(.roundNumber) }
    if message.cancellable { flags.insert(.cancellable) }
    let (hard, soft) = (Bounds(message.innerHard), Bounds(message.innerSoft))
    let kind: Quantity.Kind =
      switch message.kind {
      case .share:
        .share(
          Share(
            hard: ShareBounds(message.hardShare), soft: ShareBounds(message.softShare),
            whole: message.hardShare?.whole))
      case .rate: .rate(Rate(hard: hard, soft: soft, period: Rate.Period(rawValue: message.per) ?? .day))
      case .allBut:
        .allBut(AllBut(hard: hard, soft: soft, whole: message.whole.isEmpty ? nil : message.whole))
      default: .count
      }
    return Quantity(
      words: message.words, hard: Bounds(message.hard), soft: Bounds(message.soft), rule: message.rule,
      flags: flags, kind: kind)
  }
}

extension V1.Quantity {
  /// Puts in what a rule derived from the words.
  mutating func fill(from quantity: Quantity) {
    rule = quantity.rule
    round = quantity.flags.contains(.roundNumber)
    cancellable = quantity.flags.contains(.cancellable)
    switch quantity.kind {
    case .count:
      kind = .count
      hard = V1.Bounds(quantity.hard)
      soft = V1.Bounds(quantity.soft)
    case .share(let share):
      kind = .share
      hardShare = V1.Share(share.hard, of: share.whole)
      softShare = V1.Share(share.soft, of: share.whole)
    case .rate(let rate):
      kind = .rate
      innerHard = V1.Bounds(rate.hard)
      innerSoft = V1.Bounds(rate.soft)
      per = rate.period.rawValue
    case .allBut(let rest):
      kind = .allBut
      innerHard = V1.Bounds(rest.hard)
      innerSoft = V1.Bounds(rest.soft)
      whole = rest.whole ?? ""
    }
  }

  /// Takes out what the server derives, so that only what the submitter said is left.
  mutating func clearDerived() {
    guard !boundsAreGiven else { return }
    var bare = V1.Quantity()
    bare.words = words
    bare.language = language
    bare.unclearHedge = unclearHedge
    bare.unknownFields = unknownFields
    self = bare
  }

  /// True when the submitter stated the bounds; a rule's bounds are read from the words anew.
  var boundsAreGiven: Bool { hard != nil && (rule.isEmpty || rule == Quantity.givenRule) }
}

extension Bounds {
  init(_ message: V1.Bounds?) { self.init(low: message?.low, high: message?.high) }
}

extension V1.Bounds {
  init(_ bounds: Bounds) {
    self.init()
    low = bounds.low
    high = bounds.high
  }
}

extension ShareBounds {
  fileprivate init(_ message: V1.Share?) {
    let message = message ?? V1.Share()
    self.init(
      low: Ratio(message.low, default: 0), includesLow: !message.lowExclusive,
      high: Ratio(message.high, default: 1), includesHigh: !message.highExclusive)
  }
}

extension Ratio {
  fileprivate init(_ message: V1.Fraction?, default: Int64) {
    guard let message, message.denominator > 0, message.numerator >= 0 else {
      self.init(`default`)
      return
    }
    self.init(message.numerator, message.denominator)
  }
}

extension V1.Share {
  fileprivate init(_ bounds: ShareBounds, of whole: String?) {
    self.init()
    self.whole = whole ?? ""
    low = V1.Fraction(bounds.low)
    high = V1.Fraction(bounds.high)
    lowExclusive = !bounds.includesLow
    highExclusive = !bounds.includesHigh
  }
}

extension V1.Fraction {
  fileprivate init(_ ratio: Ratio) {
    self.init()
    numerator = ratio.numerator
    denominator = ratio.denominator
  }
}
