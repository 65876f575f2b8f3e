import ExclaimDomain
import Testing

@testable import ExclaimStore

@Suite("Search")
struct SearchTests {
  let ledger = TemporaryLedger()

  private func found(_ words: String, in store: SQLiteStore, _ query: Query = Query()) async throws
    -> [String]
  {
    try await store.search(words, query, reader: annReads).hits.compactMap(\.record.key)
  }

  @Test("finds words, phrases and beginnings, in any script, in text and documents")
  func finds() async throws {
    let store = try ledger.open()
    _ = try await store.submit([
      draft(.claim, "en", "Around 1,348 Russian soldiers are held"),
      draft(.claim, "uk", "Понад тисячу полонених повернулися додому"),
      draft(.document, "doc", "headline", document: "Zelensky: over a hundred captured"),
    ])
    let cases: [(String, [String])] = [
      ("russian", ["en"]), ("RUSSIAN held", ["en"]), ("russian captured", []),
      ("\"soldiers are held\"", ["en"]),
      ("\"held soldiers\"", []), ("sold*", ["en"]), ("sold", []), ("полонених", ["uk"]), ("ПОВЕРН*", ["uk"]),
      ("captured", ["doc"]), ("headline hundred", ["doc"]), ("1,348", ["en"]),
      ("\"a hundred\" capt*", ["doc"]),
      ("\"a hund\"*", ["doc"]),
    ]
    for (words, keys) in cases {
      #expect(try await found(words, in: store) == keys, "\(words)")
    }
    await store.close()
  }

  @Test(
    "takes any input without a syntax error",
    arguments: [
      "a\"", "\"", "AND OR NOT", "text:x", "^a", "a NEAR(b)", "(", "a*b*", "-x", "{a}", "\"a\"\"b\"", "a\0b",
      "+", "'",
      "NEAR/2", "\"\" a",
    ])
  func anyInput(words: String) async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.claim, "c", "a b x and or not text near 2")])
    do {
      _ = try await found(words, in: store)
    } catch StoreError.invalidQuery(let problem) {
      #expect(problem.problem.field == "words")
      #expect(!words.contains { $0.isLetter })
    }
    await store.close()
  }

  @Test("refuses a search without a word", arguments: ["", "  ", "*", "—", "\"\"", "\"…\""])
  func noWord(words: String) async throws {
    let store = try ledger.open()
    let error = await storeError { _ = try await found(words, in: store) }
    guard case .invalidQuery(let problem) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(problem.problem.field == "words")
    await store.close()
  }

  @Test("puts the better match first and marks it in the snippet")
  func ranks() async throws {
    let store = try ledger.open()
    _ = try await store.submit([
      draft(.claim, "weak", "exchange of many words about other things entirely, and then more of them"),
      draft(.claim, "strong", "exchange exchange"),
    ])
    let hits = try await store.search("exchange", Query(), reader: annReads).hits
    #expect(hits.map(\.record.key) == ["strong", "weak"])
    #expect(hits[0].snippet == "[exchange] [exchange]")
    #expect(hits[1].snippet.hasPrefix("[exchange] of many"))
    await store.close()
  }

  @Test("finds what was acknowledged, the new words of a revision and not the old", arguments: [false, true])
  func revision(indexedBetween: Bool) async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.document, "d", "alpha", document: "gamma")])
    if indexedBetween { #expect(try await found("alpha gamma", in: store) == ["d"]) }
    _ = try await store.submit([draft(.document, "d", "beta", document: "delta")], revise: true)
    #expect(try await found("beta delta", in: store) == ["d"])
    #expect(try await found("alpha", in: store).isEmpty)
    #expect(try await found("gamma", in: store).isEmpty)
    _ = try await store.submit([draft(.document, "d")], revise: true)
    #expect(try await found("beta", in: store).isEmpty)
    await store.close()
  }

  @Test("indexes by itself when it falls behind, and finds all of it")
  func backlog() async throws {
    let store = try ledger.open()
    let count = Int(DeferredIndexes.backlogMax) * 2 + 5
    _ = try await store.submit((0..<count).map { draft(.claim, nil, "word\($0) common") })
    for number in [0, count / 2, count - 1] {
      #expect(try await store.search("word\(number)", Query(), reader: annReads).hits.count == 1)
    }
    #expect(try await store.search("common", Query(limit: 1000), reader: annReads).hits.count == 1000)
    await store.close()
  }

  @Test("combines words with filters and goes on page by page")
  func filters() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.actor, "ru", "common")])
    _ = try await store.submit(
      (0..<5).map { draft(.claim, "c\($0)", "common", links: $0 < 3 ? [link(.speaker, "ru")] : []) })
    var query = Query(limit: 2)
    query.links = [LinkFilter(field: "filter.speaker", roles: [.speaker], reference: "ru")]
    var keys: [String] = []
    repeat {
      let page = try await store.search("common", query, reader: annReads)
      keys += page.hits.compactMap(\.record.key)
      query.cursor = page.nextCursor
    } while !query.cursor.isEmpty
    #expect(keys == ["c0", "c1", "c2"])
    var keyed = Query()
    keyed.key = "c4"
    #expect(try await found("common", in: store, keyed) == ["c4"])
    await store.close()
  }
}
