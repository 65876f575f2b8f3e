import ArgumentParser

/// The options that every command has.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The server's socket.",
      discussion: """
        Else $EXCLAIM_SOCKET, else $XDG_RUNTIME_DIR/exclaim/exclaim.sock, else \
        ~/.local/state/exclaim/exclaim.sock.
        """, valueName: "path"), completion: .file())
  var socket: String?

  @Flag(name: .customLong("no-start"), help: "Do not start a server when none answers; exit 69 instead.")
  var noStart = false

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The form of the output.",
      discussion: """
        In csv, text that begins with = + - @ or a tab has an apostrophe before it, so that no spreadsheet takes \
        it for a formula; json and jsonl give it as it is.
        """))
  var output: OutputFormat = .table

  @Option(help: ArgumentHelp("Give each call this long, in seconds.", valueName: "seconds"))
  var timeout: Double?

  @Option(help: "When to colour.")
  var color: ColorChoice = .auto

  /// A call may take less than this, about thirty years.
  static let timeoutSecondsEnd = 1_000_000_000

  func validate() throws {
    if let timeout, !(timeout > 0 && timeout < Double(Self.timeoutSecondsEnd)) {
      throw ValidationError(
        "--timeout \(timeout) is no time to wait; give a number of seconds above 0 and below \(Self.timeoutSecondsEnd)."
      )
    }
  }

  var settings: Settings {
    Settings(socket: socket, noStart: noStart, output: output, timeout: timeout, color: color)
  }
}

/// What a command is told by the options that every command has.
struct Settings: Equatable {
  var socket: String?
  var noStart = false
  var output = OutputFormat.table
  /// Seconds for each call; nil for ever.
  var timeout: Double?
  var color = ColorChoice.auto
}
