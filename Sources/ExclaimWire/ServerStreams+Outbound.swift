/// What a server sends, by the shape of the method:
///
///     unary, client stream            respond
///     server stream, bidirectional    sendMessage …, then finish
///     any, failed                     fail, at any time before the end
extension ServerStreams {
  /// Ends a call that answers with one message, successfully.
  public mutating func respond(_ call: CallID, payloadByteCount: Int) -> Reply {
    guard let index = index(of: call) else { return .gone }
    precondition(
      !streams.values[index].shape.serverStreams,
      "a method that streams its answer ends with finish or fail, never with respond")
    streams.remove(at: index)
    guard
      let frame = OutboundFrame.success(
        stream: call.stream, payloadByteCount: payloadByteCount, limits: limits)
    else { return tooLarge(call, payloadByteCount) }
    return .send(frame)
  }

  /// Sends one message of a streamed answer.
  public mutating func sendMessage(_ call: CallID, payloadByteCount: Int) -> Reply {
    guard let index = index(of: call) else { return .gone }
    precondition(
      streams.values[index].shape.serverStreams,
      "a method that answers with one message sends it with respond, never with sendMessage")
    guard
      let frame = OutboundFrame.message(
        stream: call.stream, payloadByteCount: payloadByteCount, limits: limits)
    else {
      streams.remove(at: index)
      return tooLarge(call, payloadByteCount)
    }
    if let creditBytes = streams.values[index].creditBytes {
      streams.values[index].creditBytes = creditBytes - payloadByteCount
    }
    return .send(frame)
  }

  /// Ends a streamed answer, successfully.
  public mutating func finish(_ call: CallID) -> Reply {
    guard let index = index(of: call) else { return .gone }
    precondition(
      streams.values[index].shape.serverStreams,
      "a method that answers with one message ends with respond or fail, never with finish")
    streams.remove(at: index)
    return .send(.close(stream: call.stream))
  }

  /// Ends a call with an error; also how the shell says that the time is up, or that the call is cancelled.
  public mutating func fail(_ call: CallID, _ status: Status) -> Reply {
    guard let index = index(of: call) else { return .gone }
    streams.remove(at: index)
    return .send(.failure(stream: call.stream, status, limits: limits))
  }

  private func index(of call: CallID) -> Dictionary<UInt32, Stream>.Index? {
    guard let index = streams.index(forKey: call.stream),
      streams.values[index].serial == call.serial
    else { return nil }
    return index
  }

  private func tooLarge(_ call: CallID, _ payloadByteCount: Int) -> Reply {
    let status = Status.limitExceeded(
      "frameBytesMax", limits.frameBytesMax,
      "answer on stream \(call.stream): a message of \(payloadByteCount) bytes does not fit a frame, whose"
        + " limit frameBytesMax is \(limits.frameBytesMax); ask for less at a time")
    return .tooLarge(.failure(stream: call.stream, status, limits: limits))
  }
}
