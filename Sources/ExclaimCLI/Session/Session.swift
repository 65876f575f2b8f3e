import ExclaimClient
import ExclaimMessages
import Glibc

/// What a command works with: the console, and a connection that opens when it is first needed.
final class Session {
  let console: Console
  let options: Settings
  /// How the user's wish to stop is learned.
  let stop: StopWish
  /// With what texts are edited.
  let editor: Editor
  private var open: Connection?

  init(
    _ options: Settings, console: Console? = nil, stop: StopWish = .bySignal, editor: Editor = .ofUser
  ) {
    self.options = options
    self.console = console ?? .standard(color: options.color)
    self.stop = stop
    self.editor = editor
  }

  /// Does a command's work, and hands over everything that it wrote, whether it ended well or not.
  func run(_ body: (Session) throws -> Void) throws {
    do {
      try body(self)
      try flush()
    } catch {
      // What came before the error is still owed to the reader.
      try flush()
      throw error
    }
  }

  private func flush() throws {
    try console.out.flush()
    try console.err.flush()
  }

  var format: OutputFormat { options.output }

  /// The options of each call.
  var call: CallOptions { CallOptions(timeout: options.timeout.map { .seconds($0) }) }

  func records() throws -> RecordsClient { RecordsClient(try connection()) }
  func analysis() throws -> AnalysisClient { AnalysisClient(try connection()) }
  func journal() throws -> JournalClient { JournalClient(try connection()) }
  func control() throws -> ControlClient { ControlClient(try connection()) }

  /// The connection; a server is started when none answers and the user did not forbid it.
  func connection() throws -> Connection {
    if let open { return open }
    let connection = try connect()
    open = connection
    return connection
  }

  /// Whether there is a connection that works, as far as is known.
  var isConnected: Bool { open.map { $0.brokenBy == nil } ?? false }

  /// Connects anew; a server is not started.
  func reconnect() throws {
    open = nil
    open = try openConnection(SocketPath.default(given: options.socket))
  }

  /// Forgets a connection that broke, so that the next call opens another.
  func disconnect() {
    open = nil
  }
}
