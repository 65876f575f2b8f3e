import ExclaimAnalysis
import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire

/// Figures, conflicts and worlds.
extension AnalysisServer {
  func consistency(_ request: V1.ConsistencyRequest, _ context: CallContext) async throws -> Reply<
    V1.ConsistencyResponse
  > {
    let wanted = try page(of: .max, request.question).range
    let (answer, basis) = try await reconcile(request.question, context) {
      try $0.consistency($1, page: wanted)
    }
    var response = V1.ConsistencyResponse(answer, try page(of: answer.figureCount, request.question))
    response.basis = basis
    return .message(response)
  }

  func conflicts(_ request: V1.ConflictsRequest, _ context: CallContext) async throws -> Reply<
    V1.ConflictsResponse
  > {
    let kinds = try kinds(request.kinds)
    let (answer, basis) = try await reconcile(request.question, context) {
      try $0.conflicts($1, kinds: kinds)
    }
    var response = V1.ConflictsResponse(answer, try page(of: answer.conflicts.count, request.question))
    response.basis = basis
    return .message(response)
  }

  /// The claims that are told to be left out are those of the premises: whom each world leaves out is what was asked.
  func compare(_ request: V1.CompareRequest, _ context: CallContext) async throws -> Reply<
    V1.CompareResponse
  > {
    let reader = Reader(context.peer)
    let one = try await required(request.one, "one", .actor, reader)
    let other = try await required(request.other, "other", .actor, reader)
    guard one != other else {
      throw RPCError.refused(
        Problem(
          field: "other", value: request.other, reason: "is the same actor as one",
          remedy: "name two parties; `exclaim consistency` tells the figures of all together"))
    }
    let (found, basis) = try await inquire(request.question, context) { ledger, query in
      func world(without party: String) throws -> Reconciliation {
        try Reconciliation(ledger.taking(Premises(distrust: [.side(party)])).ledger)
      }
      let names = (ledger.name(one), ledger.name(other))
      let answer = try Reconciliation.compare(
        world(without: other), named: names.0, world(without: one), named: names.1, query)
      return (answer: answer, names: names)
    }
    var response = V1.CompareResponse(
      found.answer, try page(of: found.answer.partings.count, request.question))
    (response.one, response.other) = found.names
    response.basis = basis
    return .message(response)
  }

  /// Which items of an answer to a question the caller wants now.
  func page(of count: Int, _ question: V1.Question?) throws -> AnswerPage {
    try AnswerPage(
      of: count, limit: question?.limit ?? 0, cursor: question?.cursor ?? "", field: "question.cursor", limits
    )
  }

  private func kinds(_ messages: [V1.ConflictKind]) throws -> Set<ConflictKind> {
    var kinds: Set<ConflictKind> = []
    for (index, message) in messages.enumerated() {
      guard let kind = ConflictKind(rawValue: message.rawValue) else {
        throw RPCError.refused(
          Problem(
            field: "kinds[\(index)]", value: message.name, reason: "is no kind of conflict",
            remedy: "give CONTRADICTION, TENSION, DISPUTE or NOT_COMPARABLE, or nothing for all"))
      }
      kinds.insert(kind)
    }
    return kinds.isEmpty ? Set(ConflictKind.allCases) : kinds
  }
}
