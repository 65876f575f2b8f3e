import ExclaimClient
import ExclaimMessages
import Foundation
import Testing

@Suite(.serialized) struct BackupTests {
  @Test(
    "a backup made while others write restores to a server that has every record acknowledged before it began"
  )
  func underLoad() throws {
    let server = try TestServer()
    let submitters = (0..<3).map { Submitter(server.socket, prefix: "b\($0)", count: 3_000, batch: 3) }
    let records = RecordsClient(try server.connect())
    while try server.keys(records).count < 1_000 {}
    let before = try server.keys(records)
    let file = server.scratch.url.appendingPathComponent("backup.db").path
    let backup = try server.exclaim("backup", file, "--output", "json")
    #expect(backup.status == 0, "\(backup.stderr)")
    for submitter in submitters {
      submitter.join()
      #expect(submitter.failure == nil)
    }
    let sequence = try number("sequence", in: backup.stdout)
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(!FileManager.default.fileExists(atPath: file + ".part"))

    let other = try TestServer()
    let refused = try other.restore(file)
    #expect(refused.status == 75, "a running server holds the ledger: \(refused.stderr)")
    other.stop()
    let restored = try other.restore(file)
    #expect(restored.status == 0, "\(restored.stderr)")
    #expect(restored.stdout.contains("entries  \(sequence)"), "\(restored.stdout)")
    try other.start()
    #expect(try other.exclaim("verify").status == 0)
    let keys = try other.keys(RecordsClient(try other.connect()))
    #expect(keys.count == sequence)
    #expect(Set(keys).isSuperset(of: before))
  }

  @Test("a ledger with records is not replaced without --force, and kept with it")
  func force() throws {
    let server = try TestServer()
    let file = server.scratch.url.appendingPathComponent("backup.db").path
    #expect(try server.exclaim("submit", "-", input: actor("north")).status == 0)
    #expect(try server.exclaim("backup", file).status == 0)
    #expect(try server.exclaim("submit", "-", input: actor("south")).status == 0)
    server.stop()
    let refused = try server.restore(file)
    #expect(refused.status == 64 && refused.stderr.contains("--force"), "\(refused.stderr)")
    let forced = try server.restore(file, "--force")
    #expect(forced.status == 0, "\(forced.stderr)")
    #expect(forced.stdout.contains(server.database + ".before-restore"))
    try server.start()
    #expect(try server.keys(RecordsClient(try server.connect())) == ["north"])
    server.stop()
    let files = FileManager.default
    try files.removeItem(atPath: server.database)
    try files.moveItem(atPath: server.database + ".before-restore", toPath: server.database)
    try server.start()
    #expect(try server.keys(RecordsClient(try server.connect())) == ["north", "south"])
  }

  @Test("a flipped bit in a record of the backup is refused with exit 65, and the ledger stays as it is")
  func flippedBit() throws {
    let server = try TestServer()
    let file = server.scratch.url.appendingPathComponent("backup.db")
    #expect(try server.exclaim("submit", "-", input: actor("north")).status == 0)
    #expect(try server.exclaim("backup", file.path).status == 0)
    server.stop()
    var bytes = try Data(contentsOf: file)
    // In the journal, and in what is made from it.
    var places = 0
    while let place = bytes.range(of: Data("Party north".utf8)) {
      bytes[place.lowerBound] ^= 1
      places += 1
    }
    #expect(places >= 2)
    try bytes.write(to: file)
    let refused = try server.restore(file.path, "--force")
    #expect(refused.status == 65 && refused.stderr.contains(file.path), "\(refused.stderr)")
    try server.start()
    #expect(try server.keys(RecordsClient(try server.connect())) == ["north"])
  }

  @Test("a file that is there is not replaced without --force, and what is no file never is")
  func existing() throws {
    let server = try TestServer()
    let file = try server.scratch.file("backup.db", "mine")
    let refused = try server.exclaim("backup", file)
    #expect(refused.status == 64 && refused.stderr.contains("--force"), "\(refused.stderr)")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
    #expect(try server.exclaim("backup", file, "--force").status == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: file)).starts(with: Data("SQLite format 3\0".utf8)))
    #expect(try server.exclaim("backup", server.scratch.url.path, "--force").status == 64)
    #expect(try server.exclaim("backup", server.scratch.url.path + "/no/such").status == 64)
  }

  @Test("standard output gets the same bytes as a file")
  func standardOutput() throws {
    let server = try TestServer()
    #expect(try server.exclaim("submit", "-", input: actor("north")).status == 0)
    let file = server.scratch.url.appendingPathComponent("backup.db").path
    #expect(try server.exclaim("backup", file).status == 0)
    let piped = try run(
      URL(fileURLWithPath: "/bin/sh"),
      ["-c", "\"$0\" backup - --no-start | cmp - \"$1\" && echo alike", Programs.path("exclaim").path, file],
      environment: ["EXCLAIM_SOCKET": server.socket])
    #expect(piped.stdout == "alike\n", "\(piped.stderr)")
    #expect(piped.stderr.contains("1 journal entries"), "\(piped.stderr)")
  }

  @Test(
    "one backup at a time: the next is refused by the limit's name until the first has ended or its client is gone"
  )
  func oneAtATime() throws {
    let server = try TestServer()
    // More than what may wait on the way to a client that does not read.
    let text = String(repeating: "x", count: 1_900_000)
    for number in 0..<4 {
      let line = #"{"document": {"key": "d\#(number)", "title": "Long", "text": "\#(text)"}}"#
      #expect(try server.exclaim("submit", "-", input: line).status == 0)
    }
    let directory = server.scratch.url.path
    let before = Set(try FileManager.default.contentsOfDirectory(atPath: directory))
    do {
      let first = try ControlClient(try server.connect()).backup(V1.BackupRequest())
      let part = try #require(try first.next())
      #expect(part.totalBytes > 4 * 1_900_000 && part.bytes.count <= 1_048_576)
      let refused = try server.exclaim("backup", directory + "/second.db")
      #expect(refused.status == 75 && refused.stderr.contains("backupsMax"), "\(refused.stderr)")
      #expect(Set(try FileManager.default.contentsOfDirectory(atPath: directory)) == before)
    }
    // The connection is gone; the server learns of it by its next look at the socket.
    var status: Int32 = 75
    while status == 75 { status = try server.exclaim("backup", directory + "/second.db").status }
    #expect(status == 0)
  }

  private func actor(_ key: String) -> String {
    #"{"actor": {"key": "\#(key)", "kind": "STATE", "name": "Party \#(key)"}}"#
  }

  private func number(_ field: String, in json: String) throws -> Int {
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    return try #require((object[field] as? String).flatMap { Int($0) })
  }
}

extension TestServer {
  /// Puts a backup in the place of this server's ledger.
  func restore(_ file: String, _ options: String...) throws -> Output {
    try run(Programs.path("exclaimd"), ["--restore", file, "--database", database] + options)
  }

  /// The keys of all actors, in the order of the journal.
  func keys(_ client: RecordsClient) throws -> [String] {
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
