import ExclaimMessages
import Testing

@testable import ExclaimReflection

@Suite struct MessageJSONTests {
  let set: DescriptorSet
  let kinds: MessageDescriptor
  let chain: MessageDescriptor

  init() throws {
    set = try Fixture.kinds.get()
    kinds = try #require(set.message("test.kinds.Kinds"))
    chain = try #require(set.message("test.kinds.Chain"))
  }

  private func roundTrip(_ text: String) throws -> String {
    try set.json(decoding: set.encode(JSONValue(parsing: text), as: kinds), as: kinds)
  }

  private func refusal(_ text: String) throws -> String {
    let value = try JSONValue(parsing: text)
    return try #require(throws: JSONFailure.self) { try set.encode(value, as: kinds) }.description
  }

  @Test(
    "what is written in canonical form comes back as it was",
    arguments: [
      #"{}"#, #"{"anInt64":"-9007199254740993","aUint64":"18446744073709551615"}"#, #"{"aDouble":"NaN"}"#,
      #"{"someBytes":"AP8="}"#, #"{"colour":"GREEN"}"#, #"{"inner":{}}"#, #"{"int64s":["1","-1"]}"#,
      #"{"maybeInt32":0,"maybeString":"","maybeColour":"RED"}"#, #"{"count":"0"}"#, #"{"text":""}"#,
      #"{"byString":{"":0,"a":1}}"#, #"{"byBool":{"false":"","true":"AA=="}}"#, #"{"colour":3}"#,
      #"{"byInt32":{"-1":{"name":"x","shade":"DARK"},"7":{}}}"#, #"{"byUint32":{"4294967295":"BLUE"}}"#,
      #"{"at":"2025-07-28T14:05:00.250Z","lasted":"-1.500s","laps":["0s","3s","0.000000001s"]}"#,
      #"{"@other":"x"}"#,
    ])
  func canonical(text: String) throws {
    #expect(try roundTrip(text) == text)
  }

