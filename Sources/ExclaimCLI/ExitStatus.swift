import ExclaimClient
import ExclaimWire

/// How the process ends: the one place where its exit codes are written down.
///
/// Scripts decide by these numbers, so a number never changes its meaning. Those from 64 on are BSD's
/// `sysexits.h`.
public enum ExitStatus: Int32, Sendable, CaseIterable, Error {
  /// It is done.
  case done = 0
  /// The answer is negative: nothing matched, or a check found something.
  case negative = 1
  /// The command line is wrong.
  case usage = 64
  /// The input data is wrong.
  case badInput = 65
  /// No server answers, or it does not know the call.
  case noServer = 69
  /// A fault of the program or the server, or stored data that does not verify.
  case bug = 70
  /// Not now: the same command may work later.
  case tryAgain = 75
  /// This user may not.
  case notPermitted = 77

  /// The exit status of a call that ended with this code.
  public init(_ code: StatusCode) {
    self =
      switch code {
      case .ok: .done
      case .notFound: .negative
      case .invalidArgument, .alreadyExists, .failedPrecondition, .outOfRange: .badInput
      case .unavailable, .resourceExhausted, .deadlineExceeded, .cancelled, .aborted: .tryAgain
      case .permissionDenied, .unauthenticated: .notPermitted
      case .unimplemented: .noServer
      case .internal, .dataLoss, .unknown: .bug
      }
  }
}

extension ExitStatus {
  /// The exit status of a call that failed: to ask again for what is larger than a message may be changes nothing.
  init(_ failure: CallError) {
    let isTooLarge = failure.limit.map { Limits.ofOneCall.contains($0.limit) } ?? false
    self = isTooLarge ? .badInput : ExitStatus(failure.code)
  }
}

/// An end that is to be told on stderr.
struct Failure: Error, Equatable {
  /// How the process ends.
  let status: ExitStatus
  /// What failed, on what, and what to do next.
  let message: String

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }
}
