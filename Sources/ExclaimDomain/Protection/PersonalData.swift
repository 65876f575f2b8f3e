/// Finds in records what likely tells of one person in captivity.
///
/// Officials in a public role, outlets and organisations are no such persons: a name beside an office, or of
/// whoever speaks in the text, is left alone, unless the text says of that very person that they are a prisoner.
/// The words that decide are data, a file for each language in `Languages/`.
public enum PersonalData {
  /// The most flags on one record: enough to see what is wrong with it.
  public static let flagsMax = 20
  /// The most characters of a value that a flag repeats.
  public static let valueCharactersMax = 60
  /// How far from a word of captivity something in another sentence may stand, in words and signs: some twelve words.
  public static let tokensBesideMax = 16
  /// The same within one sentence, where it is long.
  public static let tokensInSentenceMax = 60
  /// A group of a named unit with fewer persons than this is too small.
  public static let smallGroupBelow = 5

  /// Everything in the record that likely tells of one person in captivity, in the order of its fields.
  ///
  /// Cost: linear in the record's texts; those without a capital letter, a digit or an `@` after their first
  /// letter are only glanced at.
  public static func flags(in record: some RecordValue) -> [Flag] {
    var review = RecordReview()
    review.read(record)
    return review.flags
  }
}
