import ExclaimWire
import Testing

@Suite("Envelopes that are wrong")
struct MalformedEnvelopeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let bytes: [UInt8]
    let reason: EnvelopeError.Reason
    let field: String
    var testDescription: String { what }
  }

  static let cases: [Case] = [
    Case(what: "a tag that is cut off", bytes: [0x8a], reason: .truncated, field: "Request: a field"),
    Case(what: "a length that is missing", bytes: [0x0a], reason: .truncated, field: "Request.service"),
    Case(
      what: "a text that is cut off", bytes: [0x12, 0x03, 0x61, 0x62], reason: .truncated,
      field: "Request.method"),
    Case(
      what: "a length no machine can hold", bytes: [0x1a] + [UInt8](repeating: 0xff, count: 9) + [0x01],
      reason: .truncated, field: "Request.payload"),
    Case(
      what: "a varint of eleven bytes", bytes: [0x20] + [UInt8](repeating: 0x80, count: 10) + [0x00],
      reason: .varintTooLong, field: "Request.timeout_nano"),
    Case(
      what: "a varint of 65 bits", bytes: [0x20] + [UInt8](repeating: 0xff, count: 9) + [0x02],
      reason: .varintTooLong, field: "Request.timeout_nano"),
    Case(
      what: "a varint that is cut off at nine bytes", bytes: [0x20] + [UInt8](repeating: 0xff, count: 9),
      reason: .truncated, field: "Request.timeout_nano"),
    Case(what: "field number 0", bytes: [0x02, 0x00], reason: .fieldNumber(0), field: "Request: a field"),
    Case(
      what: "field number 2²⁹", bytes: [0x82, 0x80, 0x80, 0x80, 0x10, 0x00],
      reason: .fieldNumber(1 << 29), field: "Request: a field"),
    Case(
      what: "a number for the service", bytes: [0x08, 0x01], reason: .wireType(0), field: "Request.service"),
    Case(
      what: "four bytes for the payload", bytes: [0x1d, 1, 2, 3, 4], reason: .wireType(5),
      field: "Request.payload"),
    Case(
      what: "text for the timeout", bytes: [0x22, 0x01, 0x61], reason: .wireType(2),
      field: "Request.timeout_nano"),
    Case(what: "a group", bytes: [0x7b, 0x7c], reason: .wireType(3), field: "Request: field 15"),
    Case(what: "wire type 7", bytes: [0x0f], reason: .wireType(7), field: "Request.service"),
    Case(
      what: "eight bytes that are five", bytes: [0x79, 1, 2, 3, 4, 5], reason: .truncated,
      field: "Request: field 15"),
    Case(
      what: "a service that is not UTF-8", bytes: [0x0a, 0x02, 0xc3, 0x28], reason: .invalidUTF8,
      field: "Request.service"),
    Case(
      what: "a method with a surrogate", bytes: [0x12, 0x03, 0xed, 0xa0, 0x80], reason: .invalidUTF8,
      field: "Request.method"),
    Case(
      what: "a metadata key that is not UTF-8", bytes: [0x2a, 0x03, 0x0a, 0x01, 0xff], reason: .invalidUTF8,
      field: "Request.metadata.key"),
    Case(
      what: "a metadata value that runs out of its pair", bytes: [0x2a, 0x02, 0x12, 0x01, 0x61],
      reason: .truncated, field: "Request.metadata.value"),
  ]

  @Test("names the field, the place and the reason", arguments: cases)
  func malformed(_ malformed: Case) throws {
    // A good field first: places are counted from the start of the payload.
    let bytes: [UInt8] = [0x12, 0x01, 0x43] + malformed.bytes
    let error = #expect(throws: EnvelopeError.self) { try EnvelopeTests.decode(bytes) }
    #expect(error?.reason == malformed.reason)
    #expect(error.map { "\($0)" }?.hasPrefix(malformed.field + " at byte ") == true)
    #expect(error.map { $0.byteOffset >= 3 } == true)
    #expect(error?.status.code == .invalidArgument)
  }

  @Test("metadata of exactly so many pairs passes, one more does not")
  func metadataPairs() throws {
    let limits = Limits.with { $0.metadataPairsMax = 3 }
    let pair = RequestEnvelope.Metadata(key: "k", value: "v")
    let three = requestBytes(metadata: [pair, pair, pair])
    #expect(try EnvelopeTests.decode(three, limits: limits).metadata.count == 3)
    let four = requestBytes(metadata: [pair, pair, pair, pair])
    let error = #expect(throws: EnvelopeError.self) { try EnvelopeTests.decode(four, limits: limits) }
    #expect(error?.reason == .overLimit(name: "metadataPairsMax", value: 4, max: 3))
    #expect(error?.status.code == .resourceExhausted)
  }

  @Test("metadata of exactly so many bytes passes, one more does not")
  func metadataBytes() throws {
    let limits = Limits.with { $0.metadataBytesMax = 10 }
    let ten = requestBytes(metadata: [.init(key: "ab", value: "cde"), .init(key: "fgh", value: "ij")])
    #expect(try EnvelopeTests.decode(ten, limits: limits).metadata.count == 2)
    let eleven = requestBytes(metadata: [.init(key: "ab", value: "cde"), .init(key: "fgh", value: "ijk")])
    let error = #expect(throws: EnvelopeError.self) { try EnvelopeTests.decode(eleven, limits: limits) }
    #expect(error?.reason == .overLimit(name: "metadataBytesMax", value: 11, max: 10))
  }

  @Test("every cut of a good request either reads or is refused, and never reads beyond its end")
  func everyCut() throws {
    for count in 0...EnvelopeTests.goRequest.count {
      let bytes = Array(EnvelopeTests.goRequest.prefix(count))
      if let view = try? EnvelopeTests.decode(bytes) { #expect(view.payload.upperBound <= count) }
    }
  }

  @Test("arbitrary bytes are read within their bounds or refused with a text")
  func fuzz() throws {
    let seed = testSeed()
    var random = SeededGenerator(seed: seed)
    let status = Status(.notFound, "no such record", details: [AnyDetail(typeURL: "t", value: [9, 9])])
    let seeds = [EnvelopeTests.goRequest, encode(.failure(status)), []]
    for _ in 0..<20_000 {
      var bytes = seeds.randomElement(using: &random) ?? []
      if bytes.isEmpty { bytes = [UInt8](repeating: 0, count: Int.random(in: 1...30, using: &random)) }
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      do {
        let view = try EnvelopeTests.decode(bytes)
        let ranges =
          [view.service, view.method, view.payload] + view.metadata.flatMap { [$0.key, $0.value] }
        #expect(ranges.allSatisfy { $0.upperBound <= bytes.count }, "seed \(seed)")
      } catch let error as EnvelopeError {
        #expect(error.description.contains(" at byte "), "seed \(seed)")
        #expect(error.byteOffset < bytes.count, "seed \(seed)")
      }
      if let view = try? EnvelopeTests.decodeResponse(bytes) {
        #expect(view.payload.upperBound <= bytes.count, "seed \(seed)")
      }
    }
  }
}
