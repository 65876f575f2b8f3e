import ExclaimAnalysis
import ExclaimDomain
import Testing

/// When something was delivered, and when that was said.
@Suite struct ProgressTimeTests {
  private func claim(_ key: String, _ words: String, from: String?, to: String?) throws -> Claim {
    var claim = try Pledge.claim(key, words, to: to)
    claim.measure.from = try from.map { try date($0) }
    return claim
  }

  private func exchange(_ key: String, _ words: String, _ day: String?) throws -> Exchange {
    var exchange = try Pledge.exchange(key, words)
    exchange.date = try day.map { try date($0) }
    return exchange
  }

  @Test("a total that takes the agreement in says nothing of what came under it")
  func included() throws {
    var pledge = Pledge()
    pledge.claims = [try Pledge.claim("a", "6,858")]
    pledge.claims[0].about = About()
    pledge.claims[0].measure.includes = [.agreement("pledge")]
    let progress = try pledge.progress
    #expect(progress.verdict == .indeterminate && progress.delivered == .atLeast(0))
  }

  @Test("what was counted since before the agreement was made meets it only under that condition")
  func windowBefore() throws {
    var pledge = Pledge()
    pledge.made = "2025-06-02"
    pledge.claims = [try claim("a", "1,200", from: "2022-02-24", to: "2025-07-28")]
    let progress = try pledge.progress
    #expect(progress.verdict == .metIfConditionsHold)
    #expect(
      progress.conditions == [
        "time: counted since 24 February 2022, before the agreement was made, 2 June 2025"
      ])
    pledge.claims = [try claim("a", "1,200", from: "2025-06-02", to: "2025-07-28")]
    #expect(try pledge.progress.verdict == .met)
  }

  @Test("an exchange before the agreement was made is a doubt")
  func exchangeBefore() throws {
    var pledge = Pledge()
    pledge.made = "2025-06-02"
    pledge.exchanges = [try exchange("x", "1,200", "2024-01-01")]
    let progress = try pledge.progress
    #expect(progress.verdict == .metIfConditionsHold)
    #expect(progress.conditions[0].hasSuffix("was before the agreement was made, 2 June 2025"))
  }

  @Test("what came after the due day is late, and says so", arguments: ["2025-09-01", "2025"])
  func late(day: String) throws {
    var pledge = Pledge()
    pledge.due = "2025-06-30"
    pledge.exchanges = [try exchange("x", "1,200", day)]
    let progress = try pledge.progress
    #expect(progress.verdict == .metIfConditionsHold)
    #expect(
      progress.conditions.count == 1 && progress.conditions[0].contains("after the due day, 30 June 2025"))
    pledge.exchanges = [try exchange("x", "1,200", "2025-06-30")]
    #expect(try pledge.progress.verdict == .met)
  }

  @Test("too few by the due day is not met, whatever came later")
  func notMetInTime() throws {
    var pledge = Pledge()
    (pledge.made, pledge.due) = ("2025-06-02", "2025-06-30")
    pledge.claims = [try claim("a", "500", from: "2025-06-02", to: "2025-06-30")]
    pledge.exchanges = [try exchange("x", "1,200", "2025-09-01")]
    let progress = try pledge.progress
    #expect(progress.verdict == .notMet && progress.delivered == .atLeast(1700))
    #expect(progress.explanation.contains("at least 1,700 are recorded with what came later"))
    #expect(progress.sources.map(\.key) == ["a", "x"])
  }

  @Test("numbers of days that do not meet add up, and others never do")
  func disjoint() throws {
    var pledge = Pledge()
    pledge.claims = [
      try claim("june", "600", from: "2025-06-02", to: "2025-06-30"),
      try claim("july", "300", from: "2025-07-01", to: "2025-07-31"),
      try claim("summer", "650", from: "2025-06-02", to: "2025-08-31"),
    ]
    pledge.exchanges = [try exchange("x", "90", "2025-08-02"), try exchange("y", "500", "2025-06-10")]
    #expect(try pledge.progress.delivered == .atLeast(990))
    pledge.exchanges.append(try exchange("undated", "400", nil))
    #expect(try pledge.progress.delivered == .atLeast(990))
    pledge.exchanges[2] = try exchange("z", "400", "2025-09-01")
    #expect(try pledge.progress.verdict == .met)
  }

  @Test("a count from a later day than the agreement bounds the whole from nothing")
  func lateBegin() throws {
    var pledge = Pledge()
    (pledge.made, pledge.due) = ("2025-06-02", "2025-06-30")
    pledge.claims = [try claim("a", "50", from: "2025-06-20", to: "2025-06-30")]
    #expect(try pledge.progress.verdict == .indeterminate)
  }

  @Test("a pledge that counts from a day takes nothing from before it")
  func pledgeFrom() throws {
    var pledge = Pledge()
    pledge.measure = Measure(
      .returned, dependent: .one("north"), detaining: .one("south"), category: .militaryUnspecified,
      from: try date("2025-07-01"))
    pledge.exchanges = [try exchange("x", "1,200", "2025-06-10")]
    #expect(try pledge.progress.delivered == .atLeast(0))
    pledge.exchanges = [try exchange("x", "1,200", nil)]
    #expect(try pledge.progress.verdict == .metIfConditionsHold)
    pledge.exchanges = [try exchange("x", "1,200", "2025-07-01")]
    #expect(try pledge.progress.verdict == .met)
  }
}
