import Foundation
import Testing

/// Ledgers that earlier versions wrote: Tests/Conformance/ledgers.
@Suite struct OldLedgerTests {
  private static let directory = Programs.root.appendingPathComponent("Tests/Conformance/ledgers")

  /// What the version that wrote the ledger answered.
  private func recorded(_ name: String, _ answer: String) throws -> String {
    try String(contentsOf: Self.directory.appendingPathComponent("\(name).\(answer)"), encoding: .utf8)
  }

  private struct Verified: Decodable, Equatable {
    var intact: Bool
    var entries: String
    var head: String
  }

  private func verified(_ json: String) throws -> Verified {
    try JSONDecoder().decode(Verified.self, from: Data(json.utf8))
  }

  @Test(
    "an old ledger opens, verifies with the head it had, answers as it did, and takes new records",
    arguments: ["schema-1", "schema-2"])
  func opens(name: String) throws {
    let server = try TestServer(ledger: Self.directory.appendingPathComponent("\(name).db"))
    let found = try verified(server.exclaim("verify", "-o", "json").stdout)
    #expect(try found == verified(recorded(name, "verify.json")))
    #expect(try server.exclaim("export").stdout == recorded(name, "export.jsonl"))
    // A revision and its texts, and what was said before it.
    #expect(try server.exclaim("search", "четверо").stdout.contains("note-1"))
    #expect(try server.exclaim("search", "троє").status == 1)
    #expect(try server.exclaim("show", "note-1", "--revision", "1").stdout.contains("двоє цивільних"))
    // A key of two authors is unclear, and what an author kept private stays so.
    #expect(try server.exclaim("show", "desk").stderr.contains("several authors"))
    #expect(try server.exclaim("show", "caller").status == 1)
    let line = #"{"actor": {"key": "new", "kind": "OUTLET", "name": "A new outlet"}}"#
    #expect(try server.exclaim("submit", "-", input: line).stdout.contains("1 new"))
    let after = try verified(server.exclaim("verify", "-o", "json").stdout)
    #expect(after.intact)
    #expect(Int(after.entries) == Int(found.entries).map { $0 + 1 })
  }
}
