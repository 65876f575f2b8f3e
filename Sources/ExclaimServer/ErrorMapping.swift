import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire

/// The one place where failures become status codes.
enum ErrorMapping {
  /// The status of whatever a handler threw.
  static func status(of error: any Error) -> RPCError {
    switch error {
    case let error as RPCError: error
    case let error as StoreError: status(ofStore: error)
    case let error as DecodingFailure:
      RPCError(.dataLoss, "a stored record does not decode: \(error); run `exclaim verify`")
    case let error as StoredContentMissing: RPCError(.internal, error.description)
    case is CancellationError:
      RPCError(
        .cancelled, "the call was cancelled before it began to write; send it again if you still want it")
    default: RPCError(.internal, "the server failed: \(error); please report this")
    }
  }

  private static func status(ofStore error: StoreError) -> RPCError {
    switch error {
    case .busy(let limit): .limitExceeded("writeQueueDepthMax", limit, error.description)
    case .busyForAuthor(let limit): .limitExceeded("writeQueueDepthPerUIDMax", limit, error.description)
    case .full, .syncFailed, .closed: RPCError(.unavailable, error.description)
    case .corrupt: RPCError(.dataLoss, error.description)
    case .interrupted: RPCError(.cancelled, error.description)
    case .invalidQuery(let problem):
      .refused([V1.FieldProblem(problem.problem, StatusCode(problem.code), record: 0)])
    case .io, .notADatabase, .newerSchema, .lockedByOther: RPCError(.internal, error.description)
    }
  }
}

extension RPCError {
  /// A request that can never be right because of one field.
  static func refused(_ problem: Problem) -> RPCError {
    refused([V1.FieldProblem(problem, .invalidArgument, record: 0)])
  }

  /// A submission of which nothing was kept, with every wrong field of every record.
  static func refused(_ results: [V1.SubmitResult]) -> RPCError { refused(results.flatMap(\.problems)) }

  static func refused(_ problems: [V1.FieldProblem]) -> RPCError {
    var details = V1.BadRequest()
    var bytesLeft = V1.BadRequest.textBytesMax
    details.problems = Array(
      problems.prefix { problem in
        bytesLeft -= problem.textByteCount
        return bytesLeft >= 0
      })
    let first = problems.first!
    let more = problems.count > 1 ? " (and \(problems.count - 1) more problems)" : ""
    let code = StatusCode(rawValue: first.code) ?? .invalidArgument
    return RPCError(
      code, "\(first.field): \(first.value.quoted) \(first.reason); \(first.remedy)\(more)",
      details: [details])
  }
}

extension V1.FieldProblem {
  init(_ problem: Problem, _ code: StatusCode, record: Int) {
    self.init()
    self.record = UInt32(record)
    field = problem.field
    value = problem.value.cut(toBytes: 400)
    reason = problem.reason
    remedy = problem.remedy
    self.code = code.rawValue
  }
}
