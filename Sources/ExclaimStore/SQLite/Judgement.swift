import ExclaimDomain
import ExclaimProof

/// The drafts of one submission, judged against the ledger and against each other. Stores nothing.
///
/// In this order, so that every draft hears all its reasons at once and the result does not depend on chance:
/// 1. Drafts are grouped by key; the stored record of each key is looked up.
/// 2. Each draft's own problems: references that stand for nothing, quotes that are not in their document.
/// 3. Keys: a draft that is not the same content as the one before it needs `revise`.
/// 4. A draft that refers to a key of this submission, all of whose drafts are refused, is refused as well;
///    that may refuse others, until nothing changes.
struct Judgement {
  let submission: Submission
  /// Reasons against each draft; empty means kept.
  private(set) var problems: [[StoreProblem]]
  /// What each link of each draft stands for; of no meaning for a refused draft.
  private(set) var targets: [[Target]]
  /// The keys of this submission.
  private(set) var chains: [KeyChain] = []

  private var chainByKey: [String: Int] = [:]
  /// For each chain, the drafts that refer to it, with the field.
  private var dependents: [[(draft: Int, field: String)]] = []
  private let lookup: Lookup
  private let memory: ReferenceMemory
  /// The record that the one draft revises, when the submission names it.
  private let revised: EditTarget?
  /// What references of the revised record stand for: they go on to, whoever revises it.
  private var known: [String: String] = [:]

  /// - Parameter revised: the record that the submission's one draft revises; nil for drafts that go by their keys.
  init(
    _ submission: Submission, revising revised: EditTarget? = nil, _ lookup: Lookup, _ memory: ReferenceMemory
  ) throws(StoreError) {
    self.submission = submission
    self.lookup = lookup
    self.memory = memory
    self.revised = revised
    problems = Array(repeating: [], count: submission.drafts.count)
    targets = Array(repeating: [], count: submission.drafts.count)
    if let revised {
      chains = [KeyChain(stored: revised.head, drafts: [0])]
      dependents = [[]]
      for link in revised.links { known[link.reference] = link.id }
      judgeIdentity(of: revised)
    } else {
      try groupByKey()
    }
    for index in submission.drafts.indices where !isStored(index) {
      try judgeLinks(index)
      try judgeQuotes(index)
      judgeTerms(index)
    }
    try judgeKeys()
    refuseDependents()
  }

  /// Whether the draft stands in the ledger already, and so was judged when it came.
  private func isStored(_ index: Int) -> Bool {
    let draft = submission.drafts[index]
    guard revised == nil, let key = draft.key, let chain = chainByKey[key], let stored = chains[chain].stored
    else { return false }
    return chains[chain].drafts == [index] && stored.fingerprint == draft.fingerprint
      && stored.kind == draft.kind
  }

  /// Whether the draft is stored even if the content is the one that stands: it was retracted, and stands again.
  var reinstates: Bool { revised.map { $0.state != .standing } ?? false }

  /// Whether any draft is refused.
  var refusesAny: Bool { problems.contains { !$0.isEmpty } }

  // MARK: Keys

  private mutating func groupByKey() throws(StoreError) {
    for (index, draft) in submission.drafts.enumerated() {
      guard let key = draft.key else { continue }
      if let chain = chainByKey[key] {
        chains[chain].drafts.append(index)
      } else {
        chainByKey[key] = chains.count
        let stored = try lookup.head(key: key, uid: submission.author.uid)
        chains.append(KeyChain(stored: stored, drafts: [index]))
      }
    }
    dependents = Array(repeating: [], count: chains.count)
  }

  private mutating func judgeIdentity(of revised: EditTarget) {
    let draft = submission.drafts[0]
    if draft.kind != revised.head.kind {
      refuse(
        0, .invalid, "record", "\(draft.kind)", "cannot be a revision of \(revised.head.kind.withArticle)",
        "retract that record, and submit this one as a new one")
    }
    if draft.key != revised.key {
      refuse(
        0, .invalid, "key", draft.key ?? "",
        "is not the key of the record, \(revised.key ?? "which has none")",
        "leave the key as it is: scripts know the record by it")
    }
    if draft.visibility == .private && revised.visibility != .private
      && revised.ownerUID != submission.author.uid
    {
      refuse(
        0, .invalid, "visibility", "PRIVATE", "would hide the record from whoever revises it",
        "retract the record, or ask its author")
    }
  }

  private mutating func judgeKeys() throws(StoreError) {
    guard revised == nil else { return }
    for chain in chains {
      var head = chain.stored.map { (kind: $0.kind, fingerprint: $0.fingerprint) }
      var earlier: Int?
      for index in chain.drafts where problems[index].isEmpty {
        let draft = submission.drafts[index]
        if head == nil, let key = draft.key, try lookup.isRedacted(key: key, uid: submission.author.uid) {
          refuse(
            index, .alreadyExists, "key", key, "stood for a record that was redacted",
            "leave the record out; what was redacted must not come back")
          continue
        }
        if let head, head.kind != draft.kind {
          refuse(
            index, .alreadyExists, "key", draft.key ?? "",
            "stands for \(head.kind.withArticle), \(Self.name(chain, earlier)), and a revision of it cannot be \(draft.kind.withArticle)",
            "use another key")
        } else if let head, head.fingerprint != draft.fingerprint, !submission.revise {
          refuse(
            index, .alreadyExists, "key", draft.key ?? "",
            "stands for other content, \(Self.name(chain, earlier))",
            "submit with --revise to store a new revision, or use another key")
        } else {
          head = (draft.kind, draft.fingerprint)
          earlier = index
        }
      }
    }
  }

