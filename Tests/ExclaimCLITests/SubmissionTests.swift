import ExclaimClient
import ExclaimMessages
import Testing

@testable import ExclaimCLI

/// A ledger in memory: it keeps actors, whose side must be a stored actor or one of the same call.
final class LedgerInMemory: Ledger {
  private(set) var stored: Set<String> = []
  private(set) var calls: [(isStream: Bool, requests: [V1.SubmitRequest])] = []
  /// Errors for the next calls, before anything is stored.
  var failures: [CallError] = []
  private(set) var pauses: [Int] = []
  /// Why each retracted record was, by its id.
  private(set) var reasons: [String: String] = [:]

  func submit(_ request: V1.SubmitRequest) throws -> V1.SubmitResponse {
    try take([request], isStream: false)
  }

  func submit(stream requests: [V1.SubmitRequest]) throws -> V1.SubmitResponse {
    try take(requests, isStream: true)
  }

  /// As a server does it: once.
  func retract(_ request: V1.RetractRequest) throws -> V1.RetractResponse {
    reasons[request.id] = reasons[request.id] ?? request.reason
    return V1.RetractResponse(record: V1.Record(id: request.id, revision: 2))
  }

  func pause(milliseconds: Int) { pauses.append(milliseconds) }

  private func take(_ requests: [V1.SubmitRequest], isStream: Bool) throws -> V1.SubmitResponse {
    calls.append((isStream, requests))
    if !failures.isEmpty { throw failures.removeFirst() }
    let actors = requests.flatMap(\.records).compactMap(\.actor)
    let problems = judge(actors)
    let isRefused = requests[0].atomic && problems.contains { !$0.isEmpty }
    if isRefused { throw CallError.refusing(problems.flatMap { $0 }) }
    let results = zip(actors, problems).map { actor, problems in
      guard problems.isEmpty else { return V1.SubmitResult(outcome: .refused, problems: problems) }
      let isNew = requests[0].dryRun ? !stored.contains(actor.key) : stored.insert(actor.key).inserted
      let id = "act_\(actor.key)"
      return V1.SubmitResult(
        outcome: isNew ? .created : .unchanged, id: id, revision: reasons[id] == nil ? 1 : 2)
    }
    return V1.SubmitResponse(results: results)
  }

  /// What is wrong with each; an actor that stands by a refused one is refused as well.
  private func judge(_ actors: [V1.Actor]) -> [[V1.FieldProblem]] {
    var problems = actors.enumerated().map { index, actor in
      actor.name == "bad" ? [problem(index, 3)] : []
    }
    let inCall = Set(actors.map(\.key))
    var changed = true
    while changed {
      changed = false
      let good = Set(zip(actors, problems).filter { $0.1.isEmpty }.map(\.0.key)).union(stored)
      for (index, actor) in actors.enumerated()
      where problems[index].isEmpty && !actor.side.isEmpty && !good.contains(actor.side) {
        problems[index] = [inCall.contains(actor.side) ? problem(index, 9, actor.side) : problem(index, 5)]
        changed = true
      }
    }
    return problems
  }

  private func problem(_ index: Int, _ code: Int32, _ value: String = "v") -> V1.FieldProblem {
    V1.FieldProblem(
      record: UInt32(index), field: code == 3 ? "actor.name" : "actor.side", value: value,
      reason: "code \(code)",
      remedy: "mend it", code: code)
  }
}

extension CallError {
  static func refusing(_ problems: [V1.FieldProblem]) -> CallError {
    let detail = V1.BadRequest(problems: problems)
    return CallError(
      .init(
        .invalidArgument, "refused",
        details: [.init(typeURL: "type.googleapis.com/exclaim.v1.BadRequest", value: detail.encoded())]))
  }
}

/// Keeps what it is told.
final class ReportInMemory: SubmissionReport {
  private(set) var kept: [String] = []
  private(set) var refused: [String] = []
  private(set) var problems: [V1.FieldProblem] = []

  func kept(_ place: Place, _ result: V1.SubmitResult) { kept.append("\(place)") }
  func refused(_ place: Place, _ refusal: Refusal) {
    refused += refusal.lines(at: place)
    problems += refusal.problems
  }
  func progress(_ source: any EntrySource) {}
}

struct SubmissionTests {
  private let ledger = LedgerInMemory()
  private let report = ReportInMemory()

