import ExclaimDomain
import Testing

@Suite struct KeyTests {
  private func wrong(_ key: String) -> Bool {
    Relation(key: key, from: "a", to: "b", kind: .supports).wrongFields == ["key"]
  }

  @Test("a key has at most 200 characters", arguments: [0, 1, 199, 200])
  func longEnough(length: Int) {
    #expect(!wrong(String(repeating: "ї", count: length)))
  }

  @Test("a key of 201 characters is refused")
  func tooLong() {
    #expect(wrong(String(repeating: "ї", count: 201)))
  }

  @Test(
    "control characters, line breaks and white space at the ends are refused",
    arguments: ["a\nb", "a\u{0}", "a\u{7F}b", "a\u{2028}b", " a", "a\u{A0}"])
  func characters(key: String) {
    #expect(wrong(key))
  }

  @Test(
    "an inner space, a prefix and a short underscored name are fine",
    arguments: ["66th swap", "clm_s0", "s2-1"])
  func fine(key: String) {
    #expect(!wrong(key))
  }

  @Test("a key that looks like the id of another kind is refused, one of its own kind is an export's")
  func looksLikeId() {
    let serial = "01J5ZC4T9QW8V7X6Y5Z4A3B2C1"
    #expect(wrong("clm_\(serial)"))
    #expect(!wrong("rel_\(serial)"))
    #expect(!wrong("clm_\(serial)0"))
    #expect(RecordKind(ofId: "exc_\(serial.lowercased())") == .exchange)
  }

  @Test("every kind has an id prefix of its own")
  func prefixes() {
    #expect(Set(RecordKind.allCases.map(\.idPrefix)).count == RecordKind.allCases.count)
  }
}

@Suite struct OtherProblemsTests {
  @Test("an actor needs a kind and a name, and its roles begin before they end")
  func actor() throws {
    #expect(Actor().wrongFields == ["kind", "name"])
    let role = Role(title: "spokesperson", from: try date("2025"), to: try date("2024-12"))
    let actor = Actor(
      key: "yusov", kind: .namedOfficial, name: "Yusov", side: "yusov", roles: [Role(), role],
      reliability: [Reliability(grade: .b), Reliability(topic: .held), Reliability(grade: .c)])
    #expect(
      actor.wrongFields
        == ["side", "roles[0].title", "roles[1].from", "reliability[1].grade", "reliability[2].topic"])
  }

  @Test("a role that ends in the year in which it begins is in order")
  func roleInOneYear() throws {
    let role = Role(title: "president", from: try date("2024-05"), to: try date("2024"))
    #expect(Actor(kind: .headOfState, name: "A", roles: [role]).problems().isEmpty)
  }

  @Test("a digest has 64 hexadecimal digits in lower case")
  func digest() {
    let good = String(repeating: "0f", count: 32)
    #expect(Document(sha256: good).problems().isEmpty)
    for bad in [String(good.dropLast()), good + "0", good.uppercased(), String(repeating: "g", count: 64)] {
      #expect(Document(sha256: bad).wrongFields == ["sha256"])
    }
  }

  @Test("a document says in some way which publication it is")
  func nameless() {
    #expect(Document().wrongFields == ["title"])
    #expect(Document(url: "https://example.org/a").problems().isEmpty)
  }

  @Test(
    "excluded parts lie in the text, between characters",
    arguments: [
      (0, 2, []), (2, 6, []), (2, 2, ["excluded[0].end"]), (4, 2, ["excluded[0].end"]),
      (1, 2, ["excluded[0].start"]), (0, 3, ["excluded[0].end"]), (0, 7, ["excluded[0].end"]),
    ] as [(Int, Int, [String])])
  func excluded(start: Int, end: Int, wrong: [String]) {
    #expect(Document(text: "сто", excluded: [Span(start: start, end: end)]).wrongFields == wrong)
  }

  @Test("an agreement has parties, and each obligation an obligor and a topic")
  func agreement() throws {
    #expect(Agreement().wrongFields == ["parties"])
    let obligation = Obligation(quantity: try quantity("at least 1,000"))
    #expect(
      Agreement(parties: ["ua", "ua"], obligations: [obligation]).wrongFields
        == ["parties[1]", "obligations[0].obligor", "obligations[0].measure.topic"])
  }

  @Test("an obligation in words needs no topic")
  func obligationInWords() {
    let obligation = Obligation(obligor: "ua", description: "to publish the lists")
    #expect(Agreement(parties: ["ua"], obligations: [obligation]).problems().isEmpty)
  }

  @Test("a relation joins two claims in a stated way")
  func relation() {
    #expect(Relation().wrongFields == ["from", "to", "kind"])
    #expect(Relation(from: "a", to: "a", kind: .disputes).wrongFields == ["to"])
    #expect(Relation(from: "a", to: "b", kind: .notComparable, reason: " ").wrongFields == ["reason"])
    #expect(Relation(from: "a", to: "b", kind: .notComparable, reason: "other dates").problems().isEmpty)
  }

  @Test("credibility ends at 6", arguments: [(0, false), (1, false), (6, false), (7, true), (-1, true)])
  func credibility(value: Int, isWrong: Bool) {
    let assessment = Assessment(claim: "a", credibility: value, state: .open)
    #expect(assessment.wrongFields == (isWrong ? ["credibility"] : []))
  }

  @Test("an assessment judges something")
  func emptyAssessment() {
    #expect(Assessment(claim: "a").wrongFields == ["state"])
    #expect(Assessment(claim: "a", reason: "no counter-number").problems().isEmpty)
  }
}
