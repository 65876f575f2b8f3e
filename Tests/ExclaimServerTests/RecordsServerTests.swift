import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire
import Foundation
import Testing

@testable import ExclaimServer

/// The services on a store of the test's own, without a socket.
private final class Services {
  let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
    "exclaim-\(UUID().uuidString)")
  let store: SQLiteStore
  let records: RecordsServer

  init(_ limits: Limits = .standard) throws {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    store = try SQLiteStore(SQLiteStore.Options(path: directory.appendingPathComponent("ledger.db").path))
    records = RecordsServer(store: store, limits: limits, work: FairTurns(atOnce: 2))
  }

  func context(uid: UInt32 = 1000) -> CallContext {
    CallContext(
      peer: Peer(uid: uid, gid: uid), method: "test", id: .init(connection: 1, serial: 1, stream: 1))
  }

  func submit(_ json: String..., options: (inout V1.SubmitRequest) -> Void = { _ in }) async throws
    -> V1.SubmitResponse
  {
    var request = V1.SubmitRequest()
    request.records = try json.map { try V1.Record(json: $0) }
    options(&request)
    return try await records.submit(request, context()).decoded()
  }

  func get(_ id: String, uid: UInt32 = 1000) async throws -> V1.Record? {
    var request = V1.GetRequest()
    request.id = id
    return try await records.get(request, context(uid: uid)).decoded().record
  }

  deinit { try? FileManager.default.removeItem(at: directory) }
}

extension Reply {
  fileprivate func decoded() throws -> M {
    switch self {
    case .message(let message): message
    case .encoded(let bytes): try M(decoding: bytes, budgetBytes: 1 << 26)
    }
  }
}

@Suite struct RecordsServerTests {
  private let party = #"{"actor": {"key": "n", "kind": "STATE", "name": "Northland"}}"#

  private func status(_ body: () async throws -> Void) async -> RPCError? {
    do {
      try await body()
      return nil
    } catch {
      return ErrorMapping.status(of: error)
    }
  }

