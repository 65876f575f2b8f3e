import ExclaimWire
import Testing

@Suite("Frame headers")
struct FrameHeaderTests {
  @Test("a header is ten bytes, big-endian, as drawn")
  func goldenBytes() {
    let header = FrameHeader(
      length: 0x0012_3456, stream: 0x789a_bcde, type: .data, flags: [.remoteClosed, .noData])
    var bytes = [UInt8](repeating: 0, count: 10)
    bytes.withUnsafeMutableBytes { header.write(into: $0) }
    #expect(bytes == [0x00, 0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0x03, 0x05])
    #expect(bytes.withUnsafeBytes { FrameHeader(reading: $0) } == header)
  }

  @Test("a header is read wherever it lies in memory")
  func unaligned() {
    let bytes: [UInt8] = [0xff] + header(.request, stream: 7, length: 3)
    let read = bytes.withUnsafeBytes { FrameHeader(reading: UnsafeRawBufferPointer(rebasing: $0[1...])) }
    #expect(read == FrameHeader(length: 3, stream: 7, type: .request))
  }

  @Test("types and flags of later versions survive as numbers")
  func unknownNumbers() {
    let bytes = header(FrameType(rawValue: 0x80), stream: 2, flags: FrameFlags(rawValue: 0xf0), length: 0)
    let read = bytes.withUnsafeBytes { FrameHeader(reading: $0) }
    #expect(read.type.rawValue == 0x80)
    #expect(read.flags.rawValue == 0xf0)
  }
}

@Suite("Cutting frames")
struct FrameDecoderTests {
  let three =
    frame(.request, stream: 1, [1, 2, 3]) + frame(.data, stream: 3, flags: .remoteClosed)
    + frame(.data, stream: 1, [4])

  static func frames(_ steps: [(step: FrameDecoder.Step, payload: [UInt8])]) -> [String] {
    steps.map { step, payload in
      guard case .frame(let header, _, _) = step else { return "\(step)" }
      return "\(header.type.rawValue) \(header.stream) \(header.flags.rawValue) \(payload)"
    }
  }

  let expected = ["1 1 0 [1, 2, 3]", "3 3 1 []", "3 1 0 [4]"]

  @Test("bytes that drip in one at a time give the same frames")
  func dripped() {
    let buffer = ReceiveBuffer()
    let steps = three.flatMap { buffer.take([$0]) }
    #expect(Self.frames(steps) == expected)
    #expect(buffer.bytes.isEmpty)
  }

  @Test("many frames in one read come out in order")
  func coalesced() {
    let buffer = ReceiveBuffer()
    #expect(Self.frames(buffer.take(three)) == expected)
  }

  @Test("any way to split the bytes gives the same frames")
  func randomlySplit() {
    let seed = testSeed()
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let buffer = ReceiveBuffer()
      var rest = three[...]
      var steps: [(step: FrameDecoder.Step, payload: [UInt8])] = []
      while !rest.isEmpty {
        let count = Int.random(in: 1...rest.count, using: &random)
        steps += buffer.take(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
      #expect(Self.frames(steps) == expected, "seed \(seed)")
    }
  }

  @Test("says how many bytes the next step needs")
  func needs() {
    var decoder = FrameDecoder(limits: .standard)
    let bytes = frame(.data, stream: 1, [UInt8](repeating: 9, count: 90))
    #expect(bytes[..<0].withUnsafeBytes { decoder.next($0) } == .needMore(bytes: 10))
    #expect(bytes[..<9].withUnsafeBytes { decoder.next($0) } == .needMore(bytes: 10))
    #expect(bytes[..<10].withUnsafeBytes { decoder.next($0) } == .needMore(bytes: 100))
    #expect(bytes[..<99].withUnsafeBytes { decoder.next($0) } == .needMore(bytes: 100))
    let whole = bytes.withUnsafeBytes { decoder.next($0) }
    #expect(
      whole == .frame(FrameHeader(length: 90, stream: 1, type: .data), payload: 10..<100, consumed: 100))
  }

  @Test("takes a frame of exactly the limit")
  func atTheLimit() {
    let length = Limits.standard.frameBytesMax
    var decoder = FrameDecoder(limits: .standard)
    let step = header(.data, stream: 1, length: UInt32(length)).withUnsafeBytes { decoder.next($0) }
    #expect(step == .needMore(bytes: length + 10))
  }

