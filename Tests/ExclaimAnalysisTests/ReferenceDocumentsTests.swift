import ExclaimAnalysis
import ExclaimDomain
import Testing

/// What the analyses must say of the reference documents.
@Suite struct ReferenceDocumentsTests {
  @Test("the exchange of 24 August 2024 is equal, 115 for 115, from one origin")
  func parity() throws {
    let finding = try #require(try SampleLedger().ledger.parity(of: "x-2024-08-24"))
    #expect(finding.verdict == .equal)
    #expect(finding.legs.map(\.hard) == [.exactly(115), .exactly(115)])
    #expect(finding.origins == Origins(documents: 1, outlets: 0, origins: 1))
    #expect(
      finding.legs.map { $0.sources.map(\.key) } == [["x-2024-08-24", "s3-1"], ["x-2024-08-24", "s3-2"]])
    #expect(
      finding.explanation
        == "Russia handed over 115 persons to Ukraine and Ukraine handed over 115 persons to Russia: as many each way."
    )
  }

  @Test("of 66 exchanges two are recorded, and 5,667 of 5,857 persons remain in 64")
  func tally() throws {
    let ledger = try SampleLedger().ledger.asOf(day("2025-07-28"))
    let check = try #require(ledger.tally().first)
    #expect(ledger.tally().count == 1)
    #expect(check.exchangesClaim?.key == "s2-1" && check.personsClaim?.key == "s2-2")
    #expect(check.statedExchanges == .exactly(66) && check.statedPersons == .exactly(5857))
    #expect(check.counted.map(\.source.key) == ["x-2024-05-31", "x-2024-08-24"])
    #expect(check.counted.map(\.persons) == [.exactly(75), .exactly(115)])
    #expect(check.recordedExchanges == .exactly(2) && check.recordedPersons == .exactly(190))
    #expect(check.remainingExchanges == .exactly(64) && check.remainingPersons == .exactly(5667))
    #expect(check.leftOut.map(\.source.key) == ["x-2025-06-26"])
    #expect(
      check.leftOut[0].reason.hasPrefix("it belongs to Istanbul, second round, which the total leaves out"))
    #expect(!check.impossible)
    #expect(
      check.explanation
        == "Recorded 2 of 66 exchanges, with 190 of 5,857 persons returned to Ukraine; 5,667 persons are unexplained"
        + " in 64 exchanges not recorded. The total leaves out Istanbul, second round.")
  }

  @Test("either claim of the pair leads to the same check", arguments: ["s2-1", "s2-2"])
  func tallyOfOneClaim(key: String) throws {
    let ledger = try SampleLedger().ledger
    #expect(ledger.tally(claim: key) == ledger.tally())
    #expect(ledger.tally(dependentPower: "ua") == ledger.tally())
    #expect(ledger.tally(dependentPower: "ru").isEmpty)
  }

  @Test("before it was published there is no total to check")
  func tallyAsOf() throws {
    let earlier = try SampleLedger().ledger.asOf(day("2025-07-27"))
    #expect(earlier.tally().isEmpty)
  }

  @Test("Russia's return is met if citizens match soldiers; Ukraine's is open")
  func progress() throws {
    let finding = try #require(try SampleLedger().ledger.progress(of: "istanbul-2"))
    let (russia, ukraine) = (finding.obligations[0], finding.obligations[1])
    #expect(russia.pledged == .atLeast(1000) && russia.delivered == .atLeast(1001))
    #expect(russia.verdict == .metIfScopesMatch)
    #expect(russia.conditions == ["category: citizens counted against soldiers pledged"])
    #expect(russia.sources.map(\.key) == ["s2-3", "x-2025-06-26"])
    #expect(ukraine.verdict == .indeterminate)
    #expect(ukraine.delivered == .atLeast(0))
    #expect(ukraine.sources.map(\.key) == ["x-2025-06-26"])
    #expect(
      russia.explanation
        == "Russia to Ukraine: at least 1,000 pledged, at least 1,001 recorded: met if this holds: category: citizens"
        + " counted against soldiers pledged.")
  }

  @Test("around 1,348 is disputed by Yusov with no counter-number, disclosure declined as policy")
  func disputed() throws {
    let answer = try SampleLedger().ledger.evidence(
      EvidenceQuery(
        topic: .held, dependentPower: "ru", detainingPower: "ua", date: try date("2024-06-05").window))
    #expect(answer.items.map(\.source.key) == ["s0-1", "s0-3", "s0-4", "s0-5"])
    let item = answer.items[0]
    #expect(item.comparability == .same && item.side == "Russia")
    #expect(item.chain == ["Putin (meeting with news agencies)", "outlet of s0 (article)"])
    #expect(item.challenges.map(\.source.key) == ["s0-3", "s0-4", "s0-5"])
    #expect(item.challenges.allSatisfy { $0.counterNumber == nil })
    #expect(
      item.explanation
        == "Putin, president, 5 June 2024: \"around 1,348\"; disputed by Yusov with no counter-number, disclosure"
        + " declined as policy, said of it: propaganda.")
    #expect(answer.origins == Origins(documents: 1, outlets: 0, origins: 2))
    #expect(answer.measure == "held, of Russia, in the hands of Ukraine, 5 June 2024")
  }

  @Test("6,465 and 2,384 stand side by side and do not compare, by date and category")
  func notComparable() throws {
    let ledger = try SampleLedger().ledger
    let open = ledger.evidence(EvidenceQuery(topic: .held, dependentPower: "ua", detainingPower: "ru"))
    #expect(open.items.map(\.source.key) == ["s0-6", "s0-2"])
    #expect(
      open.items[1].comparability
        == .notComparable([
          "category: soldiers against soldiers and civilians (s0-6)",
          "time: 5 June 2024 against November 2023 (s0-6)",
        ]))
    #expect(!open.items.contains { $0.comparability.isComparable })

    let asked = ledger.evidence(
      EvidenceQuery(
        topic: .held, dependentPower: "ua", detainingPower: "ru", category: .militaryUnspecified,
        date: try date("2024-06-05").window))
    #expect(asked.items.map(\.source.key) == ["s0-6", "s0-2"])
    #expect(
      asked.items[0].comparability
        == .notComparable([
          "category: soldiers and civilians against soldiers", "time: November 2023 against 5 June 2024",
        ]))
    #expect(asked.items[1].comparability == .same)
  }

  @Test("the teaser supports the 71, and is no second origin")
  func teaser() throws {
    let answer = try SampleLedger().ledger.evidence(EvidenceQuery(exchange: "x-2024-05-31"))
    let item = try #require(answer.items.first { $0.source.key == "s0-8" })
    #expect(item.origins == Origins(documents: 1, outlets: 0, origins: 1))
  }

  @Test("the counts of captives in Kursk come from three origins, and no challenge stands between them")
  func kursk() throws {
    let answer = try SampleLedger().ledger.evidence(EvidenceQuery(topic: .captured, dependentPower: "ru"))
    #expect(Set(answer.items.map(\.source.key)) == ["s3-7", "s4-8", "s4-9", "s4-11"])
    #expect(answer.items.flatMap(\.challenges).isEmpty)
    #expect(answer.origins == Origins(documents: 2, outlets: 1, origins: 3))
    let hard = answer.items.compactMap { $0.claim.value?.quantity?.hard }
    let common = hard.reduce(Bounds?.some(.unknown)) { $0?.intersection($1) }
    #expect(common != nil, "no two of the hard bounds exclude each other")
  }

  @Test("an exchange with numbers withheld on both sides is indeterminate")
  func undisclosed() throws {
    let finding = try #require(try SampleLedger().ledger.parity(of: "x-2025-06-26"))
    #expect(finding.verdict == .indeterminate)
    #expect(finding.legs.allSatisfy { $0.undisclosed && $0.hard == .atLeast(0) })
    #expect(finding.origins.documents == 1)
  }

  @Test("the exchange of 31 May 2024 has one recorded direction of 75, and so no parity")
  func oneLeg() throws {
    let finding = try #require(try SampleLedger().ledger.parity(of: "x-2024-05-31"))
    #expect(finding.verdict == .indeterminate)
    #expect(finding.legs.map(\.hard) == [.exactly(75)])
    #expect(finding.explanation.hasSuffix("What went the other way is not recorded."))
  }
}
