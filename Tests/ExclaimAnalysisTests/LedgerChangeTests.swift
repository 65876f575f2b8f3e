import ExclaimDomain
import LedgerGenerator
import Testing

@testable import ExclaimAnalysis

@Suite struct LedgerChangeTests {
  /// A record of some kind that refers to others.
  private func record(_ number: Int, _ random: inout SeededGenerator) -> any RecordValue {
    // Ids rise with the journal, as those of a store do.
    let id = "\(number + 10_000)"
    func other() -> String { "\(Int.random(in: 0..<60, using: &random) + 10_000)" }
    switch number % 5 {
    case 0: return Actor(id: id, name: other())
    case 1, 2:
      return Claim(
        id: id, speaker: Speaker(actor: other()), about: About(exchange: other(), claim: other()))
    case 3: return Exchange(id: id, title: other(), partOf: [other(), other()])
    default: return Relation(id: id, from: other(), to: other())
    }
  }

  private func anew(_ records: [String: any RecordValue]) -> Ledger {
    let values = records.sorted { $0.key < $1.key }.map(\.value)
    return Ledger(
      actors: values.compactMap { $0 as? Actor }, claims: values.compactMap { $0 as? Claim },
      exchanges: values.compactMap { $0 as? Exchange }, relations: values.compactMap { $0 as? Relation })
  }

  private func check(_ ledger: Ledger, _ records: [String: any RecordValue], _ note: String) {
    let anew = anew(records)
    #expect(Array(ledger.actors) == Array(anew.actors), "\(note)")
    #expect(Array(ledger.claims) == Array(anew.claims), "\(note)")
    #expect(Array(ledger.exchanges) == Array(anew.exchanges), "\(note)")
    #expect(Array(ledger.relations) == Array(anew.relations), "\(note)")
    #expect(ledger.claims.count == anew.claims.count && ledger.claims.last == anew.claims.last, "\(note)")
    #expect(ledger.claims.indices.map { ledger.claims[$0] } == Array(anew.claims), "\(note)")
    for number in 10_000..<10_060 {
      let name = "\(number)"
      let (claim, exchange) = (Claim(id: name), Exchange(id: name))
      #expect(ledger.actor(name) == anew.actor(name) && ledger.claim(name) == anew.claim(name), "\(note)")
      #expect(ledger.exchange(name) == anew.exchange(name), "\(note)")
      #expect(ledger.claims(about: claim) == anew.claims(about: claim), "\(note)")
      #expect(ledger.claims(about: exchange) == anew.claims(about: exchange), "\(note)")
      #expect(ledger.claims(by: name) == anew.claims(by: name), "\(note)")
      #expect(ledger.relations(at: claim) == anew.relations(at: claim), "\(note)")
      #expect(ledger.parts(of: exchange) == anew.parts(of: exchange), "\(note)")
    }
  }

  @Test("records put and removed in any order make the ledger that is built of those that are left")
  func changes() {
    var random = SeededGenerator.announced()
    var ledger = Ledger()
    var records: [String: any RecordValue] = [:]
    var kept: [(Ledger, [String: any RecordValue])] = []
    for step in 0..<1_500 {
      let number = Int.random(in: 0..<60, using: &random)
      if Int.random(in: 0..<3, using: &random) == 0 {
        ledger.remove("\(number + 10_000)")
        records["\(number + 10_000)"] = nil
      } else {
        let record = record(number, &random)
        ledger.put(record)
        records[record.id] = record
      }
      if step % 100 == 99 {
        check(ledger, records, "after \(step + 1) changes")
        kept.append((ledger, records))
      }
    }
    for (ledger, records) in kept { check(ledger, records, "a copy that was kept while others came") }
  }

  @Test("thousands come and go, and what is left is found, in the order in which it came")
  func many() {
    var random = SeededGenerator.announced()
    var ledger = Ledger(claims: (0..<3_000).map { Claim(key: "k\($0)", note: "first") })
    for number in 3_000..<9_000 { ledger.put(Claim(key: "k\(number)")) }
    let gone = Set((0..<9_000).shuffled(using: &random).prefix(7_000))
    for number in gone { ledger.remove("k\(number)") }
    let left = (0..<9_000).filter { !gone.contains($0) }
    #expect(ledger.claims.map(\.key) == left.map { "k\($0)" })
    #expect(left.allSatisfy { ledger.claim("k\($0)")?.key == "k\($0)" })
    #expect(gone.allSatisfy { ledger.claim("k\($0)") == nil })
  }

  @Test("of two records of one identity the later one is found")
  func twice() {
    let ledger = Ledger(claims: [
      Claim(key: "a", note: "first"), Claim(key: "b"), Claim(key: "a", note: "second"),
    ])
    #expect(ledger.claim("a")?.note == "second" && ledger.claims.count == 3)
  }

  @Test func `a copy of a list shares all with it, until a record comes, changes or goes`() {
    func claims(_ count: Int) -> Ledger { Ledger(claims: (1...count).map { Claim(id: "\($0 + 10_000)") }) }
    for count in [1, 127, 128, 129, 300] {
      let first = claims(count)
      var (same, more, other, less) = (first, first, first, first)
      same.put(Document(id: "20000"))
      more.put(Claim(id: "20000"))
      other.put(Claim(id: "10001", note: "revised"))
      less.remove("\(count + 10_000)")
      #expect(same.claims.sharesAll(with: first.claims), "\(count)")
      for changed in [more, other, less, claims(count)] {
        #expect(!changed.claims.sharesAll(with: first.claims), "\(count)")
      }
      #expect(same.claims.begins(with: first.claims) && more.claims.begins(with: first.claims), "\(count)")
      for changed in [other, less] { #expect(!changed.claims.begins(with: first.claims), "\(count)") }
      #expect(!first.claims.begins(with: more.claims), "\(count)")
    }
    #expect(Ledger().claims.sharesAll(with: Ledger().claims))
  }
}
