internal import ExclaimMessages
internal import ExclaimWire
internal import NIOCore

/// One call, from its Request to its end. Belongs to the event loop of its connection.
///
///                     respond · finish · fail (handler)
///     open ─────────────────────────────────────────────────────▶ ended
///       └── peer gone · time up · called off · protocol broken · answer too large ──▶ ended, and the task is cancelled
///
/// The handler's task may outlive the call; what it still does to it is dropped.
final class Call {
  let id: ServerStreams.CallID
  let context: CallContext
  let connection: ServerConnection
  /// When its request came.
  let began = NIODeadline.now()
  /// When to give the call up; nil for never.
  let deadline: NIODeadline?
  private let statistics: MethodStatistics
  /// The handler.
  var task: Task<Void, Never>?
  private(set) var isOpen = true
  /// What the client has sent ahead, when the method takes a stream.
  private var inbox: Inbox?
  /// Where a streamed answer waits for the client to take more.
  private var credit: Gate?
  /// What its caller must at least be.
  let leastRole: AccessRole
  /// Bytes of its requests, all of them.
  private var heldBytes = 0
  /// Those of them that it has not worked through.
  private var pendingBytes = 0

  init(
    _ id: ServerStreams.CallID, _ shape: ExclaimWire.MethodShape, _ context: CallContext,
    deadline: NIODeadline?, leastRole: AccessRole, _ statistics: MethodStatistics,
    on connection: ServerConnection
  ) {
    self.leastRole = leastRole
    self.id = id
    self.statistics = statistics
    self.context = context
    self.deadline = deadline
    self.connection = connection
    if shape.clientStreams { inbox = Inbox(connection.core.eventLoop) }
    connection.user.callCount += 1
  }

  var limits: Limits { connection.core.limits }
  var handle: CallHandle { CallHandle(self) }
  var ageNanoseconds: Int64 { (.now() - began).nanoseconds }

  /// Marks the call as ended, with the code that its caller is told.
  func end(_ code: StatusCode) {
    guard isOpen else { return }
    isOpen = false
    statistics.add(code, nanoseconds: ageNanoseconds)
    connection.user.callCount -= 1
    release(pendingBytes)
    // Tasks that the handler started on the side learn of the end by this alone.
    inbox?.gate.open()
    credit?.open()
  }

  /// The handler has returned: until then it may hold what its requests brought, whatever became of the call.
  func taskEnded() {
    connection.heldBytes -= heldBytes
    heldBytes = 0
    // The next look at the connection brings the user's sum up to date, if there is one.
    if connection.isClosing { connection.countLate() }
  }

  /// Stops the work: what is queued is dropped, what runs is told, and what was handed to the commit goes on, as
  /// the context then says.
  func stopWork() {
    context.cancel()
    task?.cancel()
  }

  /// Ends the call from outside: nobody waits for its answer.
  func abandon(_ code: StatusCode) {
    end(code)
    stopWork()
  }

  /// Counts a request of this call.
  func hold(_ byteCount: Int) {
    heldBytes += byteCount
    pendingBytes += byteCount
    connection.heldBytes += byteCount
    connection.pendingBytes += byteCount
  }

  private func release(_ byteCount: Int) {
    pendingBytes -= byteCount
    connection.release(byteCount)
  }
}

// MARK: - Requests

extension Call {
  /// Takes in what a frame brought, and `hold` has counted.
  func receive(_ message: UnsafeRawBufferPointer?, isLast: Bool) {
    if let message { inbox?.append([UInt8](message)) }
    if isLast { inbox?.finish() }
    inbox?.gate.open()
  }

  func takeMessage() throws -> Inbox.Next {
    guard isOpen else { throw CancellationError() }
    guard let next = inbox?.take() else {
      preconditionFailure("only a method that takes a stream reads messages after the first")
    }
    if case .message(let bytes) = next { release(bytes.count) }
    return next
  }

  /// Waits until `takeMessage` is worth another look.
  func messageCame() async throws {
    try await inbox?.gate.wait()
  }
}

// MARK: - Responses

extension Call {
  /// Sends a message of a streamed answer; false when there is no room now.
  func sendIfRoom<M: Message>(_ message: Reply<M>) throws -> Bool {
    guard isOpen else { throw CancellationError() }
    guard connection.hasRoom, connection.streams.hasCredit(id) else { return false }
    try message.withPayload { byteCount, write in
      try connection.sendMessage(self, payloadByteCount: byteCount, write)
    }
    return true
  }

  /// Whether `sendIfRoom` would find room.
  var hasRoom: Bool {
    get throws {
      guard isOpen else { throw CancellationError() }
      return connection.hasRoom && connection.streams.hasCredit(id)
    }
  }

  /// Whether the server waits for its calls to end.
  var isDraining: Bool { connection.core.isDraining }

  /// Wakes whoever waits in `roomCame`, to look at more than the room.
  func wakeSender() {
    credit?.open()
    connection.room.open()
  }

  /// Wakes whoever waits in `roomCame` then.
  func wakeSender(at deadline: NIODeadline) -> Scheduled<Void> {
    connection.core.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.wakeSender() }
  }

  /// Waits until `sendIfRoom` is worth another look.
  func roomCame() async throws {
    guard isOpen else { throw CancellationError() }
    // Apart: those who wait for a client's word need not be woken each time that the socket takes something.
    guard connection.streams.hasCredit(id) else {
      let gate = credit ?? Gate(connection.core.eventLoop)
      credit = gate
      return try await gate.wait()
    }
    try await connection.roomCame()
  }

  /// The client takes more.
  func creditCame() {
    if connection.streams.hasCredit(id) { credit?.open() }
  }

  /// Counts a message that must wait for room; one that would pass the limit ends the call instead.
  func beginToWait(_ byteCount: Int) throws {
    guard isOpen else { throw CancellationError() }
    try connection.beginToWait(self, byteCount)
  }

  /// Counts a message no longer that has been sent, or never will be.
  func endToWait(_ byteCount: Int) {
    connection.endToWait(byteCount)
  }

  /// Ends the call with its one answer.
  func respond<M: Message>(_ reply: Reply<M>) {
    guard isOpen else { return }
    reply.withPayload { byteCount, write in
      connection.respond(self, payloadByteCount: byteCount, write)
    }
  }

  /// Ends a streamed answer.
  func finish() {
    guard isOpen else { return }
    connection.finish(self)
  }

  /// Ends the call with what its handler threw.
  func fail(_ error: any Error) {
    guard isOpen else { return }
    switch error {
    case let error as RPCError: connection.fail(self, error)
    case is CancellationError:
      connection.fail(self, .stopped(.cancelled, context, "the server gave the call up"))
    default: connection.fail(self, connection.core.errorMapping(error))
    }
  }
}

extension Reply {
  /// The wire form.
  var wireForm: [UInt8] {
    switch self {
    case .message(let message): message.encoded()
    case .encoded(let bytes): bytes
    }
  }

  /// Lends the size of the wire form, and a function that writes it to a buffer of that size.
  fileprivate func withPayload<Failure: Error>(
    _ body: (Int, (UnsafeMutableRawBufferPointer) -> Void) throws(Failure) -> Void
  ) throws(Failure) {
    switch self {
    case .message(let message):
      try message.withPacked { (packed: borrowing Packed) throws(Failure) in
        try body(packed.byteCount) { buffer in packed.write(to: buffer) }
      }
    case .encoded(let bytes):
      try body(bytes.count) { buffer in buffer.copyBytes(from: bytes) }
    }
  }
}
