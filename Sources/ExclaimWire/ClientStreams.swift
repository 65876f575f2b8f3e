/// The calls of one connection, as the client sees them: the mirror of `ServerStreams`.
///
/// A stream ends with a Response or with the server's close, whichever comes; after that, and after
/// `forget`, frames for it are ignored.
public struct ClientStreams: Sendable {
  /// What a received frame means.
  public enum Event: Sendable, Equatable {
    /// The call has ended, with this status. On success `payload` is where the message lies.
    case response(stream: UInt32, Status, payload: Range<Int>)
    /// One message of a streamed answer; `isLast` when the answer ends with it.
    case message(stream: UInt32, payload: Range<Int>, isLast: Bool)
    /// The streamed answer has ended, successfully.
    case end(stream: UInt32)
    /// The server is about to stop: open calls finish, new ones belong on another connection.
    case goAway
    /// Nothing is to be done.
    case ignore
  }

  private struct Stream: Sendable {
    let shape: MethodShape
    var localClosed: Bool
    /// Bytes of the answer that the caller took and no grant has made up for.
    var ungrantedBytes = 0
    /// What the server may send before it waits for a grant; nil when it never waits.
    let windowBytes: Int?
  }

  private let limits: Limits
  private var streams: [UInt32: Stream] = [:]
  private var nextStream: UInt32 = 1
  private var windowBytes: Int?

  /// The state of a connection on which nothing has happened.
  public init(limits: Limits) {
    self.limits = limits
  }

  /// How many calls are open.
  public var openCount: Int { streams.count }

  /// Whether the call on a stream has not ended.
  public func isOpen(_ stream: UInt32) -> Bool { streams[stream] != nil }

  /// From now on the answers of new calls come as far as they are granted, and so far at first.
  public mutating func useWindows(byteCount: Int) {
    windowBytes = min(byteCount, Limits.windowBytesMax)
  }

  /// The caller has taken so much of a streamed answer: the frame that lets the server send as much again, or nil
  /// while that can wait.
  public mutating func consumed(_ stream: UInt32, byteCount: Int) -> OutboundFrame? {
    guard let index = streams.index(forKey: stream), let windowBytes = streams.values[index].windowBytes
    else {
      return nil
    }
    let bytes = streams.values[index].ungrantedBytes + byteCount
    // Half a window is under way while the grant is: few grants, and no pause.
    let isDue = bytes >= windowBytes / 2 && bytes > 0
    streams.values[index].ungrantedBytes = isDue ? 0 : bytes
    return isDue ? .window(stream: stream, WindowGrant(byteCount: UInt32(clamping: bytes))) : nil
  }

  /// Opens a call; the frame tells its stream.
  ///
  /// - Parameter payloadByteCount: the one message of a unary method or a server stream; a client stream
  ///   sends its messages with `sendMessage`, so 0.
  /// - Throws: RESOURCE_EXHAUSTED when the request does not fit a frame.
  public mutating func open(
    _ shape: MethodShape, _ request: RequestEnvelope, payloadByteCount: Int = 0
  ) throws(Status) -> OutboundFrame {
    precondition(
      !shape.clientStreams || payloadByteCount == 0,
      "a client stream opens without a message, and sends all of them with sendMessage")
    let flags: FrameFlags =
      switch shape {
      case .unary: []
      case .serverStream: [.remoteClosed]
      // Without noData a Rust server takes the empty payload for a first message.
      case .clientStream, .bidirectional: [.remoteOpen, .noData]
      }
    while streams[nextStream] != nil { nextStream &+= 2 }
    guard
      let frame = OutboundFrame.request(
        stream: nextStream, flags, request, payloadByteCount: payloadByteCount, limits: limits)
    else { throw tooLarge("\(request.service)/\(request.method)", payloadByteCount) }
    streams[nextStream] = Stream(
      shape: shape, localClosed: !shape.clientStreams, windowBytes: windowBytes)
    nextStream &+= 2
    return frame
  }

  /// Sends one message of a client stream; nil when the server has ended the call already.
  ///
  /// - Throws: RESOURCE_EXHAUSTED when the message does not fit a frame; the stream stays as it was.
  public func sendMessage(_ stream: UInt32, payloadByteCount: Int) throws(Status) -> OutboundFrame? {
    guard let open = streams[stream] else { return nil }
    precondition(!open.localClosed, "a client sends messages only until it has closed its side")
    guard
      let frame = OutboundFrame.message(
        stream: stream, payloadByteCount: payloadByteCount, limits: limits)
    else { throw tooLarge("stream \(stream)", payloadByteCount) }
    return frame
  }

  /// Says that no more messages follow; nil when the server has ended the call already.
  public mutating func closeSend(_ stream: UInt32) -> OutboundFrame? {
    guard let open = streams[stream] else { return nil }
    precondition(!open.localClosed, "a client closes its side of a stream once")
    streams[stream]?.localClosed = true
    return .close(stream: stream)
  }

  /// Gives a call up on this side only: what still comes for it is ignored.
  public mutating func forget(_ stream: UInt32) {
    streams[stream] = nil
  }

  /// The connection is gone: every open call, lowest number first, to be failed.
  public mutating func connectionClosed() -> [UInt32] {
    defer { streams.removeAll() }
    return streams.keys.sorted()
  }

  private func tooLarge(_ what: String, _ payloadByteCount: Int) -> Status {
    .limitExceeded(
      "frameBytesMax", limits.frameBytesMax,
      "\(what): a message of \(payloadByteCount) bytes does not fit a frame, whose limit frameBytesMax is"
        + " \(limits.frameBytesMax); send less at a time")
  }
}

// MARK: - Receiving

extension ClientStreams {
  /// Takes in one whole frame.
  ///
  /// - Parameter payload: the bytes behind the header; ranges in the event are relative to them.
  /// - Throws: when the server broke the protocol; close the connection.
  public mutating func receive(
    _ header: FrameHeader, payload: UnsafeRawBufferPointer
  ) throws(ProtocolViolation) -> Event {
    if header.type == .goAway { return .goAway }
    guard header.type == .response || header.type == .data else { return .ignore }
    guard let index = streams.index(forKey: header.stream) else { return .ignore }
    if header.type == .response {
      let view: ResponseView
      do throws(EnvelopeError) {
        view = try ResponseView(decoding: payload)
      } catch {
        throw .malformedResponse(stream: header.stream, error)
      }
      streams.remove(at: index)
      return .response(stream: header.stream, view.status, payload: view.payload)
    }
    guard streams.values[index].shape.serverStreams else {
      throw .dataOnSingleResponse(stream: header.stream)
    }
    let isLast = header.flags.contains(.remoteClosed)
    if isLast { streams.remove(at: index) }
    if header.flags.contains(.noData) { return isLast ? .end(stream: header.stream) : .ignore }
    return .message(stream: header.stream, payload: 0..<payload.count, isLast: isLast)
  }

  /// Takes in the header of a frame over the limit: the call it belongs to has failed.
  public mutating func receiveOversized(_ header: FrameHeader) -> Event {
    guard header.type == .response || header.type == .data,
      streams.removeValue(forKey: header.stream) != nil
    else { return .ignore }
    let status = Status.limitExceeded(
      "frameBytesMax", limits.frameBytesMax,
      "answer on stream \(header.stream): its frame of \(header.length) bytes is over the limit"
        + " frameBytesMax of \(limits.frameBytesMax); ask for less at a time")
    return .response(stream: header.stream, status, payload: 0..<0)
  }
}
