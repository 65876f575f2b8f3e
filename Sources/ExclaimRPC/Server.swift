internal import CExclaimLinux
public import ExclaimWire
internal import Glibc
public import Logging
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Serves methods to clients on a Unix socket.
///
/// All connections of all servers of a process live on one event loop, and so do the handlers as long as they
/// do not await work that runs elsewhere.
public final class Server: Sendable {
  private struct Listener {
    let channel: any Channel
    let file: SocketFile
  }

  /// The one loop of the process.
  ///
  /// It is never shut down: the task of a handler may outlive its server, and ends here.
  private static let loops = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  private let eventLoop: any EventLoop
  private let core: NIOLoopBoundBox<ServerCore>
  private let connections = Gauge()
  private let limits: Limits
  private let logger: Logger
  private let listener = Mutex<Listener?>(nil)

  /// A server that does not listen yet.
  ///
  /// - Parameters:
  ///   - roleOf: what a peer may do; nil keeps it out. Asked once for each connection, and again after `rolesChanged`.
  ///   - errorMapping: makes a status of what a handler threw, when that is no `RPCError`.
  ///
  /// Both run on the event loop, and must not block.
  public init(
    _ registrations: [Registration], limits: Limits = .standard, logger: Logger,
    roleOf: @escaping @Sendable (Peer) -> AccessRole? = { _ in .admin },
    errorMapping: @escaping @Sendable (any Error) -> RPCError
  ) {
    eventLoop = Self.loops.next()
    self.limits = limits
    self.logger = logger
    let table = ConnectionTable(limits, connections)
    core = .makeBoxSendingValue(
      ServerCore(
        eventLoop, registrations, limits, logger, table, roleOf: roleOf, errorMapping: errorMapping),
      eventLoop: eventLoop)
  }

  /// How many connections are open now.
  public var connectionCount: Int { connections.value }

  /// Begins to serve at a path.
  ///
  /// The socket's directory is made if it is missing, for this user alone. A socket of a live server is left
  /// alone; one that a dead server left behind is replaced. The process may have as many files open from now
  /// on as its hard limit says, for every connection is one.
  ///
  /// - Parameter group: id of a group whose members may connect as well; nil for this user alone.
  /// - Throws: ``SocketError``.
  public func start(socketPath: String, group: UInt32? = nil) async throws {
    try await start(on: SocketFile(claiming: socketPath, group: group))
  }

  /// Begins to serve on a socket, which is this server's from now on; see ``start(socketPath:group:)``.
  public func start(on file: SocketFile) async throws {
    makeRoomForConnections()
    let channel: any Channel
    do {
      let turns = try await Turns.start(on: eventLoop)
      await onLoop { $0.turns = turns.value }
      channel = try await bootstrap().withBoundSocket(file.descriptor).get()
      try file.lengthenQueue()
    } catch {
      file.remove()
      file.unlock()
      throw error
    }
    let previous = listener.withLock { listener in
      defer { listener = Listener(channel: channel, file: file) }
      return listener
    }
    precondition(previous == nil, "a server is started once")
    logger.info("listening", metadata: ["socket": "\(file.path)"])
  }

  /// Runs `body` on the event loop, when that gets to it; never, if it hangs.
  public func onEventLoop(_ body: @escaping @Sendable () -> Void) { eventLoop.execute(body) }

  /// Asks again what each peer may do; a connection whose peer has no role any more is closed.
  public func rolesChanged() async {
    await onLoop { core in
      for connection in core.connections.all { connection.reviseRole() }
    }
  }

  /// How the server has been used since it was made.
  public func statistics() async -> ServerStatistics {
    await onLoop { ServerStatistics($0) }
  }

