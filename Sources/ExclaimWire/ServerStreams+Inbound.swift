extension ServerStreams {
  /// Takes in one whole frame.
  ///
  /// - Parameter payload: the bytes behind the header; ranges in the event are relative to them.
  public mutating func receive(_ header: FrameHeader, payload: UnsafeRawBufferPointer) -> Event {
    switch header.type {
    case .request: receiveRequest(header, payload)
    case .data: receiveData(header, payload)
    case .window: receiveWindow(header, payload)
    // A Response makes no sense here, and other types belong to versions to come.
    default: .ignore
    }
  }

  /// Takes in the header of a frame over the limit, whose payload nobody will see.
  ///
  /// A call that the frame belonged to has missed a message, so it fails. Used for `oversized` and, before
  /// the connection is closed, for `absurdLength`.
  public mutating func receiveOversized(_ header: FrameHeader) -> Event {
    let status = Status.limitExceeded(
      "frameBytesMax", limits.frameBytesMax,
      "frame on stream \(header.stream): its payload of \(header.length) bytes is over the limit"
        + " frameBytesMax of \(limits.frameBytesMax); send smaller messages")
    let isAbsurd = header.length >= FrameHeader.absurdLength
    guard header.type == .request || header.type == .data || isAbsurd else { return .ignore }
    if let call = call(onStream: header.stream) { return abort(call, status) }
    // Data for a stream that ended a moment ago is no more wrong when it is long.
    return header.type == .data && !isAbsurd ? .ignore : refuse(header.stream, status)
  }

  private mutating func receiveRequest(_ header: FrameHeader, _ payload: UnsafeRawBufferPointer) -> Event {
    let number = header.stream
    guard number % 2 == 1 else { return refuse(number, .evenStream(number)) }
    if let open = streams[number] {
      // One Response ends a stream for its client, so the running call could never be answered.
      return abort(CallID(stream: number, serial: open.serial), .streamInUse(number))
    }
    guard streams.count < limits.streamsPerConnectionMax else {
      return refuse(
        number,
        .limitExceeded(
          "streamsPerConnectionMax", limits.streamsPerConnectionMax,
          "stream \(number): \(streams.count) calls are open on this connection, the limit"
            + " streamsPerConnectionMax; wait for one to end, or open another connection"))
    }
    let view: RequestView
    do throws(EnvelopeError) {
      view = try RequestView(decoding: payload, limits: limits)
    } catch {
      return refuse(number, error.status)
    }
    guard view.timeoutNanoseconds >= 0 else {
      return refuse(
        number,
        Status(
          .deadlineExceeded,
          "Request.timeout_nano: \(view.timeoutNanoseconds) means that the time was up before the call"
            + " came; nothing was done", details: [.nothingWritten]))
    }
    lastSerial += 1
    return .request(
      IncomingRequest(call: CallID(stream: number, serial: lastSerial), view: view, flags: header.flags))
  }

  /// Opens the call, now that its method is known.
  ///
  /// - Returns: the first message, if the request brings one, and whether more may follow.
  public mutating func accept(_ request: IncomingRequest, as shape: MethodShape) -> Delivery {
    let delivery: Delivery
    if shape.clientStreams {
      // Go opens a client stream with 0x02, Rust with 0x06, both with an empty payload that is no
      // message. Without the open flag the client has said that nothing follows.
      let hasMessage = !request.view.payload.isEmpty && !request.flags.contains(.noData)
      delivery = Delivery(
        message: hasMessage ? request.view.payload : nil, isLast: !request.flags.contains(.remoteOpen))
    } else {
      delivery = Delivery(message: request.view.payload, isLast: true)
    }
    let stream = Stream(
      serial: request.call.serial, shape: shape, remoteClosed: delivery.isLast, creditBytes: windowBytes)
    let earlier = streams.updateValue(stream, forKey: request.call.stream)
    precondition(earlier == nil, "a request is accepted once, and before the next frame is received")
    return delivery
  }

  /// Turns a request down, for instance because nobody serves its method.
  public func refuse(_ request: IncomingRequest, _ status: Status) -> OutboundFrame {
    .failure(stream: request.call.stream, status, limits: limits)
  }

  private mutating func receiveData(_ header: FrameHeader, _ payload: UnsafeRawBufferPointer) -> Event {
    let number = header.stream
    guard number % 2 == 1 else { return refuse(number, .evenStream(number)) }
    guard let index = streams.index(forKey: number) else { return .ignore }
    let stream = streams.values[index]
    let call = CallID(stream: number, serial: stream.serial)
    guard stream.shape != .unary else { return abort(call, .dataOnUnary(number)) }
    let hasMessage = !header.flags.contains(.noData)
    let closes = header.flags.contains(.remoteClosed)
    if stream.remoteClosed {
      // Closing twice says nothing new; a message after the close was never going to be read.
      return hasMessage ? abort(call, .dataAfterClose(number, stream.shape)) : .ignore
    }
    guard hasMessage || closes else { return .ignore }
    if closes { streams.values[index].remoteClosed = true }
    return .deliver(call, Delivery(message: hasMessage ? 0..<payload.count : nil, isLast: closes))
  }

  private mutating func receiveWindow(_ header: FrameHeader, _ payload: UnsafeRawBufferPointer) -> Event {
    guard let index = streams.index(forKey: header.stream),
      let creditBytes = streams.values[index].creditBytes
    else { return .ignore }
    let call = CallID(stream: header.stream, serial: streams.values[index].serial)
    guard let grant = WindowGrant(reading: payload) else {
      return abort(call, .malformedWindow(header.stream, byteCount: payload.count))
    }
    streams.values[index].creditBytes = min(creditBytes + Int(grant.byteCount), Limits.windowBytesMax)
    return .credit(call)
  }

  private func refuse(_ stream: UInt32, _ status: Status) -> Event {
    .refuse(.failure(stream: stream, status, limits: limits))
  }

  private mutating func abort(_ call: CallID, _ status: Status) -> Event {
    streams[call.stream] = nil
    return .abort(call, .failure(stream: call.stream, status, limits: limits))
  }
}

extension Status {
  fileprivate static func evenStream(_ stream: UInt32) -> Status {
    Status(
      .invalidArgument,
      "stream \(stream): a client opens streams with odd numbers only; use 1, 3, 5 and so on")
  }

  fileprivate static func streamInUse(_ stream: UInt32) -> Status {
    Status(
      .invalidArgument,
      "stream \(stream): a second Request came while a call was open on it, and that call is cancelled;"
        + " use a number again only after its Response")
  }

  fileprivate static func dataOnUnary(_ stream: UInt32) -> Status {
    Status(
      .invalidArgument,
      "stream \(stream): a Data frame came for a unary method, which takes the one message in its Request;"
        + " the call is cancelled")
  }

  fileprivate static func malformedWindow(_ stream: UInt32, byteCount: Int) -> Status {
    Status(
      .invalidArgument,
      "stream \(stream): a WINDOW frame of \(byteCount) bytes came, and it has \(WindowGrant.byteCount), a u32 in"
        + " big-endian order; the call is cancelled")
  }

  fileprivate static func dataAfterClose(_ stream: UInt32, _ shape: MethodShape) -> Status {
    Status(
      .invalidArgument,
      shape.clientStreams
        ? "stream \(stream): a message came after the client had closed its side; send the close last"
        : "stream \(stream): a message came after the Request, which brings the only one the method takes")
  }
}
