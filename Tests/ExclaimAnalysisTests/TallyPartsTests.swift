import ExclaimAnalysis
import ExclaimDomain
import Testing

/// Handovers beside the larger exchange to which they belong, and events that may be recorded twice.
@Suite struct TallyPartsTests {
  /// Two handovers of 30 and 40 that belong to a larger exchange of 1,000.
  private func tally(whole day: String?, _ status: ExchangeStatus) throws -> TallyCase {
    var tally = try TallyCase()
    var whole = try TallyCase.exchange("whole", day, "1,000")
    whole.status = status
    tally.exchanges = [whole]
    for (key, day, words) in [("day-1", "2024-05-10", "30"), ("day-2", "2024-05-11", "40")] {
      var part = try TallyCase.exchange(key, day, words)
      part.partOf = ["whole"]
      tally.exchanges.append(part)
    }
    return tally
  }

  @Test("handovers stand for an exchange that was only agreed, as one exchange or as two")
  func agreed() throws {
    let check = try tally(whole: "2024-05", .agreed).check
    #expect(check.counted.map(\.source.key) == ["day-1", "day-2"])
    #expect(check.recordedExchanges == .between(1, 2) && check.recordedPersons == .exactly(70))
    #expect(check.leftOut.map(\.source.key) == ["whole"])
    #expect(check.explanation.contains("may count as one exchange"))
  }

  @Test(
    "handovers inside the window stand for an exchange that may have been outside, and bound it from below")
  func straddling() throws {
    var tally = try tally(whole: "2023-12-20/2024-05-31", .completed)
    tally.statedPersons = "1,500"
    let check = try tally.check
    #expect(check.recordedExchanges == .between(1, 2) && check.recordedPersons == .between(70, 1000))
    #expect(!check.impossible)
  }

  @Test("an exchange that counts for certain stands for its handovers")
  func standing() throws {
    let check = try tally(whole: "2024-05", .completed).check
    #expect(check.counted.map(\.source.key) == ["whole"] && check.recordedExchanges == .exactly(1))
  }

  @Test("the handovers of an exchange that the total leaves out are left out with it")
  func leftOut() throws {
    var tally = try tally(whole: "2024-05", .completed)
    tally.exchanges[0].agreements = ["case"]
    tally.measure.excludes = [.agreement("case")]
    #expect(try tally.check.counted.isEmpty)
    tally.exchanges[0].agreements = []
    tally.measure.excludes = []
    tally.exchanges[0].inOfficialTally = .no
    #expect(try tally.check.counted.isEmpty)
  }

  @Test("two records of one day and one pair of legs may be one event, and count once for certain")
  func sameDay() throws {
    var tally = try TallyCase()
    tally.exchanges = [
      try TallyCase.exchange("a", "2024-05-01", "100"), try TallyCase.exchange("b", "2024-05-01", "100"),
    ]
    let check = try tally.check
    #expect(check.counted.map(\.isCertain) == [true, false])
    #expect(
      check.counted[1].reason.contains(
        "may be the same event as exchange of 1 May 2024 (a): same day and legs"))
    #expect(check.recordedExchanges == .between(1, 2) && check.recordedPersons == .between(100, 200))
    tally.exchanges[1] = try TallyCase.exchange("b", "2024-05-01", "90")
    #expect(try tally.check.recordedExchanges == .exactly(2), "another number is another exchange")
  }

  @Test("what may be a handover of an exchange that counts does not count beside it")
  func handoverAgain() throws {
    var tally = try tally(whole: "2024-05-10/2024-05-12", .completed)
    tally.exchanges.append(try TallyCase.exchange("again", "2024-05-10", "30"))
    let check = try tally.check
    #expect(check.recordedExchanges == .between(1, 2) && check.recordedPersons == .between(1000, 1030))
    #expect(check.counted.last?.reason.contains("the same event as exchange of 10 May 2024 (day-1)") == true)
  }

  @Test("what may be an exchange for which its handovers stand does not count beside them")
  func wholeAgain() throws {
    var tally = try tally(whole: "2024-05-10", .underWay)
    tally.exchanges.append(try TallyCase.exchange("again", "2024-05-10", "1,000"))
    let check = try tally.check
    #expect(check.counted.filter(\.isCertain).map(\.source.key) == ["day-1", "day-2"])
    #expect(check.recordedExchanges == .between(1, 3))
  }

  @Test(
    "what may be an event that the total leaves out is not certain to count, whichever record comes first",
    arguments: [true, false])
  func leftOutAgain(isFirst: Bool) throws {
    var tally = try TallyCase()
    tally.measure.excludes = [.agreement("case")]
    var under = try TallyCase.exchange("under", "2024-05-01", "100")
    under.agreements = ["case"]
    let silent = try TallyCase.exchange("silent", "2024-05-01", "100")
    tally.exchanges = isFirst ? [under, silent] : [silent, under]
    #expect(try tally.check.recordedExchanges == .between(0, 1))
  }

  @Test("two exchanges that share a handover are two")
  func sharedHandover() throws {
    var tally = try TallyCase()
    tally.exchanges = try ["a", "b", "part"].map { try TallyCase.exchange($0, "2024-05-01", "100") }
    tally.exchanges[2].partOf = ["a", "b"]
    let check = try tally.check
    #expect(check.counted.map(\.isCertain) == [true, true])
    #expect(check.leftOut[0].reason.hasSuffix("which stand for it"))
  }

  @Test("ordinals of one series tell two records apart, or make them one")
  func ordinals() throws {
    var tally = try TallyCase()
    tally.exchanges = [
      try TallyCase.exchange("a", "2024-05-01", "100"), try TallyCase.exchange("b", "2024-05-01", "100"),
    ]
    for (index, number) in [1, 2].enumerated() {
      tally.exchanges[index].ordinals = [Ordinal(series: "of the war", number: number)]
    }
    #expect(try tally.check.recordedExchanges == .exactly(2))
    tally.exchanges[1].date = try date("2024-06-01")
    tally.exchanges[1].ordinals[0].number = 1
    let check = try tally.check
    #expect(check.recordedExchanges == .between(1, 2))
    #expect(check.counted[1].reason.contains("both are number 1 \"of the war\""))
  }

  @Test("a number in a series beyond the stated number of exchanges is named")
  func beyond() throws {
    var tally = try TallyCase()
    tally.exchanges = [try TallyCase.exchange("a", "2024-05-01", "100")]
    tally.exchanges[0].ordinals = [Ordinal(series: "of the war", number: 9)]
    #expect(
      try tally.check.explanation.hasSuffix(
        "The exchange of 1 May 2024 is number 9 \"of the war\", beyond the 3 stated, if the total counts in that"
          + " series."))
  }
}
