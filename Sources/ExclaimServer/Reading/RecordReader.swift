import ExclaimDomain
import ExclaimMessages
import ExclaimStore

/// Turns messages into domain values, and meets every reference on the way.
///
/// The same walk serves twice: a submission's references are collected as links for the store to resolve, and a
/// stored record's references are replaced by the ids that they stand for. So the two can never disagree on
/// which fields are references.
struct RecordReader {
  /// The references met, with the path of each field.
  private(set) var links: [LinkDraft] = []
  /// Ids by field path, for a stored record.
  private let ids: [String: String]?

  /// A reader of submissions: references stay as they are.
  init() { ids = nil }

  /// A reader of stored records: references become ids.
  init(ids: [String: String]) { self.ids = ids }

  mutating func reference(
    _ text: String, _ field: @autoclosure () -> String, _ role: LinkRole, _ kind: RecordKind
  ) -> String {
    guard !text.isEmpty else { return "" }
    let field = field()
    if let ids { return ids[field] ?? text }
    links.append(LinkDraft(field: field, role: role, reference: text, kinds: kind.alone))
    return text
  }

  mutating func actor(_ text: String, _ field: @autoclosure () -> String, _ role: LinkRole) -> String {
    reference(text, field(), role, .actor)
  }

  /// The domain value of a record's content.
  mutating func value(of content: V1.Record.Content) -> any RecordValue {
    switch content {
    case .actor(let message): read(message)
    case .document(let message): read(message)
    case .claim(let message): read(message)
    case .exchange(let message): read(message)
    case .agreement(let message): read(message)
    case .relation(let message): read(message)
    case .assessment(let message): read(message)
    }
  }
}

extension CodeList {
  /// The domain's code for a number of the contract; a number that only a newer schema knows reads as the default.
  init(_ message: some OpenEnum, default: Self) {
    self = Self(rawValue: message.rawValue) ?? `default`
  }
}

extension Visibility {
  /// Nil when the submitter did not say.
  init?(_ message: V1.Visibility) { self.init(rawValue: message.rawValue) }
}

extension RecordKind {
  /// The kind as a set, which nearly every link needs one of.
  fileprivate var alone: Set<RecordKind> { Self.sets[Int(rawValue)] }

  private static let sets = (0...allCases.count).map { number in
    Set(allCases.filter { $0.rawValue == number })
  }
}
