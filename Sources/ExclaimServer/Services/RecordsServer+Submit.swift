import CExclaimLinux
import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire

extension RecordsServer {
  func submit(_ request: V1.SubmitRequest, _ context: CallContext) async throws -> Reply<V1.SubmitResponse> {
    .message(
      try await submit(request.records, context.requestByteCount, SubmitOptions(request), context))
  }

  func submitStream(
    _ requests: RequestStream<V1.SubmitRequest>, _ context: CallContext
  ) async throws -> Reply<V1.SubmitResponse> {
    var records: [V1.Record] = []
    var options: SubmitOptions?
    var bytes = 0
    while let (request, byteCount) = try await requests.nextMeasured() {
      if options == nil { options = SubmitOptions(request) }
      bytes += byteCount
      guard bytes <= limits.submissionBytesMax else {
        throw RPCError.limitExceeded(
          "submissionBytesMax", limits.submissionBytesMax,
          "the records of one submission take more than \(limits.submissionBytesMax) bytes; split it")
      }
      records += request.records
      try checkCount(records.count)
    }
    return .message(
      try await submit(records, bytes, options ?? SubmitOptions(V1.SubmitRequest()), context))
  }

  private func checkCount(_ count: Int) throws {
    guard count > limits.submissionRecordsMax else { return }
    throw RPCError.limitExceeded(
      "submissionRecordsMax", limits.submissionRecordsMax,
      "one submission holds more than \(limits.submissionRecordsMax) records; split it")
  }

  private func submit(
    _ records: [V1.Record], _ bytes: Int, _ options: SubmitOptions, _ context: CallContext
  ) async throws -> V1.SubmitResponse {
    try checkCount(records.count)
    _ = try checkReason(options.reason)
    let readings = try await read(records, bytes, allowingFlagged: options.allowsFlagged, context)
    if options.returnRecords { try checkAnswer(readings) }
    var options = options
    if options.atomic && readings.contains(where: { $0.draft == nil }) {
      // Nothing may be stored; a dry run still finds what is wrong with the others.
      options.dryRun = true
    }
    var results = try await results(of: readings, options, context)
    if options.atomic, results.contains(where: { $0.outcome == .refused }) {
      throw RPCError.refused(results)
    }
    if options.returnRecords { try await addRecords(to: &results, readings, options, context) }
    return V1.SubmitResponse(results)
  }

  /// Reads records into drafts. Large submissions are read away from the event loop, which serves others meanwhile.
  private func read(
    _ records: [V1.Record], _ bytes: Int, allowingFlagged: Bool, _ context: CallContext
  ) async throws -> [SubmissionReader.Reading] {
    guard bytes > Self.bytesReadOnLoopMax else {
      return records.map { reader.read($0, allowingFlagged: allowingFlagged) }
    }
    return try await work.run(for: context.peer.uid) {
      try await withTaskExecutorPreference(globalConcurrentExecutor) {
        exclaim_begin_long_work()
        defer { exclaim_end_long_work() }
        return try records.map { record in
          try Task.checkCancellation()
          return reader.read(record, allowingFlagged: allowingFlagged)
        }
      }
    }
  }

  /// A few records: some hundred microseconds.
  private static var bytesReadOnLoopMax: Int { 4_096 }

  /// Refuses, before anything is stored, an answer that could not be sent.
  private func checkAnswer(_ readings: [SubmissionReader.Reading]) throws {
    // Beside its content a record comes with its id, its author, its time and its links.
    let bytes = readings.reduce(0) { $0 + 256 + ($1.draft.map { 2 * $0.content.count } ?? 0) }
    guard bytes <= limits.frameBytesMax else {
      throw RPCError.limitExceeded(
        "frameBytesMax", limits.frameBytesMax,
        "the records would not fit the answer, and nothing was stored; submit fewer, or without return_records"
      )
    }
  }

  /// What became of each record, in the order of the submission.
  private func results(
    of readings: [SubmissionReader.Reading], _ options: SubmitOptions, _ context: CallContext
  ) async throws -> [V1.SubmitResult] {
    let drafts = readings.compactMap(\.draft)
    var submission = Submission(
      author: Author(uid: context.peer.uid, gid: context.peer.gid), drafts: drafts,
      atomic: options.atomic, dryRun: options.dryRun, revise: options.revise)
    submission.reason = options.reason
    submission.willCommit = { context.beginCommit() }
    var outcomes = (drafts.isEmpty ? [] : try await store.submit(submission)).makeIterator()
    var results = readings.enumerated().map { index, reading in
      switch reading {
      case .refused(let problems):
        V1.SubmitResult(refused: problems.map { V1.FieldProblem($0, .invalidArgument, record: index) })
      case .flagged(let problems):
        V1.SubmitResult(refused: problems.map { V1.FieldProblem($0, .failedPrecondition, record: index) })
      case .draft(let draft):
        V1.SubmitResult(outcomes.next()!, draft, record: index)
      }
    }
    try addDifferences(to: &results, readings, context)
    return results
  }

  /// Adds, where a key stands for other content, how that differs.
  private func addDifferences(
    to results: inout [V1.SubmitResult], _ readings: [SubmissionReader.Reading], _ context: CallContext
  ) throws {
    var left = Self.differencesMax
    for index in results.indices {
      guard let draft = readings[index].draft, let key = draft.key,
        let place = results[index].problems.firstIndex(where: { $0.code == StatusCode.alreadyExists.rawValue }
        )
      else { continue }
      left -= 1
      guard left >= 0 else { return }
      guard let stored = try store.recordNow(key, revision: nil, reader: Reader(context.peer)) else {
        continue
      }
      let before = try V1.Record(stored, budgetBytes: limits.arenaBytesMax).content
      let after = try V1.Record(decoding: draft.content, budgetBytes: limits.arenaBytesMax).content
      results[index].problems[place].differences = FieldDifferences.between(before, after).map(\.shortened)
    }
  }

  /// Records of one submission whose differences are told: each costs about as much as reading it.
  private static var differencesMax: Int { 100 }

  /// Adds each record as it is stored, or would be.
  private func addRecords(
    to results: inout [V1.SubmitResult], _ readings: [SubmissionReader.Reading], _ options: SubmitOptions,
    _ context: CallContext
  ) async throws {
    for (index, reading) in readings.enumerated() where results[index].outcome != .refused {
      let id = results[index].id
      if !options.dryRun, let stored = try await store.record(id, reader: Reader(context.peer)) {
        results[index].record = try V1.Record(stored, budgetBytes: limits.arenaBytesMax)
      } else if let draft = reading.draft {
        results[index].record = try V1.Record(decoding: draft.content, budgetBytes: limits.arenaBytesMax)
      }
    }
  }
}

/// What a submission asks for besides its records.
struct SubmitOptions {
  var atomic, dryRun, revise, returnRecords, allowsFlagged: Bool
  var reason: String

  init(_ request: V1.SubmitRequest) {
    atomic = request.atomic
    dryRun = request.dryRun
    revise = request.revise
    returnRecords = request.returnRecords
    allowsFlagged = !request.allowFlagged.isEmpty
    reason = request.reason.isEmpty ? request.allowFlagged : request.reason
  }
}

extension SubmissionReader.Reading {
  /// The draft, if there is one.
  var draft: Draft? {
    if case .draft(let draft) = self { draft } else { nil }
  }
}
