import ExclaimDomain
import GRDB

/// Which records the public could know by the end of a day, by the rule of `Publication`.
struct PublicKnowledge {
  private let day: Int64
  private let dates: Prepared
  private let links: Prepared
  private let database: Database
  private var known: [Int64: Bool] = [:]

  /// Nil for a moment that asks for no such thing.
  init?(_ moment: Moment, _ database: Database, _ lookup: Lookup) throws(StoreError) {
    guard case .published(let day) = moment else { return nil }
    self.day = Int64(day.number)
    self.database = database
    dates = try Prepared(
      database,
      """
      SELECT kind, published_from, published_to, asserted_from, asserted_to, event_from, event_to FROM record
      WHERE number = ?
      """)
    links = try Prepared(
      database, "SELECT j.links FROM record r JOIN journal j ON j.sequence = r.sequence WHERE r.number = ?")
  }

  /// Whether it was known.
  mutating func includes(_ number: Int64) throws(StoreError) -> Bool {
    if let found = known[number] { return found }
    // A record cannot lead back to itself: claims lead to documents, relations and assessments to claims.
    let found = try find(number)
    known[number] = found
    return found
  }

  private mutating func find(_ number: Int64) throws(StoreError) -> Bool {
    let day = day
    let row = try dates.first {
      $0.add(number)
    } _: { (columns) throws(StoreError) in
      (
        kind: try RecordKind(stored: columns.int32(0)), published: Publication.Span(columns, 1),
        asserted: Publication.Span(columns, 3), event: Publication.Span(columns, 5)
      )
    }
    guard let row else { return false }
    switch row.kind {
    case .actor: return true
    case .document: return Publication.isPublished(row.published, by: day) == true
    case .exchange, .agreement: return !Publication.isLater(row.event, than: day)
    case .claim:
      var documents: [Bool] = []
      for document in try targets(of: number, in: [.mention]) { documents.append(try includes(document)) }
      return Publication.isKnown(claimIn: documents, asserted: row.asserted, by: day)
    case .relation, .assessment:
      for claim in try targets(of: number, in: [.relationFrom, .relationTo, .assessed]) {
        if try !includes(claim) { return false }
      }
      return true
    }
  }

  private func targets(of number: Int64, in roles: Set<LinkRole>) throws(StoreError) -> [Int64] {
    let list = try links.first {
      $0.add(number)
    } _: {
      LinkList(bytes: $0.bytes(0))
    }
    return list?.rolesByTarget.filter { $0.value & roles.mask != 0 }.map(\.key).sorted() ?? []
  }

  /// Documents of which nobody can say whether they were published by then.
  func undatedDocuments(for reader: Reader) throws(StoreError) -> UInt64 {
    let count = try Prepared(
      database,
      """
      SELECT count(*) FROM record r INDEXED BY record_by_kind
      WHERE r.kind = \(RecordKind.document.rawValue) AND \(reader.visibleSQL("r")) AND r.state = 0
        AND coalesce(published_to, \(Int32.max)) > ? AND coalesce(published_from, \(Int32.min)) <= ?
      """)
    return UInt64(
      try count.first {
        if let uid = reader.uid { $0.add(uid) }
        $0.add(day)
        $0.add(day)
      } _: {
        $0.int(0)
      } ?? 0)
  }
}

extension Publication.Span {
  /// The days in two columns; nil where they are NULL.
  fileprivate init?(_ columns: Columns, _ first: Int32) {
    guard !columns.isNull(first) else { return nil }
    self.init(earliest: columns.int(first), latest: columns.int(first + 1))
  }
}
