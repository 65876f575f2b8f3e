import ExclaimMessages
import Testing

@testable import ExclaimCLI

@Suite struct HistoryTests {
  private func record(_ json: String) throws -> V1.Record { try V1.Record(json: json) }

  private func sheet(_ json: String) throws -> [String] {
    RecordSheet.lines(try record(json), Console(out: Sink(), err: Sink()))
  }

  @Test("a history says who did what, when and why, and what changed; a destroyed revision has no fields")
  func history() async throws {
    let script = Script()
    let first = try record(
      #"""
      {"id":"clm_1","revision":1,"sequence":"5","author":{"uid":1},"recordedAt":"2024-08-24T10:00:00Z",
      "change":{"action":"CREATE"},"claim":{"key":"k"}}
      """#)
    let second = try record(
      #"""
      {"id":"clm_1","revision":2,"sequence":"9","author":{"uid":2},"recordedAt":"2024-08-25T10:00:00Z",
      "change":{"action":"REVISE","reason":"typo","flagged":true},"claim":{"key":"k","note":"b"}}
      """#)
    let third = try record(
      #"{"id":"clm_1","revision":3,"change":{"action":"REDACT","reason":"an address","redactedRevision":1}}"#)
    let difference = V1.FieldDifference(field: "claim.note", after: "\"b\"")
    script.on(V1.Records.history) { _ in
      V1.HistoryResponse(revisions: [
        V1.Revision(record: first), V1.Revision(record: second, differences: [difference]),
        V1.Revision(record: third),
      ])
    }
    let text = try await script.run("show", "k", "--history").out
    #expect(
      text == """
        claim clm_1

        revision 1 · created · 2024-08-24T10:00:00Z · user 1

        revision 2 · revised · 2024-08-25T10:00:00Z · user 2 · flagged as likely personal data
            why: typo
            claim.note: (none) → "b"

        revision 3 · redacted revision 1
            why: an address

        """)
    let csv = try await script.run("show", "k", "--history", "--output", "csv").out
    #expect(csv.contains("clm_1,2,9,2024-08-25T10:00:00Z,2,REVISE,typo,claim.note,,\"\"\"b\"\"\"\n"))
    let lines = try await script.run("show", "k", "--history", "--output", "jsonl").out.split(separator: "\n")
    #expect(lines.count == 3)
  }

  @Test("a retracted record is told as such, with the reason")
  func retracted() throws {
    let lines = try sheet(
      #"""
      {"id":"clm_1","state":"RETRACTED","change":{"action":"RETRACT","reason":"misread"},"claim":{"key":"k"}}
      """#)
    #expect(lines.contains("RETRACTED: misread"))
    #expect(lines.contains("key: k"), "its content is shown")
  }

  @Test("a redacted record is told as such; its id still tells the kind")
  func redacted() throws {
    let lines = try sheet(
      #"{"id":"act_1","state":"REDACTED","change":{"action":"REDACT","reason":"an address"}}"#)
    #expect(lines.first == "actor act_1")
    #expect(lines.last == "REDACTED: an address")
  }

  @Test("references to records that were taken back say so, wherever they stand")
  func links() throws {
    let lines = try sheet(
      #"""
      {"id":"exc_1","links":[{"field":"mediators[0]","reference":"m","id":"act_1","state":"RETRACTED"},
      {"field":"legs[0].from","reference":"a","id":"act_2","state":"REDACTED"},
      {"field":"legs[0].to","reference":"b","id":"act_3"}],
      "exchange":{"mediators":["m","n"],"legs":[{"from":"a","to":"b"}]}}
      """#)
    #expect(lines.contains("mediators: m (retracted), n"))
    #expect(lines.contains("  - from: a (redacted)") && lines.contains("    to: b"), "\(lines)")
  }

  @Test("lists mark records that do not stand any more, and csv has a column for it")
  func lists() throws {
    let page = V1.ListResponse(records: [
      try record(#"{"id":"act_1","state":"RETRACTED","actor":{"key":"a","name":"A"}}"#),
      try record(#"{"id":"act_2","state":"REDACTED"}"#),
    ])
    let (table, csv) = (Console(out: Sink(), err: Sink()), Console(out: Sink(), err: Sink()))
    var list = RecordList(table, .table, .unspecified)
    try list.add(page)
    try list.finish()
    #expect(table.out.text.contains("a (retracted)     actor"), "\(table.out.text)")
    #expect(table.out.text.contains("act_2 (redacted)  actor"), "\(table.out.text)")
    list = RecordList(csv, .csv, .unspecified)
    try list.add(page)
    try list.finish()
    #expect(csv.out.text.contains("act_1,a,0,0,,,RETRACTED,actor,A\n"), "\(csv.out.text)")
  }

  @Test(
    "what contradicts itself is refused",
    arguments: [
      ["--history", "--revision", "1"], ["--history", "--as-of", "2024"],
      ["--revision", "1", "--as-of", "x"],
    ])
  func usage(options: [String]) {
    #expect(throws: (any Error).self) { try Exclaim.parseAsRoot(["show", "k"] + options) }
  }
}
