import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore

/// The moment as of which a caller wants an answer, in the store's words and in those of the answer.
struct AskedMoment {
  /// For the store.
  let moment: Moment
  /// For the answer; nil when no moment was asked for.
  private let answer: V1.Moment?

  /// Reads what a request says.
  ///
  /// - Parameters:
  ///   - text: EDTF, of which the end counts; with RECORDED also a time (RFC 3339), or "#" and a place in the journal.
  ///   - field: name of the text's field, for errors.
  init(
    _ text: String, _ known: V1.Known, field: String = "asOf", _ store: any Store, _ reader: Reader
  ) async throws {
    guard !text.isEmpty else {
      moment = .now
      answer = nil
      return
    }
    var message = V1.Moment()
    message.asOf = text
    if text.hasPrefix("#") {
      guard let sequence = UInt64(text.dropFirst()), sequence <= store.lastSequence else {
        throw Self.refusal(
          field, text, "is no place in the journal, which ends at #\(store.lastSequence)",
          "give # and a number up to that")
      }
      guard known != .public else {
        throw Self.refusal(
          field, text, "is a place in the journal, which says nothing of what was published",
          "ask with known RECORDED, or give a day")
      }
      moment = .recorded(through: sequence)
    } else if known == .recorded {
      moment = .recorded(
        through: try await store.sequence(at: Self.endNanoseconds(text, field), reader: reader))
    } else {
      moment = .published(by: try Self.lastDay(text, field))
    }
    message.known = .public
    if case .recorded(let sequence) = moment {
      message.known = .recorded
      message.sequence = sequence
    }
    answer = message
  }

  /// As the answer tells it; nil when no moment was asked for.
  func message(undatedDocuments: UInt64 = 0, destroyedRecords: UInt64 = 0) -> V1.Moment? {
    var message = answer
    message?.undatedDocuments = undatedDocuments
    message?.destroyedRecords = destroyedRecords
    return message
  }

  /// The last nanosecond of a day, month or year, or a time.
  private static func endNanoseconds(_ text: String, _ field: String) throws -> Int64 {
    if text.contains("T") || text.contains("t") {
      guard let time = Timestamp(rfc3339: text) else {
        throw refusal(field, text, "is no time", "give one as 2025-06-27T00:21:00Z, or a day as 2025-06-27")
      }
      let (nanoseconds, isBeyond) = time.seconds.multipliedReportingOverflow(by: 1_000_000_000)
      if isBeyond { return time.seconds > 0 ? .max : .min }
      return nanoseconds &+ Int64(time.nanos)
    }
    let day = try lastDay(text, field).number
    // Nobody recorded anything beyond these.
    guard abs(day) < 100_000 else { return day > 0 ? .max : .min }
    return (Int64(day) + 1) * 86_400_000_000_000 - 1
  }

  /// The last day that the text may mean: what was known in a month is what was known at its end.
  private static func lastDay(_ text: String, _ field: String) throws -> Day {
    let date: EDTFDate
    do throws(DateError) {
      date = try EDTFDate(text)
    } catch {
      throw RPCError.refused(error.problem(field: field))
    }
    guard let day = date.latest else {
      throw refusal(field, text, "has no end", "give a day as YYYY-MM-DD")
    }
    return day
  }

  private static func refusal(
    _ field: String, _ value: String, _ reason: String, _ remedy: String
  ) -> RPCError {
    .refused(Problem(field: field, value: value, reason: reason, remedy: remedy))
  }
}