  @Test("other spellings are read: schema names, prefixes, numbers as text and as exponents, null")
  func spellings() throws {
    let text = #"""
      {"an_int32": "1e3", "a_uint64": 7, "inners": [{"shade": "SHADE_LIGHT"}, {"shade": 1}], "colour": null,
       "strings": null, "inner": null, "lasted": "1.5s", "renamed": "x", "some_bytes": "_-8"}
      """#
    #expect(
      try roundTrip(text)
        == #"{"anInt32":1000,"aUint64":"7","someBytes":"/+8=","inners":[{"shade":"LIGHT"},{"shade":"DARK"}],"#
        + #""lasted":"1.500s","@other":"x"}"#)
  }

  @Test(
    "what is wrong is named, with its place and a remedy",
    arguments: [
      (#"{"anInt23": 1}"#, "line 1, column 2: anInt23 is no field of Kinds; did you mean anInt32?"),
      (
        #"{"inner": {"shade": "DRAK"}}"#,
        #"line 1, column 21: inner.shade: "DRAK" is not a Shade; give one of DARK, LIGHT"#
      ),
      (
        #"{"text": "a", "flag": true}"#,
        "line 1, column 15: flag is a second choice for choice; give only one of the fields of choice"
      ),
      (
        #"{"an_int32": 1, "anInt32": 1}"#,
        "line 1, column 17: anInt32 stands twice in this object, once as an_int32; keep one of them"
      ),
      (
        #"{"byInt32": {"x": {}}}"#, #"byInt32.x: "x" is text where a number is expected; write digits"#
      ),
      (#"{"byBool": {"yes": ""}}"#, #"byBool.yes.yes is no key of this map; write "true" or "false""#),
      (#"{"byString": {"a": null}}"#, "byString.a: null is null where a number is expected; write digits"),
      (#"{"byString": []}"#, "byString: […] is an array where a map is expected; write an object: {…}"),
      (#"{"inners": [{}, {"nme": ""}]}"#, "inners[1].nme is no field of Inner; did you mean name?"),
      (
        #"{"lasted": "1.5"}"#,
        #"lasted: "1.5" is no duration; write seconds, with up to nine decimals and an s: "1.5s""#
      ),
      (#"{"anInt32": 2147483648}"#, "anInt32: 2147483648 is out of range"),
    ])
  func refusals(text: String, words: String) throws {
    let found = try refusal(text)
    #expect(found.contains(words), "\(found)")
  }

  @Test(
    "durations are read in their range and their form only",
    arguments: [
      ("315576000000s", true), ("315576000001s", false), ("-315576000000s", true), ("0.123456789s", true),
      ("0.1234567890s", false), ("1", false), ("s", false), (".5s", false), ("1.s", false), ("+1s", false),
      ("--1s", false), ("1 s", false), ("-0.5s", true),
    ])
  func durations(text: String, isRead: Bool) throws {
    let value = JSONValue(.object([JSONMember(name: "lasted", value: JSONValue(.string(text)))]))
    #expect(((try? set.encode(value, as: kinds)) != nil) == isRead)
  }

  @Test("moments and durations that have no text are shown by their parts")
  func strangeMoments() throws {
    func shown(_ number: Int32, _ seconds: Int64, _ nanos: Int32) throws -> String {
      let parts = WireValue.message(
        (1, .varint(UInt64(bitPattern: seconds))), (2, .varint(UInt64(bitPattern: Int64(nanos)))))
      return try set.json(decoding: WireWriter.message((number, parts)), as: kinds)
    }
    #expect(try shown(71, 1 << 40, 0) == #"{"at":{"seconds":"1099511627776"}}"#)
    #expect(try shown(72, 1, -1) == #"{"lasted":{"seconds":"1","nanos":-1}}"#)
    #expect(try shown(72, 0, .min) == #"{"lasted":{"nanos":-2147483648}}"#)
    #expect(try shown(72, .min, 0) == #"{"lasted":{"seconds":"-9223372036854775808"}}"#)
    #expect(try shown(72, 0, -500_000_000) == #"{"lasted":"-0.500s"}"#)
  }

  @Test("of a oneof the last one that came counts, and of a key that came twice the last value")
  func lastOneCounts() throws {
    let choices = WireWriter.message((51, .text("a")), (54, .varint(5)), (51, .text("b")))
    #expect(try set.json(decoding: choices, as: kinds) == #"{"text":"b"}"#)
    let entry = { (value: UInt64) in WireValue.message((1, .text("k")), (2, .varint(value))) }
    let map = WireWriter.message((61, entry(1)), (61, .message((1, .text("l")))), (61, entry(2)))
    #expect(try set.json(decoding: map, as: kinds) == #"{"byString":{"k":2,"l":0}}"#)
  }

  @Test("bytes that are no such message are refused with the field's name")
  func malformed() throws {
    func words(_ bytes: [UInt8]) throws -> String {
      try #require(throws: ReflectionFailure.self) { try set.json(decoding: bytes, as: kinds) }.description
    }
    #expect(
      try words(WireWriter.message((17, .message((1, .bytes([0xFF]))))))
        == "test.kinds.Kinds.inner.name is not valid UTF-8; send text as UTF-8")
    #expect(
      try words(WireWriter.message((37, .message()), (37, .varint(1)))).hasPrefix(
        "test.kinds.Kinds.inners[1] has wire type 0, which is not the type of this field"))
    #expect(try words([0x0A]).hasPrefix("test.kinds.Kinds ends in the middle of a field"))
    #expect(try words([0x0B]).contains("wire type 3"))
    #expect(try words([0x00, 0x00]).contains("field number 0"))
    #expect(try words([0xBA, 0x01, 0x01, 0x80]).hasPrefix("test.kinds.Kinds.int32s ends in the middle"))
  }

  @Test("messages nest down to 64 levels both ways, and no deeper")
  func depth() throws {
    func json(_ levels: Int) -> JSONValue {
      var value = JSONValue(.object([]))
      for _ in 1..<levels { value = JSONValue(.object([JSONMember(name: "next", value: value)])) }
      return value
    }
    func wire(_ levels: Int, _ innermost: [UInt8] = []) -> [UInt8] {
      var bytes = innermost
      for _ in 1..<levels { bytes = WireWriter.message((1, .bytes(bytes[...]))) }
      return bytes
    }
    let deepest = DescriptorSet.depthMax
    #expect(deepest == 64)
    #expect(try set.encode(json(deepest), as: chain) == wire(deepest))
    #expect(try set.json(decoding: wire(deepest), as: chain) == json(deepest).text())
    let refused = try #require(throws: JSONFailure.self) { try set.encode(json(deepest + 1), as: chain) }
    #expect(refused.reason == "is nested deeper than 64 levels")
    let unshown = try #require(throws: ReflectionFailure.self) {
      try set.json(decoding: wire(deepest + 1), as: chain)
    }
    #expect(unshown.reason == "is nested deeper than 64 levels")
    // A list and a map are a level too: what is shown can be read again.
    let list = WireWriter.message((4, .varint(1)))
    #expect(throws: Never.self) { try set.json(decoding: wire(deepest - 1, list), as: chain) }
    #expect(throws: ReflectionFailure.self) { try set.json(decoding: wire(deepest, list), as: chain) }
    let map = WireWriter.message((3, .message((1, .text("k")), (2, .message()))))
    #expect(throws: Never.self) { try set.json(decoding: wire(deepest - 2, map), as: chain) }
    #expect(throws: ReflectionFailure.self) { try set.json(decoding: wire(deepest - 1, map), as: chain) }
  }

  @Test("whatever the bytes are, they are shown or refused, and what is shown is read again")
  func randomBytes() throws {
    var random = RandomMessages(set: set, generator: SeededGenerator(seed: Fixture.seed()))
    var shown = 0
    for _ in 0..<1500 {
      var bytes = random.message(kinds, depth: 1)
      for _ in 0..<Int.random(in: 0...2, using: &random.generator) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random.generator)
        bytes[place] = UInt8.random(in: 0...255, using: &random.generator)
      }
      guard let text = try? set.json(decoding: bytes, as: kinds) else { continue }
      let value = try JSONValue(parsing: text)
      // Moments that are shown by their parts are not read.
      guard let encoded = try? set.encode(value, as: kinds) else { continue }
      shown += 1
      #expect(try set.json(decoding: encoded, as: kinds) == text)
    }
    #expect(shown > 150)
  }
}
