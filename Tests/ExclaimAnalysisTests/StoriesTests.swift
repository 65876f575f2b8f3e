import ExclaimDomain
import Testing

@testable import ExclaimAnalysis

/// Texts of words drawn from a seed, so that two of them share nothing by accident.
struct TextMaker {
  private var random: SeededGenerator

  init(seed: UInt64 = 1) { random = SeededGenerator(seed: seed) }

  mutating func words(_ count: Int) -> [String] {
    (0..<count).map { _ in "w" + String(UInt32.random(in: 0 ... .max, using: &random), radix: 36) }
  }

  mutating func text(_ count: Int) -> String { words(count).joined(separator: " ") }
}

@Suite struct TextLikenessTests {
  private func likeness(_ one: String, _ other: String, excluded: [Span] = []) throws -> Double {
    let first = try #require(TextShingles(of: Document(text: one)))
    let second = try #require(TextShingles(of: Document(text: other, excluded: excluded)))
    #expect(first.likeness(to: second) == second.likeness(to: first))
    return first.likeness(to: second)
  }

  @Test("case, punctuation, apostrophes and loose accents do not make texts unlike, in any of the alphabets")
  func folding() throws {
    let one =
      "Київ, 5 червня: «П'ятеро» повернулися ДОДОМУ — сказав речник; Ёлки. Élan, ŒUVRE and more of it all"
    let other =
      "київ 5 червня п’ятеро повернулися додо\u{301}му сказав речник ёлки élan œuvre and more of it all"
    #expect(try likeness(one, other) == 1)
  }

  @Test("likeness is the share of common sequences of five words")
  func share() throws {
    var maker = TextMaker()
    let words = maker.words(104)
    // 100 sequences, of which the first half has 46 and the other text 46 + 54 of its own.
    let half = words.prefix(50).joined(separator: " ")
    #expect(try likeness(words.joined(separator: " "), half) == 46.0 / 100)
    #expect(try likeness(maker.text(60), maker.text(60)) == 0)
  }

  @Test("what a document says is not the article counts for nothing, wherever it stands")
  func excluded() throws {
    var maker = TextMaker()
    let (head, body, page) = (maker.text(30), maker.text(30), maker.text(200))
    let whole = "\(page) \(head) \(page) \(body)"
    let (start, middle) = (page.utf8.count, page.utf8.count + 1 + head.utf8.count)
    let spans = [Span(start: middle, end: middle + 1 + page.utf8.count), Span(start: 0, end: start)]
    #expect(try likeness("\(head) \(body)", whole, excluded: spans) == 1)
    #expect(try likeness("\(head) \(body)", whole) < 0.2)
  }

  @Test("spans beyond the text, or through the middle of a letter, do no harm")
  func oddSpans() throws {
    let text = Array(repeating: "повернення полонених відбулося на кордоні сьогодні вранці", count: 3)
      .joined()
    for spans in [[Span(start: 3, end: 5)], [Span(start: 9_000, end: 9_999)], [Span(start: 5, end: 2)]] {
      _ = TextShingles(of: Document(text: text, excluded: spans))
    }
    #expect(TextShingles(of: Document(text: text, excluded: [Span(start: 0, end: .max)])) == nil)
  }

  @Test("a text of twelve different words can be told from others, one of eleven cannot")
  func short() {
    var maker = TextMaker()
    #expect(TextShingles(of: Document(text: maker.text(12))) != nil)
    #expect(TextShingles(of: Document(text: maker.text(11))) == nil)
  }

