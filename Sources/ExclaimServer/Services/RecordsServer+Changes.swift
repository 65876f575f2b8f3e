import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire

/// Changes of single records, and their history.
extension RecordsServer {
  func revise(_ request: V1.ReviseRequest, _ context: CallContext) async throws -> Reply<V1.ReviseResponse> {
    guard request.baseRevision > 0 else {
      throw Self.missing(
        "baseRevision", "give the revision that you made yours from, as `exclaim show` tells it")
    }
    guard let record = request.record else { throw Self.missing("record", "give the new content, whole") }
    let draft: Draft
    switch reader.read(record, allowingFlagged: !request.allowFlagged.isEmpty) {
    case .refused(let problems):
      throw RPCError.refused(problems.map { V1.FieldProblem($0, .invalidArgument, record: 0) })
    case .flagged(let problems):
      throw RPCError.refused(problems.map { V1.FieldProblem($0, .failedPrecondition, record: 0) })
    case .draft(let read): draft = read
    }
    let before = try store.recordNow(
      request.id, revision: request.baseRevision, reader: Reader(context.peer))
    let edit = self.edit(.revise, of: request.id, from: request.baseRevision, context)
    let reason = request.reason.isEmpty ? request.allowFlagged : request.reason
    let outcome = try await change([draft], edit, reason, dryRun: request.dryRun, context)
    let content = try V1.Record(decoding: draft.content, budgetBytes: limits.arenaBytesMax)
    var response = V1.ReviseResponse()
    switch outcome {
    case .stale(let current):
      throw try conflict(
        request.id, from: request.baseRevision, current, yours: content.content, context)
    case .revised(let stamp) where request.dryRun:
      var record = content
      record.id = stamp.id
      record.revision = stamp.revision
      response.record = record
    default:
      response.record = try stored(request.id, context)
    }
    let base = try before.map { try V1.Record($0, budgetBytes: limits.arenaBytesMax).content }
    response.differences = FieldDifferences.between(base ?? nil, content.content)
    return .message(response)
  }

  func retract(_ request: V1.RetractRequest, _ context: CallContext) async throws -> Reply<V1.RetractResponse>
  {
    _ = try await change(
      .retract, request.id, from: request.baseRevision, try reason(request.reason), context)
    return .message(V1.RetractResponse(record: try stored(request.id, context)))
  }

  func redact(_ request: V1.RedactRequest, _ context: CallContext) async throws -> Reply<V1.RedactResponse> {
    let kind = Edit.Kind.redact(revision: request.revision == 0 ? nil : request.revision)
    // Its key is gone afterwards.
    let id = try await store.resolve(request.id, reader: Reader(context.peer))?.id ?? request.id
    var response = V1.RedactResponse()
    if case .changed(_, let count) = try await change(
      kind, id, from: 0, try reason(request.reason), context)
    {
      response.redacted = UInt32(clamping: count)
    }
    response.record = try stored(id, context)
    return .message(response)
  }

  func allow(_ request: V1.AllowRequest, _ context: CallContext) async throws -> Reply<V1.AllowResponse> {
    _ = try await change(
      .allow, request.id, from: request.baseRevision, try reason(request.reason), context)
    return .message(V1.AllowResponse(record: try stored(request.id, context)))
  }

  func history(_ request: V1.HistoryRequest, _ context: CallContext) async throws -> Reply<V1.HistoryResponse>
  {
    let history = try await store.history(request.id, reader: Reader(context.peer))
    guard !history.isEmpty else {
      throw RPCError(
        .notFound, "there is no record \(request.id.quoted); give an id, or a key of your own")
    }
    var response = V1.HistoryResponse()
    var bytesLeft = limits.pageBytesMax
    var before: V1.Record.Content?
    for stored in history {
      bytesLeft -= 2 * (stored.content?.count ?? 0) + 256
      guard bytesLeft >= 0 else {
        throw RPCError.limitExceeded(
          "pageBytesMax", limits.pageBytesMax,
          "the history of \(request.id.quoted) does not fit one answer; ask for its revisions one by one")
      }
      let record = try V1.Record(stored, budgetBytes: limits.arenaBytesMax)
      var revision = V1.Revision(record: record)
      if let before, record.content != nil {
        revision.differences = FieldDifferences.between(before, record.content)
      }
      before = record.content
      response.revisions.append(revision)
    }
    return .message(response)
  }

