import ExclaimClient
import ExclaimMessages
import Foundation
import Testing

/// Submits actors one by one and remembers which were acknowledged.
final class Submitter: @unchecked Sendable {
  // Only its own thread touches it until `join` has returned.
  private let socket: String
  private let prefix: String
  private let count: Int
  private let batch: Int
  private(set) var acknowledged: [String] = []
  private(set) var failure: (any Error)?
  private let finished = DispatchSemaphore(value: 0)

  init(_ socket: String, prefix: String, count: Int, batch: Int = 1) {
    self.socket = socket
    self.prefix = prefix
    self.count = count
    self.batch = batch
    Thread { [self] in
      do { try submitAll() } catch { failure = error }
      finished.signal()
    }.start()
  }

  func join() { finished.wait() }

  private func submitAll() throws {
    let records = RecordsClient(try Connection(path: socket))
    for start in stride(from: 0, to: count, by: batch) {
      var request = V1.SubmitRequest()
      let keys = (start..<min(start + batch, count)).map { "\(prefix)-\($0)" }
      request.records = keys.map { key in
        var actor = V1.Actor()
        actor.key = key
        actor.kind = .state
        actor.name = "Party \(key)"
        var record = V1.Record()
        record.content = .actor(actor)
        return record
      }
      let response = try records.submit(request)
      guard response.refused == 0 else { throw Failure("refused: \(response.results)") }
      acknowledged += keys
    }
  }
}

@Suite(.serialized) struct DurabilityTests {
  @Test(
    "three clients write ten thousand records each while a fourth lists: nothing lost, nothing doubled, one chain"
  )
  func threeWriters() throws {
    let server = try TestServer()
    let count = 10_000
    let submitters = (0..<3).map { Submitter(server.socket, prefix: "w\($0)", count: count, batch: 100) }
    let reading = RecordsClient(try server.connect())
    var seen = 0
    while seen < 3 * count {
      let now = try keys(reading).count
      #expect(now >= seen, "a list never shrinks")
      seen = now
      if submitters.allSatisfy({ $0.failure != nil }) { break }
    }
    for submitter in submitters {
      submitter.join()
      #expect(submitter.failure == nil)
    }
    let stored = try keys(reading)
    #expect(stored.count == 3 * count)
    #expect(Set(stored) == Set(submitters.flatMap(\.acknowledged)))
    let control = ControlClient(try server.connect())
    let verification = try control.verify(V1.VerifyRequest())
    #expect(verification.intact, "\(verification.problem)")
    #expect(verification.entries == UInt64(3 * count))
    #expect(
      try control.status(V1.StatusRequest()).sequence == UInt64(3 * count),
      "the journal is one dense sequence")
  }

  @Test("every record acknowledged before kill -9 is there after a restart, and the chain verifies")
  func killed() throws {
    let server = try TestServer()
    let submitters = (0..<3).map { Submitter(server.socket, prefix: "k\($0)", count: 100_000) }
    // Kill it in the middle: as soon as a few hundred records are in.
    let control = ControlClient(try server.connect())
    while try control.status(V1.StatusRequest()).sequence < 500 {}
    server.stop(with: SIGKILL)
    for submitter in submitters {
      submitter.join()
      #expect(submitter.failure != nil, "the server died before the submitter was done")
    }
    try server.start()
    let stored = Set(try keys(RecordsClient(try server.connect())))
    let acknowledged = submitters.flatMap(\.acknowledged)
    #expect(acknowledged.count >= 400)
    #expect(acknowledged.allSatisfy(stored.contains))
    let verification = try ControlClient(try server.connect()).verify(V1.VerifyRequest())
    #expect(verification.intact, "\(verification.problem)")
    #expect(verification.entries == UInt64(stored.count))
  }

  @Test("SIGTERM answers what was accepted, removes the socket and exits 0")
  func terminated() throws {
    let server = try TestServer()
    let submitter = Submitter(server.socket, prefix: "t", count: 100_000)
    let control = ControlClient(try server.connect())
    while try control.status(V1.StatusRequest()).sequence < 200 {}
    server.stop()
    submitter.join()
    #expect(server.exitStatus == 0)
    #expect(!FileManager.default.fileExists(atPath: server.socket))
    try server.start()
    let stored = Set(try keys(RecordsClient(try server.connect())))
    #expect(submitter.acknowledged.allSatisfy(stored.contains))
  }

  @Test("lists, links and search are made anew from the journal, and answer as before")
  func rebuilt() throws {
    let server = try TestServer()
    let files = ["actors", "s0", "s1", "s2", "s3", "s4"].map { "clients/samples/\($0).jsonl" }
    for file in files {
      #expect(try server.exclaim("submit", Programs.root.appendingPathComponent(file).path).status == 0)
    }
    let questions = [
      ["export"], ["search", "propaganda"], ["list", "claim", "--speaker", "yusov"], ["tally"],
    ]
    func answers() throws -> [String] {
      try questions.map { question in
        try run(
          Programs.path("exclaim"), question + ["--no-start"], environment: ["EXCLAIM_SOCKET": server.socket]
        ).stdout
      }
    }
    let before = try answers()
    #expect(before.allSatisfy { !$0.isEmpty })
    server.stop()
    let rebuilt = try run(Programs.path("exclaimd"), ["--rebuild", "--database", server.database])
    #expect(rebuilt.status == 0, "\(rebuilt.stderr)")
    try server.start()
    #expect(try answers() == before)
    #expect(try server.exclaim("verify").status == 0)
  }

  @Test("a second server on the same socket or database is refused, and the first goes on")
  func secondServer() throws {
    let server = try TestServer()
    let other = server.scratch.url.appendingPathComponent("other.db").path
    let sameSocket = try run(Programs.path("exclaimd"), ["--socket", server.socket, "--database", other])
    #expect(sameSocket.status != 0)
    #expect(sameSocket.stderr.contains(server.socket))
    let elsewhere = server.scratch.url.appendingPathComponent("run2/exclaim.sock").path
    let sameDatabase = try run(
      Programs.path("exclaimd"), ["--socket", elsewhere, "--database", server.database])
    #expect(sameDatabase.status == 75)
    #expect(sameDatabase.stderr.contains("another process"))
    #expect(try ControlClient(try server.connect()).health(V1.HealthRequest()).state == .serving)
  }

  private func keys(_ client: RecordsClient) throws -> [String] {
    var keys: [String] = []
    let responses = try client.listStream(V1.ListRequest())
    while let page = try responses.next() {
      for record in page.records {
        if case .actor(let actor) = record.content { keys.append(actor.key) }
      }
    }
    return keys
  }
}
