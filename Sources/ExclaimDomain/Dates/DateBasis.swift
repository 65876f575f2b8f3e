/// How a stored date is known. The raw values are those of the schema.
public enum DateBasis: Int32, Sendable, Hashable, CaseIterable {
  /// The text states the date.
  case stated = 1
  /// A weekday's name, counted back from the day of publication or speech.
  case resolvedWeekday = 2
  /// Other words that need an anchor: "yesterday", "last month", "5 June" without its year.
  case resolvedRelative = 3
  /// Not in the text at all: somebody knew it.
  case externalKnowledge = 4
  /// Nobody said how.
  case unknown = 5
}
