extension CaseFrame {
  init(_ kind: String, _ value: Any?, _ place: String) throws {
    switch kind {
    case "request": try self.init(request: value, place)
    case "response": try self.init(response: value, place)
    case "data":
      let object = try CaseObject(value, place, knows: "stream", "call", "flags", "payload")
      try self.init(type: 3, object, payload: try object.bytes("payload") ?? [])
    case "window":
      let object = try CaseObject(value, place, knows: "stream", "call", "bytes", "flags")
      try self.init(type: 0x80, object, payload: bigEndian(UInt32(try object.required("bytes", Int.self))))
    default:
      let object = try CaseObject(value, place, knows: "type", "stream", "call", "flags", "payload", "length")
      let type = UInt8(try object.required("type", Int.self))
      try self.init(type: type, object, payload: try object.bytes("payload") ?? [])
      length = try object.optional("length", Int.self).map { UInt32($0) }
    }
  }

  private init(type: UInt8, _ object: CaseObject, payload: [UInt8]) throws {
    self.init(
      type: type, flags: UInt8(try object.optional("flags", Int.self) ?? 0), stream: try StreamName(object),
      payload: payload)
  }

  private init(request value: Any?, _ place: String) throws {
    let object = try CaseObject(
      value, place, knows: "stream", "call", "flags", "service", "method", "payload", "timeoutNano",
      "metadata", "then", "envelope")
    if let envelope = try object.bytes("envelope") {
      try self.init(type: 1, object, payload: envelope)
      return
    }
    var envelope: [UInt8] = []
    for (number, name) in [(1, "service"), (2, "method")] {
      let text = Array(try object.optional(name, String.self)?.utf8 ?? "".utf8)
      if !text.isEmpty { envelope += field(number, text) }
    }
    if let payload = try object.bytes("payload"), !payload.isEmpty { envelope += field(3, payload) }
    if let timeout: Int = try object.optional("timeoutNano"), timeout != 0 {
      envelope += varint(4 << 3) + varint(UInt64(bitPattern: Int64(timeout)))
    }
    for (value, place) in try object.list("metadata") {
      guard let pair = value as? [String], pair.count == 2 else {
        throw CaseError("\(place): a pair of texts is expected")
      }
      envelope += field(5, field(1, Array(pair[0].utf8)) + field(2, Array(pair[1].utf8)))
    }
    try self.init(type: 1, object, payload: envelope + (try object.bytes("then") ?? []))
  }

  private init(response value: Any?, _ place: String) throws {
    let object = try CaseObject(
      value, place, knows: "stream", "call", "flags", "code", "message", "details", "payload", "then",
      "envelope")
    if let envelope = try object.bytes("envelope") {
      try self.init(type: 2, object, payload: envelope)
      return
    }
    var envelope: [UInt8] = []
    if let code: Int = try object.optional("code") {
      var status = varint(1 << 3) + varint(UInt64(bitPattern: Int64(code)))
      if let message: String = try object.optional("message") { status += field(2, Array(message.utf8)) }
      for (value, place) in try object.list("details") {
        let detail = try CaseObject(value, place, knows: "type", "bytes")
        let url = "type.googleapis.com/" + (try detail.required("type", String.self))
        status += field(3, field(1, Array(url.utf8)) + field(2, try detail.bytes("bytes") ?? []))
      }
      envelope += field(1, status)
    }
    if let payload = try object.bytes("payload"), !payload.isEmpty { envelope += field(2, payload) }
    try self.init(type: 2, object, payload: envelope + (try object.bytes("then") ?? []))
  }
}

private func field(_ number: Int, _ content: [UInt8]) -> [UInt8] {
  varint(UInt64(number) << 3 | 2) + varint(UInt64(content.count)) + content
}
