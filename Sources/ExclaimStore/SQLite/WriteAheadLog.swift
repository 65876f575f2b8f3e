import GRDB
import GRDBSQLite

/// Moves the write-ahead log into the database when it is long enough. For the writer's queue.
///
/// SQLite's own checkpoint runs inside the commit that makes the log 4 MB long, before that commit returns. Here it
/// runs between transactions, after the answers, and later: a page that is written again and again in the
/// meantime moves once.
final class WriteAheadLog {
  /// Length of the log in pages, as the last commit left it.
  private var pages: Int32 = 0
  private var pagesAtNextMove: Int32
  private let pagesMax: Int32

  /// A log to be moved when it is as long as this.
  init(bytesMax: Int) {
    pagesMax = Int32(clamping: bytesMax / 4_096)
    pagesAtNextMove = pagesMax
  }

  /// Has SQLite tell the log's length after each commit. This object must outlive the connection's last commit.
  func watch(_ database: Database) {
    _ = sqlite3_wal_hook(
      database.sqliteConnection,
      { context, _, _, pages in
        if let context { Unmanaged<WriteAheadLog>.fromOpaque(context).takeUnretainedValue().pages = pages }
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Moves the log if it is long. Readers go on; what a reader still needs stays for the next time.
  ///
  /// - Throws: what the move met with. But for `syncFailed` it harms nobody: the log stays and grows.
  func moveIfLong(_ database: Database) throws(StoreError) {
    if pages < pagesMax { pagesAtNextMove = pagesMax }
    guard pages >= pagesAtNextMove else { return }
    // The log starts anew with the next commit if all of it was moved; if not, it grows on, and trying again
    // at once would fail again.
    pagesAtNextMove = pages + pagesMax
    do {
      _ = try database.checkpoint(.passive)
    } catch {
      throw StoreError(error)
    }
  }
}
