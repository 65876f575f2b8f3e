import ExclaimDomain

/// Something that claims of a war count.
enum Figure: Hashable {
  /// Persons held on a day.
  case held(Direction, day: Int, PersonCategory)
  /// Prisoners of war held on a day: a part of the military.
  case prisoners(Direction, day: Int)
  /// Soldiers held in one theatre on a day.
  case theatre(Direction, day: Int)
  /// Persons returned from the first stretch to the last.
  case returned(Direction, since: Int, until: Int, PersonCategory)
  /// Persons returned up to about a day.
  case returnedVaguely(Direction, until: Int)
  /// Persons of both sides returned up to a day.
  case returnedToBoth(until: Int)
  /// Exchanges from the first stretch to the last.
  case exchanges(Direction, since: Int, until: Int)
  /// Persons returned in a recorded exchange.
  case inExchange(Direction, exchange: Int, PersonCategory)
}