  @Test("rejects a frame one byte over the limit before it is buffered, and goes on behind it")
  func overTheLimit() {
    let length = Limits.standard.frameBytesMax + 1
    let buffer = ReceiveBuffer()
    let refused = buffer.take(header(.data, stream: 5, length: UInt32(length)))
    #expect(
      refused.map(\.step)
        == [.oversized(FrameHeader(length: UInt32(length), stream: 5, type: .data), consumed: 10)])
    var discarded = 0
    while discarded < length {
      let chunk = [UInt8](repeating: 0xff, count: min(100_000, length - discarded))
      discarded += chunk.count
      #expect(buffer.take(chunk).map(\.step) == [.discard(consumed: chunk.count)])
      #expect(buffer.bytes.isEmpty)
    }
    #expect(Self.frames(buffer.take(three)) == expected)
  }

  @Test("discards no byte of the frame behind a refused one")
  func discardEndsExactly() {
    let buffer = ReceiveBuffer(limits: .with { $0.frameBytesMax = 3 })
    let steps = buffer.take(frame(.data, stream: 5, [9, 9, 9, 9]) + three)
    #expect(steps.map(\.step).prefix(2).last == .discard(consumed: 4))
    #expect(Self.frames(Array(steps.dropFirst(2))) == expected)
  }

  @Test("a length just below 16 MiB is refused, one of 16 MiB ends the connection")
  func absurd() {
    let buffer = ReceiveBuffer()
    let long = FrameHeader(length: 0x00ff_ffff, stream: 5, type: .data)
    #expect(
      buffer.take(header(.data, stream: 5, length: long.length)).map(\.step)
        == [.oversized(long, consumed: 10)])
    let other = ReceiveBuffer()
    let absurd = FrameHeader(length: 0x0100_0000, stream: 5, type: .data)
    #expect(
      other.take(header(.data, stream: 5, length: absurd.length)).map(\.step)
        == [.violation(.absurdLength(absurd))])
  }

  @Test("after a violation no byte is ever taken for a frame again")
  func violationIsFinal() {
    let buffer = ReceiveBuffer()
    let http = Array("GET / HTTP/1.1\r\n\r\n".utf8)
    let first = buffer.take(http)
    guard case .violation(.absurdLength) = first.last?.step else {
      Issue.record("another protocol must be a violation, not \(first)")
      return
    }
    #expect(buffer.take(three).map(\.step) == first.map(\.step))
  }

  @Test("a violation says what was wrong, with the value")
  func violationText() {
    let text = ProtocolViolation.absurdLength(
      FrameHeader(length: 0x4745_5420, stream: 5, type: .data)
    ).description
    #expect(text.contains("stream 5"))
    #expect(text.contains("1195725856"))
  }

  @Test("arbitrary bytes always lead to a step that makes progress")
  func fuzz() {
    let seed = testSeed()
    var random = SeededGenerator(seed: seed)
    let limits = Limits.with { $0.frameBytesMax = 40 }
    for _ in 0..<2_000 {
      var decoder = FrameDecoder(limits: limits)
      // Mostly zeros: lengths that are short enough to be frames.
      let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
        UInt8.random(in: 0...3, using: &random) == 0 ? UInt8.random(in: 0...255, using: &random) : 0
      }
      var rest = bytes[...]
      decoding: while true {
        switch rest.withUnsafeBytes({ decoder.next($0) }) {
        case .needMore(let count):
          #expect(count > rest.count, "seed \(seed)")
          break decoding
        case .frame(let header, let payload, let consumed):
          #expect(payload == 10..<consumed && payload.count == Int(header.length), "seed \(seed)")
          #expect(consumed <= rest.count && header.length <= 40, "seed \(seed)")
          rest = rest.dropFirst(consumed)
        case .oversized(let header, let consumed):
          #expect(consumed == 10 && header.length > 40, "seed \(seed)")
          rest = rest.dropFirst(consumed)
        case .discard(let consumed):
          #expect(consumed > 0 && consumed <= rest.count, "seed \(seed)")
          rest = rest.dropFirst(consumed)
        case .violation:
          break decoding
        }
      }
    }
  }
}
