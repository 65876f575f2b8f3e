import GRDB

/// The indexes of links and words, and the tree, which follow the journal at a distance.
///
/// Both scatter: a record touches a page of `link` for each record that it refers to, and each transaction that
/// touches FTS5 writes a segment of its own, to be merged later. Inside each small commit they would cost several
/// times the rest of it. A few thousand entries at a time, in the order of the index, they cost about ten
/// microseconds a record. So commits only move the journal on; the indexes catch up when a query needs them and
/// when they fall `backlogMax` entries behind. A query catches up first, so nobody can see the distance.
struct DeferredIndexes {
  private let linksOfEntries: Prepared
  private let insertLink: Prepared
  private let insertPastLink: Prepared
  private let deleteLink: Prepared
  private let linksOfEntry: Prepared
  private let insertSearch: Prepared
  private let tree: TreeTiles
  private let setThrough: Prepared
  private let through: Prepared

  /// Entries by which the indexes may stay behind when nobody asks: tens of milliseconds of work.
  static let backlogMax: Int64 = 4096

  init(_ database: Database) throws(StoreError) {
    // Entries that are the latest of their records. CROSS JOIN: in this order, from the few new entries on.
    let entries = "journal j CROSS JOIN record r ON r.number = j.record AND r.sequence = j.sequence"
    linksOfEntries = try Prepared(
      database, "SELECT r.number, j.links FROM \(entries) WHERE j.sequence > ? AND j.sequence <= ?")
    insertLink = try Prepared(database, "INSERT INTO link (target, record, roles) VALUES (?, ?, ?)")
    insertPastLink = try Prepared(
      database, "INSERT INTO past_link (record, sequence, target, roles) VALUES (?, ?, ?, ?)")
    deleteLink = try Prepared(database, "DELETE FROM link WHERE target = ? AND record = ?")
    linksOfEntry = try Prepared(database, "SELECT links FROM journal WHERE sequence = ?")
    insertSearch = try Prepared(
      database,
      """
      INSERT INTO search (rowid, text, body)
      SELECT p.sequence, p.text, d.text
      FROM passage p LEFT JOIN document_text d ON d.sequence = p.sequence
      WHERE p.sequence > ? AND p.sequence <= ?
      """)
    tree = try TreeTiles(database)
    setThrough = try Prepared(database, "UPDATE indexed SET through = ?")
    through = try Prepared(database, "SELECT through FROM indexed")
  }

  /// Sequence up to which entries are in the indexes.
  func indexedThrough() throws(StoreError) -> Int64 {
    try through.first { _ in
    } _: {
      $0.int(0)
    } ?? 0
  }

  /// Indexes the next entries, at most `backlogMax` of them and none after `sequence`.
  ///
  /// - Returns: the sequence up to which entries are in the indexes then.
  func advance(towards sequence: Int64) throws(StoreError) -> Int64 {
    let start = try indexedThrough()
    let end = min(start + Self.backlogMax, sequence)
    guard start < end else { return start }
    let bounds = { (binder: inout Binder) in
      binder.add(start)
      binder.add(end)
    }
    try insertLinks(bounds)
    try insertSearch.run(bounds)
    try tree.extend(from: start, to: end)
    try setThrough.run { $0.add(end) }
    return end
  }

  private func insertLinks(_ bounds: (inout Binder) -> Void) throws(StoreError) {
    var rows: [(target: Int64, record: Int64, roles: Int64)] = []
    try linksOfEntries.forEach(bounds) { columns in
      LinkList(bytes: columns.bytes(1)).forEachTarget { rows.append(($0, columns.int(0), $1.bit)) }
      return true
    }
    // In the order of the b-tree, so that each page is visited once; and so that the roles in which one record
    // refers to another stand side by side.
    rows.sort { ($0.target, $0.record) < ($1.target, $1.record) }
    var place = rows.startIndex
    while place < rows.endIndex {
      var row = rows[place]
      place += 1
      while place < rows.endIndex, rows[place].target == row.target, rows[place].record == row.record {
        row.roles |= rows[place].roles
        place += 1
      }
      try insertLink.run {
        $0.add(row.target)
        $0.add(row.record)
        $0.add(row.roles)
      }
    }
  }

  /// Keeps the links of a revision that another takes the place of, and takes them out of the index.
  func moveLinksToPast(_ number: Int64, at sequence: Int64) throws(StoreError) {
    let links = try linksOfEntry.first {
      $0.add(sequence)
    } _: { columns in
      LinkList(bytes: columns.bytes(0))
    }
    guard let links, !links.isEmpty else { return }
    let isIndexed = try sequence <= indexedThrough()
    for (target, roles) in links.rolesByTarget {
      try insertPastLink.run {
        $0.add(number)
        $0.add(sequence)
        $0.add(target)
        $0.add(roles)
      }
      guard isIndexed else { continue }
      try deleteLink.run {
        $0.add(target)
        $0.add(number)
      }
    }
  }
}

extension LinkList {
  /// Gives the number of each record that is referred to, with the role.
  func forEachTarget(_ body: (Int64, LinkRole) -> Void) {
    forEachUTF8 { role, _, _, id in
      if let number = RecordID.number(in: id) { body(number, role) }
    }
  }

  /// For each record that is referred to, by its number: in which roles, as bits.
  var rolesByTarget: [Int64: Int64] {
    var roles: [Int64: Int64] = [:]
    forEachTarget { roles[$0, default: 0] |= $1.bit }
    return roles
  }
}
