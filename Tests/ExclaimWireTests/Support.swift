import ExclaimWire
import Glibc
import Testing

/// Random numbers that come again with the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// The seed of a random test: EXCLAIM_TEST_SEED if it is set, else a new one. It is printed, to be used again.
func testSeed(_ test: String = #function) -> UInt64 {
  let given = getenv("EXCLAIM_TEST_SEED").flatMap { UInt64(String(cString: $0)) }
  let seed = given ?? UInt64.random(in: 0...UInt64.max)
  print("\(test): EXCLAIM_TEST_SEED=\(seed)")
  return seed
}

/// One frame as a peer would send it.
func frame(
  _ type: FrameType, stream: UInt32, flags: FrameFlags = [], _ payload: [UInt8] = []
) -> [UInt8] {
  header(type, stream: stream, flags: flags, length: UInt32(payload.count)) + payload
}

/// The ten bytes of a header, whatever follows them.
func header(
  _ type: FrameType, stream: UInt32, flags: FrameFlags = [], length: UInt32
) -> [UInt8] {
  let length = (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32($0))) }
  let stream = (0..<4).map { UInt8(truncatingIfNeeded: stream >> (24 - 8 * UInt32($0))) }
  return length + stream + [type.rawValue, flags.rawValue]
}

/// A Request envelope with these bytes as its message.
func requestBytes(
  _ service: String = "exclaim.v1.Records", _ method: String = "Get", payload: [UInt8] = [1],
  timeoutNanoseconds: Int64 = 0, metadata: [RequestEnvelope.Metadata] = []
) -> [UInt8] {
  encode(
    RequestEnvelope(
      service: service, method: method, timeoutNanoseconds: timeoutNanoseconds, metadata: metadata),
    payload: payload)
}

func encode(_ request: RequestEnvelope, payload: [UInt8]) -> [UInt8] {
  var bytes = [UInt8](repeating: 0xee, count: request.prefixByteCount(payloadByteCount: payload.count))
  bytes.withUnsafeMutableBytes { request.writePrefix(into: $0, payloadByteCount: payload.count) }
  return bytes + payload
}

func encode(_ response: ResponseEnvelope, payload: [UInt8] = []) -> [UInt8] {
  var bytes = [UInt8](repeating: 0xee, count: response.prefixByteCount)
  bytes.withUnsafeMutableBytes { response.writePrefix(into: $0) }
  return bytes + payload
}

/// What a Response frame says.
func status(of frame: OutboundFrame) throws -> Status {
  let payload = [UInt8](repeating: 0, count: frame.payloadByteCount)
  return try Array(frame.bytes(payload: payload).dropFirst(10)).withUnsafeBytes {
    try ResponseView(decoding: $0).status
  }
}

extension Limits {
  /// The standard limits with some changed.
  static func with(_ change: (inout Limits) -> Void) -> Limits {
    var limits = Limits()
    change(&limits)
    return limits
  }
}

/// The server's side of a connection, for tests: a reference, since expectations cannot change values.
final class ServerSide {
  private(set) var streams: ServerStreams

  init(_ limits: Limits = .standard) { streams = ServerStreams(limits: limits) }

  /// Takes in one frame given as bytes.
  func receive(_ bytes: [UInt8]) -> ServerStreams.Event {
    bytes.withUnsafeBytes {
      streams.receive(FrameHeader(reading: $0), payload: UnsafeRawBufferPointer(rebasing: $0[10...]))
    }
  }

  func receiveOversized(_ header: FrameHeader) -> ServerStreams.Event { streams.receiveOversized(header) }

  /// Takes in a request that must be offered to the router.
  func offer(stream: UInt32, flags: FrameFlags = [], payload: [UInt8] = [1]) throws
    -> ServerStreams.IncomingRequest
  {
    let event = receive(frame(.request, stream: stream, flags: flags, requestBytes(payload: payload)))
    return try #require(event.request)
  }

  func accept(_ request: ServerStreams.IncomingRequest, as shape: MethodShape) -> ServerStreams.Delivery {
    streams.accept(request, as: shape)
  }

  /// Opens a call.
  func open(
    _ shape: MethodShape, stream: UInt32, flags: FrameFlags = [], payload: [UInt8] = [1]
  ) throws -> ServerStreams.CallID {
    let request = try offer(stream: stream, flags: flags, payload: payload)
    _ = accept(request, as: shape)
    return request.call
  }

