/// Where a page ended, as text that a client hands back unread.
///
///     POSITION-FINGERPRINT, both hexadecimal
///
/// The fingerprint is that of the query: with another query, the position would silently mean something else.
struct Cursor {
  /// The last record's number for a list, the number of hits before for a search.
  var position: Int64
  var fingerprint: UInt64

  var text: String { String(position, radix: 16) + "-" + String(fingerprint, radix: 16) }

  /// The position in a cursor's text; 0 for the empty text.
  static func position(in text: String, for fingerprint: UInt64) throws(StoreError) -> Int64 {
    if text.isEmpty { return 0 }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let position = Int64(parts[0], radix: 16), position >= 0,
      let theirs = UInt64(parts[1], radix: 16)
    else { throw invalid(text, "is not a cursor of this server") }
    guard theirs == fingerprint else { throw invalid(text, "belongs to another query") }
    return position
  }

  private static func invalid(_ text: String, _ reason: String) -> StoreError {
    .invalidQuery(
      StoreProblem(
        .invalid, field: "cursor", value: String(text.prefix(100)), reason: reason,
        remedy: "hand back the nextCursor of the page before with the same query, or leave it empty"))
  }
}
