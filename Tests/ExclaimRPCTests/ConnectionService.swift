import ExclaimMessages
import ExclaimRPC

/// The two methods that concern a connection itself, over what the server offers handlers for them.
enum ConnectionService {
  static let registrations: [Registration] = [
    .unary(V1.Control.hello) { request, context in
      let window = request.extensions.contains(.window)
      await context.negotiate(
        windowBytes: window ? Int(request.windowBytes) : nil, goAway: request.extensions.contains(.goAway))
      var response = V1.HelloResponse()
      response.extensions = request.extensions
      response.windowBytes = request.windowBytes
      return .message(response)
    },
    .unary(V1.Control.cancel) { request, context in
      var response = V1.CancelResponse()
      response.outcome =
        switch await context.cancelCall(onStream: request.stream) {
        case .notOpen: .notOpen
        case .cancelled: .cancelled
        case .committing: .committing
        }
      return .message(response)
    },
  ]

  /// The payload of a Request that asks for windows of a size.
  static func hello(windowBytes: UInt32, goAway: Bool = false) -> [UInt8] {
    var message = V1.HelloRequest()
    message.extensions = goAway ? [.window, .goAway] : [.window]
    message.windowBytes = windowBytes
    return request(V1.Control.hello, message)
  }

  /// The payload of a Request that calls a stream off.
  static func cancel(_ stream: UInt32) -> [UInt8] {
    var message = V1.CancelRequest()
    message.stream = stream
    return request(V1.Control.cancel, message)
  }
}
