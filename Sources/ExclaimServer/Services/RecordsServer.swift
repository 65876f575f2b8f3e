import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire

/// `exclaim.v1.Records`: writing the ledger and reading it.
struct RecordsServer: RecordsService {
  let store: any Store
  let limits: Limits
  let reader: SubmissionReader
  /// Turns at the threads beside the event loop.
  let work: FairTurns

  init(store: any Store, limits: Limits, work: FairTurns) {
    self.store = store
    self.work = work
    self.limits = limits
    reader = SubmissionReader(limits: limits)
  }

  func get(_ request: V1.GetRequest, _ context: CallContext) async throws -> Reply<V1.GetResponse> {
    let reader = Reader(context.peer)
    let record =
      request.asOf.isEmpty
      ? try store.recordNow(
        request.id, revision: request.revision == 0 ? nil : request.revision, reader: reader)
      : try await record(request, reader)
    guard let record else {
      let which = request.revision == 0 ? "" : "revision \(request.revision) of "
      let moment = request.asOf.isEmpty ? "" : " as of \(request.asOf)"
      throw RPCError(
        .notFound,
        "there is no \(which)record \(request.id.quoted)\(moment); give an id, or a key of your own")
    }
    var answer = RecordWriter()
    answer.append(record)
    return .encoded(answer.bytes)
  }

  /// A record as of a moment.
  private func record(_ request: V1.GetRequest, _ reader: Reader) async throws -> StoredRecord? {
    guard request.revision == 0 else {
      throw RPCError.refused(
        Problem(
          field: "revision", value: "\(request.revision)", reason: "is asked for beside a moment",
          remedy: "give one of revision and asOf"))
    }
    switch try await AskedMoment(request.asOf, request.known, store, reader).moment {
    case .now: return try store.recordNow(request.id, revision: nil, reader: reader)
    case .recorded(let sequence): return try store.recordNow(request.id, through: sequence, reader: reader)
    case .published(let day):
      let known = try await store.isPublic(request.id, by: day, reader: reader)
      return known ? try store.recordNow(request.id, revision: nil, reader: reader) : nil
    }
  }

  func list(_ request: V1.ListRequest, _ context: CallContext) async throws -> Reply<V1.ListResponse> {
    let reader = Reader(context.peer)
    var query = try query(request.filter)
    query.limit = try limits.page(request.limit)
    query.cursor = request.cursor
    let asked = try await AskedMoment(request.asOf, request.known, store, reader)
    query.moment = asked.moment
    return .encoded(try await encodedPage(query, asked, reader).bytes)
  }

  func listStream(
    _ request: V1.ListRequest, _ responses: ResponseWriter<V1.ListResponse>, _ context: CallContext
  ) async throws {
    let reader = Reader(context.peer)
    var query = try query(request.filter)
    query.bytesMax = limits.streamPageBytesMax
    query.cursor = request.cursor
    let asked = try await AskedMoment(request.asOf, request.known, store, reader)
    query.moment = asked.moment
    var left = request.limit == 0 ? Int.max : Int(request.limit)
    query.limit = min(left, limits.pageRecordsMax)
    var page = try await encodedPage(query, asked, reader)
    while true {
      left -= page.recordCount
      guard left > 0, !page.nextCursor.isEmpty else { break }
      query.limit = min(left, limits.pageRecordsMax)
      query.cursor = page.nextCursor
      // The next page is read while this one is sent.
      let nextQuery = query
      async let next = encodedPage(nextQuery, asked, reader)
      try await responses.send(encoded: page.bytes)
      page = try await next
    }
    // Whoever asked for a moment hears how it was taken, even if nothing had come by then.
    if page.recordCount > 0 || asked.message() != nil { try await responses.send(encoded: page.bytes) }
  }

  /// A page in its wire form, into which each record goes as it is read.
  private func encodedPage(
    _ query: Query, _ asked: AskedMoment, _ reader: Reader
  ) async throws -> (bytes: [UInt8], recordCount: Int, nextCursor: String) {
    let writer = RecordWriter(reservingBytes: min(query.bytesMax, 1_024 * query.limit))
    var page = try await store.page(query, reader: reader, into: writer) { $0.append($1) }
    page.records.append(
      cursor: page.nextCursor, asked.message(undatedDocuments: page.undatedDocuments))
    return (page.records.bytes, page.recordCount, page.nextCursor)
  }

  func search(_ request: V1.SearchRequest, _ context: CallContext) async throws -> Reply<V1.SearchResponse> {
    guard request.words.utf8.count <= limits.searchBytesMax else {
      throw RPCError.limitExceeded(
        "searchBytesMax", limits.searchBytesMax,
        "the words of one search take more than \(limits.searchBytesMax) bytes; look for fewer words")
    }
    let reader = Reader(context.peer)
    var query = try query(request.filter)
    query.limit = try limits.page(request.limit)
    query.cursor = request.cursor
    let asked = try await AskedMoment(request.asOf, request.known, store, reader)
    query.moment = asked.moment
    let page = try await store.search(request.words, query, reader: reader)
    return .encoded(
      RecordWriter.encode(page, as: asked.message(undatedDocuments: page.undatedDocuments)))
  }
}

extension Limits {
  /// How many records a page holds when the caller asks for so many; 0 asks for the default.
  func page(_ asked: UInt32) throws -> Int {
    guard asked <= pageRecordsMax else {
      throw RPCError.limitExceeded(
        "pageRecordsMax", pageRecordsMax,
        "limit: \(asked) records on a page are more than the limit pageRecordsMax of \(pageRecordsMax); ask for fewer"
          + " and go on with nextCursor")
    }
    return asked == 0 ? pageRecordsDefault : Int(asked)
  }
}

extension Reader {
  init(_ peer: Peer) { self = .user(peer.uid) }
}
