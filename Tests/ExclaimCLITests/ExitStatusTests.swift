import ArgumentParser
import ExclaimClient
import ExclaimMessages
import ExclaimWire
import Glibc
import Testing

@testable import ExclaimCLI

// Testing has an ExitStatus of its own.
private typealias EndStatus = ExclaimCLI.ExitStatus

struct ExitStatusTests {
  @Test("the numbers of the exit statuses are those that scripts rely on")
  func numbers() {
    #expect(EndStatus.allCases.map(\.rawValue) == [0, 1, 64, 65, 69, 70, 75, 77])
  }

  @Test(
    "every status code has its exit status",
    arguments: [
      (StatusCode.ok, Int32(0)), (.cancelled, 75), (.unknown, 70), (.invalidArgument, 65),
      (.deadlineExceeded, 75),
      (.notFound, 1), (.alreadyExists, 65), (.permissionDenied, 77), (.resourceExhausted, 75),
      (.failedPrecondition, 65), (.aborted, 75), (.outOfRange, 65), (.unimplemented, 69), (.internal, 70),
      (.unavailable, 75), (.dataLoss, 70), (.unauthenticated, 77),
    ])
  func codes(code: StatusCode, status: Int32) {
    #expect(EndStatus(code).rawValue == status)
  }

  @Test(
    "a wrong command line exits 64",
    arguments: [
      ["pong"], ["list", "bogus"], ["ping", "--timeout", "-1"], ["ping", "--timeout", "soon"],
      ["call", "Nothing"], ["call", "Nobody/"], ["submit"], ["submit", "-", "-"],
      ["submit", "a", "--atomic", "--keep-going"],
      ["list", "--limit", "0"], ["list", "--known", "public"], ["tally", "--known", "recorded"],
      ["assess", "c", "--credibility", "7"], ["list", "--topic", "weather"],
    ])
  func usage(arguments: [String]) throws {
    let error = try #require(throws: (any Error).self) { try Exclaim.parseAsRoot(arguments) }
    let outcome = Exclaim.outcome(of: error)
    #expect(outcome.status == .usage)
    #expect(!outcome.message.isEmpty)
  }

  @Test(
    "a number that is none, or too large, is refused with what is allowed",
    arguments: [
      ("--limit", "4294967295", ""), ("--limit", "4294967296", "from 1 to 4294967295"),
      ("--limit", "0", "from 1 to 4294967295"), ("--limit", "foo", "no whole number"),
      ("--limit", "-1", "from 1 to 4294967295"),
      ("--timeout", "999999999", ""), ("--timeout", "1e9", "above 0 and below 1000000000"),
      ("--timeout", "0", "above 0 and below 1000000000"),
    ])
  func numbers(option: String, value: String, words: String) throws {
    var message = ""
    do {
      _ = try Exclaim.parseAsRoot(["list", "\(option)=\(value)"])
    } catch {
      message = Exclaim.outcome(of: error).message
    }
    #expect(message.isEmpty == words.isEmpty && (words.isEmpty || message.contains(words)), "\(message)")
  }

  @Test(
    "what meets a limit of one call exits 65, for waiting changes nothing; what meets one of all calls exits 75",
    arguments: [
      ("searchBytesMax", EndStatus.badInput), ("reasonBytesMax", .badInput), ("frameBytesMax", .badInput),
      ("writeQueueDepthMax", .tryAgain), ("watchersPerUIDMax", .tryAgain), ("backupsMax", .tryAgain),
      ("watchStallSecondsMax", .tryAgain), ("oneOfANewerServerMax", .tryAgain),
    ])
  private func limits(name: String, status: EndStatus) {
    let outcome = Exclaim.outcome(of: CallError(Status.limitExceeded(name, 7, "too much")))
    #expect(outcome.status == status)
    #expect(outcome.message == "exclaim: too much (limit \(name): 7)")
  }

