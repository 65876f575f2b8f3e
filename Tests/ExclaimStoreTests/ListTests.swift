import ExclaimDomain
import Testing

@testable import ExclaimStore

@Suite("Lists")
struct ListTests {
  let ledger = TemporaryLedger()

  private func query(_ change: (inout Query) -> Void) -> Query {
    var query = Query()
    change(&query)
    return query
  }

  private func span(_ earliest: Int?, _ latest: Int?) -> DaySpan {
    DaySpan(earliest: earliest.map { Day(number: $0) }, latest: latest.map { Day(number: $0) })
  }

  @Test(
    "yields every record once, in the order of first entries, whatever the page size",
    arguments: [1, 2, 7, 100])
  func pages(limit: Int) async throws {
    let store = try ledger.open()
    let keys = (0..<20).map { "k\($0)" }
    _ = try await store.submit(keys.map { draft(.claim, $0) })
    _ = try await store.submit([draft(.claim, "k3", "revised")], revise: true)
    var everything = Query(limit: limit)
    #expect(try await store.all(everything).map(\.key) == keys)
    everything.kinds = [.claim]
    #expect(try await store.all(everything).map(\.key) == keys)
    everything.kinds = [.claim, .actor]
    #expect(try await store.all(everything).map(\.key) == keys)
    #expect(try await store.all(everything)[3].stamp.revision == 2)
    await store.close()
  }

