import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore

extension RecordsServer {
  func submit(_ request: V1.SubmitRequest, _ context: CallContext) async throws -> Reply<V1.SubmitResponse> {
    .message(try await submit(request.records, as: SubmitOptions(request), context))
  }

  func submitStream(
    _ requests: RequestStream<V1.SubmitRequest>, _ context: CallContext
  ) async throws -> Reply<V1.SubmitResponse> {
    var records: [V1.Record] = []
    var options: SubmitOptions?
    var bytes = 0
    for try await request in requests {
      if options == nil { options = SubmitOptions(request) }
      bytes += request.withPacked { $0.byteCount }
      guard bytes <= limits.submissionBytesMax else {
        throw RPCError.limitExceeded(
          "submissionBytesMax", limits.submissionBytesMax,
          "the records of one submission take more than \(limits.submissionBytesMax) bytes; split it")
      }
      records += request.records
      try checkCount(records.count)
    }
    return .message(try await submit(records, as: options ?? SubmitOptions(V1.SubmitRequest()), context))
  }

  private func checkCount(_ count: Int) throws {
    guard count > limits.submissionRecordsMax else { return }
    throw RPCError.limitExceeded(
      "submissionRecordsMax", limits.submissionRecordsMax,
      "one submission holds more than \(limits.submissionRecordsMax) records; split it")
  }

  private func submit(
    _ records: [V1.Record], as options: SubmitOptions, _ context: CallContext
  ) async throws -> V1.SubmitResponse {
    try checkCount(records.count)
    let readings = await read(records)
    let drafts = readings.compactMap(\.draft)
    var results: [V1.SubmitResult]
    if options.atomic && drafts.count < readings.count {
      // Nothing may be stored; a dry run still finds what is wrong with the others.
      results = try await self.results(of: readings, drafts, options.with(dryRun: true), context)
    } else {
      results = try await self.results(of: readings, drafts, options, context)
    }
    if options.atomic, results.contains(where: { $0.outcome == .refused }) {
      throw RPCError.refused(results)
    }
    if options.returnRecords {
      results = try await withRecords(results, readings, options, context)
    }
    return V1.SubmitResponse(results)
  }

  /// Reads records into drafts. Many at once are read away from the event loop, which serves others meanwhile.
  private func read(_ records: [V1.Record]) async -> [SubmissionReader.Reading] {
    let reader = SubmissionReader(limits: limits)
    guard records.count > 8 else { return records.map(reader.read) }
    return await Task.detached { records.map(reader.read) }.value
  }

  /// What became of each record, in the order of the submission.
  private func results(
    of readings: [SubmissionReader.Reading], _ drafts: [Draft], _ options: SubmitOptions,
    _ context: CallContext
  ) async throws -> [V1.SubmitResult] {
    let outcomes =
      drafts.isEmpty
      ? []
      : try await store.submit(
        Submission(
          author: Author(uid: context.peer.uid, gid: context.peer.gid), drafts: drafts,
          atomic: options.atomic, dryRun: options.dryRun, revise: options.revise))
    var next = outcomes.makeIterator()
    return readings.enumerated().map { index, reading in
      switch reading {
      case .refused(let problems):
        V1.SubmitResult(refused: problems.map { V1.FieldProblem($0, .invalidArgument, record: index) })
      case .draft(let draft): V1.SubmitResult(next.next()!, draft, record: index)
      }
    }
  }

  /// The results with each record as it is stored, or would be.
  private func withRecords(
    _ results: [V1.SubmitResult], _ readings: [SubmissionReader.Reading], _ options: SubmitOptions,
    _ context: CallContext
  ) async throws -> [V1.SubmitResult] {
    var results = results
    for (index, reading) in readings.enumerated() where results[index].outcome != .refused {
      let id = results[index].id
      if !options.dryRun, let stored = try await store.record(id, revision: nil, reader: Reader(context.peer)) {
        results[index].record = try V1.Record(stored, budgetBytes: limits.arenaBytesMax)
      } else if let draft = reading.draft {
        results[index].record = try V1.Record(decoding: draft.content, budgetBytes: limits.arenaBytesMax)
      }
    }
    return results
  }
}

/// What a submission asks for besides its records.
struct SubmitOptions {
  let atomic, dryRun, revise, returnRecords: Bool

  init(_ request: V1.SubmitRequest) {
    self.init(
      atomic: request.atomic, dryRun: request.dryRun, revise: request.revise,
      returnRecords: request.returnRecords)
  }

  private init(atomic: Bool, dryRun: Bool, revise: Bool, returnRecords: Bool) {
    self.atomic = atomic
    self.dryRun = dryRun
    self.revise = revise
    self.returnRecords = returnRecords
  }

  func with(dryRun: Bool) -> SubmitOptions {
    SubmitOptions(atomic: atomic, dryRun: dryRun, revise: revise, returnRecords: returnRecords)
  }
}

extension SubmissionReader.Reading {
  /// The draft, if there is one.
  var draft: Draft? {
    if case .draft(let draft) = self { draft } else { nil }
  }
}
