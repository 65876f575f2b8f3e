import ExclaimMessages
import Testing

@Suite struct DecodingTests {
  static let claim = V1.Claim(
    key: "s3-3", speechAct: .asserts, speaker: V1.Speaker(actor: "ru-mod", role: "ministry"),
    value: .quantity(V1.Quantity(words: "more than a hundred")),
    chain: [V1.Hop(actor: "ru-mod"), V1.Hop(channel: "statement")])

  static let budgetBytes = 1 << 20

  func decode<M: Message>(_ type: M.Type, _ bytes: [UInt8]) throws -> M {
    try M(decoding: bytes, budgetBytes: Self.budgetBytes)
  }

  @Test("gives back what was encoded")
  func roundTrip() throws {
    #expect(try decode(V1.Claim.self, Self.claim.encoded()) == Self.claim)
    #expect(try decode(V1.Claim.self, V1.Claim().encoded()) == V1.Claim())
    #expect(V1.Claim().encoded().isEmpty)
  }

  @Test("keeps strings whole that hold a NUL")
  func nulInString() throws {
    let speaker = V1.Speaker(actor: "a\0b", role: "\0", words: "end\0")
    #expect(try decode(V1.Speaker.self, speaker.encoded()) == speaker)
    #expect(speaker.encoded().prefix(5) == [0x0A, 3, 0x61, 0, 0x62])
  }

  @Test("tells an optional zero from an absent one")
  func presence() throws {
    let zero = V1.Mention(start: 0)
    #expect(zero.encoded() == [0x18, 0])
    #expect(try decode(V1.Mention.self, [0x18, 0]).start == 0)
    #expect(try decode(V1.Mention.self, []).start == nil)
  }

  @Test("keeps an enum's number that this schema does not know")
  func unrecognizedEnum() throws {
    let claim = try decode(V1.Claim.self, [0x20, 0xE7, 0x07])
    #expect(claim.speechAct == .unrecognized(999))
    #expect(claim.encoded() == [0x20, 0xE7, 0x07])
  }

