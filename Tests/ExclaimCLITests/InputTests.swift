import ExclaimMessages
import Testing

@testable import ExclaimCLI

struct InputTests {
  private func lines(_ text: String) throws -> [String] {
    let file = InputFile(name: "f", text: text)
    var lines: [String] = []
    while let line = try file.nextLine() {
      lines.append("\(line.number):\(String(decoding: line.bytes, as: UTF8.self))")
    }
    return lines
  }

  private func entries(_ source: any EntrySource) throws -> [Entry] {
    var entries: [Entry] = []
    while let entry = try source.next() { entries.append(entry) }
    return entries
  }

  private func jsonLines(_ text: String) throws -> [Entry] {
    try entries(JSONLines(InputFile(name: "f.jsonl", text: text)))
  }

  private func table(_ text: String, kind: String? = nil) throws -> [Entry] {
    try entries(CSVRecords(InputFile(name: "f.csv", text: text), kind: kind))
  }

  @Test("lines are counted from 1, with either line end, a mark at the start, and no end at the end")
  func lineEnds() throws {
    #expect(try lines("\u{FEFF}a\r\nb\n\nc") == ["1:a", "2:b", "3:", "4:c"])
    #expect(try lines("a\n") == ["1:a"])
    #expect(try lines("").isEmpty)
  }

  @Test("a line over the limit is refused, and the next one is read")
  func longLine() throws {
    let limit = InputFile.lineBytesMax
    let (longest, longer) = (String(repeating: "x", count: limit), String(repeating: "y", count: limit + 1))
    let file = InputFile(name: "f", text: "\(longest)\n\(longer)\nz")
    #expect(try file.nextLine()?.isTooLong == false)
    #expect(try file.nextLine()?.isTooLong == true)
    let last = try file.nextLine()
    #expect(last.map { String(decoding: $0.bytes, as: UTF8.self) } == "z")
  }

  @Test("a file that is not there exits 65 and is named")
  func missing() throws {
    let failure = try #require(throws: Failure.self) { try InputFile(opening: "/no/such/file.jsonl") }
    #expect(failure.status == .badInput)
    #expect(failure.message.contains("/no/such/file.jsonl"))
  }

  @Test("blank lines of JSON Lines are skipped, and do not shift the line numbers")
  func blankLines() throws {
    let entries = try jsonLines("\n  \n{\"actor\": {\"key\": \"ru\"}}\n\n{\"actor\": {\"key\": \"ua\"}}\n")
    #expect(entries.map(\.place.line) == [3, 5])
    #expect(entries.map { (try? $0.record.get())?.key } == ["ru", "ua"])
  }

  @Test(
    "a bad line names field, value, reason and remedy on one line",
    arguments: [
      (
        "{\"claim\": {\"measure\": {\"topic\": \"RETURND\"}}}",
        "f.jsonl:1: claim.measure.topic: \"RETURND\": is not a Topic. Did you mean"
      ),
      ("{\"claim\": {\"mesure\": {}}}", "f.jsonl:1: claim.mesure: is no field of Claim. Did you mean"),
      ("{\"claim\": {", "f.jsonl:1: "),
      (
        "{\"actor\": {\"kind\": \"STAT\"}}",
        "f.jsonl:1: actor.kind: \"STAT\": is not an ActorKind. Did you mean"
      ),
      ("{}", "f.jsonl:1: holds no record. Write {\"claim\""),
      ("7", "f.jsonl:1: column 1: \"7\": is a number"),
      ("# comment", "f.jsonl:1: column 1: "),
    ])
  func badLine(text: String, start: String) throws {
    guard case .failure(let refusal)? = try jsonLines(text).first?.record else {
      Issue.record("the line was taken")
      return
    }
    let lines = refusal.lines(at: Place(file: "f.jsonl", line: 1))
    #expect(lines.count == 1)
    #expect(lines[0].hasPrefix(start), "\(lines[0])")
    #expect(lines[0].hasSuffix(".") || lines[0].hasSuffix("?"))
  }

  @Test("a problem's text stays on one line, whatever the value holds")
  func oneLine() {
    let refusal = Refusal(field: "claim.note", value: "a\nb\u{1B}[2J", reason: "is odd", remedy: "mend it")
    let line = refusal.lines(at: Place(file: "f", line: 3))[0]
    #expect(!line.unicodeScalars.contains { $0.value < 0x20 })
    #expect(line.hasPrefix("f:3: claim.note: \"a b"))
  }

