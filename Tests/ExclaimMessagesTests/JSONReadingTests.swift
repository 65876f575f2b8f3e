import ExclaimMessages
import Testing

@Suite struct JSONReadingTests {
  @Test("reads a record line as users write it")
  func recordLine() throws {
    let record = try V1.Record(
      json: #"""
        {"claim": {"key": "s3-3", "speechAct": "ASSERTS", "speaker": {"actor": "ru-mod", "role": "ministry"},
          "measure": {"topic": "RETURNED", "dependentPower": "ru", "from": {"edtf": "2022-02-24"}},
          "quantity": {"words": "more than a hundred"}, "mentions": [{"document": "s3", "locus": "LEAD"}]}}
        """#)
    let claim = V1.Claim(
      key: "s3-3", speechAct: .asserts, speaker: V1.Speaker(actor: "ru-mod", role: "ministry"),
      measure: V1.Measure(
        topic: .returned, dependent: .dependentPower("ru"), from: V1.Date(edtf: "2022-02-24")),
      value: .quantity(V1.Quantity(words: "more than a hundred")),
      mentions: [V1.Mention(document: "s3", locus: .lead)])
    #expect(record == V1.Record(content: .claim(claim)))
  }

  @Test(
    "reads names in lowerCamelCase and as the schema has them, enums with prefix, without it, and by number",
    arguments: [
      #"{"speechAct": "DENIES"}"#, #"{"speech_act": "SPEECH_ACT_DENIES"}"#, #"{"speechAct": 3}"#,
      #"{"speechAct": 3.0}"#,
    ])
  func names(json: String) throws {
    #expect(try V1.Claim(json: json) == V1.Claim(speechAct: .denies))
  }

  @Test("takes null for absent, everywhere")
  func null() throws {
    let json = #"{"key": null, "speaker": null, "chain": null, "quantity": null, "speechAct": null}"#
    #expect(try V1.Claim(json: json) == V1.Claim())
    #expect(try V1.Mention(json: #"{"start": null}"#).start == nil)
    #expect(try V1.Mention(json: #"{"start": 0}"#).start == 0)
  }

  @Test(
    "reads 64-bit numbers exactly, quoted or not, in every notation",
    arguments: [
      ("9007199254740993", 9_007_199_254_740_993), (#""9007199254740993""#, 9_007_199_254_740_993),
      ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min), ("1.5e1", 15), ("-0", 0),
      ("1000e-3", 1), ("0.0e99999999999999999999", 0), (#""1E2""#, 100),
    ] as [(String, Int64)])
  func exactNumbers(json: String, expected: Int64) throws {
    #expect(try V1.Bounds(json: #"{"low": \#(json)}"#).low == expected)
  }

  @Test("reads every escape, and characters beyond the basic plane as pair or as themselves")
  func escapes() throws {
    let json = #"{"key": "\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\ude00😀\u0000"}"#
    #expect(try V1.Claim(json: json).key == "\"\\/\u{8}\u{C}\n\r\tAé€😀😀\0")
  }

  @Test("keeps the order of an object, the digits of a number and the place of each value")
  func genericValue() throws {
    let value = try JSONValue(parsing: "{\"b\": [1.50, true],\n \"ä\": \"ö\", \"a\": null}")
    #expect(value.members?.map(\.name) == ["b", "ä", "a"])
    #expect(value["b"]?.elements?.first?.content == .number("1.50"))
    #expect(value["ä"]?.string == "ö")
    let last = try #require(value["a"])
    #expect((last.line, last.column) == (2, 17))
    #expect(value.text() == #"{"b":[1.50,true],"ä":"ö","a":null}"#)
  }

  @Test("nests to the limit and not one level deeper")
  func depth() throws {
    let max = JSONValue.depthMax
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    #expect(try JSONValue(parsing: nested(max)).text() == nested(max))
    let failure = try #require(throws: JSONFailure.self) { try JSONValue(parsing: nested(max + 1)) }
    #expect(failure.reason == "is nested deeper than \(max) levels")
    #expect(failure.column == max + 1)
  }

  @Test("answers every cut and every changed byte of a text, never with a crash")
  func damaged() {
    let text = Array(
      #"{"claim":{"key":"ä\u00e9\ud83d\ude00","chain":[{"actor":"a"},{}],"quantity":{"kind":1.5e3}}}"#.utf8)
    for end in text.indices {
      #expect(throws: JSONFailure.self) { try V1.Record(json: Array(text[..<end])) }
    }
    for place in text.indices {
      for value in UInt8.min...UInt8.max {
        var damaged = text
        damaged[place] = value
        guard let value = try? JSONValue(parsing: damaged) else { continue }
        #expect((try? JSONValue(parsing: value.text())) == value)
      }
    }
  }
}