  @Test(
    "help and version are answers, not errors", arguments: [["--help"], ["list", "--help"], ["--version"]])
  func help(arguments: [String]) throws {
    let error = try #require(throws: (any Error).self) {
      var command = try Exclaim.parseAsRoot(arguments)
      try command.run()
    }
    #expect(Exclaim.outcome(of: error).status == .done)
  }

  @Test("a reader that goes away is success, and nothing is said about it")
  func closedPipe() {
    let outcome = Exclaim.outcome(of: ClosedPipe())
    #expect(outcome.status == .done)
    #expect(outcome.message.isEmpty)
  }

  @Test("Ctrl-C at a question, or while input is read, exits 75")
  func interrupted() {
    let outcome = Exclaim.outcome(of: Interrupted())
    #expect(outcome.status == .tryAgain && outcome.message == "exclaim: interrupted")
  }

  @Test("an answer for which the disk has no room exits 75, help included")
  func fullDisk() throws {
    let (full, null) = (open("/dev/full", O_WRONLY | O_CLOEXEC), open("/dev/null", O_WRONLY | O_CLOEXEC))
    defer { _ = (close(full), close(null)) }
    let help = try #require(throws: (any Error).self) {
      var command = try Exclaim.parseAsRoot(["--help"])
      try command.run()
    }
    #expect(Exclaim.end(help, out: null, err: null) == .done)
    #expect(Exclaim.end(help, out: full, err: null) == .tryAgain)
    let sink = Sink(descriptor: full)
    try sink.line("data")
    let failure = try #require(throws: Failure.self) { try sink.flush() }
    #expect(failure.status == .tryAgain)
  }

  @Test("a copy that cannot be made exits by what stands against it, and says what to do about that")
  func noPlaceForACopy() throws {
    let file = try BackupFile("/nosuchdir/copy.db", replacing: false)
    let missing = try #require(throws: Failure.self) { try file.write([1]) }
    #expect(missing.status == .usage && missing.message.hasSuffix("name a file in a folder that is there"))
    let full = try BackupFile("/proc/copy.db", replacing: false)
    let refused = try #require(throws: Failure.self) { try full.write([1]) }
    #expect(refused.status != .tryAgain && !refused.message.contains("make room"))
  }

  @Test("the version is that of the server")
  func version() throws {
    let error = try #require(throws: (any Error).self) { try Exclaim.parseAsRoot(["--version"]) }
    #expect(Exclaim.outcome(of: error).message == Version.text)
  }

  @Test("evidence that is too long for an answer tells how to narrow the question")
  func tooMuchEvidence() {
    let failure = CallError(.resourceExhausted, "the answer does not fit a frame")
    let outcome = Exclaim.outcome(of: EvidenceCommand.advising(failure))
    #expect(outcome.status == .tryAgain)
    #expect(outcome.message.hasPrefix("exclaim: the answer does not fit a frame; ask for fewer with --limit"))
    #expect(outcome.message.contains("--date") && outcome.message.contains("--exchange"))
  }

  @Test(
    "no connection has an exit status by its reason",
    arguments: [
      (ConnectError.noServer(path: "/s"), EndStatus.noServer), (.notPermitted(path: "/s"), .notPermitted),
      (.timedOut(path: "/s"), .tryAgain), (.pathTooLong(path: "/s", byteCount: 200), .usage),
      (.system(operation: "connect", path: "/s", errno: 5), .noServer),
    ])
  private func connecting(error: ConnectError, status: EndStatus) {
    #expect(Exclaim.outcome(of: error).status == status)
  }

  @Test("a failed call shows every wrong field, once")
  func problems() {
    let request = V1.BadRequest(problems: [
      V1.FieldProblem(field: "filter.date", value: "soon", reason: "is no date", remedy: "give EDTF"),
      V1.FieldProblem(field: "filter.actor", value: "x", reason: "is nobody", remedy: "correct it"),
    ])
    let detail = AnyDetail(
      typeURL: "type.googleapis.com/exclaim.v1.BadRequest", value: request.encoded())
    let outcome = Exclaim.outcome(of: CallError(Status(.invalidArgument, "2 fields", details: [detail])))
    #expect(outcome.status == .badInput)
    #expect(
      outcome.message == """
        exclaim: filter.date: "soon": is no date. Give EDTF.
        exclaim: filter.actor: "x": is nobody. Correct it.
        """)
  }
}
