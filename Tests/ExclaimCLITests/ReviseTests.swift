import ExclaimMessages
import ExclaimWire
import Glibc
import Synchronization
import Testing

@testable import ExclaimCLI

/// A server that holds one claim in some revisions, and takes a revision only of the latest.
private final class OneClaim: Sendable {
  let script = Script()
  let revisions: Mutex<[String]>

  init(_ revisions: String...) {
    self.revisions = Mutex(revisions)
    script.on(V1.Records.get) { [self] request in
      V1.GetResponse(record: try record(Int(request.revision)))
    }
    script.on(V1.Records.revise) { [self] request in try take(request) }
  }

  func record(_ revision: Int) throws -> V1.Record {
    let (number, json) = revisions.withLock { revisions in
      revision == 0 ? (revisions.count, revisions.last!) : (revision, revisions[revision - 1])
    }
    var record = try V1.Record(json: "{\"claim\": \(json)}")
    (record.id, record.revision, record.sequence) = ("clm_1", UInt32(number), UInt64(number))
    return record
  }

  private func take(_ request: V1.ReviseRequest) throws -> V1.ReviseResponse {
    let current = revisions.withLock { $0.count }
    guard Int(request.baseRevision) == current else {
      let conflict = V1.RevisionConflict(
        baseJson: revisions.withLock { "{\"claim\":\($0[Int(request.baseRevision) - 1])}" },
        currentJson: revisions.withLock { $0[current - 1] }, currentRevision: UInt32(current),
        currentAuthorUid: 1002)
      throw Status(.failedPrecondition, "another revision stands", detail: conflict)
    }
    let json = JSONValue(of: try #require(request.record))["claim"]?.text() ?? ""
    if !request.dryRun { revisions.withLock { $0.append(json) } }
    var record = try V1.Record(json: "{\"claim\": \(json)}")
    (record.id, record.revision) = ("clm_1", UInt32(current + 1))
    return V1.ReviseResponse(
      record: record,
      differences: [V1.FieldDifference(field: "claim.note", before: "old", after: "new")])
  }

  /// What stands now.
  var latest: String { revisions.withLock { $0.last! } }
  /// What was asked to be stored.
  var asked: [V1.ReviseRequest] { get throws { try script.requests(V1.Records.revise) } }
}

@Suite struct ReviseTests {
  private let first = #"{"key":"k","note":"old","proposition":"all"}"#

