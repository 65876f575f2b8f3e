public import ExclaimMessages
internal import ExclaimWire

/// One method together with the code that serves it. The generated services list theirs.
///
/// Handlers start on the server's event loop, in the very tick in which their request was read, and must not
/// block it: they await. A handler is cancelled when its peer goes away or its time is up; what it throws
/// becomes the status of the call.
public struct Registration: Sendable {
  let service: String
  let name: String
  let shape: ExclaimWire.MethodShape
  /// Service and name: `exclaim.v1.Records/Submit`.
  public let path: String
  /// What a caller must at least be.
  private(set) var leastRole = AccessRole.reader
  /// Place among the server's registrations.
  private(set) var index = 0
  /// Starts the work on a call, given the message that its Request brought.
  let begin: @Sendable (Call, UnsafeRawBufferPointer?) -> Void

  private init<Q: Message, R: Message>(
    _ method: Method<Q, R>, as shape: ExclaimWire.MethodShape,
    begin: @escaping @Sendable (Call, UnsafeRawBufferPointer?) -> Void
  ) {
    precondition(
      method.wireShape == shape, "\(method.path) is registered by its shape, which is \(method.shape)")
    service = method.service
    name = method.name
    path = method.path
    self.shape = shape
    self.begin = begin
  }

  /// The same for callers of a role, and of those above it, alone.
  public func requiring(_ role: AccessRole) -> Registration {
    var registration = self
    registration.leastRole = role
    return registration
  }

  func numbered(_ index: Int) -> Registration {
    var registration = self
    registration.index = index
    return registration
  }

  /// Serves a method that takes one message and answers with one.
  public static func unary<Q: Message, R: Message>(
    _ method: Method<Q, R>,
    _ handler: @escaping @Sendable (Q, CallContext) async throws -> Reply<R>
  ) -> Registration {
    Registration(method, as: .unary) { call, message in
      let handle = call.handle
      call.task = Task.immediate(
        executorPreference: handle.executor
      ) { [context = call.context, first = FirstMessage(message, handle.decoder)] in
        do {
          // Apart: an `await` in the expression would end what is certain to run at once.
          let small: Q? = try first.decodedAtOnce()
          let request = if let small { small } else { try await first.decodedAside() as Q }
          let reply = try await handler(request, context)
          handle.call.respond(reply)
        } catch {
          handle.call.fail(error)
        }
        handle.call.taskEnded()
      }
    }
  }

  /// Serves a method that takes one message and answers with a stream of them.
  public static func serverStream<Q: Message, R: Message>(
    _ method: Method<Q, R>,
    _ handler: @escaping @Sendable (Q, ResponseWriter<R>, CallContext) async throws -> Void
  ) -> Registration {
    Registration(method, as: .serverStream) { call, message in
      let handle = call.handle
      call.task = Task.immediate(
        executorPreference: handle.executor
      ) { [context = call.context, first = FirstMessage(message, handle.decoder)] in
        do {
          let small: Q? = try first.decodedAtOnce()
          let request = if let small { small } else { try await first.decodedAside() as Q }
          try await handler(request, ResponseWriter(handle), context)
          handle.call.finish()
        } catch {
          handle.call.fail(error)
        }
        handle.call.taskEnded()
      }
    }
  }

  /// Serves a method that takes a stream of messages and answers with one.
  public static func clientStream<Q: Message, R: Message>(
    _ method: Method<Q, R>,
    _ handler: @escaping @Sendable (RequestStream<Q>, CallContext) async throws -> Reply<R>
  ) -> Registration {
    Registration(method, as: .clientStream) { call, _ in
      let handle = call.handle
      call.task = Task.immediate(executorPreference: handle.executor) { [context = call.context] in
        do {
          let reply = try await handler(RequestStream(handle), context)
          handle.call.respond(reply)
        } catch {
          handle.call.fail(error)
        }
        handle.call.taskEnded()
      }
    }
  }

  /// Serves a method with a stream of messages each way.
  public static func bidirectional<Q: Message, R: Message>(
    _ method: Method<Q, R>,
    _ handler: @escaping @Sendable (RequestStream<Q>, ResponseWriter<R>, CallContext) async throws -> Void
  ) -> Registration {
    Registration(method, as: .bidirectional) { call, _ in
      let handle = call.handle
      call.task = Task.immediate(executorPreference: handle.executor) { [context = call.context] in
        do {
          try await handler(RequestStream(handle), ResponseWriter(handle), context)
          handle.call.finish()
        } catch {
          handle.call.fail(error)
        }
        handle.call.taskEnded()
      }
    }
  }
}

extension Method {
  /// The schema's shape in the words of the wire, which knows nothing of the schema.
  fileprivate var wireShape: ExclaimWire.MethodShape {
    switch shape {
    case .unary: .unary
    case .serverStream: .serverStream
    case .clientStream: .clientStream
    case .bidirectional: .bidirectional
    }
  }
}
