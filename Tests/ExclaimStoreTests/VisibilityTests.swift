import ExclaimDomain
import Testing

@testable import ExclaimStore

@Suite("Visibility")
struct VisibilityTests {
  let ledger = TemporaryLedger()

  @Test("shows private records to their author, team records to users, public records to everybody")
  func lists() async throws {
    let store = try ledger.open()
    _ = try await store.submit([
      draft(.claim, "private", "apple", visibility: .private),
      draft(.claim, "team", "apple", visibility: .team),
      draft(.claim, "public", "apple", visibility: .public),
    ])
    for (reader, keys) in [
      (annReads, ["private", "team", "public"]), (benReads, ["team", "public"]), (.outside, ["public"]),
    ] {
      #expect(try await store.all(reader: reader).map(\.key) == keys)
      let hits = try await store.search("apple", Query(), reader: reader).hits
      #expect(Set(hits.map(\.record.key)) == Set(keys.map(Optional.some)))
      let seen = Collected()
      _ = try await store.scan(kinds: [.claim], through: nil, reader: reader) { seen.add($0) }
      #expect(seen.records.map(\.key) == keys)
      for key in ["private", "team", "public"] {
        let isThere = try await store.record(key, reader: reader) != nil
        #expect(isThere == keys.contains(key))
      }
    }
    await store.close()
  }

  @Test("what is public tells nobody outside of the team's records to which it refers")
  func linksToTheTeam() async throws {
    let store = try ledger.open()
    _ = try await store.submit([
      draft(.actor, "of the team", visibility: .team),
      draft(.claim, "public", "apple", visibility: .public, links: [link(.speaker, "of the team")]),
    ])
    for (reader, references) in [(benReads, ["of the team"]), (.outside, [])] {
      let record = try await store.record("public", reader: reader)
      #expect(record?.links.map(\.reference) == references)
    }
    await store.close()
  }

  @Test("hides every revision of a record that has become private, and private ones of one that is public")
  func revisions() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.claim, "c", "1", visibility: .private)])
    _ = try await store.submit([draft(.claim, "c", "2", visibility: .public)], revise: true)
    #expect(try await store.record("c", revision: 1, reader: benReads) == nil)
    #expect(try await store.record("c", revision: 1, reader: annReads) != nil)
    #expect(try await store.record("c", revision: 2, reader: .outside) != nil)
    _ = try await store.submit([draft(.claim, "c", "3", visibility: .private)], revise: true)
    for revision in [nil, 1, 2, 3] as [UInt32?] {
      #expect(try await store.record("c", revision: revision, reader: benReads) == nil)
      #expect(try await store.record("c", revision: revision, reader: annReads) != nil)
    }
    await store.close()
  }

  @Test("refuses a record that would show others what it refers to in private", arguments: [false, true])
  func leaks(together: Bool) async throws {
    let store = try ledger.open()
    let hidden = draft(.exchange, "x", "secret", visibility: .private)
    func claim(_ visibility: Visibility) -> Draft {
      draft(.claim, nil, "\(visibility)", visibility: visibility, links: [link(.aboutExchange, "x")])
    }
    if !together { _ = try await store.submit([hidden]) }
    for visibility in [Visibility.team, .public, .private] {
      let drafts = together ? [hidden, claim(visibility)] : [claim(visibility)]
      let outcome = try #require(try await store.submit(drafts).last)
      #expect(outcome.isCreated == (visibility == .private), "\(outcome)")
      if visibility != .private { #expect(outcome.problems.map(\.problem.field) == ["aboutExchange"]) }
    }
    await store.close()
  }
}
