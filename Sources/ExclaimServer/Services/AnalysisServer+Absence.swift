import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore

extension AnalysisServer {
  /// What to say of a record that is there, and in no ledger of which the question asks: why it is not.
  ///
  /// - Parameters:
  ///   - id: what the reference stands for.
  ///   - field: name of the reference's field, for errors.
  func absent(
    _ reference: String, _ id: String, _ field: String, _ kind: RecordKind, _ asOf: String, _ known: V1.Known,
    _ context: CallContext
  ) async throws -> RPCError {
    let reader = Reader(context.peer)
    let moment = try await AskedMoment(asOf, known, store, reader).moment
    let stored =
      if let sequence = moment.throughSequence {
        try store.recordNow(id, through: sequence, reader: reader)
      } else {
        try store.recordNow(id, revision: nil, reader: reader)
      }
    func error(_ reason: String, _ remedy: String) -> RPCError {
      RPCError(.notFound, "\(field): \(kind.label) \(reference.quoted) \(reason); \(remedy)")
    }
    guard let stored else {
      return error("was not recorded by \(asOf)", "ask as of a later moment")
    }
    if stored.state == .retracted {
      return error(
        "was retracted, and nothing is made of it any more",
        "`exclaim show \(reference) --history` tells why, and --as-of a day before with --known recorded asks of then"
      )
    }
    if stored.content == nil {
      return error(
        "was redacted: its content is destroyed", "`exclaim show \(reference) --history` tells when and why")
    }
    if case .published(let day) = moment, try await !store.isPublic(id, by: day, reader: reader) {
      return error("was not public by \(asOf)", "ask as of a later day, or of what was recorded by then")
    }
    return error(
      "is by somebody whose word does not count by what you trust and distrust",
      "leave these premises out, or trust its speaker")
  }
}
