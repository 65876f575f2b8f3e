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

  /// Where rows come from, with `r` for `record`.
  private let source: String
  /// Conditions on `r`, be it `record` or `past`.
  private(set) var conditions: [String] = []
  private(set) var values: [Value] = []
  /// Records that must be referred to, and in which roles.
  private let targets: [(number: Int64, mask: Int64)]
  private let reader: Reader
  /// As of which place in the journal; nil for now.
  private let through: Int64?
  private let moment: Moment
  /// Tells this query from others, whatever its cursor and limit are.
  var fingerprint: UInt64 { Self.fnv1a("\(source) \(conditions) \(values) \(targets) \(moment)") }

  /// Plans a query. Its references are looked up for the reader.
  ///
  /// - Parameter words: start from the records that hold these; an FTS5 expression.
  /// - Throws: `invalidQuery` when a reference stands for nothing.
  init(
    _ query: Query, reader: Reader, words: String? = nil, _ lookup: Lookup
  ) throws(StoreError) {
    self.reader = reader
    moment = query.moment
    if case .recorded(let sequence) = query.moment {
      through = Int64(clamping: sequence)
    } else {
      through = nil
    }
    targets = try lookup.targets(of: query, reader: reader)
    source = words == nil ? Self.source(query) : Self.searchSource
    if let words { add("search MATCH ?", .text(words)) }
    addVisibility(query, reader)
    addTerms(query)
  }

  private static func source(_ query: Query) -> String {
    if query.key != nil { return "record r INDEXED BY record_by_key" }
    if !query.links.isEmpty { return "link l CROSS JOIN record r ON r.number = l.record" }
    return query.kinds.count == 1 ? "record r INDEXED BY record_by_kind" : "record r NOT INDEXED"
  }

  private static let searchSource = """
    search CROSS JOIN passage p ON p.sequence = search.rowid
      CROSS JOIN record r ON r.number = p.record AND r.passage = p.sequence
    """

  private var isSearch: Bool { source == Self.searchSource }

  /// Rows of records and their latest revisions, or as of a place in the journal of those that stood there, in list
  /// order. Parameters: those of `bind`, the value being the number after which to begin; then how many rows.
  var listSQL: String {
    // The same number by the name under which the source's order is known to SQLite.
    let number = source.hasPrefix("link") ? "l.record" : "r.number"
    return sql(
      RecordReader.columns, " CROSS JOIN journal j ON j.sequence = r.sequence", "r.number > ?",
      orderedBy: through == nil ? number : "1") + " LIMIT ?"
  }

  /// Number, sequence and place of the texts of matches, best first. Parameters: those of `bind`, without meaning; then
  /// how many rows, and how many to skip.
  var searchSQL: String {
    sql("r.number, r.sequence, r.passage, bm25(search)", "", "? IS NOT NULL", orderedBy: "4, 1")
      + " LIMIT ? OFFSET ?"
  }

  /// As of a place in the journal, a row is the revision that stood there: the latest one if it is not younger, else
  /// one of the past.
  private func sql(_ columns: String, _ join: String, _ condition: String, orderedBy order: String) -> String
  {
    var latest = conditions + linkConditions(ofPast: false) + [condition]
    guard through != nil else {
      return
        "SELECT \(columns) FROM \(source)\(join) WHERE \(latest.joined(separator: " AND ")) ORDER BY \(order)"
    }
    latest.append("r.sequence <= ?")
    let past =
      conditions + linkConditions(ofPast: true) + [
        condition, "r.sequence <= ?", "r.until > ?",
        "EXISTS (SELECT 1 FROM record c WHERE c.number = r.number AND \(reader.visibleSQL("c")))",
      ]
    let pastSource =
      isSearch
      ? """
      search CROSS JOIN passage p ON p.sequence = search.rowid
        CROSS JOIN past r ON r.number = p.record AND r.passage = p.sequence
      """ : "past r"
    return """
      SELECT \(columns) FROM \(source)\(join) WHERE \(latest.joined(separator: " AND "))
      UNION ALL
      SELECT \(columns) FROM \(pastSource)\(join) WHERE \(past.joined(separator: " AND "))
      ORDER BY \(order)
      """
  }

  /// Binds the parameters of `sql`, `value` being that of the condition.
  func bind(_ binder: inout Binder, _ value: Int64) {
    func add(ofPast: Bool) {
      binder.add(values)
      for target in targets {
        binder.add(target.number)
        binder.add(target.mask)
      }
      binder.add(value)
    }
    add(ofPast: false)
    guard let through else { return }
    binder.add(through)
    add(ofPast: true)
    binder.add(through)
    binder.add(through)
    if let uid = reader.uid { binder.add(uid) }
  }

  private func linkConditions(ofPast: Bool) -> [String] {
    targets.indices.map { place in
      if ofPast {
        return """
          EXISTS (SELECT 1 FROM past_link WHERE record = r.number AND sequence = r.sequence
            AND target = ? AND roles & ? != 0)
          """
      }
      return place == 0 && source.hasPrefix("link")
        ? "l.target = ? AND l.roles & ? != 0"
        : "EXISTS (SELECT 1 FROM link WHERE record = r.number AND target = ? AND roles & ? != 0)"
    }
  }

  private mutating func addVisibility(_ query: Query, _ reader: Reader) {
    add(reader.visibleSQL("r"))
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
      ("topic", query.topic), ("speech_act", query.speechAct), ("status", query.status),
    ] {
      if let value { add("r.\(column) = ?", .int(Int64(value))) }
    }
    if let unit = query.unit {
      // `record` has the unit that the record names: what is meant where it names none may change with the program.
      let topics = query.unitTopics.sorted().map(String.init).joined(separator: ", ")
      let unnamed = topics.isEmpty ? "" : " OR (r.unit IS NULL AND r.topic IN (\(topics)))"
      add("(r.unit = ?\(unnamed))", .int(Int64(unit)))
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
  private mutating func add(_ condition: String, _ values: Value...) { add(condition, values) }

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
