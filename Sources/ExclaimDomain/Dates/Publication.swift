/// What the public could know by the end of a day.
///
/// - A document counts if its date is certainly not later. One whose date does not tell, or that has none, is left out,
///   and whoever answers says how many of those there are.
/// - A claim counts if a document in which it stands does, and one without documents unless it was certainly said later:
///   that it stands nowhere is no reason to think that nobody heard of it.
/// - Exchanges and agreements count unless they are certainly later, even where they were planned by then. An exchange of
///   which documents tell, by claims about it, counts only once one of its claims does: its numbers were made public there.
/// - Relations and assessments count where the claims that they are about do.
public enum Publication {
  /// The days that a date may mean, counted from 1970-01-01, both ends included; an open end is a number out of reach.
  public struct Span: Sendable, Hashable {
    /// First day.
    public var earliest: Int64
    /// Last day.
    public var latest: Int64

    /// The days between two.
    public init(earliest: Int64, latest: Int64) {
      self.earliest = earliest
      self.latest = latest
    }

    /// The days of a window.
    public init(_ window: DayWindow) {
      earliest = window.earliest.map { Int64($0.number) } ?? .min
      latest = window.latest.map { Int64($0.number) } ?? .max
    }
  }

  /// Whether something with a date was published by the end of a day; nil when the date does not tell.
  public static func isPublished(_ date: Span?, by day: Int64) -> Bool? {
    guard let date else { return nil }
    if date.latest <= day { return true }
    return date.earliest > day ? false : nil
  }

  /// Whether something certainly happened later.
  public static func isLater(_ date: Span?, than day: Int64) -> Bool { (date?.earliest ?? .min) > day }

  /// Whether a claim was known.
  ///
  /// - Parameter documents: for each document in which it stands, whether that counts.
  public static func isKnown(claimIn documents: [Bool], asserted: Span?, by day: Int64) -> Bool {
    if isLater(asserted, than: day) { return false }
    return documents.isEmpty || documents.contains(true)
  }

  /// Whether an exchange was known.
  ///
  /// - Parameter claims: for each claim about it whether that was known, and whether it stands in a document.
  public static func isKnown(
    exchangeWith claims: [(isKnown: Bool, standsInDocument: Bool)], event: Span?, by day: Int64
  ) -> Bool {
    if isLater(event, than: day) { return false }
    return claims.contains(where: \.isKnown) || !claims.contains(where: \.standsInDocument)
  }
}