  private typealias Options = Submission<LedgerInMemory>.Options

  private func line(_ key: String, side: String = "", name: String = "") -> String {
    "{\"actor\": {\"key\": \"\(key)\", \"side\": \"\(side)\", \"name\": \"\(name)\"}}\n"
  }

  private func sources(_ files: [String]) -> [any EntrySource] {
    files.enumerated().map { JSONLines(InputFile(name: "f\($0)", text: $1)) }
  }

  private func run(_ files: [String], _ options: Options = Options()) throws -> Submission<LedgerInMemory> {
    var submission = Submission(to: ledger, options: options, report: report)
    try submission.run(sources(files))
    return submission
  }

  /// A run that is interrupted while its first call is under way.
  private func interruptedRun(
    _ files: [String], _ options: Options = Options()
  ) throws -> Submission<LedgerInMemory> {
    var submission = Submission(
      to: ledger, options: options, report: report, isInterrupted: { !ledger.calls.isEmpty })
    #expect(throws: Interrupted.self) { try submission.run(sources(files)) }
    return submission
  }

  @Test("a second run finds everything stored: 0 new")
  func twice() throws {
    let text = line("ru") + line("ua") + line("mod", side: "ru")
    #expect(try run([text]).counts.text == "3 new, 0 unchanged, 0 revised, 0 refused")
    #expect(try run([text]).counts.text == "0 new, 3 unchanged, 0 revised, 0 refused")
  }

