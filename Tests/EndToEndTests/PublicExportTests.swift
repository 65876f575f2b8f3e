import Foundation
import Testing

@Suite struct PublicExportTests {
  private let actors = """
    {"actor": {"key": "north", "visibility": "PUBLIC", "kind": "STATE", "name": "Northland"}}
    {"actor": {"key": "south", "visibility": "PUBLIC", "kind": "STATE", "name": "Southland"}}

    """

  private let exchange = """
    {"document": {"key": "d", "visibility": "PUBLIC", "title": "Exchange at the mill", "text": "Three wounded came home, of 115."}}
    {"exchange": {"key": "x", "visibility": "PUBLIC", "note": "3 on stretchers", "legs": [{"from": "south", "to": "north", "persons": [{"category": "SERIOUSLY_WOUNDED_OR_SICK", "quantity": {"words": "3"}}, {"category": "PRISONER_OF_WAR", "quantity": {"words": "112"}}]}]}}
    {"claim": {"key": "all", "visibility": "PUBLIC", "speechAct": "ASSERTS", "speaker": {"actor": "north"}, "about": {"exchange": "x"}, "measure": {"topic": "RETURNED", "dependentPower": "north", "detainingPower": "south", "category": "ALL"}, "quantity": {"words": "115"}, "mentions": [{"document": "d", "quote": "of 115"}]}}
    {"claim": {"key": "wounded", "visibility": "PUBLIC", "speechAct": "ASSERTS", "speaker": {"actor": "north"}, "about": {"exchange": "x"}, "measure": {"topic": "RETURNED", "dependentPower": "north", "detainingPower": "south", "category": "SERIOUSLY_WOUNDED_OR_SICK"}, "quantity": {"words": "three"}, "mentions": [{"document": "d", "quote": "Three wounded"}]}}
    {"claim": {"key": "inner", "visibility": "TEAM", "speechAct": "ASSERTS", "speaker": {"actor": "north"}, "measure": {"topic": "RETURNED"}, "quantity": {"words": "115"}}}

    """

  private let flagged = """
    {"document": {"key": "f", "visibility": "PUBLIC", "text": "Bohdan Kravets was captured in March."}}
    {"claim": {"key": "needs-f", "visibility": "PUBLIC", "speechAct": "ASSERTS", "speaker": {"actor": "north"}, "measure": {"topic": "CAPTURED"}, "quantity": {"words": "115"}, "mentions": [{"document": "f"}]}}

    """

  @Test("likely personal data is refused with field, reason and remedy, and stored with a reason")
  func flaggedOnSubmit() throws {
    let server = try TestServer()
    #expect(try server.exclaim("submit", "-", input: actors).status == 0)
    let refused = try server.exclaim("submit", "-", input: flagged)
    #expect(refused.status == 65)
    for words in ["document.text", "Bohdan Kravets", "captured", "--allow-flagged"] {
      #expect(refused.stderr.contains(words), "\(refused.stderr)")
    }
    let atomic = try server.exclaim("submit", "--atomic", "-", input: flagged)
    #expect(atomic.status == 65 && atomic.stderr.contains("document.text"), "\(atomic.stderr)")
    let passed = try server.exclaim("submit", "--allow-flagged", "a made-up name", "-", input: flagged)
    #expect(passed.status == 0 && passed.stdout.contains("2 new"), "\(passed.stdout)\(passed.stderr)")
    let shown = try server.exclaim("show", "f", "--history")
    #expect(shown.stdout.contains("a made-up name"), "\(shown.stdout)")
    let note = "Bohdan Kravets was captured."
    #expect(
      try server.exclaim("document", "add", "--key", "g", "--title", "Report", "--note", note).status == 65)
    let added = try server.exclaim(
      "document", "add", "--key", "g", "--title", "Report", "--note", note, "--allow-flagged", "made up")
    #expect(added.status == 0, "\(added.stderr)")
  }

  @Test("a public export has no small number, nothing that gives it away, and nothing flagged")
  func publicExport() throws {
    let server = try TestServer()
    #expect(try server.exclaim("submit", "-", input: actors + exchange).status == 0)
    #expect(try server.exclaim("submit", "--allow-flagged", "made up", "-", input: flagged).status == 0)
    let exported = try server.exclaim("export", "--public")
    #expect(exported.status == 0, "\(exported.stderr)")
    for word in [
      "hree wounded", "\"three\"", "\"3\"", "\"112\"", "stretchers", "Kravets", "needs-f", "inner",
    ] {
      #expect(!exported.stdout.contains(word), "\(word): \(exported.stdout)")
    }
    #expect(exported.stdout.contains("\"115\""))
    #expect(exported.stdout.contains("WITHHELD"))
    for words in ["legs[0].persons[0].quantity", "left out", "6 records written", "2 records left out"] {
      #expect(exported.stderr.contains(words), "\(words): \(exported.stderr)")
    }
    // The same again by its own server, and by another that gets the lines.
    let other = try TestServer()
    let copied = try other.exclaim("submit", "-", input: exported.stdout)
    #expect(copied.status == 0, "\(copied.stderr)")
    #expect(try other.exclaim("export", "--public").stdout == exported.stdout)
  }

  @Test("a lower threshold withholds less, and one out of range is refused")
  func threshold() throws {
    let server = try TestServer()
    #expect(try server.exclaim("submit", "-", input: actors + exchange).status == 0)
    #expect(try server.exclaim("export", "--public", "--threshold", "3").stdout.contains("\"112\""))
    #expect(try server.exclaim("export", "--public", "--threshold", "100").status == 0)
    #expect(try server.exclaim("export", "--public", "--threshold", "101").status == 65)
    #expect(try server.exclaim("export", "--threshold", "3").status == 64)
    #expect(try server.exclaim("export", "--public", "--threshold", "0").status == 64)
    #expect(try server.exclaim("export", "--public", "--kind", "claim").status == 64)
  }
}
