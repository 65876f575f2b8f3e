import ConformanceFormat
import Foundation

/// One case of Tests/Conformance/client, whose README tells what the steps mean.
struct ClientCase: Sendable {
  /// What a step of the client comes to.
  enum Outcome: Sendable {
    case message([UInt8])
    case end
    case failure(codes: [Int64], words: [String], details: [Detail])
  }

  struct Detail: Sendable {
    let type: String
    let bytes: [UInt8]
  }

  enum ClientStep: Sendable {
    case unary(method: String, payload: [UInt8], timeout: Duration?, Outcome)
    case openServerStream(method: String, name: String, payload: [UInt8])
    case next(String, Outcome)
    case openClientStream(method: String, name: String)
    case send(String, payload: [UInt8])
    case finish(String, Outcome)
    case hello(windowBytes: UInt32)
  }

  enum ServerStep: Sendable {
    case receive([FramePattern])
    case send([Outgoing], pieceBytes: Int?)
    case close
  }

  let name: String
  let client: [ClientStep]
  let server: [ServerStep]

  init(_ value: Any, _ place: String) throws {
    let object = try CaseObject(value, place, knows: "name", "rule", "requires", "client", "server")
    name = try object.required("name")
    _ = try object.required("rule", String.self)
    // For peers without extensions; this one has them all.
    _ = try object.optional("requires", String.self)
    client = try object.list("client").map { try ClientStep($0.value, $0.place) }
    server = try object.list("server").map { try ServerStep($0.value, $0.place) }
  }

  /// The cases of all files.
  static func readAll() throws -> [ClientCase] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Conformance/client")
    return try caseFiles(in: folder).flatMap { file in
      try file.cases.enumerated().map { try ClientCase($1, "\(file.name)[\($0)]") }
    }
  }
}

extension ClientCase.ServerStep {
  init(_ value: Any, _ place: String) throws {
    let step = try CaseObject(value, place, knows: "receive", "send", "cutEvery", "close")
    if step["receive"] != nil {
      self = .receive(try FramePattern.read(try step.list("receive")))
    } else if step["send"] != nil {
      self = .send(try Outgoing.read(try step.list("send")), pieceBytes: try step.optional("cutEvery"))
    } else {
      guard try step.optional("close") == true else { throw CaseError("\(place): this is no step") }
      self = .close
    }
  }
}

extension ClientCase.ClientStep {
  init(_ value: Any, _ place: String) throws {
    let step = try CaseObject(
      value, place, knows: "unary", "serverStream", "clientStream", "as", "payload", "timeoutNano", "next",
      "send", "finish", "gives", "hello")
    func outcome() throws -> ClientCase.Outcome { try ClientCase.Outcome(step["gives"], "\(place).gives") }
    let payload = try step.bytes("payload") ?? []
    if let method: String = try step.optional("unary") {
      let timeout: Duration? = try step.optional("timeoutNano", Int.self).map { .nanoseconds($0) }
      self = .unary(method: method, payload: payload, timeout: timeout, try outcome())
    } else if let method: String = try step.optional("serverStream") {
      self = .openServerStream(method: method, name: try step.required("as"), payload: payload)
    } else if let method: String = try step.optional("clientStream") {
      self = .openClientStream(method: method, name: try step.required("as"))
    } else if let name: String = try step.optional("next") {
      self = .next(name, try outcome())
    } else if let name: String = try step.optional("send") {
      self = .send(name, payload: payload)
    } else if let name: String = try step.optional("finish") {
      self = .finish(name, try outcome())
    } else {
      let hello = try CaseObject(step["hello"], "\(place).hello", knows: "windowBytes")
      self = .hello(windowBytes: UInt32(try hello.required("windowBytes", Int.self)))
    }
  }
}

extension ClientCase.Outcome {
  init(_ value: Any?, _ place: String) throws {
    let object = try CaseObject(value, place, knows: "message", "end", "error")
    if let message = try object.bytes("message") {
      self = .message(message)
    } else if try object.optional("end") == true {
      self = .end
    } else {
      let error = try CaseObject(
        object["error"], "\(place).error", knows: "codes", "messageContains", "details")
      self = .failure(
        codes: try (error.optional("codes", [String].self) ?? []).map { try statusCode(named: $0, place) },
        words: try error.optional("messageContains") ?? [],
        details: try error.list("details").map { value, place in
          let detail = try CaseObject(value, place, knows: "type", "bytes")
          return ClientCase.Detail(type: try detail.required("type"), bytes: try detail.bytes("bytes") ?? [])
        })
    }
  }
}
