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
    let session = Session(everywhere)
    do {
      try perform(session)
      try session.console.out.flush()
      try session.console.err.flush()
    } catch {
      // What came before the error is still owed to the reader.
      try session.console.out.flush()
      try session.console.err.flush()
      throw error
    }
  }
}