  @Test("where other content stands, each field that differs is told under the problem")
  func differences() {
    let refusal = Refusal([
      V1.FieldProblem(
        field: "actor.key", value: "k", reason: "stands for other content", remedy: "submit with --revise",
        code: 6,
        differences: [V1.FieldDifference(field: "actor.name", before: "\"A\"", after: "\"B\"")])
    ])
    #expect(
      refusal.lines(at: Place(file: "f", line: 2)) == [
        "f:2: actor.key: \"k\": stands for other content. Submit with --revise.",
        "f:2:   actor.name: \"A\" → \"B\"",
      ])
  }

  @Test("the reason of a run goes with every call, those at its end included")
  func reason() throws {
    _ = try run([line("mod", side: "ru") + line("ru")], Options(reason: "figures of June"))
    #expect(ledger.calls.flatMap(\.requests).allSatisfy { $0.reason == "figures of June" })
    #expect(!ledger.calls.isEmpty)
  }

  @Test("what its line calls retracted is stored and then retracted, for the line's reason, and only once")
  func retracted() throws {
    let text =
      #"{"actor": {"key": "a", "side": "b"}, "state": "RETRACTED", "change": {"reason": "a mistake"}}"# + "\n"
      + #"{"actor": {"key": "b"}, "state": "RETRACTED"}"# + "\n" + line("c", side: "b")
    #expect(try run([text], Options(dryRun: true)).counts.retracted == 0)
    #expect(try run([text]).counts.text == "3 new, 0 unchanged, 0 revised, 0 refused, 2 retracted")
    #expect(ledger.reasons == ["act_a": "a mistake", "act_b": "retracted before it was submitted"])
    #expect(try run([text]).counts.text == "0 new, 3 unchanged, 0 revised, 0 refused")
  }

  @Test("bad lines are told with their places, and the good ones are kept")
  func badLines() throws {
    let counts = try run([line("a") + "{\"actor\": {\"kee\": 1}}\n" + line("b", name: "bad"), line("c")])
      .counts
    #expect(counts == SubmissionCounts(created: 2, refused: 2))
    #expect(report.kept == ["f0:1", "f1:1"])
    #expect(report.refused.count == 2)
    #expect(report.refused[0].hasPrefix("f0:2: actor.kee: is no field of Actor."))
    #expect(report.refused[1] == "f0:3: actor.name: \"v\": code 3. Mend it.")
  }

  @Test("a reference may point forward over batches and files")
  func forward() throws {
    let many = (0..<2_500).map { line("n\($0)") }.joined()
    let counts = try run([line("first", side: "last") + many + line("mid", side: "first"), line("last")])
      .counts
    #expect(counts == SubmissionCounts(created: 2_503))
    #expect(ledger.calls.map(\.isStream) == [false, false, false, true])
    #expect(ledger.calls.allSatisfy { call in call.requests.allSatisfy { $0.records.count <= 1_000 } })
  }

  @Test("a line that was refused only because another one was waits with it")
  func chain() throws {
    let many = (0..<1_000).map { line("n\($0)") }.joined()
    let counts = try run([line("a", side: "b") + line("b", side: "z") + many + line("z")]).counts
    #expect(counts == SubmissionCounts(created: 1_003))
  }

  @Test("a reference that stays open is told once, at the end")
  func open() throws {
    let counts = try run([line("a", side: "nobody") + line("b")]).counts
    #expect(counts == SubmissionCounts(created: 1, refused: 1))
    #expect(report.refused == ["f0:1: actor.side: \"v\": code 5. Mend it."])
  }

  @Test("batches stay under their limit of bytes")
  func batchBytes() throws {
    let name = String(repeating: "x", count: 300_000)
    _ = try run([(0..<10).map { line("n\($0)", name: name) }.joined()])
    #expect(ledger.calls.count == 4)
    for call in ledger.calls {
      #expect(call.requests[0].encoded().count <= Submission<LedgerInMemory>.batchBytesMax)
    }
  }

  @Test("a record over the limit of bytes goes alone")
  func largeRecord() throws {
    let name = String(repeating: "x", count: 2_000_000)
    #expect(try run([line("a") + line("b", name: name) + line("c")]).counts.created == 3)
    #expect(ledger.calls.map { $0.requests[0].records.count } == [1, 1, 1])
  }

  @Test("atomic: everything goes in one call, and a refusal names its lines")
  func atomicRefused() throws {
    let counts = try run([line("a") + line("b", name: "bad"), line("c", side: "b")], Options(atomic: true))
      .counts
    #expect(ledger.calls.count == 1 && ledger.calls[0].isStream)
    #expect(ledger.stored.isEmpty)
    #expect(counts == SubmissionCounts(refused: 2))
    #expect(report.refused.map { $0.prefix(5) } == ["f0:2:", "f1:1:"])
  }

  @Test("atomic: a line that is no record keeps the others out too")
  func atomicBadLine() throws {
    let text = line("a") + "{\n" + line("b", name: "bad") + line("c", side: "of-the-bad-line")
    let counts = try run([text], Options(atomic: true)).counts
    #expect(ledger.stored.isEmpty)
    #expect(counts == SubmissionCounts(refused: 2))
    #expect(
      report.refused.map { $0.prefix(5) } == ["f0:2:", "f0:3:"], "every line that is wrong for itself is told"
    )
  }

  @Test("atomic: good lines are stored together, in messages of a frame's size")
  func atomicGood() throws {
    let counts = try run([(0..<2_100).map { line("n\($0)") }.joined()], Options(atomic: true)).counts
    #expect(counts.created == 2_100)
    #expect(ledger.calls.count == 1)
    #expect(ledger.calls[0].requests.map(\.records.count) == [1_000, 1_000, 100])
    #expect(ledger.calls[0].requests.allSatisfy { $0.atomic })
  }

  @Test("a dry run stores nothing, and still finds references over batches")
  func dryRun() throws {
    let many = (0..<1_500).map { line("n\($0)") }.joined()
    let counts = try run([line("a", side: "z") + many + line("z")], Options(dryRun: true)).counts
    #expect(counts == SubmissionCounts(created: 1_502))
    #expect(ledger.stored.isEmpty)
  }

  @Test("a failed call ends the run, unless it is to keep going")
  func failedCall() throws {
    let text = (0..<1_500).map { line("n\($0)") }.joined()
    ledger.failures = [CallError(.internal, "oh")]
    #expect(throws: CallError.self) { try run([text]) }
    #expect(ledger.stored.isEmpty)

    ledger.failures = [CallError(.internal, "oh")]
    let submission = try run([text], Options(keepGoing: true))
    #expect(submission.counts == SubmissionCounts(created: 500, unanswered: 1_000))
    #expect(submission.failedCall?.code == .internal)
    #expect(report.refused.count == 1_000)
  }

  @Test("keep going: what is unavailable for the moment is tried again with growing pauses")
  func triedAgain() throws {
    ledger.failures = Array(repeating: CallError(.unavailable, "busy"), count: 3)
    #expect(try run([line("a")], Options(keepGoing: true)).counts.created == 1)
    #expect(ledger.pauses == [100, 200, 400])
  }

  @Test("keep going: records without keys are not sent twice")
  func withoutKeys() throws {
    ledger.failures = [CallError(.unavailable, "gone")]
    #expect(try run([line("")], Options(keepGoing: true)).counts.unanswered == 1)
    #expect(ledger.calls.count == 1)
  }

  @Test("keep going: it gives up in the end")
  func givesUp() throws {
    ledger.failures = Array(repeating: CallError(.unavailable, "busy"), count: 9)
    let submission = try run([line("a")], Options(keepGoing: true))
    #expect(submission.counts.unanswered == 1)
    #expect(submission.failedCall?.code == .unavailable)
  }

  // MARK: Interruptions

  @Test("an interruption stops after the call under way, and the next run goes on from there")
  func interrupted() throws {
    let text = (0..<2_500).map { line("n\($0)") }.joined()
    let submission = try interruptedRun([text])
    #expect(ledger.calls.count == 1 && ledger.stored.count == 1_000)
    #expect(submission.interruption.status == .tryAgain)
    #expect(
      submission.interruption.message
        == "interrupted: 1000 new, 0 unchanged, 0 revised, 0 refused; "
        + "run the same command again, it goes on where it stopped")
    #expect(try run([text]).counts == SubmissionCounts(created: 1_500, unchanged: 1_000))
  }

  @Test("an interruption warns of records without keys: another run would store them twice")
  func interruptedWithoutKeys() throws {
    let submission = try interruptedRun([(0..<1_500).map { _ in line("") }.joined()])
    #expect(submission.interruption.message.contains("would store them twice"))
  }

  @Test("an interruption before everything is sent at once stores nothing")
  func interruptedAtomic() throws {
    var submission = Submission(
      to: ledger, options: Options(atomic: true), report: report, isInterrupted: { true })
    #expect(throws: Interrupted.self) { try submission.run(sources([line("a")])) }
    #expect(ledger.calls.isEmpty)
    #expect(
      submission.interruption.message == "interrupted: nothing was stored; run the same command again")
  }

  @Test("an interruption ends the waiting for a server that is busy")
  func interruptedWaiting() throws {
    ledger.failures = Array(repeating: CallError(.unavailable, "busy"), count: 9)
    let submission = try interruptedRun(
      [(0..<1_500).map { line("n\($0)") }.joined()], Options(keepGoing: true))
    #expect(ledger.pauses.isEmpty)
    #expect(submission.counts.unanswered == 1_000)
  }

  // MARK: Keys that stand twice

  @Test(
    "of two lines with one key and other content the later is refused, and both are named",
    arguments: [
      Submission<LedgerInMemory>.Options(), .init(revise: true), .init(dryRun: true), .init(keepGoing: true),
    ])
  private func keyTwice(options: Options) throws {
    let many = (0..<1_200).map { line("n\($0)") }.joined()
    let counts = try run([line("a", name: "A") + many, line("a", name: "B")], options).counts
    #expect(counts == SubmissionCounts(created: 1_201, refused: 1))
    #expect(
      report.refused == [
        "f1:1: actor.key: \"a\": stands for other content in f0:1. "
          + "Keep one of the two lines, or give one of them another key."
      ])
    #expect(ledger.calls.flatMap(\.requests).flatMap(\.records).count { $0.key == "a" } == 1)
  }

  @Test("atomic: two lines with one key and other content keep everything out")
  func keyTwiceAtomic() throws {
    #expect(try run([line("a", name: "A") + line("a", name: "B")], Options(atomic: true)).counts.refused == 1)
    #expect(ledger.stored.isEmpty)
  }

  @Test("a line that stands twice is stored once, and the second counts as unchanged")
  func lineTwice() throws {
    #expect(try run([line("a") + line("a")]).counts == SubmissionCounts(created: 1, unchanged: 1))
  }

  @Test("records without keys are never taken for one another")
  func noKeyTwice() throws {
    #expect(try run([line("", name: "A") + line("", name: "B")]).counts.refused == 0)
  }

  @Test("a line that waits for a refused one names that one's place, not its number in a call")
  func refusedWithAnother() throws {
    _ = try run([line("ok") + line("a", name: "bad"), line("b", side: "a")], Options(dryRun: true))
    #expect(report.refused.count == 2)
    #expect(
      report.refused[1]
        == "f1:1: actor.side: \"a\": stands for the record in f0:2, which was refused. Mend it.")
    #expect(report.problems.allSatisfy { $0.record == 0 }, "no index of a call reaches the user")
  }
}
