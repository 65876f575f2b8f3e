import ArgumentParser
import ExclaimClient
import ExclaimMessages
import ExclaimWire
import Glibc

/// The command `exclaim`.
public struct Exclaim: ParsableCommand {
  /// Name, purpose and subcommands.
  public static let configuration = CommandConfiguration(
    commandName: "exclaim",
    abstract: "A shared ledger of prisoner exchanges, and of what was said about them.",
    discussion: """
      Keeps apart what happened (an exchange) and what somebody said happened (a claim). Data goes to stdout, \
      talk to stderr.

      Exit status: 0 done; 1 the answer is negative (nothing matched, a check found something); 64 usage; \
      65 bad input data; 69 no server; 70 bug; 75 try again; 77 not permitted.
      """,
    version: Version.text,
    groupedSubcommands: [
      CommandGroup(
        name: "Records",
        subcommands: [
          SubmitCommand.self, ClaimCommand.self, ExchangeCommand.self, DocumentCommand.self,
          ActorCommand.self,
          AgreementCommand.self, RelateCommand.self, AssessCommand.self, ReviseCommand.self,
          RetractCommand.self,
          RedactCommand.self, AllowCommand.self,
        ]),
      CommandGroup(
        name: "Reading",
        subcommands: [
          ListCommand.self, ShowCommand.self, SearchCommand.self, WatchCommand.self, ExportCommand.self,
        ]),
      CommandGroup(
        name: "Analysis",
        subcommands: [
          EvidenceCommand.self, ConflictsCommand.self, ConsistencyCommand.self, CiteCommand.self,
          TallyCommand.self, ParityCommand.self, ProgressCommand.self, CoverageCommand.self,
          OriginsCommand.self, TimelineCommand.self, DriftCommand.self, AsOfCommand.self,
        ]),
      CommandGroup(
        name: "Server",
        subcommands: [
          PingCommand.self, WhoAmICommand.self, StatusCommand.self, StatsCommand.self, ServicesCommand.self,
          CallCommand.self, VerifyCommand.self, TreeHeadCommand.self, BackupCommand.self,
        ]),
    ])

  /// The command without a subcommand; shows the help.
  public init() {}

  /// Runs the program on its own command line and ends the process; see ``ExitStatus``.
  public static func main() {
    Glibc.exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  /// Runs a command line, without the program's name.
  static func run(_ arguments: [String]) -> ExitStatus {
    // A closed pipe shows as EPIPE where we write, and is success there.
    signal(SIGPIPE, SIG_IGN)
    do {
      if let settings = PingCommand.plainSettings(arguments) {
        try Session(settings).run(PingCommand.ping)
      } else {
        var command = try parseAsRoot(arguments)
        try command.run()
      }
      return .done
    } catch {
      return end(error)
    }
  }

  /// Tells an error to the user, and turns it into an exit status: the one place where this is done.
  static func end(
    _ error: any Error, out: Int32 = STDOUT_FILENO, err: Int32 = STDERR_FILENO
  ) -> ExitStatus {
    let (status, message) = outcome(of: error)
    guard !message.isEmpty else { return status }
    do {
      let sink = Sink(descriptor: status == .done ? out : err)
      try sink.line(message)
      try sink.flush()
    } catch let failure where status == .done {
      // Help is an answer like any other: it is not done when nobody got it.
      return end(failure, out: out, err: err)
    } catch {
      // Nobody is left to be told.
    }
    return status
  }

  /// The exit status of an error, and what to say about it; nothing to say for an empty message.
  static func outcome(of error: any Error) -> (status: ExitStatus, message: String) {
    switch error {
    case is ClosedPipe: return (.done, "")
    case let status as ExitStatus: return (status, "")
    case is Interrupted: return (.tryAgain, "exclaim: interrupted")
    case let failure as Failure: return (failure.status, "exclaim: \(failure.message)")
    case let failure as Refusal:
      return (.badInput, failure.lines(at: nil).map { "exclaim: \($0)" }.joined(separator: "\n"))
    case let failure as CallError where failure.code == .cancelled && Interruption.isWanted:
      return (.tryAgain, "exclaim: interrupted: \(failure.message)")
    // A message that was right, and came too late.
    case let failure as CallError where failure.conflict != nil: return (.tryAgain, message(of: failure))
    case let failure as CallError: return (ExitStatus(failure), message(of: failure))
    case let failure as ConnectError: return (status(of: failure), "exclaim: \(failure)")
    default:
      // ArgumentParser's own: help and versions asked for, and command lines that it cannot read.
      let isClean = exitCode(for: error) == .success
      return (isClean ? .done : .usage, fullMessage(for: error))
    }
  }

  /// The wrong fields where there are any: the status only says the first of them again.
  private static func message(of failure: CallError) -> String {
    if let conflict = failure.conflict {
      return "exclaim: \(failure.message) (--base \(conflict.currentRevision))"
    }
    guard failure.problems.isEmpty else {
      return Refusal(failure.problems).lines(at: nil).map { "exclaim: \($0)" }.joined(separator: "\n")
    }
    let limit = failure.limit.map { " (limit \($0.limit): \($0.value))" } ?? ""
    return "exclaim: \(failure.message.isEmpty ? failure.code.name : failure.message)\(limit)"
  }

  private static func status(of failure: ConnectError) -> ExitStatus {
    switch failure {
    case .noServer, .system: .noServer
    case .notPermitted: .notPermitted
    case .timedOut: .tryAgain
    case .pathTooLong: .usage
    }
  }
}