  @Test("a record comes back with what the server set, and with what it stood for")
  func roundTrip() async throws {
    let services = try Services()
    let response = try await services.submit(
      party, #"{"actor": {"key": "m", "kind": "MINISTRY", "name": "M", "side": "n"}}"#)
    #expect(response.created == 2)
    let record = try #require(try await services.get("m"))
    #expect(record.id.hasPrefix("act_") && record.revision == 1 && record.sequence == 2)
    #expect(record.author?.uid == 1000)
    #expect(record.links.map(\.field) == ["side"] && record.links[0].id == response.results[0].id)
    await services.store.close()
  }

  @Test("fields that only a newer client knows survive, in the record and in its content")
  func unknownFields() async throws {
    let services = try Services()
    // Field 99 of Record, and field 99 of Actor, both texts.
    let actor: [UInt8] =
      [0x0A, 1] + Array("k".utf8) + [0x2A, 1] + Array("N".utf8) + [0x9A, 0x06, 2] + Array("in".utf8)
    let bytes: [UInt8] = [0x52, UInt8(actor.count)] + actor + [0x9A, 0x06, 3] + Array("out".utf8)
    var request = V1.SubmitRequest()
    var record = try V1.Record(decoding: bytes, budgetBytes: 4096)
    if case .actor(var actor) = record.content {
      actor.kind = .state
      record.content = .actor(actor)
    }
    request.records = [record]
    #expect(try await services.records.submit(request, services.context()).decoded().created == 1)
    let stored = try #require(try await services.get("k")).encoded()
    for text in ["in", "out"] {
      #expect(stored.contains([0x9A, 0x06, UInt8(text.utf8.count)] + Array(text.utf8)))
    }
    await services.store.close()
  }

  @Test("a stored record is sent byte for byte as its message is encoded, whatever its size")
  func canonicalBytes() async throws {
    let services = try Services()
    #expect(try await services.submit(party).created == 1)
    // Where the length of the length changes, of the record and of what is around it.
    for noteBytes in Array(0...160) + Array(16_200...16_400) {
      let note = String(repeating: "n", count: noteBytes)
      let fields = #""key": "k\#(noteBytes)", "name": "M", "side": "n", "note": "\#(note)""#
      #expect(try await services.submit(#"{"actor": {"kind": "MINISTRY", \#(fields)}}"#).created == 1)
    }
    for request in ["{}", #"{"limit": 1000}"#, #"{"limit": 1}"#] {
      let reply = try await services.records.list(V1.ListRequest(json: request), services.context())
      guard case .encoded(let bytes) = reply else {
        Issue.record("the answer was packed anew")
        continue
      }
      let message = try V1.ListResponse(decoding: bytes, budgetBytes: 1 << 28)
      #expect(!message.records.isEmpty)
      #expect(message.encoded() == bytes)
    }
    await services.store.close()
  }

  @Test("an answer that could not be sent is refused before anything is stored")
  func answerTooLarge() async throws {
    let services = try Services()
    let text = String(repeating: "a", count: 1 << 20)
    let documents = (0..<3).map { #"{"document": {"key": "d\#($0)", "title": "t", "text": "\#(text)"}}"# }
    let refused = await status {
      _ = try await services.submit(documents[0], documents[1], documents[2]) { $0.returnRecords = true }
    }
    #expect(refused?.code == .resourceExhausted)
    #expect(try await services.store.status(reader: .user(0)).lastSequence == 0)
    #expect(try await services.submit(documents[0], documents[1], documents[2]).created == 3)
    await services.store.close()
  }

  @Test("however many records are refused, the answer fits a frame and says so of each")
  func manyRefusals() async throws {
    let services = try Services()
    var request = V1.SubmitRequest()
    request.records = Array(repeating: V1.Record(), count: 60_000)
    let response = try await services.records.submit(request, services.context()).decoded()
    #expect(response.refused == 60_000 && response.results.count == 60_000)
    #expect(response.withPacked { $0.byteCount } <= Limits.standard.frameBytesMax)
    #expect(response.results[0].problems[0].remedy.contains("set one of"))
    request.atomic = true
    let refused = await status { _ = try await services.records.submit(request, services.context()) }
    #expect(refused?.code == .invalidArgument)
    #expect(refused?.details.count == 1)
    await services.store.close()
  }

  @Test("a submission may hold as many records as the limit and not one more")
  func recordLimit() async throws {
    var limits = Limits.standard
    limits.submissionRecordsMax = 2
    let services = try Services(limits)
    #expect(try await services.submit(party, party).created == 1)
    let refused = await status { _ = try await services.submit(party, party, party) }
    #expect(refused?.code == .resourceExhausted)
    #expect(refused?.message.contains("2") == true)
    await services.store.close()
  }

  @Test("a page may hold as many records as the limit and not one more")
  func pageLimit() async throws {
    var limits = Limits.standard
    limits.pageRecordsMax = 5
    let services = try Services(limits)
    var request = V1.ListRequest()
    request.limit = 5
    _ = try await services.records.list(request, services.context())
    request.limit = 6
    let refused = await status { _ = try await services.records.list(request, services.context()) }
    #expect(refused?.code == .resourceExhausted)
    #expect(refused?.details == [.limitExceeded("pageRecordsMax", 5)])
    await services.store.close()
  }

  @Test("a search may have as many bytes as the limit and not one more")
  func searchLimit() async throws {
    var limits = Limits.standard
    limits.searchBytesMax = 8
    let services = try Services(limits)
    var request = V1.SearchRequest()
    request.words = "12345678"
    _ = try await services.records.search(request, services.context())
    request.words = "123456789"
    let refused = await status { _ = try await services.records.search(request, services.context()) }
    #expect(refused?.code == .resourceExhausted)
    await services.store.close()
  }

  @Test(
    "a question about what is not there is answered with the field",
    arguments: ["speaker", "actor", "claim", "exchange"])
  func unknownReference(field: String) async throws {
    let services = try Services()
    let request = try V1.ListRequest(json: #"{"filter": {"\#(field)": "nobody"}}"#)
    let refused = await status { _ = try await services.records.list(request, services.context()) }
    #expect(refused?.code == .notFound)
    #expect(refused?.message.contains("filter.\(field)") == true)
    await services.store.close()
  }

  @Test("a cursor of another answer, and a search without a word, are refused as such")
  func badQuestions() async throws {
    let services = try Services()
    var list = V1.ListRequest()
    list.cursor = "bogus"
    #expect(
      await status { _ = try await services.records.list(list, services.context()) }?.code == .invalidArgument
    )
    for words in ["", "\"", "*", "("] {
      var search = V1.SearchRequest()
      search.words = words
      let refused = await status { _ = try await services.records.search(search, services.context()) }
      #expect(refused?.code == .invalidArgument, "\(words)")
    }
    await services.store.close()
  }

  @Test("a private record is there for its author alone")
  func privateRecord() async throws {
    let services = try Services()
    _ = try await services.submit(
      #"{"actor": {"key": "p", "kind": "STATE", "name": "Secretland", "visibility": "PRIVATE"}}"#)
    #expect(try await services.get("p")?.content != nil)
    #expect(await status { _ = try await services.get("p", uid: 1001) }?.code == .notFound)
    await services.store.close()
  }
}

extension [UInt8] {
  fileprivate func contains(_ part: [UInt8]) -> Bool {
    indices.contains { self[$0...].starts(with: part) }
  }
}