  @Test("every pair of copies is tied together, and nothing else is, as by comparing each with each")
  func allPairs() {
    var random = SeededGenerator.announced()
    var maker = TextMaker(seed: random.next())
    var documents: [Document] = []
    for _ in 0..<25 {
      let words = maker.words(Int.random(in: 40...120, using: &random))
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        var copy = words
        for _ in 0..<Int.random(in: 0...12, using: &random) {
          copy[Int.random(in: copy.indices, using: &random)] = maker.words(1)[0]
        }
        copy += maker.words(Int.random(in: 0...40, using: &random))
        documents.append(Document(text: copy.joined(separator: " ")))
      }
    }
    documents.shuffle(using: &random)
    let texts = documents.compactMap { TextShingles(of: $0) }
    var (expected, near) = (Groups(count: texts.count), Groups(count: texts.count))
    for one in texts.indices {
      for other in texts.indices where other > one {
        let likeness = texts[one].likeness(to: texts[other])
        if likeness >= TextShingles.copyLikenessMin { near.join(one, other) }
        // One of five thousand pairs may be missed at the threshold; this far above, one of 100 million.
        if likeness >= 0.65 { expected.join(one, other) }
      }
    }
    var found = Groups(count: texts.count)
    for pair in LikeTexts.pairs(among: documents) {
      #expect(pair.likeness == texts[pair.first].likeness(to: texts[pair.second]) && pair.likeness >= 0.5)
      found.join(pair.first, pair.second)
    }
    for one in texts.indices {
      for other in texts.indices where other > one {
        let isOne = found.root(one) == found.root(other)
        if expected.root(one) == expected.root(other) { #expect(isOne, "\(one) and \(other)") }
        if isOne { #expect(near.root(one) == near.root(other), "\(one) and \(other)") }
      }
    }
  }
}

@Suite struct StoriesTests {
  private func stories(_ documents: [Document]) -> [[String]] {
    Ledger(documents: documents).stories.ofSeveral.map { $0.documents.map { documents[$0].key } }
  }

  @Test("a text that quotes some sentences of another is no copy of it; one with a few words changed is")
  func quoting() {
    var maker = TextMaker()
    let agency = maker.words(200)
    var edited = agency
    for index in stride(from: 10, to: 200, by: 40) { edited[index] = "changed" }
    let quoting = maker.words(150) + agency[40..<90] + maker.words(100)
    let documents = [
      Document(key: "agency", text: agency.joined(separator: " ")),
      Document(key: "quoting", text: quoting.joined(separator: " ")),
      Document(key: "edited", text: (maker.words(20) + edited).joined(separator: " ")),
    ]
    #expect(stories(documents) == [["agency", "edited"]])
    let story = Ledger(documents: documents).originGroups(EvidenceQuery()).stories[0]
    #expect(
      story.reasons == ["texts are alike"] && (story.likeness ?? 0) > 0.7 && (story.likeness ?? 1) < 0.9)
  }

  @Test("what analysts say of documents stands before how alike their texts are")
  func clusters() {
    var maker = TextMaker()
    let text = maker.text(60)
    let documents = [
      Document(key: "a", text: text, cluster: "one"), Document(key: "b", text: text, cluster: "other"),
      Document(key: "c", text: maker.text(60), cluster: "one"), Document(key: "d", text: text),
      Document(key: "e", text: maker.text(60), editionOf: "d"),
    ]
    #expect(stories(documents) == [["a", "c", "d", "e"]])
    let ledger = Ledger(documents: documents)
    let story = ledger.originGroups(EvidenceQuery()).stories[0]
    #expect(story.reasons == ["cluster one", "edition of d", "texts are alike"] && story.likeness == 1)
    let told = Ledger(documents: [documents[0], documents[2]]).originGroups(EvidenceQuery()).stories[0]
    #expect(told.reasons == ["cluster one"] && told.likeness == nil)
  }

  @Test("a story is the same whatever the order of its documents")
  func order() {
    var random = SeededGenerator.announced()
    var maker = TextMaker(seed: random.next())
    let words = maker.words(300)
    let documents = (0..<12).map { index in
      Document(key: "d\(index)", text: words[(index * 12)..<(index * 12 + 120)].joined(separator: " "))
    }
    let once = Set(stories(documents).map(Set.init))
    for _ in 0..<5 { #expect(Set(stories(documents.shuffled(using: &random)).map(Set.init)) == once) }
  }
}
