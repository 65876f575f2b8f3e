import ExclaimDomain
import ExclaimRPC
import ExclaimWire

/// Which items of an answer the caller wants now: a cursor is the place of the next one.
struct AnswerPage {
  /// The items.
  let range: Range<Int>
  /// Where to go on; empty at the end.
  let nextCursor: String

  /// - Parameters:
  ///   - count: how many items there are.
  ///   - field: name of the cursor's field, for errors.
  init(of count: Int, limit: UInt32, cursor: String, field: String = "cursor", _ limits: Limits) throws {
    let limit = try limits.page(limit)
    guard let start = cursor.isEmpty ? 0 : Int(cursor), start >= 0 else {
      throw RPCError.refused(
        Problem(
          field: field, value: cursor, reason: "is no cursor of an answer",
          remedy: "give the nextCursor of the page before, unchanged"))
    }
    let (end, isBeyond) = start.addingReportingOverflow(limit)
    range = min(start, count)..<(isBeyond ? count : min(end, count))
    nextCursor = range.upperBound < count ? "\(range.upperBound)" : ""
  }
}
