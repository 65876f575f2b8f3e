import ExclaimAnalysis
import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import Synchronization

extension RecordsServer {
  /// Sends what may be published: public records that stand, without what would expose people.
  func exportPublic(
    _ request: V1.ExportPublicRequest, _ responses: ResponseWriter<V1.ExportPublicResponse>,
    _ context: CallContext
  ) async throws {
    guard request.threshold <= PublicExport.thresholdMax else {
      throw RPCError.refused(
        Problem(
          field: "threshold", value: "\(request.threshold)",
          reason: "is above the greatest threshold of \(PublicExport.thresholdMax)",
          remedy:
            "give 1 to \(PublicExport.thresholdMax), or leave it out for \(PublicExport.thresholdDefault)"))
    }
    let threshold = request.threshold == 0 ? PublicExport.thresholdDefault : Int64(request.threshold)
    let publication = try await work.run(for: context.peer.uid) {
      try await withTaskExecutorPreference(globalConcurrentExecutor) {
        try await Publication(store, threshold: threshold, budgetBytes: limits.arenaBytesMax)
      }
    }
    for message in publication.messages(bytesMax: limits.streamPageBytesMax) {
      try await responses.send(message)
    }
  }
}

/// Public records as they may leave the house.
private struct Publication: Sendable {
  private struct Candidate {
    var record: V1.Record
    var value: any RecordValue
    /// Ids of the records that it needs; nil for one that the public may not see, or that is not there.
    var needs: [String?]
    var byteCount: Int
  }

  private var candidates: [Candidate] = []
  private var withheld: [String: [Withheld]] = [:]
  private var flagged: [String] = []
  private var dependent: [String] = []

  init(_ store: any Store, threshold: Int64, budgetBytes: Int) async throws {
    let found = try await Self.read(store, budgetBytes)
    flagged = found.flagged
    candidates = found.candidates
    leaveOutDependent()
    try Task.checkCancellation()
    let cells = PublicExport(Ledger(candidates.map(\.value)), threshold: threshold).withheld()
    // A cancelled search stops in the middle: nothing may be published then.
    try Task.checkCancellation()
    withheld = Dictionary(grouping: cells, by: \.record)
    for index in candidates.indices {
      for cell in withheld[candidates[index].record.id] ?? [] {
        candidates[index].record.withhold(cell.field)
      }
    }
  }

  /// Everything that is public and stands; what is flagged and was let pass by nobody else is told apart.
  ///
  /// Flags are sought anew, since the rules may know more than when a record was stored.
  private static func read(
    _ store: any Store, _ budgetBytes: Int
  ) async throws -> (candidates: [Candidate], flagged: [String]) {
    let found = Mutex<(candidates: [Candidate], flagged: [String])>(([], []))
    _ = try await store.scan(kinds: Set(RecordKind.allCases), through: nil, reader: .outside) { stored in
      guard stored.state == .standing, let value = try DomainRecord.read(stored, budgetBytes: budgetBytes)
      else {
        return
      }
      let isPassed =
        stored.protection == .allowed || (stored.protection == .none && PersonalData.flags(in: value).isEmpty)
      guard isPassed else { return found.withLock { $0.flagged.append(stored.stamp.id) } }
      let record = try V1.Record(stored, budgetBytes: budgetBytes)
      let candidate = Candidate(
        record: record, value: value, needs: needs(of: record), byteCount: stored.content?.count ?? 0)
      found.withLock { $0.candidates.append(candidate) }
    }
    return found.withLock { $0 }
  }

  private static func needs(of record: V1.Record) -> [String?] {
    guard let content = record.content else { return [] }
    var reader = RecordReader()
    _ = reader.value(of: content)
    let ids = Dictionary(record.links.map { ($0.field, $0.id) }) { $1 }
    return reader.links.map { ids[$0.field] }
  }

  /// A record whose references lead nowhere could not be submitted anywhere.
  private mutating func leaveOutDependent() {
    var known = Set(candidates.map(\.record.id))
    var isStable = false
    while !isStable {
      let kept = candidates.filter { candidate in
        candidate.needs.allSatisfy { need in need.map { known.contains($0) } ?? false }
      }
      isStable = kept.count == candidates.count
      known = Set(kept.map(\.record.id))
      dependent += candidates.map(\.record.id).filter { !known.contains($0) }
      candidates = kept
    }
  }

  /// The records in messages of about this size; the last ones tell what was left out.
  func messages(bytesMax: Int) -> [V1.ExportPublicResponse] {
    var messages: [V1.ExportPublicResponse] = []
    var message = V1.ExportPublicResponse()
    var bytes = 0
    for candidate in candidates {
      message.records.append(candidate.record)
      message.withheld += (withheld[candidate.record.id] ?? []).map { cell in
        V1.WithheldCell(
          id: cell.record, field: "\(cell.kind.label).\(cell.field.path)", reason: cell.reason.rawValue)
      }
      bytes += 2 * candidate.byteCount + 256
      if bytes >= bytesMax {
        messages.append(message)
        (message, bytes) = (V1.ExportPublicResponse(), 0)
      }
    }
    if !message.records.isEmpty { messages.append(message) }
    let idsMax = max(1, bytesMax / 40)
    for begin in stride(from: 0, to: max(flagged.count, dependent.count), by: idsMax) {
      var trailer = V1.ExportPublicResponse()
      trailer.flagged = Array(flagged.dropFirst(begin).prefix(idsMax))
      trailer.dependent = Array(dependent.dropFirst(begin).prefix(idsMax))
      messages.append(trailer)
    }
    return messages
  }
}
