import ExclaimWire

extension FuzzTarget {
  /// Bytes of a server → frames → answers, on a connection with a call of each shape.
  ///
  ///     | bytes in one piece, and of a window if odd | bytes of the wire …
  static let clientFrames = FuzzTarget(
    name: "client-frames",
    run: { input in
      guard let pieceBytes = input.first else { return }
      let wire = input.after(1)
      let steps = try WireSteps(wire, pieceBytes: max(1, Int(pieceBytes))).steps
      var calls = Calls(windowBytes: pieceBytes & 1 == 1 ? Int(pieceBytes) : nil)
      for step in steps where try !calls.take(step, wire) { break }
      try calls.end()
    },
    seeds: { _ in
      let ok: [UInt8] = [0x12, 3, 1, 2, 3]
      let failure: [UInt8] = [0x0A, 8, 8, 8, 0x12, 4, 119, 104, 97, 116]
      let answers: [[UInt8]] = [
        frameBytes(2, stream: 1, ok) + frameBytes(2, stream: 3, failure) + frameBytes(2, stream: 5, ok),
        frameBytes(3, stream: 3, [1, 2]) + frameBytes(3, stream: 3) + frameBytes(3, stream: 3, flags: 5),
        frameBytes(3, stream: 7, [1, 2]) + frameBytes(3, stream: 7, flags: 1, [3])
          + frameBytes(2, stream: 7, ok),
        (0..<5).flatMap { frameBytes(3, stream: 3, [UInt8](repeating: $0, count: 3)) },
        frameBytes(3, stream: 1, [1]), frameBytes(0x81, stream: 0, flags: 4),
        frameBytes(2, stream: 1, [0xFF]),
        frameBytes(2, stream: 3, [UInt8](repeating: 7, count: 301)), [1, 0, 0, 0, 0, 0, 0, 1, 2, 0],
      ]
      return answers.flatMap { [[64] + $0, [7] + $0] }
    })
}

private struct Calls {
  private var streams = ClientStreams(limits: WireSteps.limits)
  private var open: [UInt32: MethodShape] = [:]
  private var ungrantedBytes: [UInt32: Int] = [:]

  init(windowBytes: Int?) {
    if let windowBytes { streams.useWindows(byteCount: windowBytes) }
    for shape in MethodShape.allCases {
      guard let frame = try? streams.open(shape, RequestEnvelope(service: "s", method: "m")) else { continue }
      open[frame.stream] = shape
    }
  }

  /// False when the connection is to be closed.
  mutating func take(_ step: WireSteps.Step, _ wire: UnsafeRawBufferPointer) throws -> Bool {
    switch step {
    case .violation: return false
    case .oversized(let header):
      try take(streams.receiveOversized(header), of: header, byteCount: 0)
    case .frame(let header, let range):
      let event: ClientStreams.Event
      do throws(ProtocolViolation) {
        event = try streams.receive(header, payload: UnsafeRawBufferPointer(rebasing: wire[range]))
      } catch {
        try promise(
          open[header.stream] != nil && !error.description.isEmpty, "only open calls matter: \(error)")
        return false
      }
      try take(event, of: header, byteCount: range.count)
    }
    try promise(streams.openCount == open.count, "\(open.count) calls are open, not \(streams.openCount)")
    return true
  }

  mutating func end() throws {
    try promise(
      streams.connectionClosed() == open.keys.sorted() && streams.openCount == 0,
      "every open call ends with its connection")
  }

  private mutating func take(_ event: ClientStreams.Event, of header: FrameHeader, byteCount: Int) throws {
    switch event {
    case .ignore: return
    case .goAway: try promise(header.type == .goAway, "only a go-away says so: \(header)")
    case .response(let stream, let status, let payload):
      try check(stream, header, payload, byteCount)
      try promise(status.description.hasPrefix(status.code.name), "a status tells its code: \(status)")
      open[stream] = nil
    case .message(let stream, let payload, let isLast):
      try check(stream, header, payload, byteCount)
      try promise(open[stream]?.serverStreams == true, "only a streamed answer has messages: \(header)")
      if isLast { open[stream] = nil }
      try consume(stream, byteCount: payload.count)
    case .end(let stream):
      try check(stream, header, 0..<0, byteCount)
      try promise(open[stream]?.serverStreams == true, "only a streamed answer ends so: \(header)")
      open[stream] = nil
    }
  }

  /// Grants make up for what was taken, and no more.
  private mutating func consume(_ stream: UInt32, byteCount: Int) throws {
    ungrantedBytes[stream, default: 0] += byteCount
    guard let frame = streams.consumed(stream, byteCount: byteCount) else { return }
    let bytes = frame.bytes()
    try promise(
      frame.header.type == .window && frame.stream == stream && bytes.count == 14 && open[stream] != nil,
      "a grant is a frame of four bytes, for an open call: \(frame.header)")
    let grant = bytes[10...].reduce(0) { $0 << 8 | Int($1) }
    try promise(
      grant == ungrantedBytes[stream], "a grant makes up for what was taken: \(grant), \(ungrantedBytes)")
    ungrantedBytes[stream] = 0
  }

  private func check(_ stream: UInt32, _ header: FrameHeader, _ payload: Range<Int>, _ byteCount: Int) throws
  {
    try promise(stream == header.stream && open[stream] != nil, "an answer is for an open call: \(header)")
    try promise(payload.isEmpty || payload.upperBound <= byteCount, "a message lies in its frame: \(payload)")
  }
}