  private func onLoop<Value: Sendable>(_ body: @escaping @Sendable (ServerCore) -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      eventLoop.execute { [core] in continuation.resume(returning: body(core.value)) }
    }
  }

  private func makeRoomForConnections() {
    let openFilesMax = OpenFiles.raiseLimit()
    eventLoop.execute { [core] in
      core.value.connections.fit(toDescriptors: openFilesMax - OpenFiles.reserve)
    }
    guard openFilesMax < limits.connectionsMax + OpenFiles.reserve else { return }
    logger.warning(
      "the system allows fewer open files than connectionsMax needs; raise the hard limit (ulimit -Hn)",
      metadata: ["openFilesMax": "\(openFilesMax)", "connectionsMax": "\(limits.connectionsMax)"])
  }

  /// Stops serving: takes nothing new, lets open calls finish, and ends those that have not in time.
  ///
  /// The socket is gone when this begins, its lock is free when it returns. A second call does nothing.
  public func drain(within duration: Duration) async {
    guard
      let listener = listener.withLock({ listener in
        defer { listener = nil }
        return listener
      })
    else { return }
    listener.file.remove()
    do {
      try await listener.channel.close()
    } catch {
      logger.debug("closing the listening socket failed", metadata: ["error": "\(error)"])
    }
    await closeConnections(within: duration)
    await onLoop { core in
      core.turns?.close()
      core.turns = nil
    }
    listener.file.unlock()
    logger.info("drained", metadata: ["socket": "\(listener.file.path)"])
  }

  private func closeConnections(within duration: Duration) async {
    let time = TimeAmount(duration)
    await withCheckedContinuation { continuation in
      eventLoop.execute { [core] in
        let core = core.value
        let loop = core.eventLoop.assumeIsolated()
        core.isDraining = true
        let timer = loop.scheduleTask(in: time) {
          core.logger.warning(
            "calls did not end in time", metadata: ["connections": "\(core.connections.all.count)"])
          for connection in core.connections.all { connection.channel?.close(promise: nil) }
        }
        core.connections.whenEmpty {
          timer.cancel()
          continuation.resume()
        }
        for connection in core.connections.all {
          for call in connection.calls.values { call.wakeSender() }
          connection.goAway()
        }
      }
    }
  }
}

// MARK: - Accepting

extension Server {
  private func bootstrap() -> ServerBootstrap {
    ServerBootstrap(group: eventLoop)
      // Without it the loop spins when the process has no file descriptor left for one more connection.
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(AcceptBackoffHandler())
        }
      }
      .childChannelOption(.writeBufferWaterMark, value: .init(low: 65_536, high: 262_144))
      .childChannelInitializer { [core] channel in
        channel.eventLoop.makeCompletedFuture {
          try Self.admit(channel, Self.readPeer(of: channel), to: core.value)
        }
      }
  }

  /// Asks the kernel who is at the other end.
  private static func readPeer(of channel: any Channel) throws -> Peer {
    var peer = exclaim_peer()
    let code = try channel.pipeline.syncOperations.withUnsafeTransportIfAvailable {
      (socket: NIOBSDSocket.Handle) in
      exclaim_read_peer(socket, &peer)
    }
    guard let code else { preconditionFailure("an accepted connection is a socket") }
    guard code == 0 else { throw IOError(errnoCode: code, reason: "asking for the peer's credentials") }
    let groups = withUnsafeBytes(of: &peer.groups) {
      $0.bindMemory(to: gid_t.self).prefix(Int(peer.group_count))
    }
    return Peer(uid: peer.uid, gid: peer.gid, groups: Array(groups))
  }

  private static func admit(_ channel: any Channel, _ peer: Peer, to core: ServerCore) throws {
    let user = core.connections.user(peer.uid)
    guard let role = core.roleOf(peer) else { return try refuse(channel, user, .noRole(peer), core) }
    if let error = core.connections.refusal(of: user) { return try refuse(channel, user, error, core) }
    let connection = ServerConnection(core, number: core.connections.nextNumber(), peer: peer, role: role)
    core.connections.add(connection)
    core.keepSweeping()
    core.logger.debug(
      "connection opened",
      metadata: ["connection": "\(connection.number)", "uid": "\(peer.uid)", "role": "\(role.name)"])
    try channel.pipeline.syncOperations.addHandler(connection)
  }

  private static func refuse(
    _ channel: any Channel, _ user: User, _ error: RPCError, _ core: ServerCore
  ) throws {
    core.noteRefusal(error.status, of: user)
    try channel.pipeline.syncOperations.addHandler(Refusal(error))
  }
}

extension TimeAmount {
  /// A duration, as far as it can be counted in nanoseconds.
  init(_ duration: Duration) {
    let nanoseconds = duration / .nanoseconds(1)
    self = .nanoseconds(Int64(max(0, min(nanoseconds, Double(Int64.max / 4)))))
  }
}

extension RPCError {
  /// The peer lost the right to a call while it was open.
  static func roleWithdrawn(_ context: CallContext) -> RPCError {
    RPCError(
      .permissionDenied,
      "\(context.method): the role of user \(context.peer.uid) was changed while the call was open, and does not"
        + " allow it any more; it wrote nothing")
  }

  /// A peer that may not use the server at all.
  static func noRole(_ peer: Peer) -> RPCError {
    RPCError(
      .permissionDenied,
      "user \(peer.uid) has no role on this server; ask the one who runs it, who can add the account or one of its"
        + " groups to [roles]")
  }
}
