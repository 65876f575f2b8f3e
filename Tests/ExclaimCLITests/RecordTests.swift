import ExclaimMessages
import Testing

@testable import ExclaimCLI

struct RecordTests {
  private func record(_ json: String) throws -> V1.Record { try V1.Record(json: json) }

  @Test(
    "bounds are written as intervals, and one number stands for itself",
    arguments: [
      (V1.Bounds(low: 1001), "[1001, ∞)"), (V1.Bounds(low: 674, high: 2696), "[674, 2696]"),
      (V1.Bounds(low: 115, high: 115), "115"), (V1.Bounds(high: 7), "[0, 7]"), (V1.Bounds(low: 0), "[0, ∞)"),
      (V1.Bounds(high: 0), "0"), (V1.Bounds(), "no bounds"),
    ])
  func bounds(bounds: V1.Bounds, text: String) {
    #expect(bounds.text == text)
  }

  @Test("a share is written with its open ends and its whole")
  func share() {
    let share = V1.Share(
      whole: "those freed", low: V1.Fraction(numerator: 1, denominator: 2),
      high: V1.Fraction(numerator: 1, denominator: 1), lowExclusive: true)
    #expect(share.text == "(1/2, 1] of those freed")
  }

  @Test("what the server derived is shown with its path and rule")
  func derived() throws {
    let record = try record(
      #"""
      {"claim": {"asserted": {"edtf": "2024-08-24", "basis": "RESOLVED_WEEKDAY", "words": "Saturday", "anchor": "2024-08-25",
      "earliest": "2024-08-24", "latest": "2024-08-24"}, "quantity": {"words": "more than a hundred",
      "hard": {"low": "101"}, "soft": {"low": "101", "high": "199"}, "rule": "more-than/1"}}}
      """#)
    #expect(
      RecordSheet.derivedLines(record) == [
        "  asserted: 2024-08-24 (“Saturday”, resolved weekday, from 2024-08-25)",
        "  quantity: more than a hundred → [101, ∞), usually [101, 199] (rule more-than/1)",
      ])
  }

  @Test("an export says what the author said, and leaves out what a server derives")
  func exported() throws {
    let record = try record(
      #"""
      {"id": "clm_1", "revision": 2, "sequence": "9", "author": {"uid": 7}, "claim": {"key": "k", "asserted":
      {"edtf": "2024", "basis": "STATED", "earliest": "2024-01-01", "latest": "2024-12-31", "precision": "YEAR"},
      "quantity": {"words": "over 5", "hard": {"low": "6"}, "soft": {"low": "6", "high": "9"}, "rule": "more-than/1",
      "kind": "COUNT", "round": true, "language": "en"}}}
      """#)
    var export = Export()
    export.name(record)
    #expect(
      export.line(of: record)
        == #"{"claim":{"key":"k","asserted":{"edtf":"2024","basis":"STATED"},"quantity":{"words":"over 5","language":"en"}}}"#
    )
  }

  @Test("bounds that the author gave are exported")
  func exportedBounds() throws {
    let record = try record(
      #"{"id": "clm_1", "claim": {"key": "k", "quantity": {"words": "a lot", "hard": {"low": "6"}, "rule": "given/1", "kind": "COUNT"}}}"#
    )
    #expect(
      Export().line(of: record) == #"{"claim":{"key":"k","quantity":{"words":"a lot","hard":{"low":"6"}}}}"#)
  }

  @Test("a record without a key gets one that is no id, and references follow it, wherever they stand")
  func exportedReferences() throws {
    let actor = try record(#"{"id": "act_x1", "actor": {"name": "Northland"}}"#)
    let exchange = try record(
      #"""
      {"id": "exc_1", "links": [{"field": "legs[1].from", "reference": "act_x1", "id": "act_x1"},
      {"field": "mediators[0]", "reference": "act_x1", "id": "act_x1"}],
      "exchange": {"key": "e", "note": "act_x1", "mediators": ["act_x1"], "legs": [{"from": "s"}, {"from": "act_x1"}]}}
      """#)
    var export = Export()
    for record in [actor, exchange] { export.name(record) }
    #expect(export.line(of: actor) == #"{"actor":{"key":"act-x1","name":"Northland"}}"#)
    #expect(
      export.line(of: exchange)
        == #"{"exchange":{"key":"e","note":"act_x1","mediators":["act-x1"],"legs":[{"from":"s"},{"from":"act-x1"}]}}"#
    )
  }

  @Test("what was retracted is exported as retracted, with the reason, and what was redacted is not")
  func exportedStates() throws {
    let retracted = try record(
      #"""
      {"id": "act_1", "revision": 2, "actor": {"key": "k"}, "state": "RETRACTED",
      "change": {"action": "RETRACT", "reason": "a mistake"}}
      """#)
    #expect(
      Export().line(of: retracted)
        == #"{"actor":{"key":"k"},"state":"RETRACTED","change":{"action":"RETRACT","reason":"a mistake"}}"#)
    let redacted = V1.Record(id: "act_2", revision: 2, state: .redacted)
    #expect(Export().line(of: redacted) == nil)
  }

  @Test("two authors' records with one key stay two records")
  func exportedTwins() throws {
    let first = try record(#"{"id": "act_1", "actor": {"key": "k"}}"#)
    let second = try record(#"{"id": "act_2", "actor": {"key": "k"}}"#)
    var export = Export()
    for record in [first, second] { export.name(record) }
    #expect(export.line(of: first) == #"{"actor":{"key":"k"}}"#)
    #expect(export.line(of: second) == #"{"actor":{"key":"act-2"}}"#)
  }

  @Test(
    "a list is one JSON document, a line each, or a table, whatever the number of pages",
    arguments: OutputFormat.allCases)
  func list(format: OutputFormat) throws {
    let console = Console(out: Sink(), err: Sink())
    var list = RecordList(console, format, .actor)
    try list.add(
      V1.ListResponse(records: [record(#"{"id": "act_1", "actor": {"key": "a", "name": "A, B"}}"#)]))
    try list.add(
      V1.ListResponse(records: [record(#"{"id": "act_2", "actor": {"name": "C"}}"#)], nextCursor: "7"))
    try list.finish()
    let lines = console.out.text.split(separator: "\n").map(String.init)
    switch format {
    case .json:
      let response = try V1.ListResponse(json: console.out.text)
      #expect(response.records.map(\.id) == ["act_1", "act_2"])
      #expect(response.nextCursor == "7")
    case .jsonl: #expect(try lines.map { try V1.Record(json: $0).id } == ["act_1", "act_2"])
    case .csv:
      #expect(lines[0] == "id,key,revision,sequence,recorded_at,visibility,state,kind,name,side,role")
      #expect(lines[1] == "act_1,a,0,0,,,,,\"A, B\",,")
    case .table:
      #expect(lines.count == 3)
      #expect(lines[1].hasPrefix("a  ") && lines[2].hasPrefix("act_2"))
    }
    #expect(console.err.text.contains("--cursor 7") == (format != .json))
  }

  @Test("an empty list is still a document of its format")
  func emptyList() throws {
    let (json, csv) = (Console(out: Sink(), err: Sink()), Console(out: Sink(), err: Sink()))
    try RecordList(json, .json, .claim).finish()
    try RecordList(csv, .csv, .relation).finish()
    #expect(try V1.ListResponse(json: json.out.text).records.isEmpty)
    #expect(csv.out.text == "id,key,revision,sequence,recorded_at,visibility,state,from,kind,to,reason\n")
  }

  @Test("fields in one flag are cut at semicolons, and commas stay in the words")
  func fieldGroup() throws {
    let group = try FieldGroup("obligor=ru; words = at least 1,000 ;topic=RETURNED")
    #expect(group.fields.map(\.name) == ["obligor", "words", "topic"])
    #expect(group.fields[1].value == "at least 1,000")
    #expect(throws: Failure.self) { try FieldGroup("ru; ua") }
  }

  @Test("one power, several, and all of them are told apart")
  func powers() throws {
    func measure(_ powers: [String]) throws -> V1.Measure? {
      var fields = FlaggedRecord("claim")
      try fields.setPowers("measure.dependentPower", "measure.dependentPowers", powers)
      return try fields.draft.record().claim?.measure
    }
    #expect(try measure(["ua"])?.dependent == .dependentPower("ua"))
    #expect(try measure(["ua", "ru"])?.dependent == .dependentPowers(V1.Powers(parties: ["ua", "ru"])))
    #expect(try measure(["all"])?.dependent == .dependentPowers(V1.Powers(all: true)))
  }
}
