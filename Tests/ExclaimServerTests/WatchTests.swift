import ExclaimClient
import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire
import Foundation
import Testing

@testable import ExclaimServer

@Suite struct WatchTests {
  private typealias Ledger = WatchedLedger

  private func error(_ body: () async throws -> Void) async -> CallError? {
    do {
      try await body()
      return nil
    } catch {
      return error as? CallError
    }
  }

  // MARK: What comes

  @Test("the first answer comes at once, and what is stored later follows")
  func follows() async throws {
    try await Ledger.run { ledger in
      try await ledger.submit(Ledger.actor("a"), Ledger.actor("b"))
      let stored = DispatchSemaphore(value: 0)
      async let watched = ledger.client { connection in
        let fromNow = try connection.watch(from: 0)
        let first = try fromNow.next()
        #expect(first?.records.isEmpty == true && first?.sequence == 2 && first?.atEnd == true)
        let fromStart = try connection.watch(from: 1).toEnd()
        #expect(fromStart.records.map(\.sequence) == [1, 2])
        stored.signal()
        return try fromNow.next()
      }
      await blocking { stored.wait() }
      let ids = try await ledger.submit(Ledger.actor("c", "Late"))
      let next = try await watched
      #expect(next?.records.map(\.id) == ids && next?.sequence == 3 && next?.atEnd == true)
      #expect(next?.records.first?.author?.uid == Ledger.me)
    }
  }

  @Test("each revision comes as it was, with what made it")
  func revisions() async throws {
    try await Ledger.run { ledger in
      let id = try await ledger.submit(Ledger.actor("a", "First"))[0]
      try await ledger.submit(Ledger.actor("a", "Second"))
      _ = try await ledger.records.retract(
        .with { ($0.id, $0.reason) = (id, "wrong") }, ledger.context(Ledger.me))
      let watched = try await ledger.watchToEnd(.with { $0.from = 1 }).flatMap(\.records)
      #expect(watched.map(\.revision) == [1, 2, 3])
      #expect(watched.map(\.change?.action) == [.create, .revise, .retract])
      #expect(watched.map(\.state) == [.unspecified, .unspecified, .retracted])
      let names = watched.map { record in
        if case .actor(let actor) = record.content { actor.name } else { "" }
      }
      #expect(names == ["First", "Second", "Second"])
    }
  }

  @Test("a place beyond the next one is refused: whoever asks has followed another ledger")
  func beyond() async throws {
    try await Ledger.run { ledger in
      try await ledger.submit(Ledger.actor("a"))
      #expect(try await ledger.watchToEnd(.with { $0.from = 2 }).map(\.sequence) == [1])
      let refused = await error { _ = try await ledger.watchToEnd(.with { $0.from = 3 }) }
      #expect(refused?.code == .invalidArgument)
      #expect(refused?.problems.first?.field == "from" && refused?.problems.first?.value == "3")
    }
  }

  @Test("records of others that are private never come, and the watch goes on behind them")
  func privateRecords() async throws {
    try await Ledger.run { ledger in
      try await ledger.submit(as: Ledger.other, Ledger.actor("p", "Secret", isPrivate: true))
      try await ledger.submit(as: Ledger.other, Ledger.actor("q"))
      try await ledger.submit(Ledger.actor("r", isPrivate: true))
      let (connected, hidden) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
      async let watched = ledger.client { connection in
        let stream = try connection.watch(from: 1)
        var places = try stream.places(through: 3)
        connected.signal()
        hidden.wait()
        places += try stream.places(through: 5)
        return places
      }
      await blocking { connected.wait() }
      try await ledger.submit(as: Ledger.other, Ledger.actor("s", "Secret", isPrivate: true))
      try await ledger.submit(as: Ledger.other, Ledger.actor("t"))
      hidden.signal()
      #expect(try await watched == [2, 3, 5])
    }
  }

