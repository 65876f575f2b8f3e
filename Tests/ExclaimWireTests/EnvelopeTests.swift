import ExclaimWire
import Testing

@Suite("Envelopes")
struct EnvelopeTests {
  /// `Request{service "a.B", method "C", payload 01 02, timeout_nano 5, metadata k=v}`, fields rising.
  static let goRequest: [UInt8] = [
    0x0a, 0x03, 0x61, 0x2e, 0x42, 0x12, 0x01, 0x43, 0x1a, 0x02, 0x01, 0x02, 0x20, 0x05,
    0x2a, 0x06, 0x0a, 0x01, 0x6b, 0x12, 0x01, 0x76,
  ]

  static func decode(_ bytes: [UInt8], limits: Limits = .standard) throws -> RequestView {
    try bytes.withUnsafeBytes { try RequestView(decoding: $0, limits: limits) }
  }

  static func decodeResponse(_ bytes: [UInt8]) throws -> ResponseView {
    try bytes.withUnsafeBytes { try ResponseView(decoding: $0) }
  }

  @Test("reads a request as a Go client writes it, and says where the message lies")
  func readsGolden() throws {
    let view = try Self.decode(Self.goRequest)
    #expect(Self.goRequest[view.payload] == [1, 2])
    #expect(view.payload == 10..<12)
    #expect(view.timeout == .nanoseconds(5))
    #expect(
      Self.goRequest.withUnsafeBytes { view.envelope(in: $0) }
        == RequestEnvelope(
          service: "a.B", method: "C", timeoutNanoseconds: 5, metadata: [.init(key: "k", value: "v")]))
  }

  @Test("writes a request with the message last, so that it can be packed in place")
  func writesGolden() {
    let request = RequestEnvelope(
      service: "a.B", method: "C", timeoutNanoseconds: 5, metadata: [.init(key: "k", value: "v")])
    #expect(
      encode(request, payload: [1, 2]) == [
        0x0a, 0x03, 0x61, 0x2e, 0x42, 0x12, 0x01, 0x43, 0x20, 0x05,
        0x2a, 0x06, 0x0a, 0x01, 0x6b, 0x12, 0x01, 0x76, 0x1a, 0x02, 0x01, 0x02,
      ])
  }

  @Test("a negative timeout takes ten bytes and comes back negative")
  func negativeTimeout() throws {
    let bytes = encode(RequestEnvelope(service: "", method: "", timeoutNanoseconds: -1), payload: [])
    #expect(bytes == [0x0a, 0, 0x12, 0, 0x20] + [UInt8](repeating: 0xff, count: 9) + [0x01])
    #expect(try Self.decode(bytes).timeoutNanoseconds == -1)
  }

  @Test("a request without a timeout has no deadline")
  func noTimeout() throws {
    #expect(try Self.decode(requestBytes()).timeout == nil)
  }

  @Test("any request comes back as it was sent")
  func requestRoundTrip() throws {
    let seed = testSeed()
    var random = SeededGenerator(seed: seed)
    let names = ["", "a", "exclaim.v1.Records", "Ґабріель", "捕虜", String(repeating: "x", count: 300)]
    for _ in 0..<300 {
      let request = RequestEnvelope(
        service: names.randomElement(using: &random) ?? "",
        method: names.randomElement(using: &random) ?? "",
        timeoutNanoseconds: Int64.random(in: .min ... .max, using: &random)
          >> Int64.random(in: 0...63, using: &random),
        metadata: (0..<Int.random(in: 0...3, using: &random)).map { _ in
          .init(
            key: names.randomElement(using: &random) ?? "", value: names.randomElement(using: &random) ?? "")
        })
      let payload = (0..<Int.random(in: 0...300, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      let bytes = encode(request, payload: payload)
      let view = try Self.decode(bytes)
      #expect(bytes.withUnsafeBytes { view.envelope(in: $0) } == request, "seed \(seed)")
      #expect(Array(bytes[view.payload]) == payload, "seed \(seed)")
    }
  }

  @Test("the last value of a repeated scalar wins")
  func lastWins() throws {
    let bytes = requestBytes("first", "First", payload: [1], timeoutNanoseconds: 1) + Self.goRequest
    let view = try Self.decode(bytes)
    let envelope = bytes.withUnsafeBytes { view.envelope(in: $0) }
    #expect(envelope.service == "a.B")
    #expect(envelope.method == "C")
    #expect(envelope.timeoutNanoseconds == 5)
    #expect(bytes[view.payload] == [1, 2])
  }

  @Test("fields of later versions are skipped, of every wire type")
  func unknownFields() throws {
    let unknown: [UInt8] =
      [0x78, 0x96, 0x01]  // 15, varint
      + [0x79, 1, 2, 3, 4, 5, 6, 7, 8]  // 15, eight bytes
      + [0x7a, 0x02, 9, 9]  // 15, length-delimited
      + [0x7d, 1, 2, 3, 4]  // 15, four bytes
      + [0xfa, 0xff, 0xff, 0xff, 0x0f, 0x00]  // 2²⁹ − 1, the last field number
    let bytes = unknown + Self.goRequest + unknown
    let view = try Self.decode(bytes)
    #expect(bytes[view.payload] == [1, 2])
    #expect(try Self.decodeResponse(unknown + [0x12, 0x01, 0x07]).payload.count == 1)
  }

  @Test("a successful response is its message alone, with no status")
  func successGolden() throws {
    #expect(encode(.success(payloadByteCount: 1), payload: [7]) == [0x12, 0x01, 0x07])
    #expect(encode(.success(payloadByteCount: 0)) == [])
    let view = try Self.decodeResponse([0x12, 0x01, 0x07])
    #expect(view.status == .ok)
    #expect(view.payload == 2..<3)
  }

  @Test("a failure is its status alone, with its details and no message")
  func failureGolden() throws {
    let status = Status(.notFound, "no", details: [AnyDetail(typeURL: "t", value: [9])])
    let golden: [UInt8] = [
      0x0a, 0x0e, 0x08, 0x05, 0x12, 0x02, 0x6e, 0x6f, 0x1a, 0x06, 0x0a, 0x01, 0x74, 0x12, 0x01, 0x09,
    ]
    #expect(encode(.failure(status)) == golden)
    #expect(try Self.decodeResponse(golden).status == status)
  }

  @Test("a status that comes in two parts is merged, as protobuf says")
  func mergedStatus() throws {
    let view = try Self.decodeResponse([
      0x0a, 0x04, 0x08, 0x05, 0x1a, 0x00, 0x0a, 0x06, 0x12, 0x02, 0x6e, 0x6f, 0x1a, 0x00,
    ])
    #expect(view.status.code == .notFound)
    #expect(view.status.message == "no")
    #expect(view.status.details.count == 2)
  }

  @Test("an error text that is not UTF-8 is repaired rather than lost")
  func repairedText() throws {
    let view = try Self.decodeResponse([0x0a, 0x05, 0x08, 0x05, 0x12, 0x01, 0xff])
    #expect(view.status == Status(.notFound, "\u{fffd}"))
  }
}

@Suite("Status codes")
struct StatusCodeTests {
  @Test("the codes are gRPC's numbers 0 to 16, each with a name of its own")
  func codes() {
    #expect(StatusCode.allCases.map(\.rawValue) == Array(0...16))
    #expect(Set(StatusCode.allCases.map(\.name)).count == 17)
    #expect(StatusCode.invalidArgument.name == "INVALID_ARGUMENT")
  }

  @Test("numbers outside 0 to 16 read as unknown", arguments: [-1, 17, Int32.max, Int32.min])
  func strangeCodes(number: Int32) throws {
    #expect(StatusCode(wire: number) == .unknown)
  }

  @Test("a negative code on the wire reads as unknown")
  func negativeCode() throws {
    let view = try EnvelopeTests.decodeResponse(
      [0x0a, 0x0b, 0x08] + [UInt8](repeating: 0xff, count: 9) + [0x01])
    #expect(view.status.code == .unknown)
  }

  @Test("a status is one line: the code, then the message")
  func description() {
    #expect("\(Status(.notFound, "record 7"))" == "NOT_FOUND: record 7")
    #expect("\(Status.ok)" == "OK")
  }
}
