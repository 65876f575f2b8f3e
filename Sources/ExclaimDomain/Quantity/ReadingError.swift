/// Words that no rule reads: which text, where in it, why, and what to do.
public struct ReadingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The whole text as it was given.
  public let text: String
  /// Where the offending fragment begins, in UTF-8 bytes from the start of `text`.
  public let offset: Int
  /// The part of the text that could not be read; empty when something is missing at the end.
  public let fragment: String
  /// Why the text cannot be read.
  public let reason: String
  /// What to write instead.
  public let remedy: String

  /// An error from its parts.
  public init(text: String, offset: Int, fragment: String, reason: String, remedy: String) {
    self.text = text
    self.offset = offset
    self.fragment = fragment
    self.reason = reason
    self.remedy = remedy
  }

  /// One line with all five parts.
  public var description: String { "\"\(text)\": \(place): \(reason); \(remedy)" }

  /// The same as a problem of the record's field.
  public func problem(field: String) -> Problem {
    Problem(field: field, value: text, reason: "\(place): \(reason)", remedy: remedy)
  }

  private var place: String {
    fragment.isEmpty ? "at byte \(offset)" : "at byte \(offset), \"\(fragment)\""
  }
}

/// Words that are no readable quantity.
public typealias QuantityError = ReadingError

/// Text that is no readable date.
public typealias DateError = ReadingError
