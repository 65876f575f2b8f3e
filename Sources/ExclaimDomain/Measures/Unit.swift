/// What one of a number is, numbered as in the contract. Units are never mixed.
public enum Unit: Int32, CodeList {
  case unspecified = 0
  case persons = 1
  case bodies = 2
  case bags = 3
  case exchanges = 4
  case handovers = 5
  case missions = 6
  case lists = 7

  /// The unit in plain words.
  public var label: String { self == .unspecified ? "unit not said" : plainName }
}
