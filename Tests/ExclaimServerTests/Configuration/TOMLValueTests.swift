import Testing

@testable import ExclaimServer

@Suite struct TOMLValueTests {
  private func entries(_ text: String) throws -> [TOMLEntry] { try TOMLValue.entries(of: Array(text.utf8)) }

  @Test("each value carries the line it stands on")
  func lines() throws {
    let entries = try entries(
      "# first\r\n[a]\r\nb = [1,\r\n  \"two\",\n\n  [3]]\nc.d = \"\"\"\nlong\n\"\"\"\n[e]\n")
    let expected = [
      TOMLEntry(
        key: "a",
        value: TOMLValue(
          line: 2,
          content: .table([
            TOMLEntry(
              key: "b",
              value: TOMLValue(
                line: 3,
                content: .array([
                  TOMLValue(line: 3, content: .integer(1)), TOMLValue(line: 4, content: .string("two")),
                  TOMLValue(line: 6, content: .array([TOMLValue(line: 6, content: .integer(3))])),
                ]))),
            TOMLEntry(
              key: "c",
              value: TOMLValue(
                line: 7,
                content: .table([TOMLEntry(key: "d", value: TOMLValue(line: 7, content: .string("long\n")))]))
            ),
          ]))),
      TOMLEntry(key: "e", value: TOMLValue(line: 10, content: .table([]))),
    ]
    #expect(entries == expected)
  }

  @Test(
    "no file at all and a file of comments say nothing", arguments: ["", "\n", "# nothing", "\u{FEFF}\n"])
  func nothing(text: String) throws {
    #expect(try entries(text).isEmpty)
  }

  @Test("kinds that no configuration asks for are told apart")
  func kinds() throws {
    let entries = try entries("a = true\nb = 1.5\nc = 1979-05-27\nd = 9223372036854775807\ne = \"\\u0000\"")
    #expect(
      entries.map(\.value.content) == [
        .other("a boolean"), .other("a number with a fraction"), .other("a date or time"), .integer(.max),
        .string("\0"),
      ])
  }

  @Test(
    "the first mistake comes with its line",
    arguments: [
      ("a = 1\na = 2", 2), ("[t]\n\n[t]", 3), ("a = 1\nb = info", 2), ("a = \"open\n", 1), ("a = [1,\n2", 2),
      ("a = 9223372036854775808", 1), ("= 1", 1), ("a = 'x\u{0}y'", 1),
    ])
  func mistakes(text: String, line: Int) throws {
    let mistake = #expect(throws: TOMLMistake.self) { try entries(text) }
    #expect(mistake?.line == line)
    #expect(mistake?.reason.isEmpty == false)
  }

  @Test("a byte that is no UTF-8 is a mistake")
  func invalidUTF8() throws {
    let mistake = #expect(throws: TOMLMistake.self) {
      try TOMLValue.entries(of: [0x0A, 0x61, 0x3D, 0x22, 0xFF, 0x22])
    }
    #expect(mistake?.line == 2)
  }

  @Test("a file that nests too deeply is a mistake and no crash")
  func deep() throws {
    #expect(throws: TOMLMistake.self) {
      try entries("a = " + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000))
    }
  }

  @Test("no text crashes the reader")
  func randomTexts() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var state = seed
    func random(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let pieces = [
      "[", "]", "=", "\"", "'", "\n", "a", ".", "1", "{", "}", ",", "\\u", "#", " ", "é", "\"\"\"", "-",
    ]
    for _ in 0..<2_000 {
      let text = (0..<random(below: 40)).map { _ in pieces[random(below: pieces.count)] }.joined()
      do {
        _ = try entries(text)
      } catch {
        let mistake = try #require(error as? TOMLMistake)
        #expect(mistake.line >= 1, "seed \(seed), text \(text)")
      }
    }
  }
}
