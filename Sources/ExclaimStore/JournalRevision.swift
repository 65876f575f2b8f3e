import ExclaimDomain

/// A revision as it stands in the journal, with what decides who may see it and which filters it passes.
public struct JournalRevision: Sendable {
  /// The revision.
  public internal(set) var record: StoredRecord
  /// User id of the record's author.
  var ownerUID: UInt32
  /// Who may read the record now: who may not read the record may not read any of its revisions.
  var visibilityNow: Visibility
  var topic: Int32?
  var unit: Int32?
  /// As bits.
  var categories: Int64
  var speechAct: Int32?
  var status: Int32?
  var scope: String?
  /// When it happened, was said, was published: first and last day.
  var spans: [(from: Int32, to: Int32)]

  /// Whether the reader may see it.
  public func isVisible(to reader: Reader) -> Bool {
    reader.sees(visibilityNow, ownerUID: ownerUID) && reader.sees(record.visibility, ownerUID: ownerUID)
  }
}

/// How the journal reads. What was read while it read one way holds as long as it does.
///
/// Entries never change, but what is shown of them does: a record becomes private, or is retracted, and so links to it
/// change; or content is destroyed.
public struct JournalView: Sendable, Equatable {
  let generation: UInt64
  /// Whether entries read the same for everybody who may see them.
  public let isCommon: Bool
}

/// A query that single revisions are held against, its references looked up.
public struct RevisionFilter: Sendable {
  private let query: Query
  private let targets: [(number: Int64, mask: Int64)]
  private let reader: Reader

  init(_ query: Query, targets: [(number: Int64, mask: Int64)], reader: Reader) {
    self.query = query
    self.targets = targets
    self.reader = reader
  }

  /// Whether the reader may see the revision, and it is one that the query asks for.
  public func passes(_ revision: JournalRevision) -> Bool {
    let record = revision.record
    guard revision.isVisible(to: reader), query.kinds.isEmpty || query.kinds.contains(record.kind),
      alike(query.topic, revision.topic), isCountedAsAsked(revision),
      alike(query.speechAct, revision.speechAct), alike(query.status, revision.status),
      alike(query.scope, revision.scope), alike(query.visibility, record.visibility),
      alike(query.authorUID, revision.ownerUID), alike(query.key, record.key)
    else { return false }
    let categories = query.categories.filter { (0...IndexTerms.categoryMax).contains($0) }
    if !query.categories.isEmpty && revision.categories & categories.mask == 0 { return false }
    if let days = query.days,
      !revision.spans.contains(where: { $0.from <= days.lastNumber && $0.to >= days.firstNumber })
    {
      return false
    }
    guard !targets.isEmpty else { return true }
    let roles = record.links.rolesByTarget
    return targets.allSatisfy { (roles[$0.number] ?? 0) & $0.mask != 0 }
  }

  private func isCountedAsAsked(_ revision: JournalRevision) -> Bool {
    guard revision.unit == nil, let topic = revision.topic, query.unitTopics.contains(topic) else {
      return alike(query.unit, revision.unit)
    }
    return true
  }

  private func alike<Value: Equatable>(_ wanted: Value?, _ value: Value?) -> Bool {
    wanted == nil || wanted == value
  }
}
