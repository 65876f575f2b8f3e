import ExclaimDomain
import GRDB

/// How many records of each kind there are, kept in step so that nobody has to count millions.
struct Tally {
  private let raise: Prepared

  init(_ database: Database) throws(StoreError) {
    raise = try Prepared(
      database,
      """
      INSERT INTO tally (kind, records) VALUES (?1, ?2)
      ON CONFLICT (kind) DO UPDATE SET records = records + ?2
      """)
  }

  func add(_ counts: Counts) throws(StoreError) {
    for (kind, count) in counts.byKind {
      try raise.run {
        $0.add(kind.rawValue)
        $0.add(count)
      }
    }
  }

  /// New records of one transaction.
  struct Counts {
    private(set) var byKind: [RecordKind: Int] = [:]

    mutating func add(_ kind: RecordKind) { byKind[kind, default: 0] += 1 }
  }
}
