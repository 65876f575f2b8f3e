import ExclaimDomain
import ExclaimMessages
import ExclaimStore
import ExclaimWire

extension V1.SubmitResponse {
  init(_ results: [V1.SubmitResult]) {
    self.init()
    self.results = results
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
      }
  }
}
