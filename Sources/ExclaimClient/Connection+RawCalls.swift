public import ExclaimMessages
internal import ExclaimWire

extension Connection {
  /// Opens a call of a method that is known only when the program runs; its messages are bytes.
  ///
  /// - Parameters:
  ///   - service: name with its package: `exclaim.v1.Records`.
  ///   - request: the one request of a method that takes no stream; nil for one that does.
  public func rawCall(
    _ service: String, _ method: String, _ shape: ExclaimMessages.MethodShape, _ request: [UInt8]?,
    _ options: CallOptions = .init()
  ) throws(CallError) -> RawCall {
    precondition(
      (request == nil) == (shape == .clientStream || shape == .bidirectional),
      "a call opens with its one request, or with none when it sends a stream")
    let request = request ?? []
    let call = try open(
      service, method, .init(shape), options, payloadByteCount: request.count
    ) { $0.copyBytes(from: request) }
    return RawCall(call, shape)
  }
}

/// A call of any shape whose messages are bytes in their wire form.
public final class RawCall {
  private let call: OpenCall
  private let shape: ExclaimMessages.MethodShape

  init(_ call: OpenCall, _ shape: ExclaimMessages.MethodShape) {
    self.call = call
    self.shape = shape
  }

  /// Sends a message of the client's stream. Blocks while the server takes no more. What follows an early
  /// answer is dropped.
  public func send(_ message: [UInt8]) throws(CallError) {
    try call.connection.send(on: call, payloadByteCount: message.count) { $0.copyBytes(from: message) }
  }

  /// Says that no more messages follow.
  public func closeSend() throws(CallError) {
    try call.connection.closeSend(call)
  }

  /// Waits for the next response; nil after the last one, and after a failure.
  public func next() throws(CallError) -> [UInt8]? {
    switch shape {
    case .unary, .clientStream:
      call.hasEnded ? nil : try call.connection.answer(to: call) { .success([UInt8]($0)) }
    case .serverStream, .bidirectional:
      try call.connection.next(of: call) { .success([UInt8]($0)) }
    }
  }
}

extension ExclaimWire.MethodShape {
  fileprivate init(_ shape: ExclaimMessages.MethodShape) {
    self =
      switch shape {
      case .unary: .unary
      case .serverStream: .serverStream
      case .clientStream: .clientStream
      case .bidirectional: .bidirectional
      }
  }
}
