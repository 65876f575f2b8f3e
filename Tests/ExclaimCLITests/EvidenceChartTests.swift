import ExclaimMessages
import Testing

@testable import ExclaimCLI

@Suite struct EvidenceChartTests {
  private static func said(
    _ key: String, by speaker: String, of side: String, _ words: String = "", _ hard: (Int64, Int64?)? = nil,
    usually soft: (Int64, Int64?)? = nil, comparable: Bool = true, act: V1.SpeechAct = .asserts,
    _ state: V1.ValueState = .unspecified
  ) -> V1.Evidence {
    let quantity = hard.map { hard in
      V1.Quantity(
        words: words, hard: V1.Bounds(low: hard.0, high: hard.1),
        soft: V1.Bounds(low: (soft ?? hard).0, high: (soft ?? hard).1))
    }
    return V1.Evidence(
      claim: V1.Source(key: key), speaker: speaker, side: side, speechAct: act, quantity: quantity,
      valueState: state, comparability: V1.Comparability(comparable: comparable))
  }

  private let items = [
    said("c1", by: "A minister", of: "Northland", "200", (200, 200)),
    said("c2", by: "A general", of: "Southland", "hundreds", (100, 290), usually: (150, 240)),
    said("c3", by: "An observer", of: "", act: .characterises, .qualitative),
    said("c4", by: "A minister", of: "Northland", act: .declinesToDisclose, .notDisclosedPolicy),
    said(
      "c5", by: "A deputy", of: "Northland", "over a hundred", (101, nil), usually: (101, 199),
      comparable: false),
    said("c6", by: "A minister", of: "Northland", "195", (195, 195)),
  ]

  private func lines(columns: Int? = 100, isUTF8: Bool = true, color: Bool = false) -> [String] {
    EvidenceChart(items).lines(
      Console(
        out: Sink(), err: Sink(), outIsTerminal: true, columns: columns, color: color, isUTF8: isUTF8))
  }

  @Test("the speakers of a side stand together, each name once, and what has no number among them")
  func chart() {
    #expect(
      lines(columns: 100) == [
        "",
        "  speaker      claim  100                               290     says",
        "Northland",
        "  A minister   c1                        ●                      200",
        "               c4                                               not disclosed policy",
        "               c6                       ●                       195",
        "  A deputy     c5     ├━━━━━━━━━━━━━━━━━━━───────────────────▶  ≠ over a hundred",
        "Southland",
        "  A general    c2     ├────────━━━━━━━━━━━━━━━━━━━────────┤     hundreds",
        "of no side",
        "  An observer  c3                                               characterises",
        "",
        "├─┤ certain; ━━ usual reading; ● one number, or nearly; ─▶ no upper bound; scale 100 to 290; ≠",
        "counts something else, see below",
      ])
  }

  @Test("in ASCII it is the same drawing, sign by sign")
  func ascii() {
    let (unicode, plain) = (lines(), lines(isUTF8: false))
    #expect(plain.joined().utf8.allSatisfy { $0 < 0x7F })
    let signs: [Character: Character] = [
      "├": "|", "┤": "|", "─": "-", "━": "=", "●": "*", "▶": ">", "≠": "!",
    ]
    #expect(plain == unicode.map { String($0.map { signs[$0] ?? $0 }) })
  }

  @Test(
    "it fits a terminal of every width, in either alphabet", arguments: [20, 40, 80, 200], [true, false])
  func fits(columns: Int, isUTF8: Bool) {
    let drawn = lines(columns: columns, isUTF8: isUTF8)
    #expect(drawn.contains { $0.contains(isUTF8 ? "●" : "*") })
    guard columns >= 40 else { return }
    for line in drawn { #expect(line.displayWidth <= columns, "\(line)") }
    if !isUTF8 { #expect(drawn.joined().utf8.allSatisfy { $0 < 0x7F }) }
  }

  @Test("names are set in bold where colour is allowed, and nothing else steers the terminal")
  func color() {
    #expect(!lines().joined().contains("\u{1B}"))
    #expect(lines(color: true).contains("\u{1B}[1mNorthland\u{1B}[0m"))
    let hostile = EvidenceChart([
      Self.said("c1", by: "A\u{1B}[2J", of: "B\u{1B}[2J", "5\u{1B}[2J", (5, 5))
    ])
    let console = Console(out: Sink(), err: Sink(), outIsTerminal: true, columns: 80)
    #expect(!hostile.lines(console).joined().contains("\u{1B}"))
  }

  @Test("where nobody gives a number, nothing is drawn")
  func nothing() {
    let console = Console(out: Sink(), err: Sink(), columns: 80)
    #expect(EvidenceChart([]).lines(console).isEmpty)
    #expect(EvidenceChart([items[2], items[3]]).lines(console).isEmpty)
  }
}
