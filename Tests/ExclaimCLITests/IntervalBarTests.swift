import ExclaimMessages
import Testing

@testable import ExclaimCLI

@Suite struct IntervalBarTests {
  private typealias Interval = IntervalBars.Interval

  private func interval(_ low: Int64?, _ high: Int64?, usually soft: (Int64?, Int64?)? = nil) -> Interval {
    Interval(
      hard: V1.Bounds(low: low, high: high), soft: soft.map { V1.Bounds(low: $0.0, high: $0.1) })
  }

  private func bars(_ intervals: [Interval], columns: Int? = 20, isUTF8: Bool = true) -> [String] {
    let bars = IntervalBars(intervals, columns: columns, isUTF8: isUTF8)
    return intervals.map(bars.bar)
  }

  @Test("certain bounds are thin, the usual reading is thick, and all rows have one scale")
  func scale() {
    #expect(
      bars([
        interval(100, 290), interval(100, 195), interval(100, 290, usually: (150, 240)), interval(290, 290),
        interval(195, 290, usually: (195, 290)), interval(100, 290, usually: (200, 200)),
      ]) == [
        "├──────────────────┤", "├─────────┤", "├────━━━━━━━━━━────┤", "                   ●",
        "          ├━━━━━━━━┤", "├─────────●────────┤",
      ])
  }

  @Test("what has no upper bound goes on behind the largest number, with an arrow")
  func open() {
    #expect(
      bars([interval(101, nil, usually: (101, 199)), interval(199, 199), interval(nil, nil)])
        == ["        ├━━━━━━━━──▶", "                ●", "├──────────────────▶"])
    #expect(
      bars([interval(101, nil, usually: (101, nil)), interval(7, 199)])
        == ["        ├━━━━━━━━━━▶", "├───────────────┤"])
  }

  @Test("a locale without UTF-8 gets the same bars in ASCII, legend and all")
  func ascii() {
    let rows = [interval(100, 290, usually: (150, 240)), interval(100, nil), interval(290, 290)]
    let bars = IntervalBars(rows, columns: 20, isUTF8: false)
    #expect(rows.map(bars.bar) == ["|---=========---|", "|------------------>", "                *"])
    #expect(bars.legend.utf8.allSatisfy { $0 < 0x7F })
    #expect(bars.legend.contains("=="))
  }

  @Test(
    "the scale is logarithmic when the largest number is more than a hundred times the smallest, and says so",
    arguments: [(Int64(100), false), (101, true)])
  func logarithm(largest: Int64, expected: Bool) {
    let bars = IntervalBars([interval(1, 1), interval(0, largest)], columns: 80, isUTF8: true)
    #expect(bars.legend.contains("logarithmic") == expected)
    #expect(bars.legend.contains("scale 0 to \(largest)"))
  }

  @Test("with a logarithmic scale small numbers do not fall together beside a huge one")
  func small() {
    let rows = [interval(2, 2), interval(24, 24), interval(1_000_000, 1_000_000)]
    let places = bars(rows, columns: 40).map(\.count)
    #expect(Set(places).count == 3)
  }

  @Test(
    "at every width bars fit, are never shorter for larger numbers, and hold huge and equal ones",
    arguments: [1, 10, 40, 80, 200])
  func widths(columns: Int) {
    let huge = Int64.max
    let sets = [
      [interval(0, 0)], [interval(5, 5), interval(5, 5)], [interval(nil, nil)], [interval(5, nil)],
      [interval(0, huge), interval(huge, huge), interval(huge, nil), interval(huge - 1, huge)],
      [interval(0, 1), interval(1, 1)], [interval(-5, 5)],
    ]
    for rows in sets {
      for isUTF8 in [true, false] {
        for bar in bars(rows, columns: columns, isUTF8: isUTF8) {
          #expect(!bar.isEmpty && bar.displayWidth <= max(10, min(64, columns)), "\(rows) \(bar)")
        }
      }
    }
    var generator = SystemRandomNumberGenerator()
    let seed = generator.next()
    var numbers = SplitMix(state: seed)
    for _ in 0..<200 {
      let ends = (0..<4).map { _ in numbers.next() >> (1 + numbers.next() % 63) }.sorted().map(Int64.init)
      let rows = [interval(ends[0], ends[3], usually: (ends[1], ends[2]))] + ends.map { interval($0, $0) }
      let drawn = bars(rows, columns: columns)
      let places = drawn.dropFirst().map(\.count)
      #expect(places == places.sorted(), "seed \(seed): \(ends)")
      #expect(drawn[0].count == places.last, "seed \(seed): \(ends)")
    }
  }

  @Test("without bounds there is no bar, and without bars no legend")
  func nothing() {
    let bars = IntervalBars([Interval()], columns: 40, isUTF8: true)
    #expect(bars.bar(Interval()).isEmpty && bars.legend.isEmpty)
  }

  @Test("a bar is never wider than helps the eye, however wide the terminal")
  func most() {
    #expect(bars([interval(0, 9)], columns: 200)[0].count == IntervalBars.columnsMax)
    #expect(bars([interval(0, 9)], columns: nil)[0].count == IntervalBars.columnsMax)
  }
}

/// Numbers that look random and are the same for a seed.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