  /// What a key stands for: a draft of this submission, else what is stored.
  private static func name(_ chain: KeyChain, _ draft: Int?) -> String {
    if let draft { return "record \(draft) of this submission" }
    return chain.stored.map { "\($0.stamp.id) revision \($0.stamp.revision)" } ?? ""
  }

  // MARK: References

  private mutating func judgeLinks(_ index: Int) throws(StoreError) {
    let draft = submission.drafts[index]
    targets[index].reserveCapacity(draft.links.count)
    for link in draft.links {
      guard
        link.field.utf8.count <= LinkList.textBytesMax, link.reference.utf8.count <= LinkList.textBytesMax
      else {
        refuse(
          index, .invalid, String(link.field.prefix(200)), String(link.reference.prefix(200)),
          "is longer than \(LinkList.textBytesMax) bytes", "refer to the record by its id")
        continue
      }
      guard let target = try resolve(link, for: index) else { continue }
      targets[index].append(target)
    }
  }

  private mutating func resolve(_ link: LinkDraft, for index: Int) throws(StoreError) -> Target? {
    let kind: RecordKind
    let target: Target
    let visibility: Visibility
    switch try find(link.reference) {
    case .chain(let chain):
      kind = submission.drafts[chains[chain].drafts[0]].kind
      target = .chain(chain)
      visibility = submission.drafts[chains[chain].drafts.last ?? 0].visibility
      dependents[chain].append((index, link.field))
    case .stored(.one(let face)):
      kind = face.kind
      target = .stored(id: face.id)
      visibility = face.visibility
    case .stored(.none):
      refuse(
        index, .notFound, link.field, link.reference,
        "stands for no record that you may read",
        "submit that record before this one or together with it, or correct the reference")
      return nil
    case .stored(.several(let ids)):
      refuse(
        index, .invalid, link.field, link.reference,
        "is a key of several authors, for \(ids.prefix(5).joined(separator: ", "))",
        "refer to the one that you mean by its id")
      return nil
    }
    guard link.kinds.isEmpty || link.kinds.contains(kind) else {
      let wanted = link.kinds.sorted { $0.rawValue < $1.rawValue }.map(\.withArticle)
      refuse(
        index, .invalid, link.field, link.reference, "is \(kind.withArticle)",
        "refer to \(wanted.joined(separator: " or "))")
      return nil
    }
    guard visibility != .private || submission.drafts[index].visibility == .private else {
      refuse(
        index, .invalid, link.field, link.reference,
        "is private, and whoever reads this record would learn of it",
        "make this record private as well, or that one visible to the team")
      return nil
    }
    return target
  }

  /// An id, else a key of this submission, else a key of the ledger. What looks like an id is never a key here.
  private func find(_ reference: String) throws(StoreError) -> FoundHere {
    if let id = known[reference],
      case .one(let face) = try memory.find(id, uid: submission.author.uid, lookup)
    {
      return .stored(.one(face))
    }
    if let chain = chainByKey[reference], RecordID.number(in: reference) == nil { return .chain(chain) }
    return .stored(try memory.find(reference, uid: submission.author.uid, lookup))
  }

  private enum FoundHere {
    case chain(Int)
    case stored(Found)
  }

  private mutating func refuseDependents() {
    var alive = chains.map { chain in chain.drafts.count { problems[$0].isEmpty } }
    var dead = alive.indices.filter { alive[$0] == 0 }
    while let chain = dead.popLast() {
      for (index, field) in dependents[chain] {
        let wasAlive = problems[index].isEmpty
        let key = submission.drafts[chains[chain].drafts[0]].key ?? ""
        let name = "record \(chains[chain].drafts.map(String.init).joined(separator: ", "))"
        refuse(
          index, .failedPrecondition, field, key, "stands for \(name) of this submission, which was refused",
          "correct that record; this one may be right as it is")
        guard wasAlive, let key = submission.drafts[index].key, let own = chainByKey[key] else { continue }
        alive[own] -= 1
        if alive[own] == 0 { dead.append(own) }
      }
    }
  }

  // MARK: Quotes and terms

  private mutating func judgeQuotes(_ index: Int) throws(StoreError) {
    for quote in submission.drafts[index].quotes {
      let text: [UInt8]?
      switch try find(quote.document) {
      case .chain(let chain):
        // The last draft of the key is the one that will stand.
        text = submission.drafts[chains[chain].drafts.last ?? 0].documentText
        dependents[chain].append((index, quote.field))
      case .stored(.one(let face)): text = try memory.documentText(face.number, lookup)
      // A document that is not there is a link that is not there, and is reported as that.
      case .stored: continue
      }
      if let (part, value, reason, remedy) = quote.fault(in: text) {
        refuse(index, .invalid, quote.field + part, value, reason, remedy)
      }
    }
  }

  private mutating func judgeTerms(_ index: Int) {
    let draft = submission.drafts[index]
    precondition(draft.fingerprint.count == EntryHash.fingerprintBytes, "a fingerprint is 32 bytes long")
    for category in draft.terms.categories where !(0...IndexTerms.categoryMax).contains(category) {
      refuse(
        index, .invalid, "category", String(category), "is no category that this server knows",
        "use a category from 1 to \(IndexTerms.categoryMax)")
    }
  }

  private mutating func refuse(
    _ index: Int, _ code: StoreProblem.Code, _ field: String, _ value: String, _ reason: String,
    _ remedy: String
  ) {
    problems[index].append(StoreProblem(code, field: field, value: value, reason: reason, remedy: remedy))
  }
}

/// What a link stands for.
enum Target {
  case stored(id: String)
  /// A key of the same submission.
  case chain(Int)
}

/// The drafts of one submission that have one key.
struct KeyChain {
  /// What the key stood for before.
  var stored: Head?
  /// Their places in the submission, at least one.
  var drafts: [Int]
}
