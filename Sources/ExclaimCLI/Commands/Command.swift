import ArgumentParser

/// A command that talks to the server.
protocol Command: ParsableCommand {
  /// The options that every command has.
  var everywhere: GlobalOptions { get }

  /// Does what the command is for.
  func perform(_ session: Session) throws
}

extension Command {
  func run() throws {
    try Session(everywhere.settings).run(perform)
  }
}
