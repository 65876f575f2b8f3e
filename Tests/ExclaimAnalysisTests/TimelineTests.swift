import ExclaimDomain
import Testing

@testable import ExclaimAnalysis

@Suite struct TimelineTests {
  @Test("the reference documents: exchanges, the agreement and the totals in their order")
  func samples() throws {
    let answer = try SampleLedger().ledger.timeline(EvidenceQuery())
    #expect(
      answer.events.map(\.record.key) == [
        "s0-6", "x-2024-05-31", "s0-1", "s0-2", "s3-7", "s4-9", "s4-8", "s4-11", "x-2024-08-24", "istanbul-2",
        "x-2025-06-26", "s2-1", "s2-2", "s2-3",
      ])
    let events = Dictionary(uniqueKeysWithValues: answer.events.map { ($0.record.key, $0) })
    let may = try #require(events["x-2024-05-31"])
    #expect(may.kind == .exchange && may.status == .completed)
    #expect(
      may.numbers == [
        TimelineNumber(label: "returned to Ukraine", hard: .exactly(75), soft: .exactly(75), adds: 75)
      ])
    #expect(events["x-2025-06-26"]?.numbers == [])
    #expect(events["s2-1"]?.numbers.map(\.hard) == [.exactly(66)])
    #expect(
      events["s2-2"]?.numbers.map(\.label) == ["returned, citizens, of Ukraine, since 24 February 2022"])
    #expect(events["istanbul-2"]?.numbers.count == 2)
    // "About 16 August" may be three days earlier or later.
    #expect(events["s3-7"]?.days == DayWindow(earliest: try day("2024-08-13"), latest: try day("2024-08-19")))
    #expect(
      answer.explanation
        == "3 exchanges, 1 agreement and 10 statements of totals; the day of 2 of them is not certain.")
  }

  @Test("open beginnings come first, then by the first day and the last; what has no date comes last")
  func order() throws {
    func exchange(_ key: String, _ text: String?) throws -> Exchange {
      Exchange(key: key, date: try text.map { try date($0) })
    }
    let exchanges = try [
      exchange("none", nil), exchange("month", "2024-06"), exchange("first", "2024-06-01"),
      exchange("until", "../2024-01-01"), exchange("since", "2024-06-01/.."),
      exchange("before", "2024-05-31"),
    ]
    let events = Ledger(exchanges: exchanges).timeline(EvidenceQuery()).events
    #expect(events.map(\.record.key) == ["until", "before", "first", "month", "since", "none"])
  }

  @Test("a planned day stands where there is no other; handovers of a third party are no return")
  func planned() throws {
    let exchange = Exchange(
      key: "x", plannedDate: try date("2024-06-01"), status: .planned,
      legs: [
        Leg(from: "b", to: "third", dependentPower: "a", persons: [PersonGroup(value: try number("5"))]),
        Leg(from: "b", to: "a", persons: [PersonGroup(category: .mortalRemains, value: try number("9"))]),
      ])
    let event = Ledger(exchanges: [exchange]).timeline(EvidenceQuery()).events[0]
    #expect(event.date == exchange.plannedDate && event.status == .planned)
    #expect(event.numbers.map(\.label) == ["handed over to third", "bodies returned to a"])
  }

  @Test(
    "a question restricts all of it; statements that were denied, taken back or are of one exchange are none")
  func question() throws {
    var sample = try SampleLedger()
    func keys(_ query: EvidenceQuery) -> [String] { sample.ledger.timeline(query).events.map(\.record.key) }
    #expect(keys(EvidenceQuery(agreement: "istanbul-2")) == ["istanbul-2", "x-2025-06-26", "s2-3"])
    #expect(keys(EvidenceQuery(exchange: "x-2024-08-24")) == ["x-2024-08-24"])
    #expect(keys(EvidenceQuery(topic: .held, dependentPower: "ru")) == ["s0-1"])
    #expect(
      try keys(EvidenceQuery(date: date("2025-06").window)) == ["istanbul-2", "x-2025-06-26"])
    #expect(keys(EvidenceQuery(claim: "s2-1")) == ["s2-1"] && keys(EvidenceQuery(topic: .sentence)).isEmpty)
    sample.claims.append(
      Claim(key: "back", speechAct: .retracts, speaker: Speaker(actor: "putin"), about: About(claim: "s0-1")))
    #expect(keys(EvidenceQuery(topic: .held, dependentPower: "ru")).isEmpty)
    #expect(
      sample.ledger.timeline(EvidenceQuery(topic: .sentence)).explanation
        == "Nothing that this meets is recorded.")
  }
}