  // MARK: Steps

  private func edit(
    _ kind: Edit.Kind, of reference: String, from base: UInt32, _ context: CallContext
  ) -> Edit {
    Edit(kind, of: reference, from: base == 0 ? nil : base, mayChangeOthers: context.role >= .reviewer)
  }

  private func change(
    _ kind: Edit.Kind, _ reference: String, from base: UInt32, _ reason: String, _ context: CallContext
  ) async throws -> Outcome {
    let edit = self.edit(kind, of: reference, from: base, context)
    let outcome = try await change([], edit, reason, dryRun: false, context)
    guard case .stale(let current) = outcome else { return outcome }
    throw try conflict(reference, from: base, current, context)
  }

  private func change(
    _ drafts: [Draft], _ edit: Edit, _ reason: String, dryRun: Bool, _ context: CallContext
  ) async throws -> Outcome {
    var submission = Submission(
      author: Author(uid: context.peer.uid, gid: context.peer.gid), drafts: drafts, atomic: true,
      dryRun: dryRun)
    submission.reason = reason
    submission.edit = edit
    submission.willCommit = { context.beginCommit() }
    guard let outcome = try await store.submit(submission).first else {
      preconditionFailure("a change has one outcome")
    }
    if case .refused(let problems) = outcome {
      throw RPCError.refused(
        problems.map { V1.FieldProblem($0.problem, StatusCode($0.code), record: 0) })
    }
    return outcome
  }

  private func stored(_ reference: String, _ context: CallContext) throws -> V1.Record? {
    try store.recordNow(reference, revision: nil, reader: Reader(context.peer)).map {
      try V1.Record($0, budgetBytes: limits.arenaBytesMax)
    }
  }

  private func reason(_ text: String) throws -> String {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw Self.missing("reason", "say why: it is kept with the change")
    }
    return try checkReason(text)
  }

  /// A reason that is not too long.
  func checkReason(_ text: String) throws -> String {
    guard text.utf8.count <= limits.reasonBytesMax else {
      throw RPCError.limitExceeded(
        "reasonBytesMax", limits.reasonBytesMax,
        "reason: \(text.utf8.count) bytes are more than the limit reasonBytesMax of \(limits.reasonBytesMax); say it shorter"
      )
    }
    return text
  }

  private static func missing(_ field: String, _ remedy: String) -> RPCError {
    .refused(Problem(field: field, value: "", reason: "is missing", remedy: remedy))
  }

  // MARK: Conflicts

  /// What stands against a change that was not made from the latest revision.
  ///
  /// - Parameter yours: what the change would store; nil for one that keeps the content.
  private func conflict(
    _ reference: String, from base: UInt32, _ stored: StoredRecord, yours: V1.Record.Content? = nil,
    _ context: CallContext
  ) throws -> RPCError {
    let before = try store.recordNow(reference, revision: base, reader: Reader(context.peer))
      .flatMap { try V1.Record($0, budgetBytes: limits.arenaBytesMax).content }
    let current = try V1.Record(stored, budgetBytes: limits.arenaBytesMax)
    return RPCError(
      .failedPrecondition,
      "\(reference.quoted) has revision \(current.revision) by now, and this change was made from revision \(base);"
        + " look at what changed and make yours from revision \(current.revision)",
      details: [
        V1.RevisionConflict(
          base: before, current: current, yours: before == nil ? nil : yours ?? before)
      ])
  }
}