  func respond(_ call: ServerStreams.CallID, payloadByteCount: Int) -> ServerStreams.Reply {
    streams.respond(call, payloadByteCount: payloadByteCount)
  }

  func sendMessage(_ call: ServerStreams.CallID, payloadByteCount: Int) -> ServerStreams.Reply {
    streams.sendMessage(call, payloadByteCount: payloadByteCount)
  }

  func finish(_ call: ServerStreams.CallID) -> ServerStreams.Reply { streams.finish(call) }

  func fail(_ call: ServerStreams.CallID, _ status: Status) -> ServerStreams.Reply {
    streams.fail(call, status)
  }

  func connectionClosed() -> [ServerStreams.CallID] { streams.connectionClosed() }
}

/// The client's side of a connection, for tests.
final class ClientSide {
  private(set) var streams: ClientStreams

  init(_ limits: Limits = .standard) { streams = ClientStreams(limits: limits) }

  func open(
    _ shape: MethodShape, _ request: RequestEnvelope, payloadByteCount: Int = 0
  ) throws -> OutboundFrame {
    try streams.open(shape, request, payloadByteCount: payloadByteCount)
  }

  func sendMessage(_ stream: UInt32, payloadByteCount: Int) throws -> OutboundFrame? {
    try streams.sendMessage(stream, payloadByteCount: payloadByteCount)
  }

  func closeSend(_ stream: UInt32) -> OutboundFrame? { streams.closeSend(stream) }

  func forget(_ stream: UInt32) { streams.forget(stream) }

  func connectionClosed() -> [UInt32] { streams.connectionClosed() }

  func receiveOversized(_ header: FrameHeader) -> ClientStreams.Event { streams.receiveOversized(header) }

  /// Takes in one frame given as bytes.
  func receive(_ bytes: [UInt8]) throws -> ClientStreams.Event {
    try bytes.withUnsafeBytes {
      try streams.receive(FrameHeader(reading: $0), payload: UnsafeRawBufferPointer(rebasing: $0[10...]))
    }
  }
}

extension ServerStreams.Event {
  /// The request that is offered to the router.
  var request: ServerStreams.IncomingRequest? {
    if case .request(let request) = self { request } else { nil }
  }

  /// The frame of a refusal that concerns no call.
  var refusal: OutboundFrame? {
    if case .refuse(let frame) = self { frame } else { nil }
  }

  /// The call that was aborted, with the frame that says so.
  var abortion: (call: ServerStreams.CallID, frame: OutboundFrame)? {
    if case .abort(let call, let frame) = self { (call, frame) } else { nil }
  }

  /// What the event brings a call.
  var delivery: ServerStreams.Delivery? {
    if case .deliver(_, let delivery) = self { delivery } else { nil }
  }

  var isIgnored: Bool {
    if case .ignore = self { true } else { false }
  }
}

extension ServerStreams.Reply {
  /// The frame that is to be sent as it was asked for.
  var sent: OutboundFrame? {
    if case .send(let frame) = self { frame } else { nil }
  }
}

/// A shell without a socket: keeps what has arrived and shows it to a decoder.
final class ReceiveBuffer {
  private(set) var bytes: [UInt8] = []
  private var decoder: FrameDecoder

  init(limits: Limits = .standard) { decoder = FrameDecoder(limits: limits) }

  /// All steps that these bytes lead to but `needMore`, each with the payload of its frame.
  func take(_ chunk: some Sequence<UInt8>) -> [(step: FrameDecoder.Step, payload: [UInt8])] {
    bytes.append(contentsOf: chunk)
    var steps: [(step: FrameDecoder.Step, payload: [UInt8])] = []
    while true {
      let step = bytes.withUnsafeBytes { decoder.next($0) }
      switch step {
      case .needMore:
        return steps
      case .frame(_, let payload, let consumed):
        steps.append((step, Array(bytes[payload])))
        bytes.removeFirst(consumed)
      case .oversized(_, let consumed), .discard(let consumed):
        steps.append((step, []))
        bytes.removeFirst(consumed)
      case .violation:
        steps.append((step, []))
        return steps
      }
    }
  }
}
