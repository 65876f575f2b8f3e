import ExclaimDomain
import ExclaimMessages
import ExclaimStore
import ExclaimWire

/// Reads the records of a submission into drafts for the store.
struct SubmissionReader: Sendable {
  let limits: Limits
  private let memo = QuantityMemo()

  init(limits: Limits) { self.limits = limits }

  /// What became of one record before the store saw it.
  enum Reading: Sendable {
    /// It can be stored if its references hold.
    case draft(Draft)
    /// It can never be stored as it is.
    case refused([Problem])
    /// It is stored only if its author lets likely personal data pass.
    case flagged([Problem])
  }

  /// Reads one record: derives what follows from its words and checks all that needs no other record.
  ///
  /// - Parameter allowingFlagged: whether its author lets likely personal data pass.
  func read(_ record: V1.Record, allowingFlagged: Bool = false) -> Reading {
    guard var content = record.content else {
      let known = record.unknownFields.isEmpty ? "has no content" : "has no content that this server knows"
      return .refused([
        Problem(
          field: "record", value: "", reason: known,
          remedy: "set one of actor, document, claim, exchange, agreement, relation, assessment")
      ])
    }
    var derivation = Derivation(memo: memo)
    content.visitDerivedFields(&derivation)
    var reader = RecordReader()
    let value = reader.value(of: content)
    let problems = derivation.problems + value.problems() + sizeProblems(of: value)
    guard problems.isEmpty else { return .refused(problems.map { $0.within(type(of: value).kind) }) }
    let flags = PersonalData.flags(in: value)
    guard flags.isEmpty || allowingFlagged else {
      return .flagged(flags.map { Problem($0).within(type(of: value).kind) })
    }
    var draft = draft(of: record, content, value, links: reader.links)
    draft.isFlagged = !flags.isEmpty
    guard draft.content.count <= limits.recordBytesMax else {
      return .refused([
        Problem(
          field: draft.kind.label, value: "\(draft.content.count) bytes",
          reason: "is longer than the limit recordBytesMax = \(limits.recordBytesMax)",
          remedy: "keep the long texts elsewhere and refer to them")
      ])
    }
    return .draft(draft)
  }

  /// The draft of which a stored record was made. It was checked then, and is not judged by today's rules.
  func draft(stored record: V1.Record) throws -> Draft {
    guard let content = record.content else { throw StoredContentMissing(id: record.id) }
    var reader = RecordReader()
    let value = reader.value(of: content)
    return draft(of: record, content, value, links: reader.links)
  }

  /// Turns stored content into the draft that it was: how a store, which knows no messages, makes anew what follows
  /// from content, and checks it.
  var draftOfStored: @Sendable (RecordKind, [UInt8]) throws -> Draft {
    { _, content in
      try draft(stored: V1.Record(decoding: content, budgetBytes: limits.arenaBytesMax))
    }
  }

  private func draft(
    of record: V1.Record, _ content: V1.Record.Content, _ value: any RecordValue, links: [LinkDraft]
  ) -> Draft {
    // Only content and what a newer client added: the rest is the server's own to say.
    var stored = V1.Record()
    stored.content = content
    stored.unknownFields = record.unknownFields
    let encoded = stored.encoded()
    var undoing = Undoing()
    stored.content?.visitDerivedFields(&undoing)
    return Draft(
      kind: type(of: value).kind, key: value.key.isEmpty ? nil : value.key,
      visibility: value.visibility ?? .team, content: encoded,
      fingerprint: Fingerprint.of(stored.encoded()), links: links, terms: IndexTerms(value),
      text: searchText(of: value), documentText: (value as? Document)?.storedText,
      quotes: (value as? Claim)?.quoteDrafts ?? [])
  }

  private func sizeProblems(of value: any RecordValue) -> [Problem] {
    guard let document = value as? Document, document.text.utf8.count > limits.documentTextBytesMax else {
      return []
    }
    return [
      Problem(
        field: "text", value: "\(document.text.utf8.count) bytes",
        reason: "is longer than the limit documentTextBytesMax = \(limits.documentTextBytesMax)",
        remedy: "keep the article and leave out the page around it, or keep the hash alone")
    ]
  }
}

extension Problem {
  /// What to tell the author of likely personal data.
  init(_ flag: Flag) {
    self.init(
      field: flag.field, value: flag.value, reason: flag.reason,
      remedy: "leave it out, or say why it may be stored with --allow-flagged REASON")
  }

  /// The same problem with a path that begins with the record's kind: "claim.measure.topic".
  func within(_ kind: RecordKind) -> Problem {
    Problem(field: "\(kind.label).\(field)", value: value, reason: reason, remedy: remedy)
  }
}

extension RecordKind {
  /// The kind as the JSON form names it: "claim".
  var label: String { name.lowercased() }
}

extension Document {
  fileprivate var storedText: [UInt8]? { text.isEmpty ? nil : Array(text.utf8) }
}

extension Claim {
  fileprivate var quoteDrafts: [QuoteDraft] {
    mentions.enumerated().compactMap { index, mention in
      guard !mention.quote.isEmpty || mention.start != nil || mention.end != nil else { return nil }
      return QuoteDraft(
        field: "mentions[\(index)]", document: mention.document, quote: Array(mention.quote.utf8),
        start: mention.start, end: mention.end)
    }
  }
}
