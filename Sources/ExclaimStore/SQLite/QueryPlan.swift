import ExclaimDomain

/// A query as SQL: the table to start from, conditions, and their parameters.
///
/// A record's number is the order of lists and the cursor, so every start yields numbers in order and a page
/// reads little more than itself:
///
///     key given      record_by_key       at most a record for each author
///     link given     link (target)       the records that refer to the first target
///     one kind       record_by_kind
///     else           record              conditions that match rarely read far
///     search         search              all matches, for they are ranked
struct QueryPlan {
  /// A parameter.
  enum Value {
    case int(Int64)
    case text(String)
  }

  private(set) var source: String
  private(set) var conditions: [String] = []
  private(set) var values: [Value] = []
  /// Tells this query from others, whatever its cursor and limit are.
  var fingerprint: UInt64 { Self.fnv1a("\(source) \(conditions) \(values)") }

  /// Plans a query. Its references are looked up for the reader.
  ///
  /// - Parameter isSearch: start from the words.
  /// - Throws: `invalidQuery` when a reference stands for nothing.
  init(_ query: Query, reader: Reader, isSearch: Bool = false, _ lookup: Lookup) throws(StoreError) {
    var targets: [(number: Int64, mask: Int64)] = []
    for link in query.links {
      guard let face = try lookup.face(link.reference, field: link.field, reader: reader) else {
        throw .invalidQuery(
          StoreProblem(
            .notFound, field: link.field, value: link.reference,
            reason: "stands for no record that you may read",
            remedy: "correct the id or key"))
      }
      targets.append((face.number, link.roles.mask))
    }
    source = isSearch ? "search CROSS JOIN record r ON r.number = search.rowid" : Self.source(query)
    for (place, target) in targets.enumerated() {
      let condition = "target = ? AND roles & ? != 0"
      add(
        place == 0 && source.hasPrefix("link")
          ? "l.target = ? AND l.roles & ? != 0"
          : "EXISTS (SELECT 1 FROM link WHERE record = r.number AND \(condition))",
        .int(target.number), .int(target.mask))
    }
    addVisibility(query, reader)
    addTerms(query)
  }

  private static func source(_ query: Query) -> String {
    if query.key != nil { return "record r INDEXED BY record_by_key" }
    if !query.links.isEmpty { return "link l CROSS JOIN record r ON r.number = l.record" }
    return query.kinds.count == 1 ? "record r INDEXED BY record_by_kind" : "record r NOT INDEXED"
  }

  private mutating func addVisibility(_ query: Query, _ reader: Reader) {
    add(reader.visibleSQL)
    if let uid = reader.uid { values.append(.int(Int64(uid))) }
    if let visibility = query.visibility { add("r.visibility = ?", .int(Int64(visibility.rawValue))) }
    if let uid = query.authorUID { add("r.author_uid = ?", .int(Int64(uid))) }
  }

  private mutating func addTerms(_ query: Query) {
    if let key = query.key { add("r.key = ?", .text(key)) }
    let kinds = query.kinds.map(\.rawValue).sorted()
    if kinds.count == 1 {
      add("r.kind = ?", .int(Int64(kinds[0])))
    } else if !kinds.isEmpty {
      add("r.kind IN (\(kinds.map(String.init).joined(separator: ", ")))")
    }
    for (column, value) in [
      ("topic", query.topic), ("unit", query.unit), ("speech_act", query.speechAct), ("status", query.status),
    ] {
      if let value { add("r.\(column) = ?", .int(Int64(value))) }
    }
    if let scope = query.scope { add("r.scope = ?", .text(scope)) }
    let known = query.categories.filter { (0...IndexTerms.categoryMax).contains($0) }
    if !query.categories.isEmpty { add("r.categories & ? != 0", .int(known.mask)) }
    if let days = query.days {
      let overlaps = ["event", "asserted", "published"].map { "(r.\($0)_from <= ? AND r.\($0)_to >= ?)" }
      let ends: [Value] = [.int(Int64(days.lastNumber)), .int(Int64(days.firstNumber))]
      add("(\(overlaps.joined(separator: " OR ")))", ends + ends + ends)
    }
  }

  /// Adds a condition with its parameters, in the order of their question marks.
  mutating func add(_ condition: String, _ values: Value...) { add(condition, values) }

  private mutating func add(_ condition: String, _ values: [Value]) {
    conditions.append(condition)
    self.values += values
  }

  /// FNV-1a: stable from one run to the next, as Swift's own hashes are not.
  private static func fnv1a(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

extension Binder {
  mutating func add(_ values: [QueryPlan.Value]) {
    for value in values {
      switch value {
      case .int(let value): add(value)
      case .text(let text): add(text)
      }
    }
  }
}
