/// What a case expects of one frame.
public struct FramePattern: Sendable {
  /// What it expects of a message: all of its bytes, fields that are there, fields that are not.
  struct Content: Sendable {
    var whole: [UInt8]?
    var fields: [[UInt8]] = []
    var lacks: [Int] = []
  }

  /// What it expects of a status.
  struct Failure: Sendable {
    var code: Int64
    var words: [String]
    var details: [Detail]
  }

  /// A detail and the fields that it has.
  struct Detail: Sendable {
    var type: String
    var fields: [[UInt8]]
  }

  var type: UInt8
  var flags: [UInt8]
  var stream: StreamName
  var content: Content
  var failure: Failure?
  /// Of a request: the names of service and method, and whether it has a deadline.
  var method: (service: String, name: String)?
  var hasTimeout: Bool?

  /// Whether it is a request for a method of this name.
  public func expects(_ name: String) -> Bool { method?.name == name }

  /// Why a frame is not the expected one; nil when it is.
  public func difference(of frame: ReceivedFrame, calls: [UInt32] = []) throws -> String? {
    guard frame.type == type else { return "its type is not \(type)" }
    guard frame.stream == (try stream.number(calls)) else { return "it is not on stream \(stream)" }
    guard flags.contains(frame.flags) else { return "its flags are not \(flags)" }
    switch type {
    case 1: return try requestDifference(frame.payload)
    case 2: return try responseDifference(try ReceivedResponse(frame.payload))
    default: return try content.difference(frame.payload)
    }
  }

  private func requestDifference(_ envelope: [UInt8]) throws -> String? {
    let fields = try FieldList(envelope)
    if let method, try (fields.text(1), fields.text(2)) != method { return "it does not call \(method)" }
    let timeout = Int64(bitPattern: fields.last(4)?.varint ?? 0)
    if let hasTimeout, hasTimeout != (timeout > 0) { return "its timeout is \(timeout)" }
    return try content.difference(fields.last(3)?.content ?? [])
  }

  private func responseDifference(_ response: ReceivedResponse) throws -> String? {
    let code = response.status?.code ?? 0
    guard code == failure?.code ?? 0 else { return "its code is \(code) and not \(failure?.code ?? 0)" }
    guard let failure, let status = response.status else {
      return try content.difference(response.payload ?? [])
    }
    if let word = failure.words.first(where: { !status.message.contains($0) }) {
      return "its message does not contain \"\(word)\""
    }
    for expected in failure.details {
      guard let found = status.details.first(where: { $0.type == expected.type }) else {
        return "it has no detail \(expected.type)"
      }
      let content = Content(fields: expected.fields)
      if let difference = try content.difference(found.bytes) {
        return "detail \(expected.type): \(difference)"
      }
    }
    return nil
  }
}

extension FramePattern.Content {
  func difference(_ message: [UInt8]) throws -> String? {
    if let whole, whole != message {
      return "its message is not the \(whole.count) bytes \(whole.prefix(40))"
    }
    guard !fields.isEmpty || !lacks.isEmpty else { return nil }
    let found = try FieldList(message).fields
    if let missing = fields.first(where: { field in !found.contains { $0.bytes == field } }) {
      return "its message has no field \(missing.prefix(40))"
    }
    return lacks.first { number in found.contains { $0.number == number } }.map { "it has field \($0)" }
  }
}
