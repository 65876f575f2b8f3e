import ExclaimAnalysis
import ExclaimDomain
import Testing

@Suite struct PublicExportTests {
  private func exchange(_ groups: (PersonCategory, Int64)..., back: (PersonCategory, Int64)? = nil)
    -> Exchange
  {
    func group(_ category: PersonCategory, _ number: Int64) -> PersonGroup {
      PersonGroup(category: category, value: .quantity(.given(words: "\(number)", hard: .exactly(number))))
    }
    var legs = [Leg(from: "ru", to: "ua", persons: groups.map { group($0.0, $0.1) })]
    if let back { legs.append(Leg(from: "ua", to: "ru", persons: [group(back.0, back.1)])) }
    return Exchange(key: "x", status: .completed, legs: legs)
  }

  private func claim(
    _ key: String, _ number: Int64, _ category: PersonCategory = .all, scope: String = "",
    about exchange: String = "x",
    topic: Topic = .returned, excludes: [Inclusion] = []
  ) -> Claim {
    Claim(
      key: key, speechAct: .asserts, about: About(exchange: exchange),
      measure: Measure(
        topic, dependent: .one("ua"), detaining: .one("ru"), category: category, scope: scope,
        excludes: excludes),
      value: .quantity(.given(words: "\(number)", hard: .exactly(number))))
  }

  private func fields(
    _ exchange: Exchange? = nil, _ claims: [Claim] = [], relations: [Relation] = [], threshold: Int64 = 5
  ) -> Set<String> {
    let ledger = Ledger(claims: claims, exchanges: [exchange].compactMap(\.self), relations: relations)
    return Set(PublicExport(ledger, threshold: threshold).withheld().map { "\($0.record) \($0.field.path)" })
  }

  private let wounded = "x legs[0].persons[0].quantity"
  private let others = "x legs[0].persons[1].quantity"

  @Test("A number by health below the threshold goes, one at the threshold stays, and so does zero")
  func thresholdIsExact() {
    #expect(fields(exchange((.seriouslyWoundedOrSick, 4))) == [wounded])
    #expect(fields(exchange((.seriouslyWoundedOrSick, 5))) == [])
    #expect(fields(exchange((.seriouslyWoundedOrSick, 0))) == [])
    #expect(fields(exchange((.seriouslyWoundedOrSick, 5)), threshold: 6) == [wounded])
    #expect(fields(exchange((.seriouslyWoundedOrSick, 1)), threshold: 1) == [])
  }

  @Test("The threshold is kept within 1 and its greatest")
  func thresholdIsLimited() {
    let ledger = Ledger()
    #expect(PublicExport(ledger).threshold == 5)
    #expect(PublicExport(ledger, threshold: 0).threshold == 1)
    #expect(PublicExport(ledger, threshold: 100).threshold == 100)
    #expect(PublicExport(ledger, threshold: 101).threshold == PublicExport.thresholdMax)
  }

  @Test("A number by unit or place goes, one that is not broken down stays")
  func scopeBreaksDown() {
    #expect(fields(nil, [claim("c", 3, scope: "36th brigade", about: "")]) == ["c quantity"])
    #expect(fields(nil, [claim("c", 3, about: "")]) == [])
    #expect(fields(exchange((.militaryUnspecified, 71), (.civilianUnspecified, 4)), [claim("c", 75)]) == [])
  }

