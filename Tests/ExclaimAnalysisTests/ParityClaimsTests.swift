import ExclaimAnalysis
import ExclaimDomain
import Testing

/// What parity says of claims beside the record, and of records that are not settled.
@Suite struct ParityClaimsTests {
  private func claim(_ key: String, _ speaker: String, _ words: String?, of power: String = "north") throws
    -> Claim
  {
    Claim(
      key: key, speechAct: .asserts, speaker: Speaker(actor: speaker), about: About(exchange: "x"),
      measure: Measure(.returned, dependent: .one(power), category: .prisonerOfWar),
      value: try words.map(number))
  }

  private func exchange(_ there: String?, _ back: String?, _ status: ExchangeStatus = .completed) throws
    -> Exchange
  {
    func leg(_ from: String, _ to: String, _ words: String?) throws -> Leg {
      let groups = try words.map { [PersonGroup(category: .prisonerOfWar, value: try number($0))] }
      return Leg(from: from, to: to, persons: groups ?? [])
    }
    return Exchange(
      key: "x", status: status, legs: [try leg("south", "north", there), try leg("north", "south", back)])
  }

  private func parity(_ exchange: Exchange, _ claims: [Claim] = []) throws -> ParityFinding {
    try #require(Ledger(claims: claims, exchanges: [exchange]).parity(of: "x"))
  }

  @Test("a claim that contradicts the record is named with its key, and is none of its sources")
  func conflict() throws {
    let claims = [
      try claim("more", "yusov", "117"), try claim("same", "ministry", "115"),
      try claim("less", "ministry", "90", of: "south"),
    ]
    let finding = try parity(exchange("115", "115"), claims)
    #expect(finding.legs.map { $0.sources.map(\.key) } == [["x", "same"], ["x"]])
    let conflicting = "which conflicts with this record."
    #expect(
      finding.explanation.contains("yusov (more) says \"117\" prisoners of war to north, \(conflicting)")
        && finding.explanation.contains(
          "ministry (less) says \"90\" prisoners of war to south, \(conflicting)")
    )
    #expect(finding.origins.origins == 1)
  }

  @Test("numbers that only claims give are named as such, and are nothing undisclosed")
  func claimsOnly() throws {
    let claims = [try claim("c1", "yusov", "115"), try claim("c2", "ministry", "115", of: "south")]
    let finding = try parity(exchange(nil, nil), claims)
    #expect(finding.verdict == .indeterminate && finding.legs.allSatisfy { !$0.undisclosed })
    #expect(finding.explanation.hasPrefix("South handed over persons whose number the record does not hold"))
    #expect(finding.explanation.contains("is open: what claims say is not in the record."))
    #expect(finding.explanation.contains("yusov (c1) says \"115\" prisoners of war to north."))
    #expect(finding.legs.map { $0.sources.map(\.key) } == [["x", "c1"], ["x", "c2"]])
    #expect(finding.origins.origins == 2)
  }

  @Test("a claim of a part, or one taken back, contradicts nothing")
  func parts() throws {
    var part = try claim("part", "yusov", "24")
    part.measure.scope = "captured at Komarovka"
    var retraction = try claim("sorry", "ministry", nil)
    retraction.speechAct = .retracts
    retraction.about = About(claim: "wrong")
    let claims = [part, try claim("wrong", "ministry", "90"), retraction]
    let finding = try parity(exchange("115", "115"), claims)
    #expect(!finding.explanation.contains("conflicts"))
    #expect(finding.legs[0].sources.map(\.key) == ["x"])
  }

  @Test("what is still under way is as many so far", arguments: [ExchangeStatus.underWay, .partlyCompleted])
  func soFar(status: ExchangeStatus) throws {
    #expect(try parity(exchange("50", "50", status)).explanation.hasSuffix("as many each way so far."))
  }

  @Test("a cancelled exchange with numbers of persons handed over is told as a contradiction")
  func cancelled() throws {
    let finding = try parity(exchange("50", "50", .cancelled))
    #expect(
      finding.verdict == .indeterminate && finding.explanation.contains("One of the two needs mending."))
  }

  @Test("a group of a stage to come was not handed over")
  func stages() throws {
    var exchange = try exchange("50", "50")
    exchange.stages = [Stage(number: 2, status: .planned)]
    exchange.legs[0].persons.append(PersonGroup(category: .under25, value: try number("9"), stage: 2))
    #expect(try parity(exchange).verdict == .equal)
  }

  @Test("who only passes persons on is no side of an exchange")
  func passedOn() throws {
    func leg(_ from: String, _ to: String) throws -> Leg {
      Leg(from: from, to: to, dependentPower: "north", persons: [PersonGroup(value: try number("50"))])
    }
    let passing = Exchange(
      key: "x", status: .completed, legs: [try leg("south", "third"), try leg("third", "north")])
    let finding = try parity(passing)
    #expect(finding.verdict == .indeterminate && finding.explanation.contains("third passes persons on"))
  }

  @Test("a release of nobody is not one of an unknown number")
  func nobody() throws {
    var release = try exchange("0", nil)
    (release.legs, release.category) = ([release.legs[0]], .oneWay)
    #expect(
      try parity(release).explanation
        == "South handed over 0 persons to north, with nothing in return: nobody changed hands.")
  }
}
