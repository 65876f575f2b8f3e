import ExclaimDomain
import Testing

@testable import ExclaimAnalysis

/// What the timeline adds up is certain: no event counts twice.
@Suite struct CertainReturnsTests {
  /// By key what each exchange adds to those that return to Ukraine.
  private func added(_ desk: Desk, _ query: EvidenceQuery = EvidenceQuery()) -> [String: Int64] {
    let events = desk.ledger.timeline(query).events.filter { $0.kind == .exchange }
    return Dictionary(uniqueKeysWithValues: events.map { ($0.record.key, $0.numbers.first?.adds ?? 0) })
  }

  private func family() throws -> Desk {
    var desk = Desk()
    try desk.exchange("whole", "2025-03-01/2025-03-31", "70")
    try desk.exchange("first", "2025-03-10", "60")
    try desk.exchange("second", "2025-03-11", "10")
    for place in [1, 2] { desk.exchanges[place].partOf = ["whole"] }
    return desk
  }

  @Test(
    "a larger exchange and its handovers count once: each handover by its day, and the whole adds the rest")
  func handovers() throws {
    var desk = try family()
    #expect(added(desk) == ["whole": 0, "first": 60, "second": 10])
    desk.exchanges[2].legs[0].persons[0].value = try number("5")
    #expect(added(desk) == ["whole": 5, "first": 60, "second": 5])
    // More than the larger exchange says, which is told elsewhere.
    desk.exchanges[2].legs[0].persons[0].value = try number("15")
    #expect(added(desk) == ["whole": 0, "first": 60, "second": 15])
  }

  @Test("handovers of an exchange that is not completed, or is not asked for, stand for themselves")
  func openWhole() throws {
    var desk = try family()
    #expect(added(desk, EvidenceQuery(date: try date("2025-03-11").window))["second"] == 10)
    desk.exchanges[0].status = .partlyCompleted
    #expect(added(desk) == ["whole": 0, "first": 60, "second": 10])
  }

  @Test("records that may be of one event count once")
  func oneEvent() throws {
    var desk = Desk()
    for key in ["a", "b"] { try desk.exchange(key, "2025-01-10", "60") }
    #expect(added(desk).values.sorted() == [0, 60])
    try desk.exchange("c", "2025-01-10", "61")
    #expect(added(desk).values.reduce(0, +) == 121, "another number: another event")
  }

  @Test("a record that may be a handover of a larger exchange adds nothing to that")
  func handoverTwice() throws {
    var desk = try family()
    try desk.exchange("again", "2025-03-10", "60")
    #expect(added(desk)["again"] == 0)
    #expect(added(desk).values.reduce(0, +) == 70)
    // The same the other way round: two families, of which one handover may be the same.
    try desk.exchange("other", "2025-03-01/2025-03-30", "90")
    desk.exchanges[3].partOf = ["other"]
    #expect(added(desk).values.reduce(0, +) <= 90)
  }

  @Test(
    "a handover that is divided between two exchanges adds to each what is assigned to it, and nothing else")
  func divided() throws {
    var desk = Desk()
    try desk.exchange("a", "2025-01-31", "10")
    try desk.exchange("b", "2025-02-28", "20")
    try desk.exchange("both", "2025-01-15", "30")
    desk.exchanges[2].partOf = ["a", "b"]
    #expect(added(desk) == ["a": 10, "b": 20, "both": 0], "how it is divided is not said")
    func group(_ words: String, _ whole: String) throws -> PersonGroup {
      PersonGroup(category: .all, value: try number(words), partOf: whole)
    }
    desk.exchanges[2].legs[0].persons = [try group("8", "a"), try group("22", "b")]
    #expect(added(desk) == ["a": 2, "b": 0, "both": 30])
  }

  @Test("exchanges that are parts of each other in a circle are told all the same")
  func circle() throws {
    var desk = Desk()
    for (key, day) in [("a", "2025-01-01"), ("b", "2025-01-02"), ("c", "2025-01-03")] {
      try desk.exchange(key, day, "5")
    }
    for (place, whole) in ["b", "c", "a"].enumerated() { desk.exchanges[place].partOf = [whole] }
    #expect(added(desk).count == 3)
  }

  @Test("what is certain never exceeds what happened, however records repeat it and divide it")
  func neverTooMuch() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<200 {
      // What happened: events of one handover or of several, each recorded once or twice, as a whole, in parts or as both.
      var desk = Desk()
      var happened: Int64 = 0
      for event in 0..<Int.random(in: 1...4, using: &random) {
        let handovers = (0..<Int.random(in: 1...3, using: &random)).map { _ in
          Int64.random(in: 1...3, using: &random)
        }
        happened += handovers.reduce(0, +)
        for copy in 0..<Int.random(in: 1...2, using: &random) {
          let whole = "e\(event)-\(copy)"
          let tellsWhole = handovers.count == 1 || Bool.random(using: &random)
          if tellsWhole {
            try desk.exchange(whole, "2025-01-0\(event + 1)", "\(handovers.reduce(0, +))")
            // Two records of one number in a series are of one event.
            desk.exchanges[desk.exchanges.count - 1].ordinals = [Ordinal(series: "of all", number: event + 1)]
          }
          guard handovers.count > 1, copy == 0 else { continue }
          for (place, number) in handovers.enumerated() where tellsWhole {
            try desk.exchange("\(whole)-\(place)", "2025-01-0\(event + 1)", "\(number)")
            desk.exchanges[desk.exchanges.count - 1].partOf = [whole]
          }
        }
      }
      desk.exchanges.shuffle(using: &random)
      let sum = added(desk).values.reduce(0, +)
      #expect(sum <= happened, "\(desk.exchanges.map { ($0.key, $0.partOf) })")
    }
  }
}
