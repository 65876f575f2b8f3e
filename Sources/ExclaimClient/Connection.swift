internal import ExclaimWire

/// A connection to a server, on which many calls may be open at a time.
///
/// It blocks, and belongs to one thread: no two threads may use it, or its streams, at once. While one call
/// is waited for, what comes for the others is kept until they ask.
///
/// After a failure of the connection itself every call fails with UNAVAILABLE; make a new connection.
public final class Connection {
  /// The server's socket.
  public let path: String
  let limits = Limits.standard
  var streams: ClientStreams
  private let socket: Socket
  private var decoder: FrameDecoder
  private var incoming = Buffer()
  private var outgoing = Buffer()
  private var mailboxes: [UInt32: Mailbox] = [:]
  /// How many bytes must be there before the next frame can be cut.
  private var neededBytes = 0
  private var bytesSentUnheard = 0
  /// Why nothing works any more.
  private var failure: CallError?
  /// Readable when the user wants the call that is waited for to stop; -1 for never.
  private var interruption: Int32
  /// Where the answer to our Cancel comes, while we wait for the end of the call that is called off.
  var cancelStream: UInt32?
  /// Whether the server has said that it is about to stop: new calls fail with UNAVAILABLE, open ones finish.
  public private(set) var isGoingAway = false

  /// So much is sent at most before a look at what came back, lest a refused stream be sent to its end.
  private static let bytesSentUnheardMax = 65_536

  /// Connects to the server at a path.
  ///
  /// - Parameters:
  ///   - timeout: how long to wait when the server is too busy to take the connection.
  ///   - interruption: a descriptor that becomes readable when the user wants to stop. The call that is waited for is
  ///     then called off on the server, once, and ends with CANCELLED, or with its answer when it came too late.
  public init(
    path: String, timeout: Duration = .seconds(5), interruption: Int32? = nil
  ) throws(ConnectError) {
    socket = try Socket(connectingTo: path, timeout: timeout)
    self.interruption = interruption ?? -1
    self.path = path
    streams = ClientStreams(limits: limits)
    decoder = FrameDecoder(limits: limits)
  }

  /// Why calls fail from now on; nil while the connection works.
  public var brokenBy: CallError? { failure }
}

// MARK: - Sending

extension Connection {
  /// Sends a frame.
  ///
  /// A server that closed the connection has perhaps said why: that is for the next `arrival` to tell.
  func transmit(
    _ frame: OutboundFrame, until deadline: Deadline,
    _ writePayload: (UnsafeMutableRawBufferPointer) -> Void = { _ in }
  ) throws(CallError) {
    let memory = outgoing.room(toHave: frame.byteCount)
    frame.writePrefix(into: memory)
    if frame.payloadByteCount > 0 {
      writePayload(UnsafeMutableRawBufferPointer(rebasing: memory[frame.prefixByteCount..<frame.byteCount]))
    }
    outgoing.append(frame.byteCount)
    do throws(SystemError) {
      while !outgoing.bytes.isEmpty, failure == nil { try transmitSome(until: deadline) }
    } catch {
      throw fail(.unavailable, "\(error.description); connect again")
    }
    bytesSentUnheard += frame.byteCount
    if bytesSentUnheard > Self.bytesSentUnheardMax { try hear() }
  }

  private func transmitSome(until deadline: Deadline) throws(SystemError) {
    switch try socket.send(outgoing.bytes) {
    case .moved(let count):
      outgoing.consume(count)
    case .closed:
      lose()
    case .wouldBlock:
      guard try socket.wait(toSend: true, until: deadline) == .ready else {
        // A frame that was sent in part cannot be taken back.
        _ = fail(.deadlineExceeded, "the server took no more data in time; connect again")
        return
      }
      // The server may wait for us to take its answers before it takes more.
      try receive()
      sortArrivals()
    }
  }

  /// Looks at what came, without waiting.
  private func hear() throws(CallError) {
    bytesSentUnheard = 0
    do throws(SystemError) {
      try receive()
    } catch {
      throw fail(.unavailable, "\(error.description); connect again")
    }
    sortArrivals()
  }

  /// The server has closed the connection: takes in what it said before.
  private func lose() {
    while failure == nil {
      do throws(SystemError) {
        try receive()
      } catch {
        _ = fail(.unavailable, "\(error.description); connect again")
      }
      sortArrivals()
    }
  }
}

// MARK: - Receiving

