import ExclaimDomain
import ExclaimMessages
import ExclaimStore
import ExclaimWire

extension V1.SubmitResponse {
  init(_ results: [V1.SubmitResult]) {
    self.init()
    self.results = results
    self.results.shortenProblems()
    for result in results {
      switch result.outcome {
      case .created: created += 1
      case .unchanged: unchanged += 1
      case .revised: revised += 1
      case .refused, .unspecified, .unrecognized: refused += 1
      }
    }
  }
}

extension [V1.SubmitResult] {
  /// Keeps field and code alone of problems beyond the first that fit, so that the answer fits a frame: results
  /// tell what was stored, and must arrive.
  fileprivate mutating func shortenProblems() {
    var bytesLeft = V1.BadRequest.textBytesMax
    for result in indices {
      for problem in self[result].problems.indices {
        bytesLeft -= self[result].problems[problem].textByteCount
        guard bytesLeft < 0 else { continue }
        self[result].problems[problem].value = ""
        self[result].problems[problem].reason = ""
        self[result].problems[problem].remedy = ""
        self[result].problems[problem].differences = []
      }
    }
  }
}

extension V1.BadRequest {
  /// Texts of problems in one answer: a quarter of a frame.
  static let textBytesMax = 1 << 20
}

extension V1.FieldProblem {
  /// Bytes of the texts.
  var textByteCount: Int {
    value.utf8.count + reason.utf8.count + remedy.utf8.count + field.utf8.count
      + differences.reduce(0) { $0 + $1.field.utf8.count + $1.before.utf8.count + $1.after.utf8.count }
  }
}

extension V1.SubmitResult {
  init(refused problems: [V1.FieldProblem]) {
    self.init()
    outcome = .refused
    self.problems = problems
  }

  init(_ outcome: Outcome, _ draft: Draft, record: Int) {
    self.init()
    switch outcome {
    case .created(let stamp): set(.created, stamp)
    case .unchanged(let stamp): set(.unchanged, stamp)
    case .revised(let stamp): set(.revised, stamp)
    case .notKept: self.outcome = .created
    case .changed, .stale: preconditionFailure("only a change of one stored record ends like this")
    case .refused(let problems):
      self.outcome = .refused
      self.problems = problems.map {
        V1.FieldProblem($0.problem.within(draft.kind), StatusCode($0.code), record: record)
      }
    }
  }

  private mutating func set(_ outcome: V1.SubmitOutcome, _ stamp: Stamp) {
    self.outcome = outcome
    id = stamp.id
    revision = stamp.revision
    sequence = stamp.sequence
  }
}

extension StatusCode {
  /// What a refusal by the store amounts to.
  init(_ code: StoreProblem.Code) {
    self =
      switch code {
      case .invalid: .invalidArgument
      case .notFound: .notFound
      case .alreadyExists: .alreadyExists
      case .failedPrecondition: .failedPrecondition
      case .notPermitted: .permissionDenied
      }
  }
}
