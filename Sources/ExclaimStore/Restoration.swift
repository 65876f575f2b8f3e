import ExclaimDomain

/// A ledger that was put in place from a backup.
public struct Restored: Sendable {
  /// Where it is.
  public var path: String
  /// What verifying it found: entries, and the hash of the last one.
  public var verification: Verification
  /// Where the ledger that was there before is kept; nil where there was none, or one without entries.
  public var keptPath: String?
}

/// Why a backup was not put in place. The ledger that was there is as it was.
public enum RestoreError: Error, Sendable, Hashable {
  /// A ledger with entries, or something that is none, is in the place, and was not to be replaced.
  case taken(path: String)
  /// What was replaced before is still kept under the name.
  case alreadyKept(path: String)
  /// A ledger's write-ahead log lies beside the file: it is no backup, and not whole without that log.
  case hasLog(file: String)
  /// The file is not what was backed up.
  case damaged(file: String, reason: String)
}

extension RestoreError: CustomStringConvertible {
  /// What failed, on what, and what to do next.
  public var description: String {
    switch self {
    case .taken(let path):
      "there is a ledger at \(path) already; name another place with --database, or give --force, which keeps that one"
        + " as \(path)\(SQLiteStore.keptSuffix)"
    case .alreadyKept(let path):
      "\(path) is there already, from an earlier restore; move it away, so that this one can keep what it replaces"
    case .hasLog(let file):
      "\(file) is not whole without \(file)-wal; make a backup of a ledger with exclaim backup, and restore that"
    case .damaged(let file, let reason):
      "\(file) is damaged, and nothing was replaced: \(reason); restore another backup"
    }
  }
}