  @Test("With a total, the smallest other number goes that keeps the withheld one from following")
  func subtractionIsPrevented() {
    let groups = exchange((.seriouslyWoundedOrSick, 3), (.prisonerOfWar, 112))
    #expect(fields(groups) == [wounded])
    #expect(fields(groups, [claim("c", 115)]) == [wounded, others])
    #expect(
      fields(groups, [claim("c", 115), claim("p", 112, .prisonerOfWar)]) == [wounded, others, "p quantity"])
  }

  @Test("A total that nobody states, but that follows from others, gives a number away like any other")
  func unstatedTotal() {
    let groups = exchange((.seriouslyWoundedOrSick, 2))
    let claims = [claim("c", 8), claim("n", 5, .civilianUnspecified)]
    // Eight without five civilians are three soldiers, so there are four values left for the wounded.
    #expect(fields(groups, claims) == [wounded, "n quantity"])
    #expect(fields(groups, [claims[0]]) == [wounded])
    #expect(fields(groups, claims, threshold: 4) == [wounded])
  }

  @Test("A total of all places gives away a number by place, with nothing stated of the other places")
  func unstatedTotalByPlace() {
    let claims = [
      claim("w", 2, .seriouslyWoundedOrSick, scope: "brigade"), claim("p", 8, .prisonerOfWar), claim("c", 11),
    ]
    #expect(fields(nil, claims) == ["w quantity", "p quantity"])
    #expect(fields(nil, claims, threshold: 4) == ["w quantity"])
  }

  @Test("Where speakers differ, whom a reader may believe gives away no number")
  func differingTotals() {
    let groups = exchange((.seriouslyWoundedOrSick, 3), (.prisonerOfWar, 112))
    #expect(fields(groups, [claim("c", 115), claim("d", 150)]) == [wounded, others])
    #expect(fields(groups, [claim("c", 130), claim("d", 150)]) == [wounded])
  }

  @Test("Where speakers differ on very much, what they differ about goes until the rest gives nothing away")
  func differingOnMuch() {
    let groups = exchange((.seriouslyWoundedOrSick, 3), (.prisonerOfWar, 112))
    let categories: [PersonCategory] = [.all, .military, .prisonerOfWar, .civilian, .under25]
    let claims = categories.enumerated().flatMap { place, category in
      (0..<4).map { claim("\(place)-\($0)", 115 - Int64(10 * place) + $0, category) }
    }
    let withheld = fields(groups, claims)
    #expect(withheld.isSuperset(of: [wounded, others]))
    #expect(withheld.count < 2 + claims.count)
  }

  @Test("Groups of a leg that are described alike add up")
  func groupsAlike() {
    let groups = exchange((.seriouslyWoundedOrSick, 3), (.prisonerOfWar, 60), (.prisonerOfWar, 52))
    #expect(fields(groups, [claim("c", 115)]) == [wounded, "x legs[0].persons[2].quantity"])
    #expect(fields(groups, [claim("p", 112, .prisonerOfWar)]) == [wounded])
  }

  @Test("A group inside another of its leg does not follow from what the total has beside that")
  func nestedGroups() {
    let groups = exchange((.seriouslyWoundedOrSick, 3), (.militaryUnspecified, 71))
    #expect(fields(groups, [claim("c", 74)]) == [wounded, others])
  }

  @Test("A total that is small itself goes, for it leaves too few values")
  func smallTotalGoes() {
    #expect(fields(exchange((.seriouslyWoundedOrSick, 3)), [claim("c", 3)]) == [wounded, "c quantity"])
    #expect(fields(exchange((.seriouslyWoundedOrSick, 3)), [claim("c", 40)]) == [wounded])
  }

  @Test("The other side's number is never touched, and gives nothing away")
  func otherSideStays() {
    let both = exchange((.seriouslyWoundedOrSick, 3), back: (.militaryUnspecified, 3))
    #expect(fields(both) == [wounded])
  }

  @Test("A number that leaves out the small one gives it away")
  func numberWithoutSmallOne() {
    let without = claim("w", 97, excludes: [.category(.seriouslyWoundedOrSick)])
    let withheld = fields(exchange((.seriouslyWoundedOrSick, 3)), [claim("c", 100), without])
    #expect(withheld == [wounded, "w quantity"])
  }

  @Test("Parts named by a relation give each other away")
  func relatedParts() {
    let claims = [
      claim("whole", 102, about: "", topic: .captured),
      claim("one", 3, scope: "rifles", about: "", topic: .captured),
      claim("rest", 99, .militaryUnspecified, scope: "others", about: "", topic: .surrendered),
    ]
    let parts = ["one", "rest"].map { Relation(key: $0, from: $0, to: "whole", kind: .componentOf) }
    #expect(fields(nil, claims, relations: parts) == ["one quantity", "rest quantity"])
    #expect(fields(nil, claims, relations: [parts[0]]) == ["one quantity"])
  }

  @Test("A planned number and a step of the chain are numbers too")
  func plannedAndHops() {
    var planned = Exchange(key: "x", legs: [Leg(from: "ru", to: "ua", persons: [PersonGroup()])])
    planned.legs[0].persons[0] = PersonGroup(
      category: .seriouslyWoundedOrSick, planned: .given(words: "4", hard: .exactly(4)))
    #expect(fields(planned) == ["x legs[0].persons[0].planned"])
    var passedOn = claim("c", 70, scope: "36th brigade", about: "")
    passedOn.chain = [Hop(channel: "interview", quantity: .given(words: "4", hard: .exactly(4)))]
    #expect(fields(nil, [passedOn]).contains("c chain[0].quantity"))
    let pledge = Obligation(
      obligor: "ru", measure: Measure(.returned, category: .seriouslyWoundedOrSick),
      quantity: .given(words: "4", hard: .exactly(4)), description: "4 wounded first")
    let ledger = Ledger(agreements: [Agreement(key: "a", obligations: [pledge])])
    let paths = PublicExport(ledger).withheld().map(\.field.path)
    #expect(Set(paths) == ["obligations[0].quantity", "obligations[0].description"])
  }

  @Test("Words that state a withheld number go, in every record about the same")
  func wordsGo() {
    var x = exchange((.seriouslyWoundedOrSick, 3))
    (x.note, x.title) = ("3 on stretchers", "Three wounded come home")
    var small = claim("c", 3, .seriouslyWoundedOrSick)
    small.proposition = "three of them"
    small.mentions = [Mention(document: "d", quote: "three wounded", start: 0, end: 13)]
    var other = claim("o", 40)
    other.note = "no number here"
    other.mentions = [
      Mention(document: "d", quote: "40 persons", start: 20, end: 30), Mention(document: "e"),
    ]
    let ledger = Ledger(
      documents: [
        Document(key: "d", title: "Forty come home", text: "three wounded, of 40 persons", cluster: "story"),
        Document(key: "copy", text: "three wounded, of 40 persons", cluster: "story"),
        Document(key: "e", title: "3 wounded", text: "They came home, 3 of them on stretchers."),
        Document(key: "f", text: "Another 3 matters."),
      ],
      claims: [small, other], exchanges: [x],
      relations: [Relation(key: "r", from: "c", to: "o", kind: .subsetOf, reason: "3 of the 40")],
      assessments: [Assessment(key: "a", claim: "c", reason: "seen by two reporters")])
    let withheld = Set(PublicExport(ledger).withheld().map { "\($0.record) \($0.field.path)" })
    #expect(
      withheld == [
        wounded, "x note", "x title", "c quantity", "c proposition", "c mentions[0].quote",
        "o mentions[0].quote",
        "d text", "copy text", "e text", "e title", "r reason", "a reason",
      ])
  }

  @Test("Where very many numbers hang together, every total of a withheld number goes")
  func manyNumbers() {
    let units = (0..<200).map {
      claim("u\($0)", Int64($0 % 50), scope: "unit \($0)", about: "", topic: .captured)
    }
    let withheld = fields(nil, units + [claim("total", 5_000, about: "", topic: .captured)])
    #expect(withheld.contains("total quantity"))
    #expect(withheld.count == 1 + 200 / 50 * 4)
  }

  @Test("Up to forty numbers that hang together are worked out, and not one more")
  func workedOutIsLimited() {
    func withheld(_ count: Int) -> Set<String> {
      let units = (0..<count - 1).map {
        claim("u\($0)", $0 == 0 ? 3 : 10, scope: "unit \($0)", about: "", topic: .captured)
      }
      let total = claim("total", Int64(10 * (count - 2) + 3), about: "", topic: .captured)
      return fields(nil, units + [total])
    }
    #expect(withheld(40) == ["u0 quantity", "u1 quantity"])
    #expect(withheld(41) == ["u0 quantity", "total quantity"])
  }

  @Test("Sixteen readings are looked at, and where there are more, what speakers differ about goes")
  func readingsAreLimited() {
    let groups = exchange((.seriouslyWoundedOrSick, 3), (.prisonerOfWar, 112))
    let claims = (0..<17).map { claim("c\($0)", 130 + Int64($0)) }
    #expect(fields(groups, Array(claims.prefix(16))) == [wounded])
    #expect(fields(groups, claims) == Set([wounded] + claims.map { "\($0.key) quantity" }))
  }

  @Test("Nothing goes where nothing is small")
  func nothingToWithhold() throws {
    #expect(PublicExport(try SampleLedger().ledger).withheld() == [])
  }
}
