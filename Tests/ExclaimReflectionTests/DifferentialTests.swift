import ExclaimMessages
import Testing

@testable import ExclaimReflection

/// What the schema's description makes of messages, against what the generated code makes of them.
@Suite struct DifferentialTests {
  static let messagesPerType = 30

  @Test("agrees with the generated code on random messages of every type, from bytes and from JSON")
  func agreesWithGeneratedCode() throws {
    let set = try Fixture.exclaim.get()
    let seed = Fixture.seed()
    var random = RandomMessages(set: set, generator: SeededGenerator(seed: seed))
    for type in V1.messages + [Timestamp.self] {
      let described = try #require(set.message(type.fullName))
      for _ in 0..<Self.messagesPerType {
        random.madeOddMoment = false
        let bytes = random.message(described, depth: 0)
        let generated = try type.init(decoding: bytes, budgetBytes: 1 << 24)
        let note = Comment("\(type.fullName), seed \(seed), \(bytes)")
        for pretty in [false, true] {
          let text = try set.json(decoding: bytes, as: described, pretty: pretty)
          #expect(text == generated.json(pretty: pretty), note)
        }
        // A moment outside of RFC 3339 is shown, but not read.
        if random.madeOddMoment { continue }
        let json = generated.json()
        // JSON has no place for unknown fields, so the message is read from it once more.
        let fromJSON = try set.encode(JSONValue(parsing: json), as: described)
        #expect(fromJSON == (try type.init(json: json)).encoded(), note)
      }
    }
  }

  @Test("agrees with the generated code on which JSON is refused, and on the words for it")
  func agreesOnRefusals() throws {
    let set = try Fixture.exclaim.get()
    let claim = try #require(set.message("exclaim.v1.Claim"))
    for text in [
      #"{"speechact": "ASSERTS"}"#, #"{"speechAct": "ASSERT"}"#, #"{"speechAct": true}"#, #"{"key": 1}"#,
      #"{"measure": {"topic": []}}"#, #"{"chain": {}}"#, #"{"chain": [{"actr": "x"}]}"#, #"{"measure": []}"#,
      #"{"mentions": [{}, null]}"#, "[]",
      #"{"quantity": {"soft": {"low": 1.5}}}"#, #"{"nothingLikeIt": 1}"#,
    ] {
      let value = try JSONValue(parsing: text)
      let expected = #expect(throws: JSONFailure.self) { try V1.Claim(json: value) }
      let found = #expect(throws: JSONFailure.self) { try set.encode(value, as: claim) }
      #expect(found?.description == expected?.description)
    }
  }
}

@Suite struct OracleTests {
  @Test("agrees with Python's protobuf on random messages with every kind of field, both ways")
  func agreesWithPython() throws {
    let set = try Fixture.kinds.get()
    let type = try #require(set.message("test.kinds.Kinds"))
    let seed = Fixture.seed()
    let cases = try Fixture.oracle("make", [String(seed), "300"]).split(separator: "\n")
    #expect(cases.count == 300)
    let answers = try cases.map { line in
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
      let text = try set.json(decoding: bytes(columns[0]), as: type)
      let encoded = try set.encode(JSONValue(parsing: bytes(columns[1])), as: type)
      return "\(columns[0])\t\(hexadecimal(Array(text.utf8)))\t\(hexadecimal(encoded))\n"
    }
    _ = try Fixture.oracle("check", input: answers.joined())
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private func bytes(_ text: Substring) -> [UInt8] {
    let digits = text.utf8.map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x57 }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}

/// Random wire forms: fields in any order, lists packed and not, fields that come twice, fields that nobody
/// knows.
struct RandomMessages {
  let set: DescriptorSet
  var generator: SeededGenerator
  /// Whether a moment was made that RFC 3339 cannot write.
  var madeOddMoment = false

