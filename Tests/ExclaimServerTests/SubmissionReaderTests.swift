import ExclaimDomain
import ExclaimMessages
import ExclaimStore
import ExclaimWire
import Testing

@testable import ExclaimServer

@Suite struct SubmissionReaderTests {
  private func read(_ json: String, limits: Limits = .standard) throws -> SubmissionReader.Reading {
    SubmissionReader(limits: limits).read(try V1.Record(json: json))
  }

  private func draft(_ json: String, limits: Limits = .standard) throws -> Draft {
    switch try read(json, limits: limits) {
    case .draft(let draft): return draft
    case .refused(let problems), .flagged(let problems): throw Refused(problems: problems)
    }
  }

  private func problems(_ json: String, limits: Limits = .standard) throws -> [Problem] {
    guard case .refused(let problems) = try read(json, limits: limits) else { return [] }
    return problems
  }

  private struct Refused: Error { let problems: [Problem] }

  private func claim(_ quantity: String, dated: String = #"{"edtf": "2024-06-05"}"#) -> String {
    """
    {"claim": {"key": "c", "speechAct": "ASSERTS", "speaker": {"actor": "a"}, "asserted": \(dated),
      "measure": {"topic": "HELD", "dependentPower": "ru", "detainingPower": "ua"}, "quantity": \(quantity)}}
    """
  }

  private func stored(_ draft: Draft) throws -> V1.Claim {
    guard case .claim(let claim) = try V1.Record(decoding: draft.content, budgetBytes: 1 << 20).content else {
      throw Refused(problems: [])
    }
    return claim
  }

  @Test("the bounds and the rule of a number are stored with its words")
  func derives() throws {
    let claim = try stored(draft(claim(#"{"words": "around 1,348"}"#)))
    guard case .quantity(let quantity) = claim.value else { throw Refused(problems: []) }
    #expect(quantity.words == "around 1,348")
    #expect(quantity.hard?.low == 674 && quantity.hard?.high == 2696)
    #expect(quantity.soft?.low == 1321 && quantity.soft?.high == 1375)
    #expect(quantity.rule == "around/1" && quantity.kind == .count)
    #expect(claim.asserted?.earliest == "2024-06-05" && claim.asserted?.precision == .day)
  }

  @Test("a hedge that may or may not reach the number leaves bounds that hold both readings")
  func unclearHedge() throws {
    let claim = try stored(draft(claim(#"{"words": "6,465", "unclearHedge": "around"}"#)))
    guard case .quantity(let quantity) = claim.value else { throw Refused(problems: []) }
    #expect(quantity.hard?.low == 3233 && quantity.hard?.high == 12930)
    #expect(quantity.words == "6,465" && quantity.unclearHedge == "around")
  }

  @Test("stated bounds are kept as stated")
  func givenBounds() throws {
    let claim = try stored(draft(claim(#"{"words": "a good many", "hard": {"low": "40", "high": "90"}}"#)))
    guard case .quantity(let quantity) = claim.value else { throw Refused(problems: []) }
    #expect(quantity.rule == "given/1" && quantity.hard?.low == 40 && quantity.soft?.high == 90)
  }

  @Test("a share has no bounds of a count")
  func share() throws {
    let claim = try stored(draft(claim(#"{"words": "the vast majority"}"#)))
    guard case .quantity(let quantity) = claim.value else { throw Refused(problems: []) }
    #expect(quantity.kind == .share && quantity.hardShare?.lowExclusive == true)
    #expect(quantity.hard?.high == nil && quantity.hard?.low == nil)
  }

  @Test("words are resolved against their anchor, and both are kept")
  func resolvesWords() throws {
    let dated = #"{"words": "Thursday", "anchor": "2025-06-27"}"#
    let asserted = try stored(draft(claim(#"{"words": "7"}"#, dated: dated))).asserted
    #expect(asserted?.edtf == "2025-06-26" && asserted?.basis == .resolvedWeekday)
    #expect(asserted?.words == "Thursday" && asserted?.anchor == "2025-06-27")
  }

  @Test("what was stored and exported is known again as the same submission")
  func sameFingerprint() throws {
    for json in [
      claim(#"{"words": "around 1,348"}"#), claim(#"{"words": "most"}"#),
      claim(#"{"words": "some", "hard": {"low": "1"}}"#),
    ] {
      let first = try draft(json)
      let exported = try V1.Record(decoding: first.content, budgetBytes: 1 << 20).json()
      let second = try draft(exported)
      #expect(first.fingerprint == second.fingerprint)
      #expect(first.content == second.content)
    }
    #expect(try draft(claim(#"{"words": "7"}"#)).fingerprint != draft(claim(#"{"words": "8"}"#)).fingerprint)
  }

  @Test("every wrong field is named at once, with its path, value, reason and remedy")
  func namesEveryField() throws {
    let problems = try problems(
      """
      {"claim": {"speaker": {"actor": "a"}, "asserted": {"edtf": "2024-13"},
        "measure": {"topic": "RETURNED", "from": {"edtf": "2024-06"}, "to": {"edtf": "2024-02"}},
        "quantity": {"words": "a heap"}}}
      """)
    let fields = Set(problems.map(\.field))
    #expect(fields.isSuperset(of: ["claim.asserted.edtf", "claim.quantity.words", "claim.speechAct"]))
    #expect(fields.contains { $0.hasPrefix("claim.measure.") })
    #expect(problems.allSatisfy { !$0.reason.isEmpty && !$0.remedy.isEmpty })
  }

  @Test("a record without content is refused with what to set")
  func noContent() throws {
    #expect(try problems("{}").first?.remedy.contains("actor") == true)
  }

  @Test("every reference becomes a link with the path of its field")
  func links() throws {
    let draft = try draft(
      """
      {"exchange": {"key": "x", "mediators": ["m"], "agreements": ["g"], "partOf": ["whole"],
        "legs": [{"from": "ru", "to": "ua", "persons": [{"agreement": "h"}]}]}}
      """)
    #expect(
      Set(draft.links.map { "\($0.field)=\($0.reference)" }) == [
        "mediators[0]=m", "agreements[0]=g", "partOf[0]=whole", "legs[0].from=ru", "legs[0].to=ua",
        "legs[0].persons[0].agreement=h",
      ])
  }

  @Test("a document's text may be as long as the limit and not a byte longer")
  func textLimit() throws {
    var limits = Limits.standard
    limits.documentTextBytesMax = 10
    _ = try draft(#"{"document": {"title": "t", "text": "0123456789"}}"#, limits: limits)
    let over = try problems(#"{"document": {"title": "t", "text": "0123456789a"}}"#, limits: limits)
    #expect(over.map(\.field) == ["document.text"])
    #expect(over[0].reason.contains("documentTextBytesMax = 10"))
  }

  @Test("likely personal data is flagged in its field, and passes when its author lets it")
  func flagged() throws {
    let json = #"{"document": {"text": "Bohdan Kravets was captured in March."}}"#
    guard case .flagged(let problems) = try read(json) else {
      Issue.record("not flagged")
      return
    }
    #expect(problems.map(\.field) == ["document.text"] && problems.map(\.value) == ["Bohdan Kravets"])
    #expect(problems.allSatisfy { $0.remedy.contains("--allow-flagged") })
    let reader = SubmissionReader(limits: .standard)
    guard case .draft(let draft) = reader.read(try V1.Record(json: json), allowingFlagged: true) else {
      Issue.record("not passed")
      return
    }
    #expect(draft.isFlagged)
    #expect(try !self.draft(#"{"document": {"text": "Nobody was captured."}}"#).isFlagged)
  }
}
