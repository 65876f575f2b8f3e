internal import ExclaimMessages
internal import NIOCore

/// A call seen from its handler, whose tasks may run anywhere: leads each back to the loop.
struct CallHandle: Sendable {
  let executor: LoopExecutor
  let decoder: RequestDecoder
  private let bound: NIOLoopBound<Call>

  init(_ call: Call) {
    executor = call.connection.core.executor
    decoder = RequestDecoder(method: call.context.method, budgetBytes: call.limits.arenaBytesMax)
    bound = NIOLoopBound(call, eventLoop: executor.eventLoop)
  }

  /// The call. Only on its loop: NIO checks.
  var call: Call { bound.value }

  func send<M: Message>(_ message: Reply<M>) async throws {
    // As a rule there is room and this is the loop: then nothing suspends.
    if executor.eventLoop.inEventLoop, try call.sendIfRoom(message) { return }
    // A task that merely happens to be on the loop would wake up elsewhere: only the preference binds it.
    try await withTaskExecutorPreference(executor) {
      if try call.sendIfRoom(message) { return }
      let bytes = message.wireForm
      try call.beginToWait(bytes.count)
      defer { call.endToWait(bytes.count) }
      repeat {
        try await call.roomCame()
      } while try !call.sendIfRoom(Reply<M>.encoded(bytes))
    }
  }

  func room(within patience: Duration) async throws -> Room {
    try await wait(within: patience) { try call.hasRoom }
  }

  /// As the other, for a message that need not go out at any price.
  func send<M: Message>(_ message: Reply<M>, within patience: Duration) async throws -> Room {
    if executor.eventLoop.inEventLoop, !call.isDraining, try call.sendIfRoom(message) { return .ready }
    let bytes = message.wireForm
    return try await withTaskExecutorPreference(executor) {
      try call.beginToWait(bytes.count)
      defer { call.endToWait(bytes.count) }
      return try await wait(within: patience) { try call.sendIfRoom(Reply<M>.encoded(bytes)) }
    }
  }

  /// Waits until `isDone` on the loop, as often as there may be room.
  private func wait(within patience: Duration, until isDone: () throws -> Bool) async throws -> Room {
    if executor.eventLoop.inEventLoop, !call.isDraining, try isDone() { return .ready }
    return try await withTaskExecutorPreference(executor) {
      let deadline = NIODeadline.now() + TimeAmount(patience)
      let timer = call.wakeSender(at: deadline)
      defer { timer.cancel() }
      while true {
        if call.isDraining { return .draining }
        if try isDone() { return .ready }
        if .now() >= deadline { return .stalled }
        try await call.roomCame()
      }
    }
  }

  func nextMessage<M: Message>() async throws -> (message: M, byteCount: Int)? {
    guard let bytes = try await nextBytes() else { return nil }
    return (try await decoder.decode(bytes), bytes.count)
  }

  private func nextBytes() async throws -> [UInt8]? {
    if executor.eventLoop.inEventLoop {
      switch try call.takeMessage() {
      case .message(let bytes): return bytes
      case .end: return nil
      case .notYet: break
      }
    }
    return try await withTaskExecutorPreference(executor) {
      while true {
        switch try call.takeMessage() {
        case .message(let bytes): return bytes
        case .end: return nil
        case .notYet: try await call.messageCame()
        }
      }
    }
  }
}
