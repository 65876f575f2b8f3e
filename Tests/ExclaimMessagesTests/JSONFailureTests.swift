import ExclaimMessages
import Testing

@Suite struct JSONFailureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var json: String
    var field: String
    var value = ""
    var reason: String
    var remedy: String
    var testDescription: String { json }
  }

  static let cases = [
    Case(
      json: #"{"exchange": {"legs": [{"frm": "ru"}]}}"#, field: "exchange.legs[0].frm",
      reason: "is no field of Leg", remedy: "did you mean from?"),
    Case(
      json: #"{"actor": {"zzzzzz": 1}}"#, field: "actor.zzzzzz", reason: "is no field of Actor",
      remedy: "its fields are "),
    Case(
      json: #"{"claim": {"measure": {"topic": "RETURND"}}}"#, field: "claim.measure.topic",
      value: #""RETURND""#,
      reason: "is not a Topic", remedy: "did you mean RETURNED?"),
    Case(
      json: #"{"claim": {"chain": [{}, {"actor": 7}]}}"#, field: "claim.chain[1].actor", value: "7",
      reason: "is a number where text is expected", remedy: "put it in double quotes"),
    Case(
      json: #"{"claim": {"key": "a", "key": "b"}}"#, field: "claim.key",
      reason: "stands twice in this object",
      remedy: "keep one of them"),
    Case(
      json: #"{"claim": {"speechAct": "DENIES", "speech_act": "DENIES"}}"#, field: "claim.speech_act",
      reason: "stands twice in this object, once as speechAct", remedy: "keep one of them"),
    Case(
      json: #"{"exchange": {"legs": [{"from_party": "ru", "from": "ru"}]}}"#,
      field: "exchange.legs[0].from_party", reason: "stands twice in this object, once as from",
      remedy: "keep one of them"),
    Case(
      json: #"{"claim": {"quantity": {}, "valueState": 1}}"#, field: "claim.valueState",
      reason: "is a second choice for value", remedy: "give only one of the fields of value"),
    Case(
      json: #"{"claim": {}, "exchange": {}}"#, field: "exchange", reason: "is a second choice for content",
      remedy: "give only one of the fields of content"),
    Case(
      json: #"{"revision": 4294967296}"#, field: "revision", value: "4294967296", reason: "is out of range",
      remedy: "give a whole number from 0 to 4294967295"),
    Case(
      json: #"{"revision": -1}"#, field: "revision", value: "-1", reason: "is out of range",
      remedy: "give a whole number from 0 to 4294967295"),
    Case(
      json: #"{"revision": 1.5}"#, field: "revision", value: "1.5", reason: "is not a whole number",
      remedy: "give a whole number"),
    Case(
      json: #"{"sequence": "18446744073709551616"}"#, field: "sequence", value: #""18446744073709551616""#,
      reason: "is out of range", remedy: "give a whole number from 0 to 18446744073709551615"),
    Case(
      json: #"{"sequence": " 1"}"#, field: "sequence", value: #"" 1""#,
      reason: "is text where a number is expected", remedy: "write digits"),
    Case(
      json: #"{"recordedAt": "2025-02-30T00:00:00Z"}"#, field: "recordedAt",
      value: #""2025-02-30T00:00:00Z""#,
      reason: "is no moment of RFC 3339", remedy: "write one like 2025-07-28T14:05:00Z"),
    Case(
      json: #"{"claim": []}"#, field: "claim", value: "[…]", reason: "is an array where a Claim is expected",
      remedy: "write an object: {…}"),
    Case(
      json: #"{"actor": {"kind": "STAT"}}"#, field: "actor.kind", value: #""STAT""#,
      reason: "is not an ActorKind", remedy: "did you mean STATE?"),
    Case(
      json: #"{"actor": {"kind": true}}"#, field: "actor.kind", value: "true",
      reason: "is true or false where an ActorKind is expected", remedy: "give one of STATE, "),
    Case(
      json: #"{"exchange": 7}"#, field: "exchange", value: "7",
      reason: "is a number where an Exchange is expected", remedy: "write an object: {…}"),
    Case(
      json: #"{"links": {}}"#, field: "links", value: "{…}", reason: "is an object where a list is expected",
      remedy: "write an array: […]"),
    Case(
      json: #"{"links": [null]}"#, field: "links[0]", value: "null",
      reason: "is null where a Link is expected", remedy: "write an object: {…}"),
    Case(
      json: #"{"claim": {"quantity": {"round": "yes"}}}"#, field: "claim.quantity.round", value: #""yes""#,
      reason: "is text where true or false is expected", remedy: "write true or false, no quotes"),
  ]

  @Test("names the field, the value, the reason and the remedy", arguments: cases)
  func failure(expected: Case) throws {
    let failure = try #require(throws: JSONFailure.self) { try V1.Record(json: expected.json) }
    #expect(failure.field == expected.field)
    #expect(failure.value == expected.value)
    #expect(failure.reason == expected.reason)
    #expect(failure.remedy.hasPrefix(expected.remedy))
  }

  @Test("gives line and column of the value, or of the name that is wrong, in characters")
  func place() throws {
    let text = "{\"claim\": {\n  \"note\": \"äö\", \"measure\": {\"topic\": \"HELT\"}}}"
    let value = try #require(throws: JSONFailure.self) { try V1.Record(json: text) }
    #expect((value.line, value.column) == (2, 38))
    #expect(
      value.description
        == #"line 2, column 38: claim.measure.topic: "HELT" is not a Topic; did you mean HELD?"#)
    let name = try #require(throws: JSONFailure.self) { try V1.Record(json: "{\n\n  \"clam\": {}}") }
    #expect((name.line, name.column) == (3, 3))
    #expect(name.description == "line 3, column 3: clam is no field of Record; did you mean claim?")
  }

  @Test(
    "refuses what is not JSON, with the place and the field it was in",
    arguments: [
      ("", 1, "", "ends where a value should stand"),
      ("{} {}", 4, "", "has something after the end of the value"),
      (#"{"key": tru}"#, 9, "key", "is no JSON value"),
      (#"{"key": 'a'}"#, 9, "key", "is no JSON value"),
      (#"{"key": "a",}"#, 13, "", "stands where a name should"),
      (#"{"key" "a"}"#, 8, "key", "stands where a colon should"),
      (#"{"chain": [{} {}]}"#, 15, "chain", "goes on in the middle of an array"),
      (#"{"key": "a"#, 11, "key", "ends inside a text"),
      (#"{"key": 01}"#, 9, "key", "is no JSON number"),
      (#"{"key": 1.}"#, 9, "key", "is an incomplete number"),
      (#"{"key": "\x"}"#, 10, "key", "is no escape"),
      (#"{"key": "\ud800"}"#, 10, "key", "is half of a surrogate pair"),
      (#"{"key": "\ud800\u0041"}"#, 10, "key", "is half of a surrogate pair"),
      (#"{"key": "\udc00\ud800"}"#, 10, "key", "is half of a surrogate pair"),
      ("{\"key\": \"a\u{1}\"}", 11, "key", "has a control character (\\u0001) in a text"),
    ] as [(String, Int, String, String)])
  func notJSON(json: String, column: Int, field: String, reason: String) throws {
    let failure = try #require(throws: JSONFailure.self) { try V1.Claim(json: json) }
    #expect(failure.column == column)
    #expect(failure.field == field)
    #expect(failure.reason == reason)
    #expect(!failure.remedy.isEmpty)
  }

  @Test(
    "refuses text that is not UTF-8, and shows its first bad byte and what stands around it",
    arguments: [
      ([0xC3, 0x28], 10, #""\xC3(""#), ([0xFF, 0xFE], 10, #""\xFF\xFE""#),
      (Array("né".utf8) + [0xE9], 12, #""né\xE9""#), ([0x5C, 0x6E, 0xE9], 12, #""\xE9""#),
      (
        Array(String(repeating: "é", count: 30).utf8) + [0x80]
          + Array(String(repeating: "ü", count: 30).utf8),
        40, #""…éééééééééé\x80üüüüüüüüüü…""#
      ),
    ] as [([UInt8], Int, String)])
  func invalidUTF8(text: [UInt8], column: Int, value: String) throws {
    let json = Array(#"{"key": ""#.utf8) + text + Array(#""}"#.utf8)
    let failure = try #require(throws: JSONFailure.self) { try V1.Claim(json: json) }
    #expect(failure.field == "key")
    #expect(failure.column == column)
    #expect(failure.value == value)
    #expect(failure.reason == "is not valid UTF-8")
  }

  @Test("shows bytes that are no UTF-8 outside of text, too, and cuts no character in two")
  func invalidOutsideOfText() throws {
    let bad = try #require(throws: JSONFailure.self) { try V1.Claim(json: [0xFF, 0x7B]) }
    #expect(bad.value == #"\xFF{"#)
    let long = try #require(throws: JSONFailure.self) { try V1.Claim(json: "abcdefghijkюy") }
    #expect(long.value == "abcdefghijkю")
  }

  @Test("never offers the value that says nothing, though it is read")
  func unspecified() throws {
    let failure = try #require(throws: JSONFailure.self) { try V1.Actor(json: #"{"kind": "UNSPECIFIEDD"}"#) }
    #expect(!failure.remedy.contains("UNSPECIFIED"))
    #expect(failure.remedy.hasPrefix("give one of STATE, "))
    #expect(try V1.Actor(json: #"{"kind": "UNSPECIFIED"}"#).kind == .unspecified)
  }
}
