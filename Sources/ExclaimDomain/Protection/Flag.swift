/// Something in a record that likely tells of one person in captivity, and where it stands.
///
/// Prisoners are shielded from public curiosity (Geneva Convention III, article 13). A flag asks a person to
/// look; it is a likeness found by rules, and neither complete nor always right.
public struct Flag: Sendable, Hashable {
  /// Path of the field in the JSON mapping, without the record's kind: `mentions[0].quote`.
  public let field: String
  /// The words found, cut where they are long.
  public let value: String
  /// What they look like and beside what, as the end of a sentence.
  public let reason: String
  /// What sort of thing was found.
  public let kind: FlagKind

  /// A flag from its parts.
  public init(field: String, value: String, reason: String, kind: FlagKind) {
    self.field = field
    self.value = value
    self.reason = reason
    self.kind = kind
  }
}

/// What a flag has found.
public enum FlagKind: String, Sendable, Hashable, CaseIterable {
  /// A person's name.
  case name
  /// A day or year of birth.
  case birth
  /// The age of one person.
  case age
  /// A telephone number.
  case phone
  /// An e-mail address.
  case email
  /// The number of a passport, an identity card or a service card.
  case identityNumber
  /// So few persons of a named unit that each of them can be known.
  case smallGroup
}
