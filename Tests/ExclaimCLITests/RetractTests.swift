import ExclaimMessages
import ExclaimWire
import Testing

@testable import ExclaimCLI

@Suite struct RetractTests {
  private let script = Script()

  private func record(_ state: V1.RecordState = .unspecified) throws -> V1.Record {
    var record = try V1.Record(json: #"{"id":"clm_1","revision":4,"claim":{"key":"k","proposition":"p"}}"#)
    record.state = state
    if state == .redacted { record.content = nil }
    return record
  }

  @Test("a record is retracted with its reason and the revision that was looked at")
  func retract() async throws {
    let now = try record(.retracted)
    script.on(V1.Records.retract) { _ in V1.RetractResponse(record: now) }
    let outcome = try await script.run("retract", "k", "--base", "3", "--reason", "misread")
    #expect(outcome.status == 0 && outcome.out == "retracted claim clm_1 “k”, revision 4\n", "\(outcome)")
    let asked = try script.requests(V1.Records.retract)
    #expect(asked == [V1.RetractRequest(id: "k", baseRevision: 3, reason: "misread")])
    let csv = try await script.run("retract", "k", "--reason", "misread", "--output", "csv").out
    #expect(csv == "outcome,id,key,revision\nRETRACTED,clm_1,k,4\n")
    let json = try await script.run("retract", "k", "--reason", "misread", "--output", "json").out
    #expect(try V1.RetractResponse(json: json).record == now)
  }

  @Test("a record that changed since it was looked at is left alone, and the exit status is 75")
  func stale() async throws {
    script.on(V1.Records.retract) { (_: V1.RetractRequest) -> V1.RetractResponse in
      let conflict = V1.RevisionConflict(currentRevision: 5, currentAuthorUid: 7)
      throw Status(.failedPrecondition, "k: revision 3 does not stand any more", detail: conflict)
    }
    let outcome = try await script.run("retract", "k", "--base", "3", "--reason", "misread")
    #expect(outcome.status == 75)
    #expect(outcome.err == "exclaim: k: revision 3 does not stand any more (--base 5)\n")
  }

  @Test(
    "without a reason nothing is taken back, destroyed or let pass",
    arguments: [["retract", "k"], ["redact", "k", "--yes"], ["allow", "k"]])
  func reason(command: [String]) {
    for reason in [[], ["--reason", ""], ["--reason", " "]] {
      #expect(throws: (any Error).self) { try Exclaim.parseAsRoot(command + reason) }
    }
  }

  private func redact(_ options: [String], answers: [String]?) async throws -> (Outcome, calls: Int) {
    let (before, after) = (try record(), try record(.redacted))
    script.on(V1.Records.get) { _ in V1.GetResponse(record: before) }
    script.on(V1.Records.redact) { _ in V1.RedactResponse(record: after, redacted: 4) }
    let arguments = ["redact", "k", "--reason", "r"] + options
    let outcome = try await script.run(arguments, answers: answers)
    return (outcome, try script.requests(V1.Records.redact).count)
  }

  @Test("content is destroyed only with --yes where nobody can be asked")
  func redactUnasked() async throws {
    let (refused, calls) = try await redact([], answers: nil)
    #expect(refused.status == 64 && calls == 0 && refused.err.contains("--yes"), "\(refused)")
    let (done, _) = try await redact(["--yes"], answers: nil)
    #expect(done.status == 0)
    #expect(done.out == "redacted claim clm_1, revision 4: the content of 4 revisions was destroyed\n")
  }

  @Test(
    "on a terminal the user sees the record and is asked before its content is destroyed",
    arguments: [(["yes"], 0, 1), (["no"], 75, 0), ([], 75, 0)])
  func redactAsked(answers: [String], status: Int32, count: Int) async throws {
    let (outcome, calls) = try await redact(["--revision", "2"], answers: answers)
    #expect(outcome.status == status && calls == count, "\(outcome)")
    #expect(
      outcome.err.contains("claim clm_1 “k”, p") && outcome.err.contains("Destroy revision 2 for ever?"))
  }

  @Test("what is let pass is the revision that was named, else the latest")
  func allow() async throws {
    let now = try record()
    script.on(V1.Records.get) { _ in V1.GetResponse(record: now) }
    script.on(V1.Records.allow) { _ in V1.AllowResponse(record: now) }
    #expect(try await script.run("allow", "k", "--reason", "in office").status == 0)
    #expect(try await script.run("allow", "k", "--reason", "in office", "--base", "2").status == 0)
    #expect(try script.requests(V1.Records.allow).map(\.baseRevision) == [4, 2])
  }
}
