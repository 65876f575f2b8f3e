import ExclaimClient
import ExclaimMessages
import Glibc

/// What a command works with: the console, and a connection that opens when it is first needed.
final class Session {
  let console: Console
  let options: GlobalOptions
  private var open: Connection?

  init(_ options: GlobalOptions) {
    self.options = options
    console = options.console
  }

  var format: OutputFormat { options.output }

  /// The options of each call.
  var call: CallOptions { CallOptions(timeout: options.timeout.map { .seconds($0) }) }

  func records() throws -> RecordsClient { RecordsClient(try connection()) }
  func analysis() throws -> AnalysisClient { AnalysisClient(try connection()) }
  func control() throws -> ControlClient { ControlClient(try connection()) }

  /// The connection; a server is started when none answers and the user did not forbid it.
  func connection() throws -> Connection {
    if let open { return open }
    let connection = try connect()
    open = connection
    return connection
  }

  /// Forgets a connection that broke, so that the next call opens another.
  func disconnect() {
    open = nil
  }
}
