import ExclaimMessages

extension FuzzTarget {
  /// A message of any type in its wire form.
  ///
  ///     | type, two bytes | bytes of the message …
  static let messages = FuzzTarget(
    name: "messages",
    run: { input in
      guard let type = MessageCode.type(of: input) else { return }
      try checkPacked(type, input.after(MessageCode.byteCount))
    },
    seeds: { lines in
      V1.messages.map { MessageCode.bytes(of: $0) }
        + V1.messages.map { MessageCode.bytes(of: $0) + [0x0A, 1, 0x41, 0x10, 1, 0x1A, 0, 0x22, 0] }
        + records(lines).map { MessageCode.bytes(of: V1.Record.self) + $0.encoded() }
        + records(lines).map { record in
          var request = V1.SubmitRequest()
          request.records = [record]
          return MessageCode.bytes(of: V1.SubmitRequest.self) + request.encoded()
        }
    })

  /// A message of any type in JSON.
  ///
  ///     | type, two bytes | JSON …
  static let messagesInJSON = FuzzTarget(
    name: "messages-in-json",
    run: { input in
      guard let type = MessageCode.type(of: input) else { return }
      try checkJSON(type, Array(input.after(MessageCode.byteCount)))
    },
    seeds: { lines in
      V1.messages.map { MessageCode.bytes(of: $0) + Array("{}".utf8) }
        + lines.map { MessageCode.bytes(of: V1.Record.self) + Array($0.utf8) }
    })

  private static func records(_ lines: [String]) -> [V1.Record] {
    lines.compactMap { try? V1.Record(json: $0) }
  }

  private static func checkPacked<M: Message>(_ type: M.Type, _ bytes: UnsafeRawBufferPointer) throws {
    let message: M
    do throws(DecodingFailure) {
      message = try M(decoding: bytes, budgetBytes: 1 << 20)
    } catch {
      return try promise(!error.description.isEmpty, "a failure says what is wrong")
    }
    let packed = message.encoded()
    try promise(packed.count == message.packedByteCount, "\(M.fullName) has the length that it says")
    let again = try promiseSuccess("\(M.fullName) decodes from what it is encoded to") {
      try M(decoding: packed, budgetBytes: .max)
    }
    try promise(again == message && again.encoded() == packed, "\(M.fullName) keeps its meaning: \(message)")

    // JSON has no place for unknown fields, so texts are compared here and not messages.
    let text = message.json()
    let reread: M
    do throws(JSONFailure) {
      reread = try M(json: text)
    } catch {
      // A moment outside the years 1 to 9999 has no text, and its parts are for people to see.
      return try promise(
        text.contains(#":{"seconds":"#) || text.contains(#":{"nanos":"#) || text.contains(":{}"),
        "\(M.fullName) reads its own JSON: \(error) in \(text)")
    }
    try promise(reread.json() == text, "\(M.fullName) keeps its meaning in JSON: \(text)")
  }

  private static func checkJSON<M: Message>(_ type: M.Type, _ bytes: [UInt8]) throws {
    let message: M
    do throws(JSONFailure) {
      message = try M(json: bytes)
    } catch {
      return try check(error)
    }
    let decoded = try promiseSuccess("\(M.fullName) decodes from what it is encoded to") {
      try M(decoding: message.encoded(), budgetBytes: .max)
    }
    try promise(decoded == message, "\(M.fullName) keeps its meaning: \(message)")
    for pretty in [false, true] {
      let again = try promiseSuccess("\(M.fullName) reads its own JSON") {
        try M(json: message.jsonBytes(pretty: pretty))
      }
      // Compared by bytes: to Swift two ways of writing an accented letter are equal.
      try promise(again.encoded() == message.encoded(), "\(M.fullName) keeps its meaning in JSON: \(message)")
    }
  }

  static func check(_ failure: JSONFailure) throws {
    try promise(
      failure.line > 0 && failure.column > 0 && !failure.reason.isEmpty && !failure.remedy.isEmpty,
      "a failure tells the place, the reason and the remedy: \(failure)")
  }
}

/// How the first two bytes of an input pick the type of a message.
///
/// Every type has a code made from its name, and the bytes pick the type with the next code. So inputs keep their
/// type when the schema gains others.
enum MessageCode {
  static let byteCount = 2

  private static let typesByCode: [(code: UInt16, type: any Message.Type)] =
    V1.messages.map { (code(of: $0), $0) }.sorted { $0.code < $1.code }

  static func type(of input: UnsafeRawBufferPointer) -> (any Message.Type)? {
    guard input.count >= byteCount else { return nil }
    let wanted = UInt16(input[0]) << 8 | UInt16(input[1])
    return (typesByCode.first { $0.code >= wanted } ?? typesByCode[0]).type
  }

  static func bytes(of type: any Message.Type) -> [UInt8] {
    let code = code(of: type)
    return [UInt8(code >> 8), UInt8(code & 0xFF)]
  }

  /// FNV-1a, folded.
  private static func code(of type: any Message.Type) -> UInt16 {
    let hash = type.fullName.utf8.reduce(2_166_136_261 as UInt32) { ($0 ^ UInt32($1)) &* 16_777_619 }
    return UInt16(truncatingIfNeeded: hash ^ hash >> 16)
  }
}
