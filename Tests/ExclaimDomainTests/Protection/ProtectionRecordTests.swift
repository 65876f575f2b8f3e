import ExclaimDomain
import Testing

@Suite struct ProtectionRecordTests {
  private let captive = "Bohdan Kravets was captured in March."

  @Test("A flag names the field in which the words stand, in every kind of record")
  func flagNamesItsField() {
    #expect(fields(Document(title: captive)) == ["title"])
    #expect(fields(Document(byline: captive)) == ["byline"])
    #expect(fields(Document(note: captive)) == ["note"])
    #expect(fields(Claim(proposition: captive)) == ["proposition"])
    #expect(fields(Claim(note: captive)) == ["note"])
    #expect(fields(Claim(measure: Measure(scope: captive))) == ["measure.scope"])
    #expect(fields(Claim(measure: Measure(excludes: [.words(captive)]))) == ["measure.excludes[0].words"])
    #expect(fields(Claim(mentions: [Mention(), Mention(quote: captive)])) == ["mentions[1].quote"])
    #expect(fields(Claim(chain: [Hop(channel: captive)])) == ["chain[0].channel"])
    #expect(fields(Claim(speaker: Speaker(words: captive))) == ["speaker.words"])
    #expect(fields(Exchange(note: captive)) == ["note"])
    #expect(fields(Exchange(places: [Place(name: captive)])) == ["places[0].name"])
    #expect(
      fields(Agreement(obligations: [Obligation(description: captive)])) == ["obligations[0].description"])
    #expect(fields(Relation(reason: captive)) == ["reason"])
    #expect(fields(Assessment(reason: captive)) == ["reason"])
    #expect(fields(Actor(note: captive)) == ["note"])
    #expect(fields(Actor(roles: [Role(title: captive)])) == ["roles[0].title"])
  }

  @Test("A headline is read together with its text")
  func headlineBelongsToText() {
    let text = "The prisoners came home on Friday."
    #expect(fields(Document(title: "Bohdan Kravets is back", text: text)) == ["title"])
    #expect(fields(Document(title: "Bohdan Kravets is back", text: "The match was long.")).isEmpty)
  }

  @Test("In a claim about captives a name needs no further word")
  func claimAboutCaptivesIsEnough() {
    let note = "Bohdan Kravets is one of them."
    #expect(fields(Claim(note: note, measure: Measure(.captured))) == ["note"])
    #expect(fields(Claim(note: note, measure: Measure(.negotiationStatus))).isEmpty)
    #expect(fields(Exchange(note: note)) == ["note"])
  }

  @Test("The actors of a record are references, and give no flag")
  func referencesGiveNoFlag() {
    let claim = Claim(
      speaker: Speaker(actor: "Bohdan Kravets", role: "spokesperson"), measure: Measure(.held),
      proposition: "held in the colony")
    #expect(fields(claim).isEmpty)
  }

  @Test("An official's name is public, and that of an actor who is only a captive is not")
  func actorWhoIsOnlyCaptive() {
    let official = Role(title: "deputy head of the headquarters for the treatment of prisoners of war")
    #expect(fields(Actor(name: "Bohdan Kravets", roles: [official])).isEmpty)
    #expect(fields(Actor(name: "Bohdan Kravets")).isEmpty)
    #expect(fields(Actor(name: "Bohdan Kravets", roles: [Role(title: "prisoner of war")])) == ["name"])
    #expect(fields(Actor(note: "captured in 2022", name: "Bohdan Kravets")) == ["name"])
  }

  @Test("Four persons of a named unit are too few, five are not")
  func smallGroupOfNamedUnit() {
    func claim(_ number: Int64, _ scope: String = "36th brigade") -> Claim {
      Claim(
        measure: Measure(.captured, scope: scope),
        value: .quantity(.given(words: "some", hard: .exactly(number))))
    }
    #expect(fields(claim(4)) == ["measure.scope"])
    #expect(fields(claim(5)).isEmpty)
    #expect(fields(claim(0)).isEmpty)
    #expect(fields(claim(4, "on the coast")).isEmpty)
    #expect(PersonalData.smallGroupBelow == 5)
    for (words, isFlagged) in [("4", true), ("5", false), ("four", true), ("five", false), ("102", false)] {
      let text = "\(words) soldiers of the 36th brigade were captured."
      #expect(!fields(Document(text: text)).isEmpty == isFlagged, "\(text)")
    }
  }

  @Test("A year of birth is flagged for one person, and not for a group since a year")
  func yearOfBirth() {
    #expect(kinds("The prisoner, a soldier born in 1998, was exchanged.") == [.birth])
    #expect(kinds("Prisoners born after 1998 were exchanged.").isEmpty)
  }

  @Test("Whoever holds an office in one place of a text holds it in all of it")
  func officeHoldsThroughout() {
    let first = "Bohdan Kravets, head of the office, met the families of prisoners."
    #expect(kinds("\(first) Then Bohdan Kravets went to the captives.").isEmpty)
    #expect(kinds("\(first) Then Ivan Kravets was captured.") == [.name])
  }

  @Test("A public role does not cover the same person's captivity")
  func roleDoesNotCoverCaptivity() {
    #expect(kinds("The mayor Bohdan Kravets was captured.") == [.name])
    #expect(kinds("The mayor Bohdan Kravets spoke of the captives.").isEmpty)
  }

  @Test("A record has at most twenty flags, and a value is cut after sixty characters")
  func flagsAreLimited() {
    let given = ["Ivan", "Petro", "Oleh", "Taras", "Roman", "Bohdan", "Artem"]
    let surnames = ["Kravets", "Holub", "Melnyk"]
    let names = given.flatMap { name in surnames.map { "\(name) \($0) was captured." } }
    #expect(PersonalData.flags(in: Document(text: names.prefix(20).joined(separator: " "))).count == 20)
    #expect(
      PersonalData.flags(in: Document(text: names.joined(separator: " "))).count == PersonalData.flagsMax)
    let long = "Ivan \(String(repeating: "K", count: 1))\(String(repeating: "a", count: 100)) was captured."
    let value = PersonalData.flags(in: Document(text: long)).first?.value
    #expect(value?.count == PersonalData.valueCharactersMax)
    #expect(value?.hasSuffix("…") == true)
  }

  @Test("A flag says what it looks like and beside which word")
  func flagExplainsItself() {
    let flags = PersonalData.flags(in: Document(text: captive))
    #expect(flags.map(\.value) == ["Bohdan Kravets"])
    #expect(flags.map(\.reason) == ["looks like the name of a person beside \"captured\""])
    let about = PersonalData.flags(in: Exchange(note: "Bohdan Kravets is one of them."))
    #expect(about.map(\.reason) == ["looks like the name of a person in a record about captives"])
  }

  @Test(
    "Any bytes of text can be read",
    arguments: ["", "@", "+", "A.", "\u{1F600} captured", "1.", "r.\n", "пол", "’s"])
  func oddTextsAreRead(text: String) {
    #expect(kinds(text).isEmpty)
    #expect(kinds("captured \(text)").isEmpty)
    #expect(kinds("\(text) captured \(text)\(text)").isEmpty)
  }

  @Test("Random pieces of articles never trip the rules")
  func randomTexts() throws {
    var generator = SeededGenerator.announced()
    let pieces = try ArticleCase.readAll().flatMap { $0.text.split(separator: " ").map(String.init) }
    for _ in 0..<300 {
      let text = (0..<40).map { _ in
        let piece = pieces.randomElement(using: &generator)!
        return String(piece.prefix(Int.random(in: 0...8, using: &generator)))
      }.joined(separator: [" ", "\n", "", ". "].randomElement(using: &generator)!)
      let flags = PersonalData.flags(in: Document(text: text))
      #expect(flags.count <= PersonalData.flagsMax)
    }
  }

  private func fields(_ record: some RecordValue) -> [String] { PersonalData.flags(in: record).map(\.field) }

  private func kinds(_ text: String) -> [FlagKind] {
    PersonalData.flags(in: Document(text: text)).map(\.kind)
  }
}
