/// Why the store as a whole could not do what was asked.
public enum StoreError: Error, Sendable, Hashable {
  /// Too many submissions wait for the writer: `limit` of them.
  case busy(limit: Int)
  /// Too many submissions of one author wait: `limit` of them.
  case busyForAuthor(limit: Int)
  /// There is no room for more: the disk is full, or the size limit is reached.
  case full
  /// The disk did not confirm a write. What of it is there is unknown, and nothing more is stored.
  case syncFailed
  /// Stored data is not what was written.
  case corrupt(String)
  /// The file at the path is not a ledger of Exclaim.
  case notADatabase(path: String, reason: String)
  /// The ledger was made by a newer Exclaim.
  case newerSchema(found: Int, supported: Int)
  /// Another process has the ledger open; its process id where it is known.
  case lockedByOther(processID: Int32?)
  /// The operating system refused.
  case io(String)
  /// The query names something that is not there, or a cursor of another query.
  case invalidQuery(StoreProblem)
  /// The store is closed.
  case closed
  /// The call was cancelled while it ran.
  case interrupted
}

extension StoreError: CustomStringConvertible {
  /// What failed, on what, and what to do next.
  public var description: String {
    switch self {
    case .busy(let limit):
      "the ledger is busy: \(limit) submissions already wait to be written; send this one again in a moment"
    case .busyForAuthor(let limit):
      "\(limit) submissions of yours already wait to be written; send this one again when some are answered"
    case .full:
      "there is no room to store more: free space on the disk, or raise the size limit of the ledger"
    case .syncFailed:
      """
      the disk did not confirm what was written, and nothing more is stored until the server is restarted: look at \
      the disk and the system's log first, restart the server, and then send this submission again
      """
    case .corrupt(let what):
      "stored data is damaged: \(what); stop writing, keep a copy of the files, and restore from a backup"
    case .notADatabase(let path, let reason):
      "\(path) is not a ledger of Exclaim: \(reason); name another file"
    case .newerSchema(let found, let supported):
      "the ledger has schema \(found), and this program knows schemas up to \(supported); use a newer Exclaim"
    case .lockedByOther(let processID):
      "the ledger is open in another process\(processID.map { " (\($0))" } ?? ""); stop that one first"
    case .io(let what):
      "the system refused: \(what)"
    case .invalidQuery(let problem):
      "\(problem.problem.field) “\(problem.problem.value)”: \(problem.problem.reason); \(problem.problem.remedy)"
    case .closed:
      "the ledger is closed; connect to a running server"
    case .interrupted:
      "the call was cancelled while it ran"
    }
  }
}