  mutating func message(_ type: MessageDescriptor, depth: Int) -> [UInt8] {
    if type.fullName == "google.protobuf.Timestamp" { return moment() }
    var writer = WireWriter()
    for field in type.fields.shuffled(using: &generator) where chance(depth < 2 ? 0.5 : 0.25) {
      let isList = field.isRepeated
      let isMessage = if case .message = field.kind { true } else { false }
      // A message that comes twice is to be merged, which protobuf-c does not do in full: Python judges that.
      let count = isList ? Int.random(in: 0...3, using: &generator) : (!isMessage && chance(0.1) ? 2 : 1)
      let values = (0..<count).map { _ in value(field.kind, depth: depth) }
      if isList, field.kind.packedWireType != nil, chance(0.7) {
        var packed = WireWriter()
        for value in values { packed.packed(value) }
        writer.field(field.number, .bytes(packed.bytes[...]))
      } else {
        for value in values { writer.field(field.number, value) }
      }
    }
    if chance(0.2) { writer.field(1000 + Int32.random(in: 0...50, using: &generator), unknown()) }
    return writer.bytes
  }

  private mutating func value(_ kind: FieldKind, depth: Int) -> WireValue {
    let edges: [UInt64] = [0, 1, 127, 128, 1 << 31 - 1, 1 << 53 + 1, .max, UInt64(bitPattern: -1)]
    switch kind {
    case .message(let name): return .bytes(message(set.knownMessage(name), depth: depth + 1)[...])
    case .enumeration(let name):
      let known = set.knownEnum(name).values.map(\.number) + [12_345, -1]
      return .varint(UInt64(bitPattern: Int64(known.randomElement(using: &generator) ?? 0)))
    case .string: return .text(text())
    case .bytes:
      let octets: [UInt8] = (0..<Int.random(in: 0...9, using: &generator)).map { _ in byte() }
      return .bytes(octets[...])
    case .bool: return .varint(chance(0.5) ? 1 : 0)
    case .int32:
      let edges: [Int32] = [0, 1, -1, .max, .min]
      let number = edges.randomElement(using: &generator) ?? 0
      return .varint(UInt64(bitPattern: Int64(number)))
    case .uint32: return .varint(UInt64(UInt32.random(in: 0...UInt32.max, using: &generator)))
    case .double: return .fixed64((Double.random(in: -9...9, using: &generator)).bitPattern)
    case .float: return .fixed32((Float.random(in: -9...9, using: &generator)).bitPattern)
    case .fixed32, .sfixed32: return .fixed32(UInt32.random(in: 0...UInt32.max, using: &generator))
    case .fixed64, .sfixed64: return .fixed64(edges.randomElement(using: &generator) ?? 0)
    default: return .varint(edges.randomElement(using: &generator) ?? 0)
    }
  }

  private mutating func moment() -> [UInt8] {
    var seconds = Int64.random(in: -62_135_596_800...253_402_300_799, using: &generator)
    if chance(0.02) {
      seconds += 1 << 40
      madeOddMoment = true
    }
    let nanos = [0, 250_000_000, 1, 999_999_999].randomElement(using: &generator) ?? 0
    return WireWriter.message((1, .varint(UInt64(bitPattern: seconds))), (2, .varint(UInt64(nanos))))
  }

  private mutating func unknown() -> WireValue {
    switch Int.random(in: 0...3, using: &generator) {
    case 0: .varint(300)
    case 1: .fixed32(7)
    case 2: .fixed64(8)
    default: .text("of the future")
    }
  }

  private mutating func text() -> String {
    let letters = Array("abz AZ09_\0\n\u{1F}\"\\/\u{7F}äЖ中\u{2028}\u{FEFF}😀e\u{301}".unicodeScalars)
    var text = ""
    for _ in 0..<Int.random(in: 0...6, using: &generator) {
      text.unicodeScalars.append(letters.randomElement(using: &generator) ?? "a")
    }
    return text
  }

  private mutating func byte() -> UInt8 { UInt8.random(in: 0...255, using: &generator) }
  private mutating func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &generator) < probability
  }
}
