import Testing

@testable import ExclaimCLI

struct TableTests {
  private func table(_ rows: [[String]]) -> Table {
    var table = Table([
      .init(title: "record", cut: .never), .init(title: "name", cut: .early),
      .init(title: "n", isNumeric: true),
    ])
    for row in rows { table.add(row) }
    return table
  }

  @Test(
    "text takes the columns that a terminal gives it",
    arguments: [
      ("abc", 3), ("Київ", 4), ("日本", 4), ("ｱ", 1), ("e\u{301}", 1), ("שלום", 4), ("مُحَمَّد", 4), ("👩‍👩‍👧", 2),
      ("🇺🇦", 2), ("", 0), ("a\u{200B}b", 2), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("∞", 1),
    ])
  func width(text: String, width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test("columns stand straight whatever the script")
  func aligned() {
    let lines = table([["a", "東京", "7"], ["bb", "e\u{301}t", "1234"]]).lines(.init())
    #expect(lines == ["record  name     n", "a       東京     7", "bb      e\u{301}t    1234"])
  }

  @Test("a table is never wider than the terminal", arguments: [20, 30, 40, 79, 200])
  func fits(columns: Int) {
    let long = String(repeating: "prisoner exchange 交換 ", count: 10)
    for line in table([["x-2024-08-24", long, "115"], ["y", "short", "1"]]).lines(.init(columns: columns)) {
      #expect(line.displayWidth <= columns)
    }
  }

  @Test("what can be cut is cut, and shows it; names and numbers stay whole as long as they can")
  func cut() {
    let lines = table([["x-2024-08-24", "a rather long name", "115"]]).lines(.init(columns: 30))
    #expect(lines[1] == "x-2024-08-24  a rather l…  115")
  }

  @Test("a reference is never cut: the reader has to copy it", arguments: [1, 20, 40])
  func reference(columns: Int) {
    let id = "act_01m7ys0000000ey62q0fkmm1"
    let row = table([[id, "a rather long name", "115"]]).lines(.init(columns: columns))[1]
    #expect(row.hasPrefix(id + "  "))
    #expect(!row.contains("a rather long name"))
  }

  @Test("nothing is cut in a pipe, whatever $COLUMNS says")
  func pipe() {
    let long = String(repeating: "x", count: 500)
    var console = Console(out: Sink(), err: Sink(), columns: 40)
    #expect(table([["a", long, "1"]]).lines(console)[1].contains(long))
    console.outIsTerminal = true
    #expect(!table([["a", long, "1"]]).lines(console)[1].contains(long))
  }

  @Test("an indented table fits the terminal with its indent")
  func indent() {
    let console = Console(out: Sink(), err: Sink(), outIsTerminal: true, columns: 30)
    for line in table([["x-2024-08-24", "a rather long name", "115"]]).lines(console, indent: 2) {
      #expect(line.hasPrefix("  ") && line.displayWidth <= 30)
    }
  }

  @Test("right-to-left text is isolated on a terminal, and left alone in a pipe")
  func rightToLeft() {
    let rows = [["a", "שלום", "1"]]
    #expect(table(rows).lines(.init(isolates: true))[1].contains("\u{2068}שלום\u{2069}"))
    #expect(!table(rows).lines(.init())[1].contains("\u{2068}"))
    #expect(!table([["a", "Київ", "1"]]).lines(.init(isolates: true))[1].contains("\u{2068}"))
  }

  @Test("a record cannot steer the terminal")
  func controls() {
    let lines = table([["a", "x\u{1B}[31m\ny\u{202E}z\u{9B}", "1"]]).lines(.init())
    #expect(lines.count == 2)
    #expect(lines[1].unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
    #expect(!lines[1].unicodeScalars.contains("\u{202E}"))
  }

  @Test("only colour makes the header bold")
  func bold() {
    #expect(table([]).lines(.init(bold: true))[0] == "\u{1B}[1mrecord  name  n\u{1B}[0m")
    #expect(table([]).lines(.init())[0] == "record  name  n")
  }

  @Test("a paragraph breaks between words and keeps its indent")
  func paragraph() {
    let lines = Paragraph.lines("one two three four", columns: 11, indent: 2, hanging: 2)
    #expect(lines == ["  one two", "    three", "    four"])
    #expect(Paragraph.lines("one two", columns: nil) == ["one two"])
  }

  @Test(
    "cells of CSV are quoted where they must be",
    arguments: [
      ("a", "a"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("a\nb", "\"a\nb\""), ("", ""),
    ])
  func csv(cell: String, written: String) {
    #expect(CSVWriter.line([cell, "z"]) == written + ",z")
  }

  @Test(
    "no cell of CSV is a formula to a spreadsheet, and numbers stay numbers",
    arguments: [
      ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("@x", "'@x"), ("-2+3", "'-2+3"), ("\t=1", "'\t=1"),
      ("\r=1", "\"'\r=1\""), ("=A1,B1", "\"'=A1,B1\""), ("-5", "-5"), ("1348", "1348"), ("a=b", "a=b"),
    ])
  func formula(cell: String, written: String) {
    #expect(CSVWriter.line([cell, "z"]) == written + ",z")
  }
}
