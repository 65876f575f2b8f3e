import ExclaimMessages
import Testing

@testable import ExclaimCLI

@Suite struct SparklineTests {
  @Test("each number is a column by its share of the greatest, and nothing is left empty")
  func levels() {
    #expect(Sparkline.line([0, 1, 50, 100], greatest: 100, isUTF8: true) == " ▁▅█")
    #expect(Sparkline.line([0, 1, 50, 100], greatest: 100, isUTF8: false) == " _=#")
    #expect(Sparkline.line(Array(1...8), greatest: 8, isUTF8: true) == "▂▃▄▅▅▆▇█")
    #expect(Sparkline.line([.min, -1, 0, .max], greatest: .max, isUTF8: true) == "   █")
    #expect(Sparkline.line([5, 5], greatest: 0, isUTF8: true) == "  ")
    #expect(Sparkline.line([], greatest: 5, isUTF8: true) == "")
  }

  @Test("a larger number is never drawn lower")
  func order() {
    for isUTF8 in [true, false] {
      let levels = Array(isUTF8 ? " ▁▂▃▄▅▆▇█" : " _.:-=+*#")
      let heights = Sparkline.line(Array(0...1_000), greatest: 1_000, isUTF8: isUTF8).map { sign in
        levels.firstIndex(of: sign)!
      }
      #expect(heights == heights.sorted() && Set(heights).count == 9)
    }
  }
}

@Suite struct ReturnsOverTimeTests {
  private static func exchange(
    _ from: String, _ to: String, _ status: V1.ExchangeStatus = .completed,
    _ numbers: (String, Int64?, Int64?)...
  ) -> V1.TimelineEvent {
    V1.TimelineEvent(
      record: V1.Source(key: "x"), kind: "exchange", fromDay: from, toDay: to, status: status,
      numbers: numbers.map {
        V1.TimelineNumber(label: $0.0, hard: V1.Bounds(low: $0.1, high: $0.2), adds: $0.1 ?? 0)
      })
  }

  private func lines(_ events: [V1.TimelineEvent], columns: Int = 100, isUTF8: Bool = true) -> [String] {
    let stretches = events.map {
      TimeBars.Stretch(first: dayNumber($0.fromDay), last: dayNumber($0.toDay))
    }
    let bars = TimeBars(stretches, columns: 30, isUTF8: isUTF8)
    return ReturnsOverTime(events, under: bars).lines(
      Console(out: Sink(), err: Sink(), columns: columns, isUTF8: isUTF8))
  }

  private let north = "returned to Northland"

  @Test(
    "what is certain adds up from the last day on which it may have been, by one scale for what counts alike")
  func addsUp() {
    let events = [
      Self.exchange(
        "2024-01-01", "2024-01-01", .completed, (north, 50, 50), ("returned to Southland", 25, 30)),
      Self.exchange("2024-01-01", "2024-01-10", .completed, (north, 51, nil)),
      Self.exchange("2024-01-05", "2024-01-05", .completed, ("bodies returned to Northland", 909, 909)),
    ]
    #expect(
      lines(events) == [
        "Certain by then, added up over the completed exchanges:",
        "▄▄▄▄▄▄▄▄▄█  returned to Northland: at least 101",
        "▃▃▃▃▃▃▃▃▃▃  returned to Southland: at least 25",
        "    ██████  bodies returned to Northland: at least 909",
      ])
    #expect(lines(events, isUTF8: false)[1] == "---------#  returned to Northland: at least 101")
    #expect(
      lines(events, columns: 30)[2...4]
        == ["▄▄▄▄▄▄▄▄▄█", "  returned to Northland: at", "    least 101"])
  }

  @Test("what an exchange adds is what the server says: what is counted already adds nothing")
  func countedAlready() {
    var handover = Self.exchange("2024-01-10", "2024-01-10", .completed, (north, 10, 10))
    handover.numbers[0].adds = 0
    let whole = Self.exchange("2024-01-01", "2024-01-01", .completed, (north, 70, 70))
    #expect(lines([whole, handover])[1].hasSuffix("returned to Northland: at least 70"))
  }

  @Test("plans, exchanges called off, statements and numbers without a low end add nothing")
  func leftOut() {
    let day = "2024-01-01"
    #expect(
      lines([
        Self.exchange(day, day, .planned, (north, 50, 50)),
        Self.exchange(day, day, .completed, (north, 0, 9)),
        Self.exchange(day, day, .completed, (north, nil, 9)), Self.exchange(day, day),
        V1.TimelineEvent(
          kind: "claim", fromDay: day, toDay: day,
          numbers: [V1.TimelineNumber(label: north, hard: V1.Bounds(low: 5))]),
      ]).isEmpty)
  }

  @Test("an exchange that no day bounds cannot be drawn, and that is said")
  func undated() {
    let drawn = Self.exchange("2024-01-01", "2024-01-01", .completed, (north, 5, 5))
    let open = Self.exchange("2024-01-01", "", .completed, (north, 7, 7))
    #expect(
      lines([drawn, open]) == [
        "Certain by then, added up over the completed exchanges; one has no day and is left out:",
        "██████████  returned to Northland: at least 5",
      ])
    #expect(lines([drawn, open, open])[0].hasSuffix("; 2 have no day and are left out:"))
    #expect(lines([open]).isEmpty)
  }

  @Test("sums that no number holds stay at the greatest")
  func huge() {
    let events = [1, 2].map { _ in Self.exchange("2024-01-01", "2024-01-01", .completed, (north, .max, nil)) }
    #expect(lines(events)[1].hasSuffix("at least \(Int64.max)"))
  }
}
