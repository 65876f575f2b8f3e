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
    let (answer, moment) = try await analyse(request.asOf, request.known, context) { $0.evidence(query) }
    let page = try self.page(of: answer.items.count, request)
    var response = try V1.EvidenceResponse(answer, page) { try claim($0, moment, reader) }
    response.moment = moment
    return .message(response)
  }

  func tally(_ request: V1.TallyRequest, _ context: CallContext) async throws -> Reply<V1.TallyResponse> {
    let reader = Reader(context.peer)
    let claim = try await id(request.claim, "claim", .claim, reader)
    let power = try await id(request.dependentPower, "dependentPower", .actor, reader)
    let (checks, moment) = try await analyse(request.asOf, request.known, context) {
      $0.tally(claim: claim, dependentPower: power)
    }
    var response = V1.TallyResponse(checks)
    response.moment = moment
    return .message(response)
  }

  func parity(_ request: V1.ParityRequest, _ context: CallContext) async throws -> Reply<V1.ParityResponse> {
    let reader = Reader(context.peer)
    let exchange = try await required(request.exchange, "exchange", .exchange, reader)
    let (finding, moment) = try await analyse(request.asOf, request.known, context) {
      $0.parity(of: exchange)
    }
    guard let finding else { throw missing(request.exchange, "exchange", .exchange) }
    var response = V1.ParityResponse(finding)
    response.moment = moment
    return .message(response)
  }

  func progress(_ request: V1.ProgressRequest, _ context: CallContext) async throws -> Reply<
    V1.ProgressResponse
  > {
    let reader = Reader(context.peer)
    let agreement = try await required(request.agreement, "agreement", .agreement, reader)
    let (finding, moment) = try await analyse(request.asOf, request.known, context) {
      $0.progress(of: agreement)
    }
    guard let finding else { throw missing(request.agreement, "agreement", .agreement) }
    var response = V1.ProgressResponse(finding)
    response.moment = moment
    return .message(response)
  }

  /// Loads the ledger as the reader may see it, or could at a moment, and asks it.
  private func analyse<Answer: Sendable>(
    _ asOf: String, _ known: V1.Known, _ context: CallContext,
    _ question: @escaping @Sendable (Ledger) -> Answer
  ) async throws -> (Answer, V1.Moment?) {
    let reader = Reader(context.peer)
    let asked = try await AskedMoment(asOf, known, store, reader)
    return try await aside(context) {
      let (ledger, undated) = try await ledger(at: asked.moment, reader)
      try Task.checkCancellation()
      return (question(ledger), asked.message(undatedDocuments: undated))
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

  /// The ledger as of a moment, and how many documents were left out for want of a date.
  func ledger(at moment: Moment, _ reader: Reader) async throws -> (Ledger, undatedDocuments: UInt64) {
    let ledger = try await Ledger.load(
      from: store, through: moment.throughSequence, reader: reader, budgetBytes: limits.arenaBytesMax)
    guard case .published(let day) = moment else { return (ledger, 0) }
    return (ledger.asOf(day), UInt64(ledger.undatedDocuments(asOf: day)))
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

  private func required(
    _ reference: String, _ field: String, _ kind: RecordKind, _ reader: Reader
  ) async throws -> String {
    guard !reference.isEmpty else {
      throw RPCError.refused(
        Problem(
          field: field, value: "", reason: "is missing", remedy: "give the id or key of one \(kind.label)"))
    }
    return try await id(reference, field, kind, reader)
  }

  private func missing(_ reference: String, _ field: String, _ kind: RecordKind) -> RPCError {
    RPCError(
      .notFound,
      "\(field): there is no \(kind.label) \(reference.quoted); `exclaim list \(kind.label)` shows those that are"
    )
  }

  /// Which of the items the caller wants now: a cursor is the place of the next one.
  private func page(of count: Int, _ request: V1.EvidenceRequest) throws -> Range<Int> {
    let limit = try limits.page(request.limit)
    guard let start = request.cursor.isEmpty ? 0 : Int(request.cursor), start >= 0 else {
      throw RPCError.refused(
        Problem(
          field: "cursor", value: request.cursor, reason: "is no cursor of an answer",
          remedy: "give the nextCursor of the page before, unchanged"))
    }
    return min(start, count)..<min(start + limit, count)
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
