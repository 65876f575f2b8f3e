import ConformanceFormat
import ExclaimClient
import ExclaimMessages
import ExclaimWire
import Foundation
import Testing

@Suite struct ClientConformanceTests {
  @Test("the client does with every answer what each client must")
  func cases() async throws {
    for clientCase in try ClientCase.readAll() {
      do {
        try await run(clientCase)
      } catch {
        Issue.record("\"\(clientCase.name)\": \(error)")
      }
    }
  }

  @Test("a case that expects what does not come fails")
  func failingCases() async throws {
    let server =
      #"[{"receive": [{"request": {"call": 1, "service": "exclaim.v1.Control", "method": "Health"}}]},"#
      + #"{"send": [{"response": {"call": 1, "payload": {"field": 2, "text": "one"}}}]}]"#
    for outcome in [#"{"message": ""}"#, #"{"end": true}"#, #"{"error": {}}"#] {
      let client = #"[{"unary": "exclaim.v1.Control/Health", "gives": \#(outcome)}]"#
      let json = #"{"name": "", "rule": "", "client": \#(client), "server": \#(server)}"#
      let clientCase = try ClientCase(JSONSerialization.jsonObject(with: Data(json.utf8)), "")
      await #expect(throws: CaseError.self) { try await run(clientCase) }
    }
  }

  private func run(_ clientCase: ClientCase) async throws {
    try await ScriptedServer.run { server in
      let runner = ScriptRunner(server)
      for (number, step) in clientCase.server.enumerated() {
        do { try runner.run(step) } catch { throw CaseError("server, step \(number): \(error)") }
      }
      if !runner.hasClosed { server.waitForClose() }
    } client: { connection in
      let runner = ClientRunner(connection)
      for (number, step) in clientCase.client.enumerated() {
        do { try runner.run(step) } catch { throw CaseError("client, step \(number): \(error)") }
      }
    }
  }
}

/// Plays the server's part of a case.
private final class ScriptRunner {
  private let server: ScriptedServer
  private var calls: [UInt32] = []
  private(set) var hasClosed = false

  init(_ server: ScriptedServer) { self.server = server }

  func run(_ step: ClientCase.ServerStep) throws {
    switch step {
    case .receive(let patterns):
      for pattern in patterns {
        let frame = try receive(pattern)
        if let difference = try pattern.difference(of: frame, calls: calls) {
          throw CaseError("\(frame): \(difference)")
        }
      }
    case .send(let items, let pieceBytes):
      let bytes = try items.flatMap { try $0.bytes(calls: calls) }
      for start in stride(from: 0, to: bytes.count, by: pieceBytes ?? max(1, bytes.count)) {
        try server.send(Array(bytes[start..<min(bytes.count, start + (pieceBytes ?? bytes.count))]))
      }
    case .close: hasClosed = true
    }
  }

  /// The next frame that belongs to the case: a Hello or a Cancel that it does not expect is declined, as a plain
  /// ttrpc server does.
  private func receive(_ pattern: FramePattern) throws -> ReceivedFrame {
    while true {
      let (header, payload) = try server.receive()
      let frame = ReceivedFrame(
        type: header.type.rawValue, flags: header.flags.rawValue, stream: header.stream, payload: payload)
      guard frame.type == 1 else { return frame }
      guard frame.stream % 2 == 1 else { throw CaseError("\(frame): a client opens streams with odd ids") }
      let request = try FieldList(payload)
      let name = try request.text(2)
      if try request.text(1) == "exclaim.v1.Control", ["Hello", "Cancel"].contains(name),
        !pattern.expects(name)
      {
        try server.send(failure(frame.stream, Status(.unimplemented, "not here")))
        continue
      }
      calls.append(frame.stream)
      return frame
    }
  }
}

/// Plays the client's part of a case.
private final class ClientRunner {
  private let connection: Connection
  private var nexts: [String: () throws -> [UInt8]?] = [:]
  private var sinks: [String: (send: ([UInt8]) throws -> Void, finish: () throws -> [UInt8])] = [:]

  init(_ connection: Connection) { self.connection = connection }

  func run(_ step: ClientCase.ClientStep) throws {
    switch step {
    case .unary(let method, let payload, let timeout, let outcome):
      let health = V1.Control.health
      guard method == health.path else { throw CaseError("this runner does not know the method \(method)") }
      let request: V1.HealthRequest = try decoded(payload)
      try expect(outcome) {
        try connection.unary(health, request, CallOptions(timeout: timeout)).encoded()
      }
    case .openServerStream(let method, let name, let payload):
      let list = V1.Records.listStream
      guard method == list.path else { throw CaseError("this runner does not know the method \(method)") }
      let stream = try connection.serverStream(list, try decoded(payload))
      nexts[name] = { try stream.next()?.encoded() }
    case .next(let name, let outcome):
      guard let next = nexts[name] else { throw CaseError("no stream is named \(name)") }
      try expect(outcome, next)
    case .openClientStream(let method, let name):
      let submit = V1.Records.submitStream
      guard method == submit.path else { throw CaseError("this runner does not know the method \(method)") }
      let sink = try connection.clientStream(submit)
      sinks[name] = ({ try sink.send(try decoded($0)) }, { try sink.finish().encoded() })
    case .send(let name, let payload):
      guard let sink = sinks[name] else { throw CaseError("no stream is named \(name)") }
      try sink.send(payload)
    case .finish(let name, let outcome):
      guard let sink = sinks[name] else { throw CaseError("no stream is named \(name)") }
      try expect(outcome, sink.finish)
    case .hello(let windowBytes):
      try connection.hello(client: "conformance", windowBytes: windowBytes)
    }
  }

  private func expect(_ outcome: ClientCase.Outcome, _ body: () throws -> [UInt8]?) throws {
    let result: [UInt8]?
    do {
      result = try body()
    } catch let error as CallError {
      guard case .failure(let codes, let words, let details) = outcome else {
        throw CaseError("failed: \(error)")
      }
      guard codes.isEmpty || codes.contains(Int64(error.code.rawValue)) else {
        throw CaseError("\(error): its code is not one of \(codes)")
      }
      guard words.allSatisfy(error.message.contains) else {
        throw CaseError("\(error): it lacks one of \(words)")
      }
      for detail in details {
        let found = error.details.contains {
          $0.typeURL.hasSuffix("/" + detail.type) && $0.value == detail.bytes
        }
        guard found else { throw CaseError("\(error): it lacks the detail \(detail.type)") }
      }
      return
    }
    switch (outcome, result) {
    case (.message(let expected), let message?) where message == expected: return
    case (.end, nil): return
    default:
      throw CaseError("\(outcome) was expected, and \(result.map { "\($0.prefix(40))" } ?? "the end") came")
    }
  }
}

private func decoded<M: Message>(_ bytes: [UInt8]) throws -> M {
  try M(decoding: bytes, budgetBytes: Limits.standard.arenaBytesMax)
}
