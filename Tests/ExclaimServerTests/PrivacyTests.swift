import ExclaimClient
import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire
import Foundation
import Logging
import Testing

@testable import ExclaimServer

/// Private records exist for their author alone, whatever method is asked and however it is asked.
///
/// One owner writes, in process, as any user id. Whoever asks is this process, on a socket, as admin. So the same
/// questions are put by the owner or by another, and the bytes that come back are looked at as they are.
@Suite("Privacy")
struct PrivacyTests {
  @Test("no method is without a question here, and no text of a request is left out")
  func isComplete() {
    #expect(texts(of: V1.Filter()).contains("speaker"))
    #expect(Set(probes.keys) == Set(MethodRegistry.all.map(\.path)))
    for method in MethodRegistry.all {
      for field in texts(of: method.request.init()) {
        let isAsked = probes[method.path]?.contains { $0.contains("\"\(field)\": \"$\"") } ?? false
        #expect(isAsked, "\(method.path) has a text \(field) in which a name may stand; ask with it")
      }
    }
  }

  @Test(
    "what is private shows in no answer to another, be they admin, and changes none",
    arguments: [false, true])
  func another(afterRestart: Bool) async throws {
    try await withLedger(ownedBy: getuid() + 1, restarted: afterRestart) { ledger in
      let before = try await ledger.answers()
      try await ledger.hide()
      let after = try await ledger.answers()
      for (question, answer) in after where !question.isAboutServer {
        #expect(answer == before[question], "\(question)")
      }
      for (question, answer) in after { ledger.expectNoSecret(in: answer, to: question) }
    }
  }

  @Test("what is private is answered like what is unknown, in code, words and details")
  func likeUnknown() async throws {
    try await withLedger(ownedBy: getuid() + 1) { ledger in
      try await ledger.hide()
      #expect(ledger.hidden.count == 14)
      for (like, names) in Dictionary(grouping: ledger.hidden.flatMap { [$0, $1] }, by: unknown(like:)) {
        let unknown = try await ledger.answers(naming: like)
        for name in names {
          for (question, answer) in try await ledger.answers(naming: name) {
            #expect(answer == unknown[question], "\(name), \(question)")
            ledger.expectNoSecret(in: answer, to: question)
          }
        }
      }
      // Everybody's keys are their own.
      for key in ledger.hidden.keys {
        let mine = try await ledger.submit(as: getuid(), actor(key))
        #expect(mine.created == 1, "\(mine)")
      }
    }
  }

