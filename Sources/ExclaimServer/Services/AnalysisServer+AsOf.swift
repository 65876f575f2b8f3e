import ExclaimAnalysis
import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire
import Synchronization

/// The ledger at one moment, and what had changed by another.
extension AnalysisServer {
  func asOf(_ request: V1.AsOfRequest, _ context: CallContext) async throws -> Reply<V1.AsOfResponse> {
    let reader = Reader(context.peer)
    let asked = try await AskedMoment(request.asOf, request.known, store, reader)
    let other =
      request.diff.isEmpty
      ? nil : try await AskedMoment(request.diff, request.known, field: "diff", store, reader)
    if let other { try checkClocks(asked, other, request) }
    return try await aside(context) {
      let first = try await Snapshot(of: self, at: asked.moment, reader)
      var response = V1.AsOfResponse()
      response.moment = first.message(of: asked)
      response.records = UInt64(first.records.count)
      let conclusions = try first.ledger.conclusions()
      response.conclusions = conclusions.map(V1.Conclusion.init)
      if let other {
        let second = try await Snapshot(of: self, at: other.moment, reader)
        response.other = second.message(of: other)
        try addChanges(to: &response, from: first, to: second, reader)
        response.changed = Self.changes(from: conclusions, to: try second.ledger.conclusions())
      }
      guard response.packedByteCount <= limits.pageBytesMax else {
        throw RPCError.limitExceeded(
          "pageBytesMax", limits.pageBytesMax,
          "what is concluded and has changed does not fit one answer; ask for moments closer to each other")
      }
      return .message(response)
    }
  }

  /// Refuses to hold what was recorded by a moment against what was published by another. Now is the end of both clocks.
  private func checkClocks(
    _ asked: AskedMoment, _ other: AskedMoment, _ request: V1.AsOfRequest
  ) throws {
    guard asked.moment != .now, (asked.moment.day == nil) != (other.moment.day == nil) else { return }
    func words(_ moment: AskedMoment) -> String { moment.moment.day == nil ? "recorded" : "published" }
    throw RPCError.refused(
      Problem(
        field: "diff", value: request.diff,
        reason: "asks for what was \(words(other)) by then, and asOf \(request.asOf.quoted) for what was "
          + "\(words(asked)): two clocks, and what changed between them is no change",
        remedy:
          "give two days, or ask with known RECORDED, by which days and places in the journal go together"
      ))
  }

  private func addChanges(
    to response: inout V1.AsOfResponse, from first: Snapshot, to second: Snapshot, _ reader: Reader
  ) throws {
    for id in second.order {
      guard let now = second.records[id] else { continue }
      guard let before = first.records[id] else {
        response.added.append(V1.Source(second.ledger.source(of: now.value)))
        addWhatItTakesBack(now.value, to: &response, first)
        continue
      }
      guard now.sequence != before.sequence else { continue }
      let differences = try FieldDifferences.between(
        content(id, at: before.sequence, reader), content(id, at: now.sequence, reader))
      guard !differences.isEmpty else { continue }
      var corrected = V1.CorrectedRecord()
      corrected.record = V1.Source(second.ledger.source(of: now.value))
      corrected.differences = differences.map(\.shortened)
      response.corrected.append(corrected)
    }
    for id in first.order {
      guard second.records[id] == nil, let before = first.records[id] else { continue }
      response.retracted.append(V1.Source(first.ledger.source(of: before.value)))
    }
  }

  /// What a speaker corrects or retracts by a claim that came, which is another thing than a revision of our records.
  private func addWhatItTakesBack(
    _ value: any RecordValue, to response: inout V1.AsOfResponse, _ first: Snapshot
  ) {
    guard let claim = value as? Claim, let target = first.records[claim.about.claim] else { return }
    let source = V1.Source(first.ledger.source(of: target.value))
    switch claim.speechAct {
    case .corrects:
      var corrected = V1.CorrectedRecord()
      corrected.record = source
      response.corrected.append(corrected)
    case .retracts: response.retracted.append(source)
    default: break
    }
  }

