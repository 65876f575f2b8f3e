import ExclaimDomain
import Testing

@Suite struct ClaimProblemsTests {
  private func claim() -> Claim {
    Claim(speechAct: .asserts, speaker: Speaker(actor: "yusov"), measure: Measure(.returned))
  }

  @Test("a claim with speaker, act and topic is in order without date, number or mention")
  func leastClaim() {
    #expect(claim().problems().isEmpty)
  }

  @Test("an empty claim hears of its act, speaker and topic at once")
  func everythingMissing() {
    #expect(Claim().wrongFields == ["speechAct", "speaker.actor", "measure.topic"])
  }

  @Test("a claim cannot be about itself, by id or by key")
  func aboutItself() {
    var claim = claim()
    claim.key = "s0-1"
    claim.about.claim = "s0-1"
    #expect(claim.wrongFields == ["about.claim"])
    claim.id = "clm_x"
    claim.about.claim = "clm_x"
    #expect(claim.wrongFields == ["about.claim"])
  }

  @Test("a number needs a topic that counts", arguments: Topic.allCases.filter { !$0.hasNumber })
  func numberWithoutTopic(topic: Topic) throws {
    var claim = claim()
    claim.measure.topic = topic
    claim.value = try number("115")
    #expect(claim.wrongFields == ["quantity.words"])
    claim.value = .state(.qualitative)
    #expect(claim.problems().isEmpty)
  }

  @Test("losses in battle keep their number as context, and a share may describe time in captivity")
  func contextKeepsNumbers() throws {
    var claim = claim()
    claim.measure.topic = .otherContext
    claim.value = try number("more than 5,550")
    #expect(claim.problems().isEmpty)
    claim.measure.topic = .captivityDuration
    claim.value = try number("the vast majority")
    #expect(claim.problems().isEmpty)
  }

  @Test("who declines to disclose gives no number")
  func declinedNumber() throws {
    var claim = claim()
    claim.speechAct = .declinesToDisclose
    claim.value = try number("75")
    #expect(claim.wrongFields == ["quantity.words"])
    claim.value = .state(.notDisclosedPolicy)
    #expect(claim.problems().isEmpty)
    claim.value = .state(.unspecified)
    #expect(claim.wrongFields == ["valueState"])
  }

  @Test("a quantity needs its words, and soft bounds inside the hard ones")
  func givenQuantity() {
    var claim = claim()
    claim.value = .quantity(.given(words: " ", hard: .exactly(5)))
    #expect(claim.wrongFields == ["quantity.words"])
    claim.value = .quantity(.given(words: "some", hard: .between(5, 9), soft: .between(4, 9)))
    #expect(claim.wrongFields == ["quantity.soft"])
  }

  @Test(
    "offsets come in pairs, in order, and span the quote's bytes",
    arguments: [
      (Mention(document: "d", quote: "сто", start: 0, end: 6), []),
      (Mention(document: "d", quote: "сто", start: 0, end: 3), ["mentions[0].end"]),
      (Mention(document: "d", start: 4), ["mentions[0].end"]),
      (Mention(document: "d", end: 4), ["mentions[0].start"]),
      (Mention(document: "d", start: 4, end: 4), ["mentions[0].end"]),
      (Mention(document: "d", start: 5, end: 4), ["mentions[0].end"]),
      (Mention(quote: "x", start: 0, end: 1), ["mentions[0].document"]),
    ] as [(Mention, [String])])
  func mentions(mention: Mention, wrong: [String]) {
    var claim = claim()
    claim.mentions = [mention]
    #expect(claim.wrongFields == wrong)
  }

  @Test("a step of the chain names somebody or something")
  func emptyHop() {
    var claim = claim()
    claim.chain = [Hop(actor: "yusov"), Hop()]
    #expect(claim.wrongFields == ["chain[1].actor"])
  }
}

@Suite struct MeasureProblemsTests {
  private func fields(_ measure: Measure) -> [String] {
    measure.problems(field: "measure", topicRequired: true).map(\.field)
  }

  @Test("a window that ends before it begins is refused at its start")
  func reversedWindow() throws {
    #expect(
      fields(Measure(.returned, from: try date("2024-06-05"), to: try date("2024-06-04"))) == ["measure.from"]
    )
    #expect(fields(Measure(.returned, from: try date("2024-06-05"), to: try date("2024-06"))) == [])
  }

  @Test("a stock has an instant and no window; a flow has one or the other")
  func stockAndFlow() throws {
    let (from, to) = (try date("2024-01-01"), try date("2024-06-05"))
    #expect(fields(Measure(.held, at: to)) == [])
    #expect(fields(Measure(.held, from: from, to: to)) == ["measure.from"])
    #expect(fields(Measure(.held, to: to)) == ["measure.to"])
    #expect(fields(Measure(.returned, at: to)) == [])
    #expect(fields(Measure(.returned, at: to, from: from)) == ["measure.at"])
  }

  @Test(
    "units fit their topic and are never mixed",
    arguments: [
      (Measure(.exchanges, unit: .persons), ["measure.unit"]),
      (Measure(.exchanges, unit: .handovers), []),
      (Measure(.returned, unit: .bodies), ["measure.unit"]),
      (Measure(.returned, category: .mortalRemains), ["measure.category"]),
      (Measure(.remainsRepatriated, unit: .persons), ["measure.unit"]),
      (Measure(.remainsRepatriated, unit: .bags, category: .mortalRemains), []),
      (Measure(.pledged, unit: .bodies, category: .mortalRemains), []),
      (Measure(.pledged, unit: .persons, category: .mortalRemains), ["measure.category"]),
    ] as [(Measure, [String])])
  func units(measure: Measure, wrong: [String]) {
    #expect(fields(measure) == wrong)
  }

  @Test("several powers are named, or all are meant, never both or neither")
  func powers() {
    #expect(fields(Measure(.held, dependent: .group(parties: ["ua", "ru"], all: false))) == [])
    #expect(fields(Measure(.held, dependent: .group(parties: [], all: true))) == [])
    #expect(
      fields(Measure(.held, dependent: .group(parties: [], all: false))) == [
        "measure.dependentPowers.parties"
      ])
    #expect(
      fields(Measure(.held, detaining: .group(parties: ["ua"], all: true))) == ["measure.detainingPowers.all"]
    )
    #expect(fields(Measure(.held, detaining: .one(""))) == ["measure.detainingPower"])
  }

  @Test("nothing is taken in and left out at once")
  func inclusions() {
    let wrong = Measure(
      .returned, includes: [.category(.civilian)], excludes: [.words("x"), .category(.civilian)])
    #expect(fields(wrong) == ["measure.excludes[1]"])
    #expect(fields(Measure(.returned, excludes: [.agreement("")])) == ["measure.excludes[0].agreement"])
  }
}
