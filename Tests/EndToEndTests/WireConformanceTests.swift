import ConformanceFormat
import Foundation
import Testing

@Suite(.serialized) struct WireConformanceTests {
  @Test("the server follows every rule of the wire, byte by byte", arguments: WireCase.fileNames)
  func file(_ name: String) throws {
    let runner = try WireRunner()
    for wireCase in try WireCase.read(name) {
      do {
        try runner.run(wireCase)
      } catch {
        Issue.record("\(name), \"\(wireCase.name)\", \(error)")
      }
    }
  }

  @Test("a case that expects what does not come fails")
  func failingCases() throws {
    let runner = try WireRunner()
    let health = #"{"request": {"stream": 1, "service": "exclaim.v1.Control", "method": "Health"}}"#
    let wrong = [
      #"{"expect": [{"response": {"stream": 3}}]}"#,
      #"{"expect": [{"response": {"stream": 1, "code": "NOT_FOUND"}}]}"#,
      #"{"expect": [{"response": {"stream": 1, "fields": [{"field": 1, "varint": 2}]}}]}"#,
      #"{"expect": [{"response": {"stream": 1, "lacks": [1]}}]}"#,
      #"{"expect": [{"response": {"stream": 1, "payload": ""}}]}"#,
      #"{"expect": [{"data": {"stream": 1}}]}"#,
      #"{"expectInAnyOrder": [{"response": {"stream": 5}}]}"#,
      #"{"expectClosed": true}"#,
      #"{"ping": true}"#,
      #"{"expect": []}"#,
    ]
    for step in wrong {
      let json = #"{"name": "", "rule": "", "steps": [{"send": [\#(health)]}, \#(step)]}"#
      let wireCase = try WireCase(JSONSerialization.jsonObject(with: Data(json.utf8)), "")
      #expect(throws: CaseError.self, "\(step)") { try runner.run(wireCase) }
    }
    #expect(throws: CaseError.self, "a member that nobody knows") {
      try WireCase(
        ["name": "", "rule": "", "steps": [["expect": [["data": ["stream": 1, "flag": 0]]]]]], "")
    }
  }
}

/// Runs cases against a server of its own.
private final class WireRunner {
  /// The stream of the calls that show that nothing else came; no case uses it for itself.
  private static let pingStream = 1_000_001

  private let server: TestServer
  private let ping: [Outgoing]
  private let pong: [FramePattern]
  private var hasStopped = false

  init() throws {
    server = try TestServer()
    let request =
      ["stream": Self.pingStream, "service": "exclaim.v1.Control", "method": "Health"] as [String: Any]
    ping = try Outgoing.read([(["request": request], "ping")])
    pong = try FramePattern.read([(["response": ["stream": Self.pingStream]], "ping")])
  }

  func run(_ wireCase: WireCase) throws {
    try restartIfStopped()
    var socket: WireSocket? = try WireSocket(server.socket)
    for (number, step) in wireCase.steps.enumerated() {
      do {
        try run(step, &socket)
      } catch {
        throw CaseError("step \(number): \(error)")
      }
    }
    // Whatever happened: the server lives, and has sent nothing that was not expected.
    if hasStopped { socket = nil }
    try restartIfStopped()
    do { try run(.ping, &socket) } catch { throw CaseError("after the last step: \(error)") }
  }

  private func run(_ step: WireCase.Step, _ open: inout WireSocket?) throws {
    let socket = try open ?? WireSocket(server.socket)
    open = socket
    switch step {
    case .send(let items, let pieceBytes, let cuts):
      let bytes = try items.flatMap { try $0.bytes() }
      let ends = cuts + (pieceBytes.map { Array(stride(from: $0, to: bytes.count, by: $0)) } ?? [])
      var start = 0
      for end in ends + [bytes.count] {
        try socket.send(bytes[start..<end])
        if !ends.isEmpty { try socket.waitUntilTaken() }
        start = end
      }
    case .expect(let patterns, false):
      for pattern in patterns {
        let frame = try receive(on: socket)
        if let difference = try pattern.difference(of: frame) { throw CaseError("\(frame): \(difference)") }
      }
    case .expect(var patterns, true):
      while !patterns.isEmpty {
        let frame = try receive(on: socket)
        guard let index = try patterns.firstIndex(where: { try $0.difference(of: frame) == nil }) else {
          throw CaseError("\(frame): it is none of those expected")
        }
        patterns.remove(at: index)
      }
    case .ping:
      try run(.send(ping, pieceBytes: nil, cuts: []), &open)
      try run(.expect(pong, inAnyOrder: false), &open)
    case .halfClose: socket.halfClose()
    case .reconnect: open = nil
    case .expectClosed:
      try socket.expectClosed()
      open = nil
    case .stopServer:
      kill(server.processID, SIGTERM)
      hasStopped = true
    }
  }

  private func restartIfStopped() throws {
    guard hasStopped else { return }
    server.stop()
    try server.start()
    hasStopped = false
  }

  private func receive(on socket: WireSocket) throws -> ReceivedFrame {
    let frame = try socket.receive()
    if let rule = try frame.brokenServerRule { throw CaseError("\(frame): \(rule)") }
    return frame
  }
}