  @Test("a word, a phrase or a beginning that stands in private records alone is found by nobody else")
  func words() async throws {
    try await withLedger(ownedBy: getuid() + 1) { ledger in
      try await ledger.hide()
      let words = ledger.tokens.flatMap { [$0, "\($0.dropLast())*", "\\\"\($0)\\\""] }
      let questions = words.map { Question(path: V1.Records.search.path, json: #"{"words": "\#($0)"}"#) }
      for (question, answer) in try await ledger.answers(to: questions) {
        #expect(answer == Answer(messages: [[]]), "\(question)")
      }
    }
  }

  @Test("its author finds all of it by the same questions")
  func author() async throws {
    try await withLedger(ownedBy: getuid()) { ledger in
      try await ledger.hide()
      var seen = Array(try await ledger.answers(changing: false))
      for key in ledger.hidden.keys { seen += try await ledger.answers(naming: key, changing: false) }
      for (path, answers) in Dictionary(grouping: seen, by: \.key.path) {
        let found = ledger.secrets.filter { secret in answers.contains { $0.value.contains(secret) } }
        switch path {
        case V1.Records.get.path, V1.Records.list.path, V1.Records.listStream.path, V1.Records.search.path,
          V1.Journal.watch.path:
          #expect(found.isSuperset(of: ledger.tokens + ledger.hidden.values), "\(path)")
        case _ where path.hasPrefix("exclaim.v1.Analysis/"): #expect(!found.isEmpty, "\(path)")
        default: break
        }
      }
    }
  }
}

// MARK: - Questions

/// What each method is asked, in JSON. "$" stands for the id or key of a record.
private let probes: [String: [String]] = {
  let filters = texts(of: V1.Filter()).map { #""filter": {"\#($0)": "$"}"# }
  let moments = [
    #""asOf": "$""#, ##""asOf": "#5""##, ##""asOf": "#14""##, #""asOf": "2024-12-31""#,
    // The end of the journal, which this moment is not, is no secret: `Control/Status` tells it.
    #""asOf": "2000", "known": "RECORDED""#,
  ]
  let places =
    [#""filter": {"visibility": "PRIVATE"}"#, #""filter": {"kind": "CLAIM"}"#, #""cursor": "$""#] + moments
  let lists = (filters + places + [""]).map { "{\($0)}" }
  let searches = (filters + places).map { #"{"words": "oui*", \#($0)}"# }
  let submissions = ["", #", "dryRun": true"#, #", "atomic": true"#].map { options in
    #"{"records": [\#(referring)], "returnRecords": true\#(options)}"#
  }
  let keys = [
    #"{"records": [\#(actor("$"))], "returnRecords": true, "dryRun": true}"#,
    #"{"records": [\#(actor("$"))], "dryRun": true, "reason": "$"}"#,
    #"{"records": [\#(actor("$"))], "dryRun": true, "allowFlagged": "$"}"#,
  ]
  let changes = [#"{"id": "$", "reason": "mine"}"#, #"{"id": "n-o-n-e", "reason": "$"}"#]
  let premises = [
    #"{"trust": ["$"]}"#, #"{"distrust": ["side:$"]}"#, #"{"trust": ["a"], "distrust": ["side:b"]}"#,
  ]
  let questions =
    (texts(of: V1.Question()).map { #"{"\#($0)": "$"}"# } + premises.map { #"{"premises": \#($0)}"# } + [
      "{}", #"{"topic": "RETURNED"}"#, #"{"exchange": "x"}"#, #"{"agreement": "g"}"#, #"{"claim": "c"}"#,
      #"{"asOf": "2024-12-31"}"#, ##"{"asOf": "#14"}"##,
    ]).map { #""question": \#($0)"# }
  // What is cited holds as of the journal's end where no place is given, and that is no secret. Nor is it whether a
  // name has a "t" in it, by which a time differs from a day.
  let citations =
    texts(of: V1.Question()).filter { $0 != "asOf" }.map { ##"{"\##($0)": "$"}"## } + [
      ##"{"asOf": "#14"}"##, ##"{"asOf": "#20", "exchange": "x"}"##, ##"{"asOf": "#20", "claim": "total"}"##,
      ##"{"asOf": "#20", "premises": {"trust": ["$", "side:$"]}}"##,
    ]
  let worlds = [#""one": "a", "other": "b""#, #""one": "$", "other": "b""#, #""one": "a", "other": "$""#]
  return [
    V1.Records.get.path: [
      #"{"id": "$"}"#, #"{"id": "$", "revision": 1}"#, #"{"id": "$", "revision": 2}"#, #"{"id": "refers"}"#,
      #"{"id": "refers", "asOf": "$"}"#, ##"{"id": "$", "asOf": "#5"}"##, ##"{"id": "$", "asOf": "#20"}"##,
      #"{"id": "$", "asOf": "2100"}"#,
    ],
    V1.Records.revise.path: [
      #"{"id": "$", "baseRevision": 1, "record": \#(actor("mine")), "dryRun": true}"#,
      #"{"id": "n-o-n-e", "baseRevision": 1, "record": \#(actor("mine")), "reason": "$"}"#,
      #"{"id": "n-o-n-e", "baseRevision": 1, "record": \#(actor("mine")), "allowFlagged": "$"}"#,
    ],
    V1.Records.retract.path: changes + [#"{"id": "$", "reason": "mine", "baseRevision": 7}"#],
    V1.Records.redact.path: changes + [#"{"id": "$", "reason": "mine", "revision": 1}"#],
    V1.Records.allow.path: changes + [#"{"id": "$", "reason": "mine", "baseRevision": 7}"#],
    V1.Records.exportPublic.path: ["{}", #"{"threshold": 7}"#],
    V1.Records.history.path: [#"{"id": "$"}"#, #"{"id": "refers"}"#],
    V1.Analysis.asOf.path: [
      "{}", #"{"asOf": "$"}"#, #"{"diff": "$"}"#, #"{"asOf": "2024-12-31"}"#,
      ##"{"asOf": "#3", "diff": "#20"}"##,
      #"{"asOf": "2024-01-01", "diff": "2025-01-01"}"#,
    ],
    V1.Journal.watch.path: (filters + places.prefix(2)).map { #"{"from": "1", \#($0)}"# } + [
      #"{"from": "1"}"#, "{}",
    ],
    V1.Journal.treeHead.path: ["{}", #"{"size": "3"}"#],
    V1.Journal.proveInclusion.path: [
      #"{"id": "$"}"#, #"{"id": "$", "revision": 1}"#, #"{"id": "refers"}"#, #"{"id": "c", "size": "9"}"#,
    ],
    V1.Journal.proveConsistency.path: [#"{"fromSize": "3"}"#, #"{"fromSize": "3", "toSize": "9"}"#],
    V1.Records.list.path: lists, V1.Records.listStream.path: lists,
    V1.Records.search.path: searches + [
      #"{"words": "$"}"#, #"{"words": "oui*"}"#, #"{"words": "refers"}"#, #"{"words": "north*"}"#,
    ],
    V1.Records.submit.path: submissions + keys, V1.Records.submitStream.path: submissions + keys,
    V1.Analysis.evidence.path: [
      "{}", #"{"topic": "RETURNED"}"#, #"{"topic": "RETURNED", "exchange": "x"}"#, #"{"agreement": "g"}"#,
      #"{"dependentPower": "$"}"#, #"{"detainingPower": "$"}"#, #"{"exchange": "$"}"#, #"{"agreement": "$"}"#,
      #"{"date": "$"}"#, #"{"asOf": "$"}"#, #"{"cursor": "$"}"#, #"{"asOf": "2024-12-31"}"#,
    ],
    V1.Analysis.tally.path: [
      "{}", #"{"claim": "$"}"#, #"{"dependentPower": "$"}"#, #"{"asOf": "$"}"#, #"{"claim": "total"}"#,
    ],
    V1.Analysis.parity.path: [
      #"{"exchange": "$"}"#, #"{"exchange": "x"}"#, #"{"exchange": "x", "asOf": "$"}"#,
    ],
    V1.Analysis.progress.path: [
      #"{"agreement": "$"}"#, #"{"agreement": "g", "asOf": "$"}"#, #"{"agreement": "g"}"#,
    ],
    V1.Analysis.consistency.path: questions.map { "{\($0)}" },
    V1.Analysis.conflicts.path: questions.map { "{\($0)}" } + [
      #"{"kinds": ["CONTRADICTION"]}"#, #"{"kinds": ["NOT_COMPARABLE", "DISPUTE"]}"#,
    ],
    V1.Analysis.watchConflicts.path: questions.map { "{\($0)}" },
    V1.Analysis.compare.path: worlds.map { "{\($0)}" }
      + questions.map { #"{"one": "a", "other": "b", \#($0)}"# },
    V1.Analysis.coverage.path: questions.map { "{\($0)}" },
    V1.Analysis.origins.path: questions.map { "{\($0)}" },
    V1.Analysis.timeline.path: questions.map { "{\($0)}" },
    V1.Analysis.drift.path: questions.map { "{\($0)}" } + [
      ##"{"question": {"claim": "c", "asOf": "#14"}}"##, #"{"question": {"claim": "total", "asOf": "$"}}"#,
      #"{"question": {"claim": "refers", "premises": {"trust": ["$", "side:$"]}}}"#,
    ],
    V1.Analysis.cite.path: citations.map { #"{"question": \#($0)}"# },
    V1.Control.health.path: ["{}"], V1.Control.whoAmI.path: ["{}"], V1.Control.status.path: ["{}"],
    V1.Control.verify.path: ["{}"],
    // Not asked: it gives the ledger whole, to admins alone, see BackupTests.
    V1.Control.backup.path: [], V1.Control.hello.path: [#"{"client": "$"}"#],
    V1.Control.cancel.path: [#"{"stream": 4001}"#], V1.Control.describe.path: ["{}"],
    V1.Control.stats.path: [#"{"calls": true}"#],
  ]
}()

/// What changes the records that it names.
private let changes: Set<String> = [
  V1.Records.revise.path, V1.Records.retract.path, V1.Records.redact.path, V1.Records.allow.path,
]

/// The texts of a message, by the names of their fields.
private func texts(of message: any Message) -> [String] {
  Mirror(reflecting: message).children.compactMap { $0.value is String ? $0.label : nil }
}

/// A name of the same kind and length that stands for nothing.
private func unknown(like name: String) -> String {
  let parts = name.split(separator: "_")
  guard parts.count == 2 else { return String(repeating: "n", count: name.count) }
  return "\(parts[0])_7\(String(repeating: "z", count: parts[1].count - 1))"
}

private func actor(_ key: String) -> String {
  #"{"actor": {"key": "\#(key)", "kind": "STATE", "name": "Mine"}}"#
}

/// One question to one method.
private struct Question: Hashable, CustomStringConvertible {
  let path: String
  let json: String

  /// Whether the answer tells how much is stored in all, or how the server was used.
  var isAboutServer: Bool {
    [
      V1.Control.status.path, V1.Control.verify.path, V1.Control.stats.path, V1.Journal.treeHead.path,
      V1.Journal.proveInclusion.path, V1.Journal.proveConsistency.path,
    ].contains(path)
  }

  var description: String { "\(path) \(json)" }
}

/// What came back: messages, and how the call ended if it failed.
private struct Answer: Equatable {
  var messages: [[UInt8]] = []
  var code: StatusCode?
  var text = ""
  var details: [[UInt8]] = []

  /// The same with another name in the place of one that the caller gave; both as long.
  func replacing(_ name: String, by other: String) -> Answer {
    let (old, new) = (Array(name.utf8), Array(other.utf8))
    return Answer(
      messages: messages.map { $0.replacing(old, with: new) }, code: code,
      text: text.replacing(name, with: other), details: details.map { $0.replacing(old, with: new) })
  }

  func contains(_ secret: String) -> Bool {
    text.contains(secret)
      || (messages + details).contains { Data($0).range(of: Data(secret.utf8)) != nil }
  }
}

// MARK: - The ledger

/// A ledger of which the team sees a part, and of which a part was withdrawn; the server restarted since, or not.
private func withLedger(
  ownedBy owner: UInt32, restarted: Bool = false, _ body: (PrivateLedger) async throws -> Void
) async throws {
  let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
    "exclaim-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: directory) }
  var ledger = try PrivateLedger(directory.path, owner)
  do {
    try await ledger.fill()
    if restarted {
      await ledger.close()
      ledger = try PrivateLedger(directory.path, owner, after: ledger)
    }
    try await ledger.server.start(socketPath: ledger.socketPath)
    try await body(ledger)
  } catch {
    await ledger.close()
    throw error
  }
  await ledger.close()
}

/// A ledger with records of one owner, served to this process as admin.
private final class PrivateLedger {
  let store: SQLiteStore
  let records: RecordsServer
  let server: Server
  let socketPath: String
  let owner: UInt32
  /// Ids of the records that only their owner may see, by key.
  private(set) var hidden: [String: String] = [:]
  /// Words that stand in these records alone.
  private(set) var tokens: [String] = []

  init(_ directory: String, _ owner: UInt32, after earlier: PrivateLedger? = nil) throws {
    self.owner = owner
    (hidden, tokens) = (earlier?.hidden ?? [:], earlier?.tokens ?? [])
    socketPath = directory + "/socket"
    store = try SQLiteStore(SQLiteStore.Options(path: directory + "/ledger.db"))
    records = RecordsServer(store: store, limits: .standard, work: FairTurns(atOnce: 2))
    server = Server(
      records.registrations
        + AnalysisServer(store: store, limits: .standard, work: FairTurns(atOnce: 2)).registrations
        + JournalServer(
          store: store, limits: .standard, changes: ChangeHub(store, limits: .standard)
        ).registrations
        + ControlServer(store: store, limits: .standard, state: ServingState(), work: FairTurns(atOnce: 2))
        .registrations,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, roleOf: { _ in .admin },
      errorMapping: ErrorMapping.status(of:))
  }

  func close() async {
    await server.drain(within: .zero)
    await store.close()
  }

  /// What nobody but the owner may read. Keys of records that others referred to while they could see them stand in
  /// what those others wrote.
  var secrets: Set<String> {
    Set(tokens).union(hidden.values).union(hidden.keys.filter { $0.hasPrefix("hush-") })
  }

  func expectNoSecret(in answer: Answer, to question: Question) {
    let found = secrets.filter(answer.contains)
    #expect(found.isEmpty, "\(question) tells \(found)")
    #expect(
      ![.unimplemented, .unavailable, .internal, .deadlineExceeded].contains(answer.code), "\(question)")
  }

  /// Stores what the team may see, and hides some of it again.
  func fill() async throws {
    try await store(team)
    try await store(mark(withdrawn), hidden: true)
  }

  /// Stores what only the owner may see.
  func hide() async throws { try await store(mark(secret), hidden: true) }

  /// Puts a word that stands nowhere else in the place of each "~". No id and no number has an o or a u in it.
  private func mark(_ json: String) -> String {
    json.split(separator: "~").reduce("") { marked, part in
      guard !marked.isEmpty else { return String(part) }
      tokens.append("oui\(tokens.count)hush")
      return marked + tokens.last! + part
    }
  }

  private func store(_ records: String, hidden isHidden: Bool = false) async throws {
    let response = try await submit(as: owner, records)
    try #require(response.refused == 0, "\(response.json(pretty: true))")
    guard isHidden else { return }
    let keys = records.split(separator: #""key": ""#).dropFirst().map { String($0.prefix { $0 != "\"" }) }
    for (key, result) in zip(keys, response.results) { hidden[key] = result.id }
  }

  func submit(as uid: UInt32, _ records: String) async throws -> V1.SubmitResponse {
    var request = try V1.SubmitRequest(json: #"{"records": [\#(records)]}"#)
    request.revise = true
    let context = CallContext(
      peer: Peer(uid: uid, gid: uid), method: "test", id: .init(connection: 1, serial: 1, stream: 1))
    guard case .message(let response) = try await self.records.submit(request, context) else {
      throw CancellationError()
    }
    return response
  }

  /// The answers to all questions with a name, or to those without; "$" stands for the name in them again.
  ///
  /// - Parameter changing: whether to ask for changes as well, which the author of a record is granted.
  func answers(naming name: String = "", changing: Bool = true) async throws -> [Question: Answer] {
    let asked = probes.filter { changing || !changes.contains($0.key) }
    let all = asked.flatMap { path, all in all.map { Question(path: path, json: $0) } }
    return try await answers(to: all.filter { $0.json.contains("$") != name.isEmpty }, naming: name)
  }

  /// On a thread of its own: tests share a few threads, and the server may need them.
  func answers(to questions: [Question], naming name: String = "") async throws -> [Question: Answer] {
    let placeholder = String(repeating: "$", count: name.count)
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "asking").async { [socketPath] in
        continuation.resume(
          with: Result {
            let connection = try Connection(path: socketPath)
            var answers: [Question: Answer] = [:]
            for question in questions {
              let json = question.json.replacing("$", with: name)
              let answer = try connection.answer(to: Question(path: question.path, json: json))
              answers[question] = name.isEmpty ? answer : answer.replacing(name, by: placeholder)
            }
            return answers
          })
      }
    }
  }
}

extension Connection {
  fileprivate func answer(to question: Question) throws -> Answer {
    let method = try #require(MethodRegistry.method(at: question.path))
    let request = try method.request.init(json: question.json).encoded()
    let streams = method.shape == .clientStream || method.shape == .bidirectional
    var answer = Answer()
    do {
      let call = try rawCall(
        method.service, method.name, method.shape, streams ? nil : request, .init(timeout: .seconds(60)))
      if streams {
        try call.send(request)
        try call.closeSend()
      }
      if question.path == V1.Journal.watch.path {
        answer.messages = try [recordsToEnd(of: call)]
      } else if question.path == V1.Analysis.watchConflicts.path {
        answer.messages = try [conflicts(of: call)]
      } else {
        while let message = try call.next() { answer.messages.append(message) }
      }
    } catch {
      answer.code = error.code
      answer.text = error.message
      answer.details = error.details.map(\.value)
    }
    return answer
  }
}

/// What a watch has found when it reaches the end. It also tells how long the journal is, as the status does.
private func recordsToEnd(of call: RawCall) throws(CallError) -> [UInt8] {
  var all = V1.WatchResponse()
  while let message = try call.next() {
    guard let response = try? V1.WatchResponse(decoding: message, budgetBytes: 1 << 26) else {
      throw CallError(.internal, "a message of a watch does not decode")
    }
    all.records += response.records
    if response.atEnd { break }
  }
  return all.encoded()
}

/// What a watch of contradictions tells at first. It also tells how long the journal is, as the status does.
private func conflicts(of call: RawCall) throws(CallError) -> [UInt8] {
  guard let message = try call.next() else { return [] }
  guard var response = try? V1.WatchConflictsResponse(decoding: message, budgetBytes: 1 << 26) else {
    throw CallError(.internal, "a message of a watch does not decode")
  }
  response.sequence = 0
  return response.encoded()
}

// MARK: - Records

/// What the team may see at first.
private let team = #"""
  {"actor": {"key": "a", "kind": "STATE", "name": "Northland"}},
  {"actor": {"key": "b", "kind": "STATE", "name": "Southland"}},
  {"document": {"key": "d", "title": "Northern news", "text": "Seven came back."}},
  {"agreement": {"key": "g", "title": "Northern agreement", "parties": ["a", "b"], "date": {"edtf": "2024-01-10"},
    "obligations": [{"obligor": "b", "measure": {"topic": "RETURNED", "dependentPower": "a", "detainingPower": "b"},
      "quantity": {"words": "100"}}]}},
  {"exchange": {"key": "x", "title": "Northern exchange", "date": {"edtf": "2024-02-10"}, "status": "COMPLETED",
    "inOfficialTally": "YES", "agreements": ["g"],
    "legs": [{"from": "b", "to": "a", "persons": [{"category": "PRISONER_OF_WAR", "quantity": {"words": "7"}}]}]}},
  {"claim": {"key": "c", "speechAct": "ASSERTS", "speaker": {"actor": "a"}, "asserted": {"edtf": "2024-02-10"},
    "about": {"exchange": "x", "agreement": "g"}, "measure": {"topic": "RETURNED", "dependentPower": "a",
      "detainingPower": "b", "at": {"edtf": "2024-02-10"}}, "quantity": {"words": "7"},
    "mentions": [{"document": "d", "quote": "Seven"}]}},
  {"claim": {"key": "total", "speechAct": "ASSERTS", "speaker": {"actor": "a"}, "asserted": {"edtf": "2024-12-30"},
    "measure": {"topic": "RETURNED", "dependentPower": "a", "from": {"edtf": "2024-01-01"},
      "to": {"edtf": "2024-12-30"}}, "quantity": {"words": "300"}}},
  {"actor": {"key": "gone-actor", "kind": "STATE", "name": "Nowhere"}},
  {"document": {"key": "gone-document", "title": "Nowhere news"}},
  {"agreement": {"key": "gone-agreement", "title": "Nowhere agreement", "parties": ["a", "b"]}},
  {"exchange": {"key": "gone-exchange", "title": "Nowhere exchange", "legs": [{"from": "a", "to": "b"}]}},
  {"claim": {"key": "gone-claim", "speechAct": "ASSERTS", "speaker": {"actor": "a"}, "proposition": "nowhere",
    "asserted": {"edtf": "2024-03-01"}, "measure": {"topic": "READINESS"}}},
  {"claim": {"key": "refers", "speechAct": "DISPUTES", "speaker": {"actor": "gone-actor"},
    "asserted": {"edtf": "2024-03-02"}, "proposition": "refers to what goes",
    "about": {"exchange": "gone-exchange", "agreement": "gone-agreement", "claim": "gone-claim",
      "document": "gone-document"},
    "measure": {"topic": "RETURNED", "dependentPower": "gone-actor", "detainingPower": "b",
      "excludes": [{"exchange": "gone-exchange"}, {"agreement": "gone-agreement"}]}, "quantity": {"words": "9"},
    "chain": [{"actor": "gone-actor", "document": "gone-document"}], "mentions": [{"document": "gone-document"}]}},
  {"exchange": {"key": "refers-x", "date": {"edtf": "2024-04-10"}, "status": "COMPLETED",
    "agreements": ["gone-agreement"], "mediators": ["gone-actor"], "partOf": ["gone-exchange"],
    "legs": [{"from": "b", "to": "gone-actor", "persons": [{"quantity": {"words": "5"}}]}]}},
  {"relation": {"key": "refers-r", "from": "c", "to": "gone-claim", "kind": "SUPPORTS"}},
  {"assessment": {"key": "refers-a", "claim": "gone-claim", "credibility": 3}}
  """#

/// Those of the team's records that are made private, with words that the team never saw: each "~" is one.
private let withdrawn = #"""
  {"actor": {"key": "gone-actor", "visibility": "PRIVATE", "kind": "STATE", "name": "~"}},
  {"document": {"key": "gone-document", "visibility": "PRIVATE", "title": "~", "text": "~"}},
  {"agreement": {"key": "gone-agreement", "visibility": "PRIVATE", "title": "~", "parties": ["a", "b"]}},
  {"exchange": {"key": "gone-exchange", "visibility": "PRIVATE", "title": "~", "legs": [{"from": "a", "to": "b"}]}},
  {"claim": {"key": "gone-claim", "visibility": "PRIVATE", "speechAct": "ASSERTS", "speaker": {"actor": "a"},
    "proposition": "~", "asserted": {"edtf": "2024-03-01"}, "measure": {"topic": "READINESS"}}}
  """#

/// Records that were private from the first: of every kind, linked to each other and to what the team sees, with a
/// word of its own in every text.
private let secret = #"""
  {"actor": {"key": "hush-actor", "visibility": "PRIVATE", "note": "~", "kind": "MINISTRY", "name": "~",
    "aliases": ["~", "~"], "side": "a", "roles": [{"title": "~", "organisation": "a"}],
    "reliability": [{"grade": "B", "reason": "~"}]}},
  {"document": {"key": "hush-document", "visibility": "PRIVATE", "note": "~", "outlet": "hush-actor", "title": "~",
    "byline": "~", "url": "https://example.org/~", "published": {"edtf": "2024-02-11"}, "dateline": {"place": "~"},
    "language": "en", "text": "Some said ~ and meant it.", "excluded": [{"start": 0, "end": 4, "reason": "~"}],
    "cluster": "~", "editionOf": "d", "edition": "~"}},
  {"agreement": {"key": "hush-agreement", "visibility": "PRIVATE", "note": "~", "title": "~",
    "parties": ["a", "b", "hush-actor"], "date": {"edtf": "2024-01-11"}, "place": "~",
    "obligations": [{"obligor": "b", "measure": {"topic": "RETURNED", "dependentPower": "a", "scope": "~"},
      "quantity": {"words": "50"}, "description": "~"}]}},
  {"exchange": {"key": "hush-exchange", "visibility": "PRIVATE", "note": "~", "title": "~",
    "date": {"edtf": "2024-02-10"}, "status": "COMPLETED", "inOfficialTally": "YES",
    "ordinals": [{"series": "~", "number": 3}], "stages": [{"number": 1, "name": "~"}],
    "agreements": ["g", "hush-agreement"], "mediators": ["hush-actor"], "places": [{"name": "~"}], "partOf": ["x"],
    "legs": [{"from": "b", "to": "a", "persons": [{"category": "PRISONER_OF_WAR", "quantity": {"words": "23"},
      "stage": 1}]}]}},
  {"claim": {"key": "hush-claim", "visibility": "PRIVATE", "note": "~", "speechAct": "DISPUTES",
    "speaker": {"actor": "b", "role": "~", "words": "~"}, "asserted": {"edtf": "2024-02-11"},
    "about": {"exchange": "x", "agreement": "g", "claim": "c", "document": "hush-document"},
    "measure": {"topic": "RETURNED", "dependentPower": "a", "detainingPower": "b", "scope": "~",
      "at": {"edtf": "2024-02-10"}, "includes": [{"words": "~"}], "excludes": [{"exchange": "hush-exchange"}]},
    "quantity": {"words": "23"}, "proposition": "~",
    "chain": [{"actor": "hush-actor", "channel": "~", "document": "hush-document", "scope": "~"}],
    "mentions": [{"document": "hush-document", "quote": "and meant it"}, {"document": "d", "quote": "Seven"}]}},
  {"claim": {"key": "hush-total", "visibility": "PRIVATE", "note": "~", "speechAct": "ASSERTS",
    "speaker": {"actor": "a"}, "asserted": {"edtf": "2024-12-31"}, "measure": {"topic": "RETURNED",
      "dependentPower": "a", "from": {"edtf": "2024-01-01"}, "to": {"edtf": "2024-12-31"}},
    "quantity": {"words": "400"}}},
  {"claim": {"key": "hush-rival", "visibility": "PRIVATE", "note": "~", "speechAct": "ASSERTS",
    "speaker": {"actor": "b"}, "asserted": {"edtf": "2024-02-11"}, "about": {"exchange": "x", "agreement": "g"},
    "measure": {"topic": "RETURNED", "dependentPower": "a", "detainingPower": "b", "at": {"edtf": "2024-02-10"}},
    "quantity": {"words": "29"}}},
  {"relation": {"key": "hush-relation", "visibility": "PRIVATE", "note": "~", "from": "hush-claim", "to": "c",
    "kind": "CONTRADICTS", "reason": "~"}},
  {"assessment": {"key": "hush-assessment", "visibility": "PRIVATE", "note": "~", "claim": "c", "credibility": 5,
    "state": "REJECTED", "reason": "~"}}
  """#

/// Records that refer to "$" in every field that is a reference.
private let referring = #"""
  {"actor": {"kind": "STATE", "name": "N", "side": "$", "roles": [{"title": "t", "organisation": "$"}]}},
  {"document": {"title": "t", "outlet": "$", "editionOf": "$"}},
  {"relation": {"from": "$", "to": "c", "kind": "SUPPORTS"}},
  {"relation": {"from": "c", "to": "$", "kind": "SUPPORTS"}},
  {"assessment": {"claim": "$", "credibility": 3}},
  {"agreement": {"parties": ["$"], "obligations": [{"obligor": "$", "description": "d",
    "measure": {"topic": "RETURNED", "dependentPower": "$"}}]}},
  {"exchange": {"agreements": ["$"], "mediators": ["$"], "partOf": ["$"], "legs": [{"from": "$", "to": "a",
    "dependentPower": "$", "agreement": "$", "persons": [{"agreement": "$", "partOf": "$"}]}]}},
  {"exchange": {"legs": [{"from": "a", "to": "$"}]}},
  {"claim": {"speechAct": "ASSERTS", "speaker": {"actor": "$"}, "asserted": {"edtf": "2024-06-05"},
    "about": {"exchange": "$", "agreement": "$", "claim": "$", "document": "$"},
    "measure": {"topic": "HELD", "dependentPower": "$", "detainingPowers": {"parties": ["$"]},
      "includes": [{"exchange": "$"}], "excludes": [{"agreement": "$"}]}, "quantity": {"words": "7"},
    "chain": [{"actor": "$", "document": "$"}],
    "mentions": [{"document": "$", "quote": "meant"}, {"document": "$", "quote": "Some", "start": 0, "end": 4}]}}
  """#