  @Test(
    "refuses strings that are not UTF-8 and names the field",
    arguments: [
      [0xFF, 0x41, 0x42], [0xC0, 0x80, 0x41], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80], [0x41, 0x42, 0xE4],
      // Repaired, these three would become three other bytes: U+FFFD.
      [0xF0, 0x9F, 0x98],
    ] as [[UInt8]])
  func invalidUTF8(bad: [UInt8]) throws {
    #expect(throws: DecodingFailure.invalidUTF8(field: "role")) {
      try decode(V1.Speaker.self, [0x12, 3] + bad)
    }
    let record = V1.Record(content: .claim(V1.Claim(chain: [V1.Hop(), V1.Hop(channel: "@@@")])))
    var bytes = V1.SubmitRequest(records: [V1.Record(), record]).encoded()
    let place = try #require(bytes.firstIndex(of: UInt8(ascii: "@")))
    bytes.replaceSubrange(place..<place + 3, with: bad)
    #expect(throws: DecodingFailure.invalidUTF8(field: "records[1].claim.chain[1].channel")) {
      try decode(V1.SubmitRequest.self, bytes)
    }
    #expect(throws: DecodingFailure.invalidUTF8(field: "parties[1]")) {
      try decode(V1.Powers.self, [0x0A, 1, 0x41, 0x0A, 3] + bad)
    }
  }

  @Test("decodes within a budget of N bytes and refuses at N - 1, saying so")
  func budget() throws {
    let bytes = Self.claim.encoded()
    var (tooLittle, enough) = (0, Self.budgetBytes)
    while enough - tooLittle > 1 {
      let middle = (tooLittle + enough) / 2
      if (try? V1.Claim(decoding: bytes, budgetBytes: middle)) != nil {
        enough = middle
      } else {
        tooLittle = middle
      }
    }
    #expect(enough > bytes.count)
    #expect(try V1.Claim(decoding: bytes, budgetBytes: enough) == Self.claim)
    #expect(throws: DecodingFailure.overBudget(bytes: enough - 1)) {
      try V1.Claim(decoding: bytes, budgetBytes: enough - 1)
    }
  }

  @Test("stops a message that would swell to many times its length")
  func swelling() {
    // Two bytes each on the wire, a whole struct each in memory; no single piece is over the budget.
    let hops = [UInt8](repeating: 0, count: 60_000).indices.map { $0 % 2 == 0 ? UInt8(0x62) : 0 }
    #expect(throws: DecodingFailure.overBudget(bytes: Self.budgetBytes)) { try decode(V1.Claim.self, hops) }
  }

  @Test(
    "refuses malformed bytes and names the message",
    arguments: [
      [0x0A], [0x0A, 5, 0x41], [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [0x08, 1], [0x0B, 0x0C], [0x00], [0x80],
    ] as [[UInt8]])
  func malformed(bytes: [UInt8]) {
    #expect(throws: DecodingFailure.malformed(message: "exclaim.v1.Speaker")) {
      try decode(V1.Speaker.self, bytes)
    }
  }

  @Test("keeps fields that it does not know and sends them again, at every depth")
  func unknownFields() throws {
    let unknown: [UInt8] = [
      0x98, 0x3F, 0xAC, 0x02, 0x99, 0x3F, 1, 2, 3, 4, 5, 6, 7, 8, 0x9A, 0x3F, 2, 0x68, 0x69, 0x9D, 0x3F, 1, 2,
      3, 4,
    ]
    let inner = try decode(V1.Speaker.self, unknown)
    #expect(!inner.unknownFields.isEmpty)
    #expect(inner != V1.Speaker())
    #expect(inner.encoded() == unknown)
    let outer = V1.Claim(key: "k", speaker: inner)
    #expect(try decode(V1.Claim.self, outer.encoded()) == outer)
  }

  @Test("answers every cut and every changed byte of a message, never with a crash")
  func damaged() throws {
    let bytes = V1.SubmitRequest(records: [V1.Record(content: .claim(Self.claim))]).encoded()
    for end in bytes.indices { _ = try? decode(V1.SubmitRequest.self, Array(bytes[..<end])) }
    for place in bytes.indices {
      for value in UInt8.min...UInt8.max {
        var damaged = bytes
        damaged[place] = value
        // What still decodes must encode, and decode again to the same.
        guard let request = try? decode(V1.SubmitRequest.self, damaged) else { continue }
        #expect(try decode(V1.SubmitRequest.self, request.encoded()) == request)
      }
    }
  }

  @Test("carries messages far larger than an arena's first chunk")
  func large() throws {
    let mentions = (0..<5000).map {
      V1.Mention(document: "doc-\($0)", quote: String(repeating: "ü", count: $0 % 50))
    }
    let claim = V1.Claim(note: String(repeating: "n", count: 3_000_000), mentions: mentions)
    #expect(try V1.Claim(decoding: claim.encoded(), budgetBytes: 1 << 26) == claim)
  }

  @Test("packs into the caller's buffer, and may pack another message meanwhile")
  func packing() {
    let expected = Self.claim.encoded()
    var buffer = [UInt8](repeating: 0xEE, count: expected.count + 1)
    Self.claim.withPacked { packed in
      #expect(packed.byteCount == expected.count)
      #expect(V1.Speaker(actor: "a").encoded() == [0x0A, 1, 0x61])
      buffer.withUnsafeMutableBytes { packed.write(to: $0) }
    }
    #expect(buffer == expected + [0xEE])
  }

  @Test("works on many threads at once")
  func threads() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<16 {
        group.addTask {
          let claim = V1.Claim(key: "key-\(number)", note: String(repeating: "x", count: number * 4000))
          for _ in 0..<200 {
            let decoded = try V1.Claim(decoding: claim.encoded(), budgetBytes: Self.budgetBytes)
            #expect(decoded == claim)
          }
        }
      }
      try await group.waitForAll()
    }
  }
}
