import ExclaimDomain
import ExclaimProof

@testable import ExclaimStore

/// Submissions of several authors, one after another, from a seed: new records of all kinds that refer to each other,
/// revisions, retractions, redactions. Some are refused.
struct RandomHistory {
  var random: SeededGenerator
  /// Whether content is destroyed now and then.
  var redacts = true

  private struct Known {
    var key: String
    var author: Author
    var kind: RecordKind
    var visibility: Visibility
  }

  private var known: [Known] = []
  private var made = 0

  init(_ random: SeededGenerator) { self.random = random }

  static let authors = [ann, ben, Author(uid: 1003, gid: 200)]
  private static let words = [
    "held", "returned", "Kursk", "обмін", "полонених", "пленных", "more", "than", "hundred", "Straße",
    "İstanbul",
    "word", "words", "1,348", "x",
  ]

  mutating func next() -> Submission {
    let choice = Int.random(in: 0..<100, using: &random)
    guard choice >= 40, let place = known.indices.randomElement(using: &random) else { return submission() }
    let record = known[place]
    switch choice {
    case ..<60:
      known[place].visibility = raised(record.visibility)
      var new = draft(record.kind, record.key, visibility: known[place].visibility)
      new.isFlagged = Int.random(in: 0..<4, using: &random) == 0
      var submission = Submission(author: somebody(record), drafts: [new])
      submission.reason = text(2)
      submission.edit = edit(.revise, record)
      return submission
    case ..<72: return change(.retract, record, by: somebody(record))
    case ..<84: return change(.allow, record, by: Self.authors[2])
    case _ where !redacts: return submission()
    case ..<93:
      return change(
        .redact(revision: UInt32.random(in: 1...4, using: &random)), record, by: somebody(record))
    default: return change(.redact(revision: nil), record, by: somebody(record))
    }
  }

  private mutating func submission() -> Submission {
    let author = Self.authors.randomElement(using: &random) ?? ann
    var drafts: [Draft] = []
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let kind = RecordKind.allCases.randomElement(using: &random) ?? .claim
      let visibility: Visibility = [.private, .team, .team, .public].randomElement(using: &random) ?? .team
      made += 1
      // A few keys are those of several authors, and a few records have none.
      let isShared = made.isMultiple(of: 17)
      let key = made.isMultiple(of: 13) ? nil : isShared ? "shared" : "k\(made)"
      var new = draft(kind, key, visibility: visibility)
      new.isFlagged = Int.random(in: 0..<4, using: &random) == 0
      drafts.append(new)
      if let key, !isShared {
        known.append(Known(key: key, author: author, kind: kind, visibility: visibility))
      }
    }
    var submission = Submission(author: author, drafts: drafts)
    submission.reason = Bool.random(using: &random) ? text(3) : ""
    return submission
  }

  private mutating func change(_ kind: Edit.Kind, _ record: Known, by author: Author) -> Submission {
    var submission = Submission(author: author, drafts: [])
    submission.reason = text(3)
    submission.edit = edit(kind, record)
    return submission
  }

  private mutating func edit(_ kind: Edit.Kind, _ record: Known) -> Edit {
    Edit(
      kind, of: record.key, from: nil, mayChangeOthers: Int.random(in: 0..<4, using: &random) > 0)
  }

  private mutating func somebody(_ record: Known) -> Author {
    Bool.random(using: &random) ? record.author : Self.authors.randomElement(using: &random) ?? ann
  }

  /// A record that others see stays visible to them.
  private mutating func raised(_ visibility: Visibility) -> Visibility {
    Bool.random(using: &random) ? visibility : visibility == .private ? .team : .public
  }

  private mutating func draft(_ kind: RecordKind, _ key: String?, visibility: Visibility) -> Draft {
    let targets = known.filter { $0.visibility != .private || visibility == .private }
    let roles: [LinkRole] = [.speaker, .mention, .aboutExchange, .relationFrom]
    var links: [LinkDraft] = []
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      guard let target = targets.randomElement(using: &random) else { break }
      links.append(link(roles.randomElement(using: &random) ?? .hop, target.key))
    }
    let isLong = Int.random(in: 0..<12, using: &random) == 0
    let document = kind == .document ? text(isLong ? 2_000 : 20) : nil
    return ExclaimStoreTests.draft(
      kind, key, text(6), visibility: visibility, links: links, terms: terms(), document: document)
  }

  private mutating func terms() -> IndexTerms {
    var terms = IndexTerms()
    func code(_ random: inout SeededGenerator) -> Int32? {
      Bool.random(using: &random) ? Int32.random(in: 1...3, using: &random) : nil
    }
    (terms.topic, terms.unit) = (code(&random), code(&random))
    (terms.speechAct, terms.status) = (code(&random), code(&random))
    terms.categories = code(&random).map { [$0, 40] } ?? []
    terms.scope = Bool.random(using: &random) ? "Kursk" : nil
    (terms.event, terms.asserted, terms.published) = (span(), span(), span())
    return terms
  }

  private mutating func span() -> DaySpan? {
    guard Bool.random(using: &random) else { return nil }
    let first = Int.random(in: 19_000..<19_010, using: &random)
    let last = first + Int.random(in: 0..<5, using: &random)
    let isOpen = Int.random(in: 0..<5, using: &random)
    return DaySpan(
      earliest: isOpen == 0 ? nil : Day(number: first), latest: isOpen == 1 ? nil : Day(number: last))
  }

  private mutating func text(_ countMax: Int) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...countMax, using: &random) {
      text += (Self.words.randomElement(using: &random) ?? "word") + " "
    }
    return text
  }
}

extension SQLiteStore {
  /// Makes a history until the journal has so many entries.
  func make(_ history: inout RandomHistory, entries: UInt64) async throws {
    while lastSequence < entries { _ = try await submit(history.next()) }
  }
}
