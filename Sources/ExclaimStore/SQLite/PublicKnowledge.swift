import ExclaimDomain
import GRDB

/// Which records the public could know by the end of a day, by the rule of `Publication`.
struct PublicKnowledge {
  private let day: Int64
  private let dates: Prepared
  private let links: Prepared
  private let claims: Prepared
  private let reader: Reader
  private let database: Database
  private var known: [Int64: Bool] = [:]

  /// Nil for a moment that asks for no such thing. The index of links must not be behind.
  ///
  /// - Parameter reader: whose eyes decide which claims tell of an exchange.
  init?(_ moment: Moment, _ database: Database, for reader: Reader) throws(StoreError) {
    guard case .published(let day) = moment else { return nil }
    self.day = Int64(day.number)
    self.reader = reader
    self.database = database
    dates = try Prepared(
      database,
      """
      SELECT kind, published_from, published_to, asserted_from, asserted_to, event_from, event_to FROM record
      WHERE number = ?
      """)
    links = try Prepared(
      database, "SELECT j.links FROM record r JOIN journal j ON j.sequence = r.sequence WHERE r.number = ?")
    claims = try Prepared(
      database,
      """
      SELECT l.record FROM link l CROSS JOIN record c ON c.number = l.record
      WHERE l.target = ? AND l.roles & \(Set([LinkRole.aboutExchange]).mask) != 0
        AND c.kind = \(RecordKind.claim.rawValue) AND c.state = 0 AND \(reader.visibleSQL("c"))
      """)
  }

  /// Whether it was known.
  mutating func includes(_ number: Int64) throws(StoreError) -> Bool {
    if let found = known[number] { return found }
    // A record cannot lead back to itself: claims lead to documents; exchanges, relations and assessments to claims.
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
    case .agreement: return !Publication.isLater(row.event, than: day)
    case .exchange:
      var claims: [(isKnown: Bool, standsInDocument: Bool)] = []
      for claim in try claimsAbout(exchange: number) {
        let documents = try targets(of: claim, in: [.mention])
        claims.append((isKnown: try includes(claim), standsInDocument: !documents.isEmpty))
      }
      return Publication.isKnown(exchangeWith: claims, event: row.event, by: day)
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

  private func claimsAbout(exchange: Int64) throws(StoreError) -> [Int64] {
    var found: [Int64] = []
    try claims.forEach {
      $0.add(exchange)
      if let uid = reader.uid { $0.add(uid) }
    } _: { (columns) throws(StoreError) in
      found.append(columns.int(0))
      return true
    }
    return found
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
