import ExclaimWire

/// What a `FrameDecoder` makes of bytes that come in pieces, with every place counted from the first byte.
struct WireSteps: Equatable {
  enum Step: Equatable {
    case frame(FrameHeader, payload: Range<Int>)
    case oversized(FrameHeader)
    case violation(ProtocolViolation)
  }

  var steps: [Step] = []
  /// Bytes that were consumed in the end.
  var consumed = 0

  /// Small, so that a few bytes reach them.
  static let limits: Limits = {
    var limits = Limits.standard
    limits.frameBytesMax = 300
    limits.streamsPerConnectionMax = 3
    limits.metadataPairsMax = 2
    limits.metadataBytesMax = 24
    return limits
  }()

  /// - Parameter pieceBytes: so many bytes come at a time.
  init(_ wire: UnsafeRawBufferPointer, pieceBytes: Int) throws {
    var decoder = FrameDecoder(limits: Self.limits)
    var arrived = 0
    var discardable = 0
    var isBroken = false
    while arrived < wire.count, !isBroken {
      arrived = min(arrived + pieceBytes, wire.count)
      decoding: while true {
        let available = UnsafeRawBufferPointer(rebasing: wire[consumed..<arrived])
        switch decoder.next(available) {
        case .needMore(let bytes):
          try promise(bytes > available.count, "the decoder asks for more than it has: \(bytes)")
          break decoding
        case .frame(let header, let payload, let count):
          try promise(
            payload == FrameHeader.byteCount..<count && payload.count == Int(header.length)
              && count <= available.count && payload.count <= Self.limits.frameBytesMax && discardable == 0,
            "a frame lies in the bytes at hand: \(header), \(payload) of \(available.count)")
          try checkHeader(header, available)
          steps.append(.frame(header, payload: payload.lowerBound + consumed..<payload.upperBound + consumed))
          consumed += count
        case .oversized(let header, let count):
          try promise(
            count == FrameHeader.byteCount && Int(header.length) > Self.limits.frameBytesMax
              && discardable == 0,
            "only a frame over the limit is refused: \(header)")
          steps.append(.oversized(header))
          discardable = Int(header.length)
          consumed += count
        case .discard(let count):
          try promise(
            count > 0 && count <= min(available.count, discardable),
            "no more is discarded than was refused: \(count) of \(discardable)")
          discardable -= count
          consumed += count
        case .violation(let violation):
          try promise(decoder.next(available) == .violation(violation), "a broken stream stays broken")
          steps.append(.violation(violation))
          isBroken = true
          break decoding
        }
      }
    }
  }

  private func checkHeader(_ header: FrameHeader, _ bytes: UnsafeRawBufferPointer) throws {
    var written = [UInt8](repeating: 0, count: FrameHeader.byteCount)
    written.withUnsafeMutableBytes { header.write(into: $0) }
    try promise(
      written.elementsEqual(bytes.prefix(FrameHeader.byteCount)),
      "a header is written as it was read: \(header)")
  }
}

/// A frame of a peer, for seeds.
func frameBytes(_ type: UInt8, stream: UInt32, flags: UInt8 = 0, _ payload: [UInt8] = []) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: FrameHeader.byteCount)
  let header = FrameHeader(
    length: UInt32(payload.count), stream: stream, type: FrameType(rawValue: type),
    flags: FrameFlags(rawValue: flags))
  bytes.withUnsafeMutableBytes { header.write(into: $0) }
  return bytes + payload
}

/// A Request envelope with its message, for seeds.
func requestBytes(
  _ service: String, _ method: String, timeoutNanoseconds: Int64 = 0,
  metadata: [RequestEnvelope.Metadata] = [], _ payload: [UInt8] = []
) -> [UInt8] {
  let envelope = RequestEnvelope(
    service: service, method: method, timeoutNanoseconds: timeoutNanoseconds, metadata: metadata)
  var prefix = [UInt8](repeating: 0, count: envelope.prefixByteCount(payloadByteCount: payload.count))
  prefix.withUnsafeMutableBytes { envelope.writePrefix(into: $0, payloadByteCount: payload.count) }
  return prefix + payload
}