  @Test("fields are set in what stands, and what a server derived of it is not sent again")
  func set() async throws {
    let ledger = OneClaim(
      #"""
      {"key":"k","note":"old","asserted":{"edtf":"2024","earliest":"2024-01-01"},"quantity":{"words":"over 5",
      "hard":{"low":"6"},"rule":"more-than/1","kind":"COUNT"}}
      """#)
    let outcome = try await ledger.script.run(
      "revise", "k", "--set", "claim.quantity.words=over 7", "--set", "proposition=north", "--reason", "typo")
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(
      outcome.out == "revised claim clm_1 “k”, revision 2\n  claim.note: old → new\n")
    let request = try #require(try ledger.asked.first)
    #expect(request.id == "k" && request.baseRevision == 1 && request.reason == "typo" && !request.dryRun)
    let claim = try #require(try ledger.record(0).claim)
    #expect(claim.asserted == V1.Date(edtf: "2024") && claim.note == "old" && claim.proposition == "north")
    #expect(try ledger.record(0).claim?.quantity == V1.Quantity(words: "over 7"))
  }

  @Test("a number can give way to the reason why there is none")
  func otherChoice() async throws {
    let ledger = OneClaim(
      #"{"key":"k","quantity":{"words":"over 5","hard":{"low":"6"},"rule":"more-than/1"}}"#)
    let outcome = try await ledger.script.run(
      "revise", "k", "--set", "quantity.words=", "--set", "valueState=NOT_DISCLOSED_UNSTATED")
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(try ledger.record(0).claim?.value == .valueState(.notDisclosedUnstated))
  }

  @Test("an empty value takes a field away")
  func unset() async throws {
    let ledger = OneClaim(first)
    _ = try await ledger.script.run("revise", "k", "--set", "note=")
    #expect(try V1.Record(json: "{\"claim\":\(ledger.latest)}").claim?.note == "")
    #expect(try ledger.record(0).claim?.key == "k")
  }

  @Test("where nothing is changed nothing is sent, and that is no failure")
  func unchanged() async throws {
    let ledger = OneClaim(first)
    let outcome = try await ledger.script.run("revise", "k", "--set", "note=old")
    #expect(outcome.status == 0 && outcome.err == "exclaim: nothing changed\n")
    #expect(try ledger.asked.isEmpty)
    #expect(try await ledger.script.run("revise", "k", editor: "true").err == "exclaim: nothing changed\n")
  }

  @Test("a dry run says that nothing was stored")
  func dryRun() async throws {
    let ledger = OneClaim(first)
    let outcome = try await ledger.script.run("revise", "k", "--set", "note=new", "--dry-run")
    #expect(outcome.out.contains("nothing was stored"))
    #expect(ledger.latest == first)
  }

  @Test("whoever is too late is shown both versions, told which --base to use, and exits 75")
  func stale() async throws {
    let ledger = OneClaim(first, #"{"key":"k","note":"old","proposition":"theirs"}"#)
    let outcome = try await ledger.script.run("revise", "k", "--base", "1", "--set", "note=mine")
    #expect(outcome.status == 75)
    #expect(outcome.err.contains("--base 2") && outcome.err.contains("user 1002"))
    let lines = outcome.err.split(separator: "\n").map(String.init)
    #expect(lines.contains("  claim.note         old   old     mine"), "\(outcome.err)")
    #expect(lines.contains("  claim.proposition  all   theirs  all"), "\(outcome.err)")
    #expect(!outcome.err.contains("conflict"))
    #expect(ledger.revisions.withLock { $0.count } == 2)
  }

  @Test("--merge puts together what each changed, on top of what stands now")
  func merge() async throws {
    let ledger = OneClaim(first, #"{"key":"k","note":"old","proposition":"theirs"}"#)
    let outcome = try await ledger.script.run(
      "revise", "k", "--base", "1", "--set", "note=mine", "--merge")
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(try ledger.asked.map(\.baseRevision) == [1, 2])
    let claim = try #require(try ledger.record(0).claim)
    #expect(claim.note == "mine" && claim.proposition == "theirs")
  }

  @Test(
    "where both changed a field, --merge refuses, and --theirs and --ours decide",
    arguments: [("--merge", 75, "theirs"), ("--theirs", 0, "theirs"), ("--ours", 0, "mine")])
  func conflict(option: String, status: Int32, note: String) async throws {
    let ledger = OneClaim(first, #"{"key":"k","note":"theirs"}"#)
    let outcome = try await ledger.script.run(
      "revise", "k", "--base", "1", "--set", "note=mine", "--set", "key=k2", option)
    #expect(outcome.status == status, "\(outcome.err)")
    #expect(outcome.err.contains("old   theirs  mine   conflict"))
    #expect(try ledger.record(0).claim?.note == note)
    #expect(outcome.err.contains("both changed claim.note;") == (status == 75))
    if status == 0 { #expect(try ledger.record(0).claim?.key == "k2") }
  }

  @Test(
    "on a terminal the user is asked, until the answer is one",
    arguments: [(["what?", "m"], 0, 3), (["g"], 75, 2), ([], 75, 2)])
  func asked(answers: [String], status: Int32, count: Int) async throws {
    let ledger = OneClaim(first, #"{"key":"k","note":"old","proposition":"theirs"}"#)
    let outcome = try await ledger.script.run(
      "revise", "k", "--base", "1", "--set", "note=mine", answers: answers)
    #expect(outcome.status == status, "\(outcome.err)")
    #expect(outcome.err.contains("Put both together? [merge, edit, give up]"))
    #expect(ledger.revisions.withLock { $0.count } == count)
  }

  @Test("a whole record is taken from a file, as bare content or as a line of a submission")
  func file() async throws {
    for text in [#"{"key":"k","note":"filed"}"#, #"{"claim":{"key":"k","note":"filed"}}"#] {
      let file = try EditedText(text)
      defer { file.remove() }
      let ledger = OneClaim(first)
      let outcome = try await ledger.script.run("revise", "k", "--file", file.path)
      #expect(outcome.status == 0, "\(outcome.err)")
      #expect(ledger.latest == #"{"key":"k","note":"filed"}"#)
    }
  }

  @Test(
    "content of another kind, and what is no content, is refused with the field",
    arguments: [(#"{"actor":{"key":"k"}}"#, "actor: "), (#"{"nota":"x"}"#, "claim.nota: "), ("[]", "")])
  func badFile(text: String, field: String) async throws {
    let file = try EditedText(text)
    defer { file.remove() }
    let ledger = OneClaim(first)
    let outcome = try await ledger.script.run("revise", "k", "--file", file.path)
    #expect(outcome.status == 65 && outcome.err.hasPrefix("exclaim: \(field)"), "\(outcome.err)")
    #expect(try ledger.asked.isEmpty)
  }

  @Test("without --file and --set the editor opens on the record's content")
  func editor() async throws {
    let ledger = OneClaim(first)
    let outcome = try await ledger.script.run("revise", "k", editor: "sed -i s/old/edited/")
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(try ledger.record(0).claim?.note == "edited")
  }

  @Test("a text that cannot be read may be edited again, and is kept when that is not wanted")
  func editedBadly() async throws {
    let ledger = OneClaim(first)
    let again = try await ledger.script.run(
      "revise", "k", answers: ["y", "n"], editor: "sed -i s/note/nota/")
    #expect(again.status == 65)
    #expect(again.err.components(of: "claim.nota: is no field").count == 3, "\(again.err)")
    let path = try #require(again.err.components(of: "kept in ").last?.components(of: ";").first)
    #expect(try InputFile(opening: path).allBytes().contains(UInt8(ascii: "{")))
    unlink(path)
    #expect(try ledger.asked.isEmpty)
  }

  @Test("an editor that does not end well stores nothing")
  func editorFails() async throws {
    let ledger = OneClaim(first)
    let outcome = try await ledger.script.run("revise", "k", editor: "false")
    #expect(outcome.status == 75 && outcome.err.contains("did not end well"))
    #expect(try ledger.asked.isEmpty)
  }

  @Test(
    "contradicting options are refused",
    arguments: [["--merge", "--theirs"], ["--ours", "--editor"], ["--base", "0"]])
  func usage(options: [String]) {
    #expect(throws: (any Error).self) { try Exclaim.parseAsRoot(["revise", "k"] + options) }
  }
}

extension String {
  fileprivate func components(of separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