  @Test("a table and JSON Lines make the same record")
  func tableAsJSON() throws {
    let text = """
      claim.key,claim.measure.topic,claim.measure.at.edtf,claim.quantity.words,claim.mentions[0].document,claim.note
      s0-1,HELD,2024-06-05,"around 1,348",s0,"said ""around""
      twice"
      """
    let json = #"""
      {"claim": {"key": "s0-1", "measure": {"topic": "HELD", "at": {"edtf": "2024-06-05"}}, "quantity": {"words": "around 1,348"}, "mentions": [{"document": "s0"}], "note": "said \"around\"\ntwice"}}
      """#
    let (rows, lines) = (try table(text), try jsonLines(json))
    #expect(rows.count == 1)
    #expect(try rows[0].record.get() == lines[0].record.get())
  }

  @Test("with a kind, the columns need not begin with it; empty cells are absent fields")
  func kind() throws {
    let entries = try table("key,credibility,reason\na,6,\n,,\n", kind: "assessment")
    #expect(try entries[0].record.get().assessment == V1.Assessment(key: "a", credibility: 6))
    #expect(throws: Refusal.self) { try entries[1].record.get() }
  }

  @Test("gaps in a list close: an empty cell is an absent element")
  func gaps() throws {
    let entries = try table("exchange.key,exchange.mediators[0],exchange.mediators[1]\nx,,uae\n")
    #expect(try entries[0].record.get().exchange?.mediators == ["uae"])
  }

  @Test("true and false reach the fields that want them, and stay text elsewhere")
  func truth() throws {
    let header =
      "claim.measure.dependentPowers.all,claim.quantity.round,claim.quantity.cancellable,claim.note"
    let claim = try #require(try table(header + "\ntrue,true,false,true\n")[0].record.get().claim)
    #expect(claim.measure?.dependentText == "all")
    #expect(claim.quantity?.round == true)
    #expect(claim.note == "true")
  }

  @Test("rows are told by the line on which they start")
  func rowLines() throws {
    let entries = try table("actor.key,actor.note\na,\"x\ny\"\nb,z\nc\nd,\"open\n")
    #expect(entries.map(\.place.line) == [2, 4, 5, 6])
    #expect(entries.map { (try? $0.record.get()) != nil } == [true, true, false, false])
    guard case .failure(let short) = entries[2].record, case .failure(let open) = entries[3].record else {
      return
    }
    #expect(short.problems[0].reason.contains("1 cells where the header has 2"))
    #expect(open.problems[0].reason.contains("never closed"))
  }

  @Test(
    "a header that cannot be right is told before anything is read",
    arguments: [
      "actor.key,actor.key\n", "actor..key\n", "actor.key,\n", "actor.aliases[x]\n", "actor.\"key\n",
    ])
  func badHeader(header: String) throws {
    let failure = try #require(throws: Failure.self) { try table(header + "a,b\n") }
    #expect(failure.status == .badInput)
    #expect(failure.message.hasPrefix("f.csv:1: "))
  }

  @Test("a list of which the header lacks an element is told, not closed up")
  func gapInHeader() throws {
    let header = "exchange.legs[0].from,exchange.legs[2].from,exchange.legs[0].to\n"
    let failure = try #require(throws: Failure.self) { try table(header + "a,b,c\n") }
    #expect(
      failure.message
        == "f.csv:1: column 2: \"exchange.legs[2].from\": exchange.legs[1] is missing from the header. "
        + "Number the elements of a list from 0 on, without a gap.")
    #expect(throws: Failure.self) { try table("mediators[1]\na\n", kind: "exchange") }
    // The order of the columns is free.
    #expect(try table("mediators[1],mediators[0]\na,b\n", kind: "exchange").count == 1)
  }

  @Test("a cell that is not UTF-8 is shown with its bytes")
  func badCell() throws {
    let bytes = Array("actor.key\ncaf".utf8) + [0xE9, 0x0A]
    let entries = try entries(CSVRecords(InputFile(name: "f.csv", bytes: bytes), kind: nil))
    guard case .failure(let refusal) = entries[0].record else {
      Issue.record("the row was taken")
      return
    }
    #expect(
      refusal.lines(at: entries[0].place) == [
        #"f.csv:2: cell 1: "caf\xE9": is not valid UTF-8. Save the file as UTF-8."#
      ])
  }

  @Test("a quote that is never closed is told soon, however many rows follow", .timeLimit(.minutes(1)))
  func openQuote() throws {
    let rows = (0..<50_000).map { "b\($0),some note of usual length\n" }.joined()
    let entries = try table("actor.key,actor.note\na,\"open\n" + rows)
    #expect(entries.map(\.place.line) == [2])
    #expect(throws: Refusal.self) { try entries[0].record.get() }
  }

  @Test("a group and its fields cannot both be given")
  func conflict() throws {
    let entries = try table("actor.key,actor.key.inner\na,b\n")
    #expect(throws: Refusal.self) { try entries[0].record.get() }
  }
}
