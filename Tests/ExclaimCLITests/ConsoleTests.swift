import Testing

@testable import ExclaimCLI

@Suite struct ConsoleTests {
  @Test(
    "text is laid out for as many columns as are wished or there, within what can be drawn and read",
    arguments: [
      ("72", 80, 72), (nil, 80, 80), (nil, nil, 80), ("0", 90, 90), ("-5", 90, 90), ("wide", 90, 90),
      ("19", 80, 20), ("20", 80, 20), ("500", 80, 500), ("501", 80, 500), (nil, 3, 20), (nil, 60_000, 500),
      ("9223372036854775808", 90, 90),
    ] as [(String?, Int?, Int)])
  func columns(wanted: String?, ofTerminal: Int?, expected: Int) {
    #expect(Console.columns(outIsTerminal: true, wanted: wanted) { ofTerminal } == expected)
  }

  @Test("a pipe has no width but the one that is wished")
  func pipe() {
    #expect(Console.columns(outIsTerminal: false, wanted: nil) { 80 } == nil)
    #expect(Console.columns(outIsTerminal: false, wanted: "72") { 80 } == 72)
  }

  @Test(
    "colour is for terminals that know it, unless NO_COLOR or --color say otherwise",
    arguments: [
      (ColorChoice.auto, true, [:], true), (.auto, false, [:], false),
      (.auto, true, ["NO_COLOR": "1"], false),
      (.auto, true, ["TERM": "dumb"], false), (.never, true, [:], false),
      (.always, false, ["NO_COLOR": "1"], true),
    ] as [(ColorChoice, Bool, [String: String], Bool)])
  func color(choice: ColorChoice, terminal: Bool, variables: [String: String], isAllowed: Bool) {
    #expect(choice.allows(terminal: terminal) { variables[$0] } == isAllowed)
  }

  @Test(
    "drawings keep to ASCII where the locale is not of UTF-8, and on a terminal that knows letters alone",
    arguments: [
      (["LANG": "C.UTF-8"], true), (["LANG": "C.UTF-8", "TERM": "xterm"], true),
      (["LANG": "C.UTF-8", "TERM": "dumb"], false), (["LANG": "C"], false), (["TERM": "xterm"], false),
      (["LANG": "uk_UA.UTF-8", "LC_ALL": "POSIX"], false),
      (["LANG": "C", "LC_CTYPE": "uk_UA.UTF-8"], true),
    ])
  func unicode(variables: [String: String], isShown: Bool) {
    #expect(showsUnicode { variables[$0] } == isShown)
  }
}
