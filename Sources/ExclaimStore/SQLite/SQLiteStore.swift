import ExclaimDomain
import GRDB
import Glibc

/// The embedded store: one SQLite file in WAL mode, one writer, readers beside it.
///
/// Three ways to the file:
/// - the writer's connection, for `Writer` alone;
/// - a pool of readers, for lists, searches and whatever takes long: each sees one state of the ledger;
/// - one connection for `recordNow`, used on the caller's thread, because a hop costs more than the read.
public final class SQLiteStore: Store {
  /// How a ledger is opened. A limit is the largest value that is allowed.
  public struct Options: Sendable {
    /// Path of the database.
    public var path: String
    /// Submissions that may wait for the writer.
    public var queueDepthMax = 8_192
    /// Submissions of one author that may wait.
    public var queueDepthPerAuthorMax = 6_144
    /// Records after which a transaction takes no further submission.
    public var recordsPerTransactionMax = 4_096
    /// Records on one page.
    public var pageRecordsMax = 1_000
    /// Reads at one time, and of one user one fewer.
    public var readersMax = 4
    /// Size of the database in bytes; nil for what the disk holds.
    public var databaseBytesMax: Int?
    /// Length at which the write-ahead log is moved into the database, in bytes.
    public var logBytesMax = 67_108_864
    /// Nanoseconds since 1970-01-01T00:00Z.
    public var clock: @Sendable () -> Int64 = Options.systemClock

    /// The usual options for a ledger at a path.
    public init(path: String) { self.path = path }

    /// The system's clock.
    public static let systemClock: @Sendable () -> Int64 = {
      var now = timespec()
      clock_gettime(CLOCK_REALTIME, &now)
      return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }
  }

  let options: Options
  let pool: DatabasePool
  let points: PointReader
  let turns: FairTurns
  let queue: WriteQueue
  let writer: Writer
  private let file: LedgerFile

  /// Opens a ledger, making it where it is missing.
  ///
  /// - Throws: `lockedByOther`, `notADatabase`, `newerSchema`, or what reading and writing may throw.
  public init(_ options: Options) throws(StoreError) {
    self.options = options
    file = try LedgerFile(path: options.path)
    turns = FairTurns(atOnce: options.readersMax)
    queue = WriteQueue(
      depthMax: options.queueDepthMax, depthPerAuthorMax: options.queueDepthPerAuthorMax,
      recordsPerTransactionMax: options.recordsPerTransactionMax)
    let writer = Writer(queue: queue, options: options)
    self.writer = writer
    let hasMoreToDo: Bool
    do {
      pool = try Self.openPool(options)
      hasMoreToDo = try pool.writeWithoutTransaction { try writer.open($0) }
      points = try PointReader(path: options.path, writer.exceptions)
    } catch {
      throw StoreError(error)
    }
    if hasMoreToDo { startDraining() }
  }

  /// See `Store.lastSequence`.
  public var lastSequence: UInt64 { UInt64(writer.lastSequence.load(ordering: .acquiring)) }

  /// See `Store.waitingByAuthor`.
  public func waitingByAuthor() -> [UInt32: Int] { queue.depthByAuthor }

  /// See `Store.close`.
  public func close() async {
    guard queue.close() else { return }
    let writer = writer
    // Behind every drain, for the writer's queue is serial. Readers first: the last connection to close
    // moves the write-ahead log into the database.
    await withCheckedContinuation { continuation in
      pool.asyncWriteWithoutTransaction { database in
        // What is not urgent is gone on with when the ledger is opened again.
        _ = writer.drain(database)
        writer.close()
        continuation.resume()
      }
    }
    points.close()
    // A pool closes its writer before its readers, which cannot move the log: so they go now.
    pool.invalidateReadOnlyConnections()
    // Fails only while a read still runs; its connection then closes when it ends.
    try? pool.close()
    file.unlock()
  }
}
