import ExclaimAnalysis
import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire

/// `exclaim.v1.Analysis`: what follows from the records that the caller may see.
struct AnalysisServer: AnalysisService {
  let store: any Store
  let limits: Limits
  /// Turns at the threads beside the event loop.
  let work: FairTurns
  /// What the team may see now.
  let live: LiveLedger
  /// What tells of new entries.
  let changes: ChangeHub

  init(store: any Store, limits: Limits, work: FairTurns, changes: ChangeHub? = nil) {
    self.store = store
    self.limits = limits
    self.work = work
    live = LiveLedger(store, budgetBytes: limits.arenaBytesMax, bytesMax: limits.liveLedgerBytesMax)
    self.changes = changes ?? ChangeHub(store, limits: limits)
  }

  func evidence(_ request: V1.EvidenceRequest, _ context: CallContext) async throws -> Reply<
    V1.EvidenceResponse
  > {
    let reader = Reader(context.peer)
    let date = try request.date.isEmpty ? nil : window(request.date, field: "date")
    let query = EvidenceQuery(
      topic: Topic(request.topic, default: .unspecified),
      dependentPower: try await id(request.dependentPower, "dependentPower", .actor, reader),
      detainingPower: try await id(request.detainingPower, "detainingPower", .actor, reader),
      category: PersonCategory(request.category, default: .unspecified), date: date,
      exchange: try await id(request.exchange, "exchange", .exchange, reader),
      agreement: try await id(request.agreement, "agreement", .agreement, reader))
    let (answer, basis) = try await analyse(request.asOf, request.known, request.premises, context) {
      $0.evidence(query)
    }
    let page = try AnswerPage(
      of: answer.items.count, limit: request.limit, cursor: request.cursor, limits)
    var response = try V1.EvidenceResponse(answer, page) { try claim($0, basis.moment, reader) }
    (response.moment, response.claimsLeftOut) = (basis.moment, basis.claimsLeftOut)
    return .message(response)
  }

  func tally(_ request: V1.TallyRequest, _ context: CallContext) async throws -> Reply<V1.TallyResponse> {
    let reader = Reader(context.peer)
    let claim = try await id(request.claim, "claim", .claim, reader)
    let power = try await id(request.dependentPower, "dependentPower", .actor, reader)
    let (checks, basis) = try await analyse(request.asOf, request.known, request.premises, context) {
      claim.isEmpty || $0.claim(claim) != nil ? $0.tally(claim: claim, dependentPower: power) : nil
    }
    guard let checks else {
      throw try await absent(request.claim, claim, "claim", .claim, request.asOf, request.known, context)
    }
    var response = V1.TallyResponse(checks)
    (response.moment, response.claimsLeftOut) = (basis.moment, basis.claimsLeftOut)
    return .message(response)
  }

  func parity(_ request: V1.ParityRequest, _ context: CallContext) async throws -> Reply<V1.ParityResponse> {
    let reader = Reader(context.peer)
    let exchange = try await required(request.exchange, "exchange", .exchange, reader)
    let (finding, basis) = try await analyse(request.asOf, request.known, request.premises, context) {
      $0.parity(of: exchange)
    }
    guard let finding else {
      throw try await absent(
        request.exchange, exchange, "exchange", .exchange, request.asOf, request.known, context)
    }
    var response = V1.ParityResponse(finding)
    (response.moment, response.claimsLeftOut) = (basis.moment, basis.claimsLeftOut)
    return .message(response)
  }

  func progress(_ request: V1.ProgressRequest, _ context: CallContext) async throws -> Reply<
    V1.ProgressResponse
  > {
    let reader = Reader(context.peer)
    let agreement = try await required(request.agreement, "agreement", .agreement, reader)
    let (finding, basis) = try await analyse(request.asOf, request.known, request.premises, context) {
      $0.progress(of: agreement)
    }
    guard let finding else {
      throw try await absent(
        request.agreement, agreement, "agreement", .agreement, request.asOf, request.known, context)
    }
    var response = V1.ProgressResponse(finding)
    (response.moment, response.claimsLeftOut) = (basis.moment, basis.claimsLeftOut)
    return .message(response)
  }

