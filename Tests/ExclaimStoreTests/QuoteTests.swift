import ExclaimDomain
import Testing

@testable import ExclaimStore

@Suite("Quotes")
struct QuoteTests {
  let ledger = TemporaryLedger()
  let text = "Обмін: 115 ukrainian and 115 russian"

  private func claim(_ quote: String, _ start: Int? = nil, _ end: Int? = nil, in document: String = "doc")
    -> Draft
  {
    draft(
      .claim, nil, quote, links: [link(.mention, document)],
      quotes: [
        QuoteDraft(field: "mentions[0]", document: document, quote: Array(quote.utf8), start: start, end: end)
      ])
  }

  @Test(
    "accepts the document's bytes at their offsets, up to the first and last byte", arguments: [false, true])
  func right(together: Bool) async throws {
    let store = try ledger.open()
    let document = draft(.document, "doc", document: text)
    let claims = [
      claim("Обмін", 0, 10), claim("russian", text.utf8.count - 7, text.utf8.count), claim("115"),
      claim(text, 0, text.utf8.count),
    ]
    if !together { _ = try await store.submit([document]) }
    let outcomes = try await store.submit(together ? claims + [document] : claims)
    for outcome in outcomes { #expect(outcome.isCreated, "\(outcome)") }
    await store.close()
  }

  @Test("refuses words that are not the document's bytes at the offsets, and shows what stands there")
  func wrong() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.document, "doc", document: text)])
    let problem = try #require(try await store.submit([claim("116", 12, 15)])[0].problems.first)
    #expect(problem.code == .invalid)
    #expect(problem.problem.field == "mentions[0].quote")
    #expect(problem.problem.value == "116")
    #expect(problem.problem.reason.contains("115"))
    await store.close()
  }

  @Test("refuses offsets outside the document, turned round, or alone")
  func offsets() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.document, "doc", document: text)])
    let end = text.utf8.count
    for (start, end, field) in [
      (0, end + 1, "end"), (-1, 2, "start"), (5, 4, "end"), (.max, .max, "start"), (3, nil, "end"),
      (nil, 3, "start"),
    ] as [(Int?, Int?, String)] {
      let outcome = try await store.submit([claim("115", start, end)])[0]
      #expect(outcome.problems.map(\.problem.field) == ["mentions[0].\(field)"])
    }
    await store.close()
  }

  @Test("refuses a quote without offsets that stands nowhere in the document")
  func nowhere() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.document, "doc", document: text)])
    for quote in ["1150", "russiann", "115 R"] {
      #expect(
        try await store.submit([claim(quote)])[0].problems.map(\.problem.field) == ["mentions[0].quote"])
    }
    await store.close()
  }

  @Test("takes a quote on trust where the document has no text, but not its offsets")
  func withoutText() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.document, "doc")])
    #expect(try await store.submit([claim("115")])[0].isCreated)
    let problem = try #require(try await store.submit([claim("115", 0, 3)])[0].problems.first?.problem)
    #expect(problem.field == "mentions[0].start")
    #expect(problem.reason.contains("without its text"))
    await store.close()
  }

  @Test("checks quotes against the text that a submission revises")
  func revised() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.document, "doc", document: "old words")])
    let outcomes = try await store.submit(
      [claim("old"), claim("new"), draft(.document, "doc", document: "new words")], revise: true)
    #expect(!outcomes[0].problems.isEmpty)
    #expect(outcomes[1].isCreated)
    #expect(try await store.documentText("doc", reader: annReads) == Array("new words".utf8))
    #expect(try await store.documentText("nothing", reader: annReads) == nil)
    await store.close()
  }

  @Test("checks quotes against the text as it was revised last")
  func revisedBefore() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.document, "doc", document: "old words")])
    #expect(try await store.submit([claim("old")])[0].isCreated)
    _ = try await store.submit([draft(.document, "doc", document: "new words")], revise: true)
    #expect(try await !store.submit([claim("old")])[0].problems.isEmpty)
    #expect(try await store.submit([claim("new")])[0].isCreated)
    await store.close()
  }

  @Test("reports a document that is not there once, as a link")
  func missing() async throws {
    let store = try ledger.open()
    #expect(try await store.submit([claim("115")])[0].problems.map(\.problem.field) == ["mention"])
    await store.close()
  }
}
