import ExclaimMessages
import ExclaimWire
import Synchronization
import Testing

@testable import ExclaimCLI

/// What a command did.
struct Outcome {
  let out: String
  /// What was said, the end of the command included.
  let err: String
  let status: Int32
}

/// What a server of a test answers, method by method, and what it was asked.
final class Script: Sendable {
  private typealias Answer = @Sendable ([[UInt8]]) throws -> [FakeServer.Reply]
  private let answers = Mutex<[String: Answer]>([:])
  private let requests = Mutex<[(method: String, bytes: [UInt8])]>([])

  /// Answers a method by a function of the request; a thrown `Status` fails the call.
  func on<Q: Message, R: Message>(
    _ method: Method<Q, R>, _ body: @escaping @Sendable (Q) throws -> R
  ) {
    stream(method) { [.answer(try body($0).encoded())] }
  }

  /// Answers a method with the parts of a stream.
  func stream<Q: Message, R: Message>(
    _ method: Method<Q, R>, _ body: @escaping @Sendable (Q) throws -> [FakeServer.Reply]
  ) {
    let answer: Answer = { received in try body(try Q(decoding: received[0], budgetBytes: 1_000_000)) }
    answers.withLock { $0[method.path] = answer }
  }

  /// What a method was asked, call by call.
  func requests<Q: Message, R: Message>(_ method: Method<Q, R>) throws -> [Q] {
    try requests.withLock { $0 }.filter { $0.method == method.path }.map {
      try Q(decoding: $0.bytes, budgetBytes: 1_000_000)
    }
  }

  /// Runs a command line against the server.
  ///
  /// - Parameters:
  ///   - answers: what the user types; nil where nobody can be asked.
  ///   - wish: readable when the user wishes to stop; -1 for never.
  func run(
    _ arguments: String..., answers: [String]? = nil, editor: String? = nil, wish: Int32 = -1
  ) async throws -> Outcome {
    try await run(arguments, answers: answers, editor: editor, wish: wish)
  }

  func run(
    _ arguments: [String], answers: [String]? = nil, editor: String? = nil, wish: Int32 = -1
  ) async throws -> Outcome {
    try await FakeServer.run(serve) { path in
      var lines = answers?[...] ?? []
      var console = Console(out: Sink(), err: Sink())
      if answers != nil { console.readAnswer = { lines.popFirst() } }
      let command = try Exclaim.parseAsRoot(arguments + ["--no-start", "--socket", path])
      let told = try #require(command as? any Command)
      let session = Session(
        told.everywhere.settings, console: console,
        stop: StopWish(descriptor: { wish }, isWanted: { wish >= 0 }), editor: Editor(command: editor))
      do {
        try session.run(told.perform)
        return Outcome(out: console.out.text, err: console.err.text, status: 0)
      } catch {
        let (status, message) = Exclaim.outcome(of: error)
        return Outcome(
          out: console.out.text, err: console.err.text + (message.isEmpty ? "" : message + "\n"),
          status: status.rawValue)
      }
    }
  }

  private func serve(_ method: String, _ received: [[UInt8]]) throws -> [FakeServer.Reply] {
    requests.withLock { $0.append((method, received.first ?? [])) }
    guard let answer = answers.withLock({ $0[method] }) else {
      return [.failure(Status(.unimplemented, "no \(method)"))]
    }
    do {
      return try answer(received)
    } catch let status as Status {
      return [.failure(status)]
    }
  }
}

extension Status {
  /// A refusal with a detail.
  init(_ code: StatusCode, _ message: String, detail: some Message) {
    let name = type(of: detail).fullName
    self.init(
      code, message, details: [AnyDetail(typeURL: "type.googleapis.com/\(name)", value: detail.encoded())])
  }
}