  /// Takes the ledger as a caller asks for it, and asks it.
  ///
  /// - Parameter path: what stands before the names of the request's fields, for errors.
  /// - Returns: the answer, and on what it rests.
  func analyse<Answer: Sendable>(
    _ asOf: String, _ known: V1.Known, _ premises: V1.Premises?, in path: String = "", _ context: CallContext,
    _ body: @escaping @Sendable (Ledger) throws -> Answer
  ) async throws -> (Answer, V1.Basis) {
    let reader = Reader(context.peer)
    let premises = try await self.premises(premises, "\(path)premises", reader)
    let asked = try await AskedMoment(asOf, known, field: "\(path)asOf", store, reader)
    return try await aside(context) {
      let (whole, undated, destroyed) = try await ledger(at: asked.moment, reader)
      try Task.checkCancellation()
      let (ledger, claimsLeftOut) = whole.taking(premises)
      let basis = V1.Basis(
        moment: asked.message(undatedDocuments: undated, destroyedRecords: destroyed),
        claimsLeftOut: UInt64(claimsLeftOut), rules: Reconciliation.rules)
      return (try body(ledger), basis)
    }
  }

  /// Does what takes long away from the event loop, which serves others meanwhile.
  func aside<Answer: Sendable>(
    _ context: CallContext, _ body: @escaping @Sendable () async throws -> Answer
  ) async throws -> Answer {
    try await work.run(for: context.peer.uid) {
      try await withTaskExecutorPreference(globalConcurrentExecutor) {
        let answer = try await body()
        // A cancelled task stops in the middle of its answer.
        try Task.checkCancellation()
        return answer
      }
    }
  }

  /// The ledger as of a moment, how many documents were left out for want of a date, and how many records because their
  /// content was destroyed since.
  func ledger(
    at moment: Moment, _ reader: Reader
  ) async throws -> (Ledger, undatedDocuments: UInt64, destroyedRecords: UInt64) {
    switch moment {
    case .now: return (try await live.ledger(for: reader).0, 0, 0)
    case .recorded(let sequence):
      let (ledger, _, destroyed) = try await Ledger.load(
        from: store, through: sequence, reader: reader, budgetBytes: limits.arenaBytesMax)
      return (ledger, 0, destroyed)
    case .published(let day):
      let (ledger, _) = try await live.ledger(for: reader)
      return (ledger.asOf(day), UInt64(ledger.undatedDocuments(asOf: day)), 0)
    }
  }

  /// A claim as it is stored, or was at the moment.
  private func claim(_ id: String, _ moment: V1.Moment?, _ reader: Reader) throws -> V1.Claim {
    let stored =
      moment?.known == .recorded
      ? try store.recordNow(id, through: moment?.sequence ?? 0, reader: reader)
      : try store.recordNow(id, revision: nil, reader: reader)
    guard let stored,
      case .claim(let claim) = try V1.Record(stored, budgetBytes: limits.arenaBytesMax).content
    else { return V1.Claim() }
    return claim
  }
}

// MARK: - Arguments

extension AnalysisServer {
  /// The id that a reference stands for; empty for an empty one.
  func id(_ reference: String, _ field: String, _ kind: RecordKind, _ reader: Reader) async throws
    -> String
  {
    guard !reference.isEmpty else { return "" }
    guard let resolution = try await store.resolve(reference, reader: reader), resolution.kind == kind else {
      throw missing(reference, field, kind)
    }
    return resolution.id
  }

  func required(
    _ reference: String, _ field: String, _ kind: RecordKind, _ reader: Reader
  ) async throws -> String {
    guard !reference.isEmpty else {
      throw RPCError.refused(
        Problem(
          field: field, value: "", reason: "is missing", remedy: "give the id or key of one \(kind.label)"))
    }
    return try await id(reference, field, kind, reader)
  }

  func missing(_ reference: String, _ field: String, _ kind: RecordKind) -> RPCError {
    RPCError(
      .notFound,
      "\(field): there is no \(kind.label) \(reference.quoted); `exclaim list \(kind.label)` shows those that are"
    )
  }

  func window(_ text: String, field: String) throws -> DayWindow {
    do throws(DateError) {
      let date = try EDTFDate(text)
      return DayWindow(earliest: date.earliest, latest: date.latest)
    } catch {
      throw RPCError.refused(error.problem(field: field))
    }
  }
}

extension Moment {
  /// The place in the journal as of which it is; nil for what stands now.
  var throughSequence: UInt64? {
    if case .recorded(let sequence) = self { sequence } else { nil }
  }
}
