import ExclaimMessages
import Testing

@testable import ExclaimCLI

@Suite struct NumberChangeTests {
  private static func quantity(_ words: String, _ low: Int64, _ high: Int64?) -> V1.Quantity {
    V1.Quantity(
      words: words, hard: V1.Bounds(low: low, high: high), soft: V1.Bounds(low: low, high: high))
  }

  private static func claim(_ value: V1.Claim.Value?) -> V1.Record {
    V1.Record(content: .claim(V1.Claim(value: value)))
  }

  private static func exchange(_ numbers: (String, String, V1.Quantity)...) -> V1.Record {
    let legs = numbers.map { from, to, quantity in
      V1.Leg(
        from: from, to: to,
        persons: [V1.PersonGroup(category: .civilianUnspecified, value: .quantity(quantity))])
    }
    return V1.Record(content: .exchange(V1.Exchange(legs: legs)))
  }

  private func lines(
    _ before: V1.Record, _ after: V1.Record, columns: Int? = 90, isUTF8: Bool = true, isTerminal: Bool = true
  ) -> [String] {
    NumberChange.lines(
      from: before, to: after,
      Console(out: Sink(), err: Sink(), outIsTerminal: isTerminal, columns: columns, isUTF8: isUTF8),
      indent: 2)
  }

  @Test("what a number was and what it is stand under each other, by one scale")
  func one() {
    let (before, after) = (
      Self.claim(.quantity(Self.quantity("up to 10", 0, 10))),
      Self.claim(.quantity(Self.quantity("20", 20, 20)))
    )
    #expect(
      lines(before, after) == [
        "  was  ├━━━━━━━━━━━┤             up to 10 → [0, 10]", "  now                         ●  20",
      ])
    #expect(lines(before, after, isUTF8: false)[0] == "  was  |===========|             up to 10 → [0, 10]")
    #expect(lines(before, after, columns: 30).allSatisfy { $0.displayWidth <= 30 })
    #expect(lines(before, after, columns: 30, isTerminal: false)[0].hasSuffix("[0, 10]"))
  }

  @Test("of several numbers those are drawn that differ, with what they count")
  func several() {
    let before = Self.exchange(
      ("n", "s", Self.quantity("5", 5, 5)), ("s", "n", Self.quantity("7", 7, 7)))
    let after = Self.exchange(
      ("n", "s", Self.quantity("5", 5, 5)), ("s", "n", Self.quantity("8", 8, 8)),
      ("s", "m", Self.quantity("1", 1, 1)))
    let drawn = lines(before, after)
    #expect(drawn.count == 6)
    #expect(drawn[0] == "  s to n: civilian unspecified" && drawn[3] == "  s to m: civilian unspecified")
    #expect(drawn[4].hasPrefix("  was ") && drawn[4].hasSuffix(" no number"))
  }

  @Test("a number that is withheld now was one before; where no number differs, nothing is drawn")
  func without() {
    let number = Self.claim(.quantity(Self.quantity("20", 20, 20)))
    #expect(lines(number, Self.claim(.valueState(.notDisclosedPolicy)))[1].hasSuffix("no number"))
    #expect(lines(number, number).isEmpty)
    #expect(lines(Self.claim(nil), Self.claim(nil)).isEmpty)
    #expect(
      lines(V1.Record(content: .actor(V1.Actor())), V1.Record(content: .actor(V1.Actor(name: "n")))).isEmpty)
  }
}
