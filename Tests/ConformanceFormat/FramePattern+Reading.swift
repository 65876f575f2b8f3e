extension FramePattern {
  /// Reads a list of expected frames, repetitions written out.
  public static func read(_ list: [(value: Any, place: String)]) throws -> [FramePattern] {
    try list.flatMap { value, place in
      let object = try CaseObject(
        value, place, knows: "request", "response", "data", "frame", "times", "streamsBy", "frames")
      if let repetition = try Repetition(object) {
        return repetition.writtenOut(try read(try object.list("frames"))) { pattern, shift in
          var pattern = pattern
          pattern.stream.shift(by: shift)
          return pattern
        }
      }
      guard let kind = object.names.first, object.names.count == 1 else {
        throw CaseError("\(place): one kind of frame is expected")
      }
      return [try FramePattern(kind, object[kind], "\(place).\(kind)")]
    }
  }

  private init(_ kind: String, _ value: Any?, _ place: String) throws {
    let common = ["stream", "call", "flags", "payload", "fields", "lacks"]
    switch kind {
    case "request":
      let object = try CaseObject(value, place, known: common + ["service", "method", "hasTimeout"])
      try self.init(type: 1, object)
      method = (try object.required("service"), try object.required("method"))
      hasTimeout = try object.optional("hasTimeout")
    case "response":
      let names = ["code", "messageContains", "limit", "detail"]
      let object = try CaseObject(value, place, known: common + names)
      try self.init(type: 2, object)
      failure = try Failure(object)
    case "data":
      try self.init(type: 3, try CaseObject(value, place, known: common))
    default:
      let object = try CaseObject(value, place, known: common + ["type"])
      try self.init(type: UInt8(try object.required("type", Int.self)), object)
    }
  }

  private init(type: UInt8, _ object: CaseObject) throws {
    self.type = type
    flags = (try object["flags"] as? [Int] ?? [object.optional("flags") ?? 0]).map { UInt8($0) }
    stream = try StreamName(object)
    content = Content(
      whole: try object.bytes("payload"), fields: try object.fields(),
      lacks: try object.optional("lacks") ?? [])
  }
}

extension FramePattern.Failure {
  fileprivate init?(_ object: CaseObject) throws {
    code = try statusCode(named: try object.optional("code") ?? "OK", object.place)
    guard code != 0 else { return nil }
    words = try object.optional("messageContains") ?? []
    details = []
    if let limit: [Any] = try object.optional("limit") {
      guard limit.count == 2, let name = limit[0] as? String, let max = limit[1] as? Int else {
        throw CaseError("\(object.place).limit: a name and a number are expected")
      }
      let fields: [[String: Any]] = [["field": 1, "text": name], ["field": 2, "varint": max]]
      details.append(
        .init(type: "exclaim.v1.LimitExceeded", fields: try fields.map { try caseBytes($0, "") }))
    }
    if let value = object["detail"] {
      let detail = try CaseObject(value, "\(object.place).detail", knows: "type", "fields")
      details.append(.init(type: try detail.required("type"), fields: try detail.fields()))
    }
  }
}

/// The number of a status code.
public func statusCode(named name: String, _ place: String) throws -> Int64 {
  let names = [
    "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
    "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE",
    "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
  ]
  guard let number = names.firstIndex(of: name) else {
    throw CaseError("\(place): there is no status code \(name)")
  }
  return Int64(number)
}

extension CaseObject {
  fileprivate func fields() throws -> [[UInt8]] {
    try list("fields").map { try caseBytes($0.value, $0.place) }
  }
}
