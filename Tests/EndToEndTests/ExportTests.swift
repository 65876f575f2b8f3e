import Foundation
import Testing

/// `exclaim export`, submitted to an empty server, gives a ledger that answers alike.
@Suite struct ExportTests {
  @Test(
    "submitted to an empty server it gives the same records and answers, retractions included; once more, nothing is new"
  )
  func roundTrip() throws {
    let origin = try TestServer()
    try fill(origin)
    let exported = try origin.exclaim("export")
    #expect(exported.status == 0, "\(exported.stderr)")
    let copy = try TestServer()
    let submitted = try copy.exclaim("submit", "-", input: exported.stdout)
    #expect(submitted.status == 0, "\(submitted.stderr)")
    #expect(submitted.stdout.contains(" 0 refused, 2 retracted"), "\(submitted.stdout)")
    let again = try copy.exclaim("submit", "-", input: exported.stdout)
    #expect(again.status == 0, "\(again.stderr)")
    #expect(again.stdout.hasPrefix("0 new") && !again.stdout.contains("retracted"), "\(again.stdout)")

    #expect(try copy.exclaim("export").stdout == exported.stdout)
    let (expected, found) = (try answers(of: origin), try answers(of: copy))
    #expect(expected.count > 10)
    for (question, answer) in expected { #expect(found[question] == answer, "\(question)") }
    #expect(try copy.exclaim("verify").status == 0)
  }

  /// The samples, and what they lack.
  private func fill(_ server: TestServer) throws {
    for file in ["actors", "s0", "s1", "s2", "s3", "s4"] {
      let path = Programs.root.appendingPathComponent("clients/samples/\(file).jsonl").path
      #expect(try server.exclaim("submit", path).status == 0)
    }
    let more = try server.exclaim("submit", "--output", "jsonl", "-", input: Self.more)
    #expect(more.status == 0, "\(more.stderr)")
    // Without a key, so its id is all that others can name.
    let keyless = try #require(more.stdout.split(separator: "\n").first)
    let id = try #require(try object(String(keyless))["id"] as? String)
    let lines = Self.referring.replacing("ID", with: id)
    let referring = try server.exclaim("submit", "-", input: lines)
    #expect(referring.status == 0, "\(referring.stderr)")
    #expect(try server.exclaim("submit", "--revise", "-", input: Self.revised).stdout.contains("2 revised"))
    for (key, reason) in [("t-mistaken", "mistaken for another day"), (id, "not the party that was meant")] {
      let request = #"{"id": "\#(key)", "reason": "\#(reason)"}"#
      let retracted = try server.exclaim("call", "Records/Retract", request)
      #expect(retracted.status == 0, "\(retracted.stderr)")
    }
  }

  private static let more = #"""
    {"actor": {"kind": "STATE", "name": "Northland"}}
    {"actor": {"key": "t-outlet", "kind": "OUTLET", "name": "Valley Herald", "visibility": "PUBLIC"}}
    {"document": {"key": "t-d", "title": "Seven return", "outlet": "t-outlet", "published": {"edtf": "2024-08-25"}, "text": "The ministry said that seven returned."}}
    {"claim": {"key": "t-c", "visibility": "PUBLIC", "speechAct": "ASSERTS", "speaker": {"actor": "t-outlet"}, "asserted": {"edtf": "2024-08-25"}, "measure": {"topic": "RETURNED", "dependentPower": "ua", "detainingPower": "ru"}, "quantity": {"words": "about seven"}, "mentions": [{"document": "t-d", "quote": "seven", "start": 23, "end": 28}]}}
    {"claim": {"key": "t-mistaken", "speechAct": "ASSERTS", "speaker": {"actor": "ua"}, "asserted": {"edtf": "2025-01-05"}, "measure": {"topic": "RETURNED", "dependentPower": "ua", "from": {"edtf": "2022-02-24"}, "to": {"edtf": "2025-01-05"}}, "quantity": {"words": "4,000"}}}
    """#

  private static let referring = #"""
    {"claim": {"speechAct": "DISPUTES", "speaker": {"actor": "ID"}, "asserted": {"edtf": "2024-08-26"}, "about": {"claim": "t-c"}, "measure": {"topic": "RETURNED", "dependentPower": "ua", "detainingPower": "ID"}, "quantity": {"words": "at least 9", "hard": {"low": "9"}}}}
    {"claim": {"key": "t-private", "visibility": "PRIVATE", "note": "for myself", "speechAct": "ASSERTS", "speaker": {"actor": "ID"}, "asserted": {"edtf": "2024-08-26"}, "measure": {"topic": "HELD", "dependentPower": "ua"}, "quantity": {"words": "a dozen"}}}
    {"exchange": {"key": "t-x", "date": {"edtf": "2024-08-25"}, "status": "COMPLETED", "mediators": ["ID", "uae"], "legs": [{"from": "ru", "to": "ua", "persons": [{"quantity": {"words": "seven"}}]}, {"from": "ID", "to": "ru", "persons": [{"quantity": {"words": "6 to 7"}}]}]}}
    """#

  private static let revised = #"""
    {"actor": {"key": "t-outlet", "kind": "OUTLET", "name": "The Valley Herald", "visibility": "PUBLIC"}}
    {"claim": {"key": "t-private", "visibility": "PRIVATE", "note": "for myself alone", "speechAct": "ASSERTS", "speaker": {"actor": "ua"}, "asserted": {"edtf": "2024-08-27"}, "measure": {"topic": "HELD", "dependentPower": "ua"}, "quantity": {"words": "13"}}}
    """#

  /// What a server says to each question, with keys where it has ids.
  private func answers(of server: TestServer) throws -> [String: String] {
    let names = try names(of: server)
    var questions = [["tally"], ["search", "Ukraine"]]
    let topics = ["returned", "held", "exchanges", "captured", "deaths"]
    questions += topics.map { ["evidence", "--topic", $0] }
    questions += [["evidence"], ["evidence", "--topic", "returned", "--dependent-power", "ua"]]
    for (kind, command) in [("exchange", "parity"), ("agreement", "progress")] {
      questions += try keys(of: server, kind).map { [command, $0] }
    }
    var answers: [String: String] = [:]
    for question in questions {
      let output = try run(
        Programs.path("exclaim"), question + ["--output", "json", "--no-start"],
        environment: ["EXCLAIM_SOCKET": server.socket])
      var text = output.stdout
      for (id, name) in names { text = text.replacing(id, with: name) }
      answers[question.joined(separator: " ")] = "\(output.status) \(try withoutPlace(text))"
    }
    return answers
  }

  /// A JSON document without the fields that tell where and when a record was stored, and in an order of its own.
  private func withoutPlace(_ json: String) throws -> String {
    guard !json.isEmpty else { return "" }
    func bare(_ value: Any) -> Any {
      if let list = value as? [Any] { return list.map(bare) }
      guard var object = value as? [String: Any] else { return value }
      for name in [
        "key", "revision", "sequence", "recordedAt", "author", "change", "reference", "nextCursor",
      ] {
        object[name] = nil
      }
      return object.mapValues(bare)
    }
    let value = bare(try JSONSerialization.jsonObject(with: Data(json.utf8)))
    return String(
      decoding: try JSONSerialization.data(withJSONObject: value, options: .sortedKeys), as: UTF8.self)
  }

  /// The name under which each record is exported, by id.
  private func names(of server: TestServer) throws -> [String: String] {
    var names: [String: String] = [:]
    for line in try server.exclaim("list", "--output", "jsonl").stdout.split(separator: "\n") {
      let record = try object(String(line))
      let id = try #require(record["id"] as? String)
      let content = record.values.compactMap { $0 as? [String: Any] }.compactMap { $0["key"] as? String }
      names[id] = content.first ?? id.replacing("_", with: "-")
    }
    return names
  }

  private func keys(of server: TestServer, _ kind: String) throws -> [String] {
    try server.exclaim("list", kind, "--output", "jsonl").stdout.split(separator: "\n").compactMap { line in
      (try object(String(line))[kind] as? [String: Any])?["key"] as? String
    }
  }

  private func object(_ json: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }
}
