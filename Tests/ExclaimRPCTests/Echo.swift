import ExclaimMessages
import ExclaimRPC
import Synchronization

/// A service for tests: any message with a text and a number will do.
enum Echo {
  typealias Text = V1.GetRequest

  static let service = "test.Echo"
  static let unary = Method<Text, Text>(service: service, name: "Unary", shape: .unary)
  static let count = Method<Text, Text>(service: service, name: "Count", shape: .serverStream)
  static let join = Method<Text, Text>(service: service, name: "Join", shape: .clientStream)
  static let chat = Method<Text, Text>(service: service, name: "Chat", shape: .bidirectional)

  static func message(_ text: String, _ number: UInt32 = 0) -> Text {
    var message = Text()
    message.id = text
    message.revision = number
    return message
  }

  /// `Unary` says the same, `Count` counts to the number, `Join` joins the texts, `Chat` says each back.
  static let registrations: [Registration] = [
    .unary(unary) { request, _ in .message(request) },
    .serverStream(count) { request, responses, _ in
      for number in 0..<request.revision { try await responses.send(message(request.id, number)) }
    },
    .clientStream(join) { requests, _ in
      var joined = message("")
      for try await request in requests {
        joined.id += request.id
        joined.revision += 1
      }
      return .message(joined)
    },
    .bidirectional(chat) { requests, responses, _ in
      for try await request in requests { try await responses.send(request) }
    },
  ]
}

/// Something that happens once, on whatever thread, and that a test waits for.
final class Event: Sendable {
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  init() {
    (stream, continuation) = AsyncStream.makeStream()
  }

  func happen() { continuation.finish() }

  func wait() async { for await _ in stream {} }
}

/// A wish that one thread has and others see.
final class Flag: Sendable {
  private let flag = Atomic(false)

  var isSet: Bool { flag.load(ordering: .relaxed) }

  func set() { flag.store(true, ordering: .relaxed) }
}

/// How often something happened, on whatever thread.
final class Counter: Sendable {
  private let count = Atomic(0)

  var value: Int { count.load(ordering: .relaxed) }

  func increase() { count.add(1, ordering: .relaxed) }
}

extension Method where Request == Echo.Text, Response == Echo.Text {
  /// The same name for a method that answers with one message.
  var asUnary: Self { Method(service: service, name: name, shape: .unary) }
}
