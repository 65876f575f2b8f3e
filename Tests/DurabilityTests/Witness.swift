import ExclaimDomain
import ExclaimProof

@testable import ExclaimStore

let ann = Author(uid: 1001, gid: 100)
let ben = Author(uid: 1002, gid: 100)

/// What was asked of a ledger and what it answered: so what it must hold, may hold, and must not hold.
struct Witness {
  /// What became of an attempt, as far as its author was told.
  enum Answer {
    /// Stored, at this place in the journal where it was told.
    case acknowledged(UInt64?)
    /// Nothing of it is stored.
    case refused
    /// The answer was lost with the power, or the disk could not tell.
    case unknown
  }

  /// One attempt to add a revision to a record.
  struct Attempt {
    /// Attempts of one submission have one number: all of them are stored, or none.
    var submission: Int
    var action: ChangeAction
    var content: [UInt8]
    /// With a redaction of one revision: the content that it destroys.
    var destroys: [UInt8]?
    var answer: Answer
  }

  /// Attempts by the key of their record, in order.
  private(set) var attempts: [String: [Attempt]] = [:]
  /// Ids of the records that were acknowledged.
  private(set) var ids: [String: String] = [:]

  mutating func note(_ attempt: Attempt, key: String, id: String? = nil) {
    attempts[key, default: []].append(attempt)
    if let id { ids[key] = id }
  }

  /// Records that are there and were not redacted, with the contents of their revisions.
  var standing: [(key: String, id: String, contents: [[UInt8]])] {
    attempts.sorted { $0.key < $1.key }.compactMap { key, attempts in
      let stored = attempts.filter { if case .acknowledged = $0.answer { true } else { false } }
      guard let id = ids[key], !stored.contains(where: { $0.action == .redact && $0.destroys == nil }) else {
        return nil
      }
      return stored.isEmpty ? nil : (key, id, stored.map(\.content))
    }
  }

  /// Every promise that the ledger breaks. What was unknown is known from then on: a ledger that shows something once
  /// must keep it.
  mutating func broken(by store: SQLiteStore) async throws -> [String] {
    var broken: [String] = []
    var wasStored: [Int: Bool] = [:]
    var entries = 0
    let journal = try await store.entries(
      after: 0, countMax: .max, bytesMax: .max, reader: .user(ann.uid)
    ).map(\.record)
    for revision in journal {
      if let key = revision.key { ids[key] = revision.stamp.id }
    }
    let histories = Dictionary(grouping: journal, by: \.stamp.id)
    for key in attempts.keys.sorted() {
      let stored = ids[key].flatMap { histories[$0] } ?? []
      entries += stored.count
      compare(key, stored, &wasStored, &broken)
      if isRead(key), let lost = try await unfindable(key, stored, store) { broken.append(lost) }
    }
    let found = try await verify(store)
    if let fault = found.fault { broken.append("entry \(fault.sequence): \(fault.reason)") }
    if Int(found.entries) != entries {
      broken.append("the journal has \(found.entries) entries, of which \(entries) are known")
    }
    if found.entries != store.lastSequence {
      broken.append("the journal does not end at \(store.lastSequence)")
    }
    return broken
  }