  @Test("ends a full last page without a cursor")
  func lastPage() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.claim, "a"), draft(.claim, "b")])
    #expect(try await store.page(Query(limit: 2), reader: annReads).nextCursor.isEmpty)
    #expect(try await !store.page(Query(limit: 1), reader: annReads).nextCursor.isEmpty)
    await store.close()
  }

  @Test("filters by every term")
  func terms() async throws {
    let store = try ledger.open()
    let terms = IndexTerms(
      topic: 1, unit: 2, categories: [3, 30], speechAct: 4, status: 5, scope: "Kursk", event: span(10, 20))
    _ = try await store.submit([
      draft(.claim, "hit", visibility: .public, terms: terms), draft(.exchange, "miss"),
    ])
    _ = try await store.submit([draft(.actor, "his")], by: ben)
    let hits: [(String, (inout Query) -> Void)] = [
      ("kind", { $0.kinds = [.claim] }), ("topic", { $0.topic = 1 }), ("unit", { $0.unit = 2 }),
      ("category", { $0.categories = [30, 7] }), ("speech act", { $0.speechAct = 4 }),
      ("status", { $0.status = 5 }), ("scope", { $0.scope = "Kursk" }), ("key", { $0.key = "hit" }),
      ("visibility", { $0.visibility = .public }),
      (
        "all",
        {
          ($0.kinds, $0.topic, $0.unit, $0.categories, $0.speechAct) = ([.claim], 1, 2, [3], 4)
          ($0.status, $0.scope, $0.key, $0.visibility, $0.authorUID) = (5, "Kursk", "hit", .public, ann.uid)
        }
      ),
    ]
    for (name, change) in hits {
      #expect(try await store.all(query(change)).map(\.key) == ["hit"], "\(name)")
    }
    #expect(try await store.all(query { $0.authorUID = ben.uid }).map(\.key) == ["his"])
    let misses: [(inout Query) -> Void] = [
      { $0.topic = 2 }, { $0.unit = 1 }, { $0.categories = [4] }, { $0.categories = [63] },
      { $0.scope = "kursk" },
      { $0.key = "hi" }, { $0.speechAct = 0 }, { $0.status = 6 }, { $0.authorUID = 7 },
      { $0.kinds = [.agreement] },
    ]
    for change in misses { #expect(try await store.all(query(change)).isEmpty) }
    await store.close()
  }

  @Test("a unit finds what names it, and what names none and has a topic that is counted in it")
  func unnamedUnits() async throws {
    let store = try ledger.open()
    _ = try await store.submit([
      draft(.claim, "named", terms: IndexTerms(topic: 9, unit: 2)),
      draft(.claim, "meant", terms: IndexTerms(topic: 1)),
      draft(.claim, "other unit", terms: IndexTerms(topic: 1, unit: 3)),
      draft(.claim, "other topic", terms: IndexTerms(topic: 7)), draft(.actor, "no topic"),
    ])
    let query = query { ($0.unit, $0.unitTopics) = (2, [1, 5]) }
    #expect(try await store.all(query).map(\.key) == ["named", "meant"])
    let filter = try await store.filter(query, reader: annReads)
    let entries = try await store.entries(after: 0, countMax: 9, bytesMax: .max, reader: annReads)
    #expect(entries.filter(filter.passes).map(\.record.key) == ["named", "meant"])
    await store.close()
  }

  @Test("filters by days that a date may overlap, with open ends, in each of the three clocks")
  func days() async throws {
    let store = try ledger.open()
    _ = try await store.submit([
      draft(.exchange, "event", terms: IndexTerms(event: span(10, 20))),
      draft(.claim, "asserted", terms: IndexTerms(asserted: span(nil, 9))),
      draft(.document, "published", terms: IndexTerms(published: span(21, nil))),
      draft(.claim, "undated"),
    ])
    let cases: [(DaySpan, [String])] = [
      (span(10, 10), ["event"]), (span(20, 20), ["event"]), (span(9, 9), ["asserted"]),
      (span(21, 21), ["published"]),
      (span(9, 21), ["event", "asserted", "published"]),
      (span(nil, nil), ["event", "asserted", "published"]),
      (span(nil, 10), ["event", "asserted"]), (span(20, nil), ["event", "published"]),
      (span(-100_000, -100_000), ["asserted"]),
    ]
    for (days, keys) in cases {
      #expect(try await store.all(query { $0.days = days }).map(\.key) == keys, "\(days)")
    }
    await store.close()
  }

  @Test("filters by what records refer to and in which role, after a revision too")
  func links() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.actor, "ru"), draft(.actor, "ua")])
    _ = try await store.submit([
      draft(.claim, "speaks", links: [link(.speaker, "ru"), link(.dependentPower, "ua")]),
      draft(.claim, "holds", links: [link(.detainingPower, "ru"), link(.dependentPower, "ru")]),
      draft(.claim, "other", links: [link(.speaker, "ua")]),
    ])
    func filter(_ roles: Set<LinkRole>, _ reference: String) -> LinkFilter {
      LinkFilter(field: "filter.actor", roles: roles, reference: reference)
    }
    let cases: [([LinkFilter], [String])] = [
      ([filter([], "ru")], ["speaks", "holds"]), ([filter([.speaker], "ru")], ["speaks"]),
      ([filter([.speaker, .detainingPower], "ru")], ["speaks", "holds"]),
      ([filter([], "ru"), filter([], "ua")], ["speaks"]),
      ([filter([.dependentPower], "ru"), filter([.detainingPower], "ru")], ["holds"]),
      ([filter([.hop], "ru")], []),
    ]
    for (filters, keys) in cases {
      #expect(try await store.all(query { $0.links = filters }).map(\.key) == keys)
      let keyed = query {
        $0.links = filters
        $0.key = "speaks"
      }
      #expect(try await store.all(keyed).map(\.key) == keys.filter { $0 == "speaks" })
    }
    _ = try await store.submit([draft(.claim, "speaks", "now", links: [link(.hop, "ru")])], revise: true)
    #expect(try await store.all(query { $0.links = [filter([.speaker], "ru")] }).isEmpty)
    #expect(try await store.all(query { $0.links = [filter([.hop], "ru")] }).map(\.key) == ["speaks"])
    #expect(try await store.all(query { $0.links = [filter([], "ua")] }).map(\.key) == ["other"])
    #expect(try await store.verify(reader: .user(0)).isIntact)
    await store.close()
  }

  @Test("names the filter whose reference stands for nothing")
  func missingReference() async throws {
    let store = try ledger.open()
    let error = await storeError {
      let filter = LinkFilter(field: "filter.speaker", roles: [.speaker], reference: "nobody")
      _ = try await store.page(query { $0.links = [filter] }, reader: annReads)
    }
    guard case .invalidQuery(let problem) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(problem.code == .notFound)
    #expect(problem.problem.field == "filter.speaker")
    await store.close()
  }

  @Test(
    "refuses a cursor that is not one, and one of another query",
    arguments: ["x", "1", "1-", "-1-1", "g-1", "1-1"])
  func cursors(bad: String) async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.claim, "a"), draft(.claim, "b")])
    let cursor = try await store.page(Query(limit: 1), reader: annReads).nextCursor
    for (query, cursor) in [(Query(), bad), (query { $0.kinds = [.claim] }, cursor)] {
      var query = query
      query.cursor = cursor
      let asked = query
      let error = await storeError { _ = try await store.page(asked, reader: annReads) }
      guard case .invalidQuery(let problem) = error else {
        Issue.record("\(cursor): \(String(describing: error))")
        continue
      }
      #expect(problem.problem.field == "cursor")
    }
    await store.close()
  }

  @Test(
    "ends a page early rather than let it grow past its bytes, loses nothing, and always holds one record")
  func pageBytes() async throws {
    let store = try ledger.open()
    let long = String(repeating: "long ", count: 100)
    _ = try await store.submit((0..<10).map { draft(.claim, "c\($0)", long) })
    for (bytesMax, pages) in [(1, 10), (1_500, 5), (1_000_000, 1)] {
      for isSearch in [false, true] {
        var query = Query(limit: 100)
        query.bytesMax = bytesMax
        var keys: [String?] = []
        var count = 0
        repeat {
          if isSearch {
            let page = try await store.search("long", query, reader: annReads)
            keys += page.hits.map(\.record.key)
            query.cursor = page.nextCursor
          } else {
            let page = try await store.page(query, reader: annReads)
            keys += page.records.map(\.key)
            query.cursor = page.nextCursor
          }
          count += 1
        } while !query.cursor.isEmpty
        #expect(count == pages)
        #expect(Set(keys).count == 10 && keys.count == 10)
      }
    }
    await store.close()
  }

  @Test("takes a page of the largest size, and refuses one more and none")
  func limits() async throws {
    let store = try ledger.open { $0.pageRecordsMax = 5 }
    _ = try await store.submit((0..<6).map { draft(.claim, "k\($0)") })
    #expect(try await store.page(Query(limit: 5), reader: annReads).records.count == 5)
    for limit in [0, -1, 6] {
      let error = await storeError { _ = try await store.page(Query(limit: limit), reader: annReads) }
      guard case .invalidQuery(let problem) = error else {
        Issue.record("\(limit): \(String(describing: error))")
        continue
      }
      #expect(problem.problem.field == "limit")
    }
    await store.close()
  }

  @Test("scans whole kinds in one state of the ledger, and stops at the caller's error")
  func scan() async throws {
    struct Stop: Error {}
    let store = try ledger.open()
    _ = try await store.submit([draft(.claim, "a"), draft(.actor, "b"), draft(.document, "c")])
    let seen = Collected()
    let sequence = try await store.scan(kinds: [.claim, .document], through: nil, reader: annReads) {
      seen.add($0)
    }
    #expect(seen.records.map(\.key) == ["a", "c"])
    #expect(sequence == 3)
    await #expect(throws: Stop.self) {
      _ = try await store.scan(kinds: [.claim], through: nil, reader: annReads) { _ in throw Stop() }
    }
    await store.close()
  }
}
