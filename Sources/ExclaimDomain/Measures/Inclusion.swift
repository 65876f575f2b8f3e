/// Something that a total takes in or leaves out.
public enum Inclusion: Sendable, Hashable {
  /// Everything under an agreement: reference to an Agreement.
  case agreement(String)
  /// One exchange: reference to an Exchange.
  case exchange(String)
  /// A category of persons.
  case category(PersonCategory)
  /// Anything else, in the speaker's words.
  case words(String)
}