  /// Goes through attempts and stored revisions side by side.
  private mutating func compare(
    _ key: String, _ stored: [StoredRecord], _ wasStored: inout [Int: Bool], _ broken: inout [String]
  ) {
    let attempts = attempts[key] ?? []
    let told = Set(
      attempts.compactMap { attempt -> UInt64? in
        if case .acknowledged(let sequence) = attempt.answer { sequence } else { nil }
      })
    var kept: [(attempt: Attempt, revision: StoredRecord)] = []
    for (number, attempt) in attempts.enumerated() {
      var isStored = false
      if let revision = kept.count < stored.count ? stored[kept.count] : nil,
        fits(attempt, revision, told), wasStored[attempt.submission] != false,
        !isAnothers(revision, attempt, attempts[(number + 1)...], told)
      {
        isStored = true
        kept.append((attempt, revision))
      }
      switch attempt.answer {
      case .acknowledged where !isStored:
        broken.append(
          "\(key): \(attempt.action) of submission \(attempt.submission) was acknowledged and is not there")
      case .refused where isStored:
        broken.append(
          "\(key): \(attempt.action) of submission \(attempt.submission) was refused and is there")
      case .unknown where wasStored[attempt.submission].map { $0 != isStored } == true:
        broken.append("\(key): submission \(attempt.submission) is there in parts")
      default: break
      }
      if case .unknown = attempt.answer {
        wasStored[attempt.submission] = isStored
        self.attempts[key]?[number].answer =
          isStored ? .acknowledged(kept.last?.revision.stamp.sequence) : .refused
      }
    }
    if kept.count < stored.count { broken.append("\(key): revision \(kept.count + 1) was never asked for") }
    for (index, (attempt, revision)) in kept.enumerated() {
      let isDestroyed = kept[(index + 1)...].contains { later, _ in
        later.action == .redact && (later.destroys == nil || later.destroys == attempt.content)
      }
      let isThere = revision.content?.isEmpty == false
      if attempt.content.isEmpty { continue }
      if isThere == isDestroyed {
        broken.append(
          "\(key): revision \(index + 1) \(isThere ? "was redacted and is there" : "has no content")")
      }
    }
  }

  /// Whether a revision that a refused attempt might have made may be that of a later one, of which nobody said so.
  private func isAnothers(
    _ revision: StoredRecord, _ attempt: Attempt, _ later: ArraySlice<Attempt>, _ told: Set<UInt64>
  ) -> Bool {
    guard case .refused = attempt.answer else { return false }
    return later.contains { other in
      if case .unknown = other.answer { fits(other, revision, told) } else { false }
    }
  }

  private func fits(_ attempt: Attempt, _ revision: StoredRecord, _ told: Set<UInt64>) -> Bool {
    guard revision.change.action == attempt.action else { return false }
    if let content = revision.content, !content.isEmpty, content != attempt.content { return false }
    if case .acknowledged(let sequence?) = attempt.answer { return revision.stamp.sequence == sequence }
    return !told.contains(revision.stamp.sequence)
  }

  /// Searching for each of them would take most of the time.
  private func isRead(_ key: String) -> Bool { key.utf8.last == UInt8(ascii: "7") }

  /// A record that stands is found by its words and by its key, and by no others.
  private func unfindable(_ key: String, _ stored: [StoredRecord], _ store: SQLiteStore) async throws
    -> String?
  {
    guard let last = stored.last, last.state == .standing, let content = last.content else { return nil }
    let text = Text(content)
    let hits = try await store.search("\"\(text.word)\"", Query(), reader: .user(ann.uid)).hits
    if hits.map(\.record.key) != [key] { return "\(key): not found by “\(text.word)”" }
    return try store.recordNow(key, revision: nil, reader: .user(ann.uid))?.content == content
      ? nil : "\(key): not found by its key"
  }
}

/// Checks the whole ledger.
func verify(_ store: SQLiteStore) async throws -> Verification {
  try await store.verify(reader: .user(0)) { _, content in Text(content).draft() }
}

/// What stands in the content of a test's record.
struct Text {
  var key: String
  /// A word that no other revision has.
  var word: String
  /// A key to which the record refers; empty for none.
  var reference: String
  /// How often the word is repeated.
  var length: Int

  init(key: String, word: String, reference: String, length: Int) {
    self.key = key
    self.word = word
    self.reference = reference
    self.length = length
  }

  init(_ content: [UInt8]) {
    let parts = String(decoding: content, as: UTF8.self).split(
      separator: "|", omittingEmptySubsequences: false)
    self.init(
      key: String(parts[0]), word: String(parts[1]), reference: String(parts[2]), length: Int(parts[3]) ?? 0)
  }

  var content: [UInt8] { Array("\(key)|\(word)|\(reference)|\(length)|\(text)".utf8) }

  private var text: String { Array(repeating: word, count: length).joined(separator: " ") }

  func draft(isFlagged: Bool = false) -> Draft {
    let links =
      reference.isEmpty
      ? [] : [LinkDraft(field: "about", role: .aboutClaim, reference: reference, kinds: [.claim])]
    var draft = Draft(
      kind: .claim, key: key, content: content, fingerprint: SHA256.hash(content), links: links, text: text)
    draft.isFlagged = isFlagged
    return draft
  }
}
