import ExclaimMessages
import ExclaimReflection

extension FuzzTarget {
  /// What a server says of its messages, and messages read by it.
  ///
  ///     | 0 | bytes of a descriptor set …
  ///     | 1 | type, two bytes | bytes of the message …
  static let reflection = FuzzTarget(
    name: "reflection",
    run: { input in
      guard let form = input.first else { return }
      let rest = input.after(1)
      guard form & 1 == 1 else { return try checkDescription(Array(rest)) }
      guard let type = MessageCode.type(of: rest) else { return }
      try checkMessage(type, Array(rest.after(MessageCode.byteCount)))
    },
    seeds: { lines in
      // A file with a service, a method, a message and a field, and with an enumeration.
      let field: [UInt8] = [0x0A, 1, 0x66, 0x18, 1, 0x20, 1, 0x28, 11, 0x32, 2, 0x2E, 0x4D]
      let message: [UInt8] = [0x0A, 1, 0x4D, 0x12, UInt8(field.count)] + field
      let method: [UInt8] = [0x0A, 1, 0x72, 0x12, 2, 0x2E, 0x4D, 0x1A, 2, 0x2E, 0x4D]
      let service: [UInt8] = [0x0A, 1, 0x53, 0x12, UInt8(method.count)] + method
      let enumeration: [UInt8] = [0x0A, 1, 0x45, 0x12, 5, 0x0A, 1, 0x5A, 0x10, 0]
      let file: [UInt8] =
        [0x0A, 1, 0x61, 0x22, UInt8(message.count)] + message + [0x2A, UInt8(enumeration.count)] + enumeration
        + [0x32, UInt8(service.count)] + service + [0x62, 6] + Array("proto3".utf8)
      return [[0, 0x0A, UInt8(file.count)] + file] + messages.seeds(lines).map { [1] + $0 }
    })

  private static let ownDescription = Result { try DescriptorSet(decoding: Schema.fileDescriptorSet) }

  private static func checkDescription(_ bytes: [UInt8]) throws {
    let set: DescriptorSet
    do throws(ReflectionFailure) {
      set = try DescriptorSet(decoding: bytes)
    } catch {
      return try promise(!error.reason.isEmpty && !error.remedy.isEmpty, "a failure says why, and what to do")
    }
    for method in set.services.flatMap(\.methods) {
      for type in [set.request(of: method), set.response(of: method)] {
        try promise(set.message(type.fullName) != nil, "a method's messages are known: \(method.path)")
        let empty = try promiseSuccess("no bytes are a message") { try set.json(decoding: [], as: type) }
        try promise(empty == "{}" || empty.hasPrefix("\""), "an empty message has no fields: \(empty)")
        // Any bytes will do: those of the description are at hand.
        _ = try? set.json(decoding: bytes, as: type)
      }
    }
  }

  /// The generated code and the description agree on what a message is in JSON.
  private static func checkMessage<M: Message>(_ type: M.Type, _ bytes: [UInt8]) throws {
    let set = try ownDescription.get()
    guard let description = set.message(M.fullName) else {
      throw BrokenPromise(description: "\(M.fullName) is not described")
    }
    _ = try? set.json(decoding: bytes, as: description)
    guard let message = try? M(decoding: bytes, budgetBytes: 1 << 20) else { return }
    // Encoded anew: protobuf-c reads more than it should, and merges a message that comes in parts by halves.
    let text = message.json()
    let described = try promiseSuccess("\(M.fullName) is read by its description") {
      try set.json(decoding: message.encoded(), as: description)
    }
    try promise(described == text, "\(M.fullName) is the same in JSON: \(described) and \(text)")

    guard let json = try? JSONValue(parsing: text), let known = try? M(json: json) else { return }
    let encoded = try promiseSuccess("\(M.fullName) is encoded by its description") {
      try set.encode(json, as: description)
    }
    let again = try promiseSuccess("\(M.fullName) decodes") { try M(decoding: encoded, budgetBytes: .max) }
    try promise(again == known, "\(M.fullName) is the same on the wire: \(text)")
  }
}
