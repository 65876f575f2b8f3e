import ExclaimAnalysis
import ExclaimDomain
import Testing

@testable import ExclaimStore

@Suite("What the public could know")
struct PublicKnowledgeTests {
  /// The same records twice: as the store keeps them, and as analyses see them.
  private struct Both {
    var drafts: [Draft] = []
    var documents: [Document] = []
    var claims: [Claim] = []
    var exchanges: [Exchange] = []
    var agreements: [Agreement] = []
    var relations: [Relation] = []
    var assessments: [Assessment] = []
    private var random: SeededGenerator

    var ledger: Ledger {
      Ledger(
        documents: documents, claims: claims, exchanges: exchanges, agreements: agreements,
        relations: relations,
        assessments: assessments)
    }

    init(_ random: SeededGenerator) throws {
      self.random = random
      for number in 0..<12 { try addDocument("d\(number)") }
      for number in 0..<8 {
        let date = try date()
        exchanges.append(Exchange(key: "e\(number)", date: date))
        add(.exchange, "e\(number)", terms: IndexTerms(event: date.map(span)))
        let other = try self.date()
        agreements.append(Agreement(key: "a\(number)", date: other))
        add(.agreement, "a\(number)", terms: IndexTerms(event: other.map(span)))
      }
      for number in 0..<20 { try addClaim("c\(number)") }
      for number in 0..<12 {
        let (from, to) = (claim(), claim())
        relations.append(Relation(key: "r\(number)", from: from, to: to, kind: .supports))
        add(.relation, "r\(number)", links: [link(.relationFrom, from), link(.relationTo, to)])
        let assessed = claim()
        assessments.append(Assessment(key: "s\(number)", claim: assessed))
        add(.assessment, "s\(number)", links: [link(.assessed, assessed)])
      }
    }

    private mutating func addDocument(_ key: String) throws {
      let date = try date()
      documents.append(Document(key: key, published: date))
      add(.document, key, terms: IndexTerms(published: date.map(span)))
    }

    private mutating func addClaim(_ key: String) throws {
      let date = try date()
      var mentions: [String] = []
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        mentions.append("d\(Int.random(in: 0..<12, using: &random))")
      }
      var about = About()
      if Bool.random(using: &random) { about.exchange = "e\(Int.random(in: 0..<8, using: &random))" }
      claims.append(
        Claim(key: key, asserted: date, about: about, mentions: mentions.map { Mention(document: $0) }))
      let exchange = about.exchange.isEmpty ? [] : [link(.aboutExchange, about.exchange)]
      add(
        .claim, key, terms: IndexTerms(asserted: date.map(span)),
        links: mentions.map { link(.mention, $0) } + exchange)
    }

    private mutating func claim() -> String { "c\(Int.random(in: 0..<20, using: &random))" }

    private mutating func add(
      _ kind: RecordKind, _ key: String, terms: IndexTerms = IndexTerms(), links: [LinkDraft] = []
    ) {
      drafts.append(draft(kind, key, links: links, terms: terms))
    }

    private mutating func date() throws -> ResolvedDate? {
      let day = Int.random(in: 1...9, using: &random)
      let later = Int.random(in: day...9, using: &random)
      let text: String
      switch Int.random(in: 0..<8, using: &random) {
      case 0: return nil
      case 1: text = "2024-06"
      case 2: text = "../2024-06-0\(day)"
      case 3: text = "2024-06-0\(day)/.."
      case 4: text = "2024-06-0\(day)/2024-06-0\(later)"
      default: text = "2024-06-0\(day)"
      }
      return ResolvedDate(date: try EDTFDate(text), basis: .stated)
    }

    private func span(_ date: ResolvedDate) -> DaySpan {
      DaySpan(earliest: date.date.earliest, latest: date.date.latest)
    }
  }

  @Test("a list as of a day holds what the analyses say was public by then, on any ledger")
  func likeAnalyses() async throws {
    for _ in 0..<5 {
      let both = try Both(.announced())
      let ledger = TemporaryLedger()
      let store = try ledger.open()
      _ = try await store.submit(both.drafts)
      for number in 1...10 {
        let day = try #require(try EDTFDate("2024-06-\(number < 10 ? "0" : "")\(number)").earliest)
        let known = both.ledger.asOf(day)
        var keys = Set(known.documents.map(\.key)).union(known.claims.map(\.key))
        keys.formUnion(known.exchanges.map(\.key))
        keys.formUnion(known.agreements.map(\.key))
        keys.formUnion(known.relations.map(\.key))
        keys.formUnion(known.assessments.map(\.key))
        var query = Query(limit: 7)
        query.moment = .published(by: day)
        #expect(Set(try await store.all(query).compactMap(\.key)) == keys)
        let page = try await store.page(query, reader: annReads)
        #expect(page.undatedDocuments == UInt64(both.ledger.undatedDocuments(asOf: day)))
        for draft in both.drafts {
          let key = try #require(draft.key)
          let isPublic = try await store.isPublic(key, by: day, reader: annReads)
          #expect(isPublic == keys.contains(key))
        }
      }
      await store.close()
    }
  }
}
