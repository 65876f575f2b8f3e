import ExclaimAnalysis
import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore

extension AnalysisServer {
  /// Reads a question, takes the ledger as it asks for it, and asks the ledger.
  ///
  /// Returns the answer and on what it rests.
  func inquire<Answer: Sendable>(
    _ question: V1.Question?, _ context: CallContext,
    _ body: @escaping @Sendable (Ledger, EvidenceQuery) throws -> Answer
  ) async throws -> (Answer, V1.Basis) {
    let question = question ?? V1.Question()
    let query = try await query(question, Reader(context.peer))
    return try await analyse(
      question.asOf, question.known, question.premises, in: "question.", context
    ) { try body($0, query) }
  }

  /// As `inquire`, but asks the ledger reconciled.
  func reconcile<Answer: Sendable>(
    _ question: V1.Question?, _ context: CallContext,
    _ body: @escaping @Sendable (Reconciliation, EvidenceQuery) throws -> Answer
  ) async throws -> (Answer, V1.Basis) {
    guard question?.asOf.isEmpty ?? true else {
      return try await inquire(question, context) { try body(Reconciliation($0), $1) }
    }
    let (answer, basis, _) = try await reconcileNow(question, context, body)
    return (answer, basis)
  }

  /// Asks the ledger as it stands now, reconciled: the one in memory where nothing restricts whose word counts.
  ///
  /// Returns the answer, on what it rests, and the place in the journal at which it holds.
  func reconcileNow<Answer: Sendable>(
    _ question: V1.Question?, _ context: CallContext,
    _ body: @escaping @Sendable (Reconciliation, EvidenceQuery) throws -> Answer
  ) async throws -> (Answer, V1.Basis, sequence: UInt64) {
    let asked = question ?? V1.Question()
    let reader = Reader(context.peer)
    let query = try await query(asked, reader)
    let premises = try await premises(asked.premises, "question.premises", reader)
    return try await aside(context) {
      if premises.isEmpty, let (whole, sequence) = try await live.reconciliation(for: reader) {
        return (try body(whole, query), V1.Basis(rules: Reconciliation.rules), sequence)
      }
      let (whole, sequence) = try await live.ledger(for: reader)
      try Task.checkCancellation()
      let (ledger, claimsLeftOut) = whole.taking(premises)
      let basis = V1.Basis(claimsLeftOut: UInt64(claimsLeftOut), rules: Reconciliation.rules)
      return (try body(Reconciliation(ledger), query), basis, sequence)
    }
  }

  /// The question with ids for references.
  func query(_ question: V1.Question, _ reader: Reader) async throws -> EvidenceQuery {
    let date = try question.date.isEmpty ? nil : window(question.date, field: "question.date")
    return EvidenceQuery(
      topic: Topic(question.topic, default: .unspecified),
      dependentPower: try await id(question.dependentPower, "question.dependentPower", .actor, reader),
      detainingPower: try await id(question.detainingPower, "question.detainingPower", .actor, reader),
      category: PersonCategory(question.category, default: .unspecified), date: date,
      exchange: try await id(question.exchange, "question.exchange", .exchange, reader),
      agreement: try await id(question.agreement, "question.agreement", .agreement, reader),
      claim: try await id(question.claim, "question.claim", .claim, reader))
  }
}