  @Test("a watch keeps what a list keeps, by each field of the filter")
  func filters() async throws {
    let fields = Mirror(reflecting: V1.Filter()).children.compactMap(\.label)
    let asked = Self.filters.map { String($0.split(separator: "\"")[1]) }
    #expect(Set(asked) == Set(fields.filter { $0 != "unknownFields" }))
    try await Ledger.run { ledger in
      for record in Self.sample { try await ledger.submit(record) }
      try await ledger.submit(as: Ledger.other, Ledger.actor("theirs"))
      for filter in Self.filters {
        let filter = filter.replacing("ME", with: "\(Ledger.me)")
        let request = V1.WatchRequest.with { $0.from = 1 }
        let watched = try await ledger.watchToEnd(
          {
            var request = request; request.filter = try V1.Filter(json: filter); return request
          }())
        let listed = try await ledger.client { connection in
          try RecordsClient(connection).list(V1.ListRequest(json: #"{"filter": \#(filter)}"#)).records
        }
        #expect(watched.flatMap(\.records).map(\.id) == listed.map(\.id), "\(filter)")
        #expect(!listed.isEmpty && listed.count <= Self.sample.count, "\(filter) tells nothing apart")
      }
      let refused = await error {
        _ = try await ledger.watchToEnd(
          try V1.WatchRequest(json: #"{"from": "1", "filter": {"speaker": "nobody"}}"#))
      }
      #expect(refused?.code == .notFound && refused?.problems.first?.field == "filter.speaker")
    }
  }

  private static let sample = [
    #"{"actor": {"key": "a", "kind": "STATE", "name": "Northland"}}"#,
    #"{"actor": {"key": "b", "kind": "STATE", "name": "Southland", "visibility": "PUBLIC"}}"#,
    #"{"document": {"key": "d", "title": "News", "text": "Seven came back."}}"#,
    #"{"agreement": {"key": "g", "title": "Terms", "parties": ["a", "b"]}}"#,
    #"""
    {"exchange": {"key": "x", "date": {"edtf": "2024-02-10"}, "status": "COMPLETED", "agreements": ["g"],
      "legs": [{"from": "b", "to": "a"}]}}
    """#,
    #"""
    {"claim": {"key": "c", "speechAct": "ASSERTS", "speaker": {"actor": "a"}, "asserted": {"edtf": "2024-02-11"},
      "about": {"exchange": "x", "agreement": "g"}, "measure": {"topic": "RETURNED", "dependentPower": "a",
        "detainingPower": "b", "scope": "north", "category": "PRISONER_OF_WAR", "unit": "PERSONS",
        "at": {"edtf": "2024-02-10"}}, "quantity": {"words": "7"},
      "mentions": [{"document": "d", "quote": "Seven"}]}}
    """#,
    #"""
    {"claim": {"key": "c2", "speechAct": "DENIES", "speaker": {"actor": "b"}, "proposition": "all",
      "asserted": {"edtf": "2025"}, "measure": {"topic": "READINESS"}}}
    """#,
    #"""
    {"claim": {"key": "c3", "speechAct": "ASSERTS", "speaker": {"actor": "b"}, "asserted": {"edtf": "2024-02-12"},
      "measure": {"topic": "HELD", "dependentPower": "a"}, "quantity": {"words": "90"}}}
    """#,
    #"{"relation": {"key": "r", "from": "c", "to": "c2", "kind": "SUPPORTS"}}"#,
  ]

  private static let filters = [
    #"{"kind": "CLAIM"}"#, #"{"actor": "a"}"#, #"{"speaker": "a"}"#, #"{"document": "d"}"#,
    #"{"exchange": "x"}"#, #"{"agreement": "g"}"#, #"{"claim": "c"}"#, #"{"topic": "RETURNED"}"#,
    #"{"unit": "PERSONS"}"#, #"{"category": "PRISONER_OF_WAR"}"#, #"{"dependentPower": "a"}"#,
    #"{"detainingPower": "b"}"#, #"{"scope": "north"}"#, #"{"speechAct": "ASSERTS"}"#,
    #"{"status": "COMPLETED"}"#, #"{"date": "2024-02"}"#, #"{"visibility": "PUBLIC"}"#,
    #"{"authorUid": ME}"#, #"{"key": "c"}"#,
  ]

  // MARK: What is shared does not outlive what it shows

  @Test(
    "what was made private, or destroyed, is in no watch that begins afterwards, though others had it just now",
    arguments: [false, true])
  func withdrawn(afterOthers: Bool) async throws {
    try await Ledger.run { ledger in
      if afterOthers {
        // From here on entries read differently for each user.
        try await ledger.submit(as: Ledger.other, Ledger.actor("first"))
        try await ledger.submit(as: Ledger.other, Ledger.actor("first", isPrivate: true))
      }
      let before = ledger.store.lastSequence
      let (isAtEnd, isWithdrawn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
      async let others: Void = ledger.client { connection in
        // Holds what came in common memory as long as it watches.
        let stream = try connection.watch(from: before + 1)
        _ = try stream.places(through: before + 3)
        isAtEnd.signal()
        isWithdrawn.wait()
        _ = try stream.places(through: before + 5)
      }
      let id = try await ledger.submit(as: Ledger.other, Ledger.actor("gone", "Telltale"))[0]
      let destroyed = try await ledger.submit(as: Ledger.other, Ledger.actor("lost", "Telltale"))[0]
      try await ledger.submit(
        as: Ledger.other,
        #"{"claim": {"key": "c", "speechAct": "ASSERTS", "speaker": {"actor": "gone"}, "proposition": "p", "asserted": {"edtf": "2024"}, "measure": {"topic": "READINESS"}}}"#
      )
      await blocking { isAtEnd.wait() }
      try await ledger.submit(as: Ledger.other, Ledger.actor("gone", "Telltale", isPrivate: true))
      _ = try await ledger.records.redact(
        .with { ($0.id, $0.reason) = (destroyed, "asked for") }, ledger.context(Ledger.other))
      for _ in 0..<2 {
        let watched = try await ledger.watchToEnd(.with { $0.from = 1 })
        #expect(watched.flatMap(\.records).map(\.sequence) == [2, 3, 5].map { before + $0 })
        let bytes = Data(watched.flatMap { $0.encoded() })
        #expect(bytes.range(of: Data("Telltale".utf8)) == nil)
        #expect(bytes.range(of: Data(id.utf8)) == nil)
      }
      isWithdrawn.signal()
      try await others
    }
  }
}

extension Message {
  static func with(_ change: (inout Self) -> Void) -> Self {
    var message = Self()
    change(&message)
    return message
  }
}

/// Waits off the few threads that tests share.
func blocking(_ body: @escaping @Sendable () -> Void) async {
  await withCheckedContinuation { continuation in
    DispatchQueue(label: "blocking").async {
      body()
      continuation.resume()
    }
  }
}