  private func content(
    _ id: String, at sequence: UInt64, _ reader: Reader
  ) throws -> V1.Record.Content? {
    try store.recordNow(id, through: sequence, reader: reader).flatMap {
      try V1.Record($0, budgetBytes: limits.arenaBytesMax).content
    }
  }

  /// Conclusions that are not alike, that came, or that went.
  private static func changes(
    from first: [Conclusion], to second: [Conclusion]
  ) -> [V1.ChangedConclusion] {
    struct Subject: Hashable {
      var analysis: Conclusion.Analysis
      var id: String
      var part: String

      init(_ conclusion: Conclusion) {
        (analysis, id, part) = (conclusion.analysis, conclusion.subject.id, conclusion.part)
      }
    }
    let before = Dictionary(first.map { (Subject($0), $0.finding) }) { first, _ in first }
    let after = Dictionary(second.map { (Subject($0), $0.finding) }) { first, _ in first }
    func changed(_ conclusion: Conclusion, _ before: String, _ after: String) -> V1.ChangedConclusion {
      var message = V1.ChangedConclusion()
      message.analysis = conclusion.analysis.rawValue
      message.subject = V1.Source(conclusion.subject)
      message.before = before
      message.after = after
      return message
    }
    let kept = second.compactMap { conclusion in
      let before = before[Subject(conclusion)] ?? ""
      return before == conclusion.finding ? nil : changed(conclusion, before, conclusion.finding)
    }
    let gone = first.filter { after[Subject($0)] == nil }.map { changed($0, $0.finding, "") }
    return kept + gone
  }
}

/// All that stands at a moment: records that are neither retracted nor redacted, and what follows from them.
private struct Snapshot {
  struct Entry {
    var sequence: UInt64
    var value: any RecordValue
  }

  let ledger: Ledger
  let records: [String: Entry]
  /// Ids in list order.
  let order: [String]
  private let undatedDocuments: UInt64
  private let destroyedRecords: UInt64

  init(of server: AnalysisServer, at moment: Moment, _ reader: Reader) async throws {
    let found = Mutex<(entries: [Entry], destroyed: UInt64)>(([], 0))
    let budget = server.limits.arenaBytesMax
    _ = try await server.store.scan(
      kinds: Set(RecordKind.allCases), through: moment.throughSequence, reader: reader
    ) { record in
      try Task.checkCancellation()
      if record.wasDestroyedSince { found.withLock { $0.destroyed += 1 } }
      guard record.state == .standing, let value = try DomainRecord.read(record, budgetBytes: budget) else {
        return
      }
      found.withLock { $0.entries.append(Entry(sequence: record.stamp.sequence, value: value)) }
    }
    var (entries, destroyed) = found.withLock { $0 }
    destroyedRecords = destroyed
    var ledger = Ledger(entries.map(\.value))
    undatedDocuments = moment.day.map { UInt64(ledger.undatedDocuments(asOf: $0)) } ?? 0
    if let day = moment.day {
      ledger = ledger.asOf(day)
      let known = Set(ledger.values.map(\.id))
      entries = entries.filter { known.contains($0.value.id) }
    }
    self.ledger = ledger
    order = entries.map(\.value.id)
    records = Dictionary(entries.map { ($0.value.id, $0) }) { $1 }
  }

  func message(of asked: AskedMoment) -> V1.Moment? {
    asked.message(undatedDocuments: undatedDocuments, destroyedRecords: destroyedRecords)
  }
}

extension Moment {
  /// The day by whose end something was published; nil for another clock.
  fileprivate var day: Day? {
    if case .published(let day) = self { day } else { nil }
  }
}

extension Ledger {
  /// All records, by kind.
  fileprivate var values: [any RecordValue] {
    var values: [any RecordValue] = Array(actors)
    values += Array(documents) as [any RecordValue]
    values += Array(claims) as [any RecordValue]
    values += Array(exchanges) as [any RecordValue]
    values += Array(agreements) as [any RecordValue]
    values += Array(relations) as [any RecordValue]
    values += Array(assessments) as [any RecordValue]
    return values
  }
}

extension V1.Conclusion {
  fileprivate init(_ conclusion: Conclusion) {
    self.init()
    analysis = conclusion.analysis.rawValue
    subject = V1.Source(conclusion.subject)
    finding = conclusion.finding
  }
}