extension Connection {
  /// Waits for something on a stream, and lends it.
  ///
  /// - Throws: DEADLINE_EXCEEDED when nothing came in time, and the call is given up; UNAVAILABLE when the
  ///   connection failed.
  func arrival<Result>(
    on stream: UInt32, until deadline: Deadline, _ body: (Arrival) -> Result
  ) throws(CallError) -> Result {
    if let result = mailboxes[stream]?.take(body) { return result }
    while true {
      while let (receiver, arrival) = nextArrival() {
        if receiver == cancelStream {
          try endCancel(of: stream, arrival)
          continue
        }
        guard receiver == stream else {
          mailboxes[receiver, default: Mailbox()].append(arrival)
          continue
        }
        // Of a call that is called off only the end still counts.
        if cancelStream != nil, case .message(_, isLast: false) = arrival { continue }
        return body(arrival)
      }
      if let failure { throw failure }
      let wake: Socket.Wake
      do throws(SystemError) {
        wake = try receive(until: deadline)
      } catch {
        throw fail(.unavailable, "\(error.description); connect again")
      }
      switch wake {
      case .ready: break
      case .timeUp: throw timeout(stream)
      case .interrupted:
        interruption = -1
        try beginCancel(of: stream)
      }
    }
  }

  /// Whether something on a stream is at hand.
  func hasMail(on stream: UInt32) -> Bool {
    mailboxes[stream]?.isEmpty == false
  }

  /// Gives a call up, on this side.
  func forget(_ stream: UInt32) {
    streams.forget(stream)
    mailboxes[stream] = nil
  }

  /// Waits until something came, and takes it in.
  private func receive(until deadline: Deadline) throws(SystemError) -> Socket.Wake {
    // Rather in recv than in poll: whoever blocks in recv is also woken when the server takes what we sent.
    // So this core is awake when the answer comes, a sixth sooner; only where client and server share a core
    // is that wake lost time.
    if deadline.isNever, interruption < 0 {
      try receive(waits: true)
      return .ready
    }
    let wake = try socket.wait(toSend: false, until: deadline, interruption: interruption)
    if wake == .ready { try receive() }
    return wake
  }

  private func receive(waits: Bool = false) throws(SystemError) {
    switch try socket.receive(into: incoming.room(toHave: neededBytes), waits: waits) {
    case .moved(let count): incoming.append(count)
    case .wouldBlock: break
    case .closed:
      _ = fail(
        .unavailable,
        "the server closed the connection; a write that was under way may have been made or not, so connect"
          + " again and repeat it with the same key")
    }
  }

  private func sortArrivals() {
    while let (receiver, arrival) = nextArrival() {
      mailboxes[receiver, default: Mailbox()].append(arrival)
    }
  }

  /// The next whole frame of what was received, if it is for a call. Good until the next `receive`.
  private func nextArrival() -> (UInt32, Arrival)? {
    while true {
      let bytes = incoming.bytes
      let event: ClientStreams.Event
      var payload = UnsafeRawBufferPointer(rebasing: bytes[..<0])
      switch decoder.next(bytes) {
      case .needMore(let count):
        neededBytes = count
        return nil
      case .frame(let header, let range, let consumed):
        payload = UnsafeRawBufferPointer(rebasing: bytes[range])
        do throws(ProtocolViolation) {
          event = try streams.receive(header, payload: payload)
        } catch {
          return breakOff(error)
        }
        incoming.consume(consumed)
      case .oversized(let header, let consumed):
        event = streams.receiveOversized(header)
        incoming.consume(consumed)
      case .discard(let consumed):
        incoming.consume(consumed)
        continue
      case .violation(let violation):
        return breakOff(violation)
      }
      switch event {
      case .response(let stream, let status, let range):
        return (stream, .response(status, UnsafeRawBufferPointer(rebasing: payload[range])))
      case .message(let stream, let range, let isLast):
        return (stream, .message(UnsafeRawBufferPointer(rebasing: payload[range]), isLast: isLast))
      case .end(let stream):
        return (stream, .end)
      case .goAway:
        isGoingAway = true
      case .ignore:
        continue
      }
    }
  }

  private func breakOff(_ violation: ProtocolViolation) -> (UInt32, Arrival)? {
    incoming.consume(incoming.bytes.count)
    _ = fail(.internal, "the server broke the protocol: \(violation)")
    return nil
  }

  private func timeout(_ stream: UInt32) -> CallError {
    forget(stream)
    return CallError(
      .deadlineExceeded,
      "the time for the call was up before its answer came; a write may have been made or not, so repeat it"
        + " with the same key, or give it more time")
  }

  /// Notes that the connection is of no use any more.
  private func fail(_ code: StatusCode, _ message: String) -> CallError {
    let error = failure ?? CallError(code, "connection to \(path): \(message)")
    failure = error
    _ = streams.connectionClosed()
    return error
  }
}
