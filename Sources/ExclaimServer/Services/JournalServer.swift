import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire

/// `exclaim.v1.Journal`: following the journal, and proving what stands in it.
struct JournalServer: JournalService {
  let store: any Store
  let limits: Limits
  let changes: ChangeHub

  func treeHead(
    _ request: V1.TreeHeadRequest, _ context: CallContext
  ) async throws -> Reply<V1.TreeHeadResponse> {
    let head = try await store.treeHead(size: given(request.size), reader: Reader(context.peer))
    var response = V1.TreeHeadResponse()
    (response.size, response.root) = (head.size, head.root)
    return .message(response)
  }

  func proveInclusion(
    _ request: V1.ProveInclusionRequest, _ context: CallContext
  ) async throws -> Reply<V1.ProveInclusionResponse> {
    let proof = try await store.proveInclusion(
      of: request.id, revision: request.revision == 0 ? nil : request.revision, size: given(request.size),
      reader: Reader(context.peer))
    guard let proof else {
      let which = request.revision == 0 ? "" : "revision \(request.revision) of "
      throw RPCError(
        .notFound, "there is no \(which)record \(request.id.quoted); give an id, or a key of your own")
    }
    var response = V1.ProveInclusionResponse()
    (response.size, response.root, response.path) = (proof.head.size, proof.head.root, proof.path)
    response.entry = V1.JournalEntry(proof)
    response.opening = proof.opening.map(V1.Opening.init)
    return .message(response)
  }

  func proveConsistency(
    _ request: V1.ProveConsistencyRequest, _ context: CallContext
  ) async throws -> Reply<V1.ProveConsistencyResponse> {
    let proof = try await store.proveConsistency(
      from: request.fromSize, to: given(request.toSize), reader: Reader(context.peer))
    var response = V1.ProveConsistencyResponse()
    (response.toSize, response.toRoot, response.path) = (proof.head.size, proof.head.root, proof.path)
    return .message(response)
  }

  /// A size; nil for all there are.
  private func given(_ size: UInt64) -> UInt64? { size == 0 ? nil : size }
}

extension V1.JournalEntry {
  init(_ proof: InclusionProof) {
    self.init()
    let entry = proof.entry
    sequence = UInt64(entry.sequence)
    record = UInt64(entry.record)
    id = entry.id
    kind = UInt32(entry.kind)
    revision = entry.revision
    visibility = UInt32(entry.visibility)
    var author = V1.Author()
    (author.uid, author.gid) = (entry.authorUID, entry.authorGID)
    self.author = author
    recordedAtNano = entry.recordedAt
    action = entry.action.map(UInt32.init)
    redactedRevision = entry.redacts
    flagged = UInt32(entry.flagged)
    (commitment, hashBefore) = (proof.commitment, proof.hashBefore)
  }
}

extension V1.Opening {
  init(_ opening: InclusionProof.Opening) {
    self.init()
    (salt, fingerprint, reason) = (opening.salt, opening.fingerprint, opening.reason)
    (links, content) = (opening.links, opening.content)
  }
}
