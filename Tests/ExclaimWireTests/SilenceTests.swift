import ExclaimWire
import Testing

@Suite struct SilenceTests {
  private let limits = Limits.with {
    $0.headerSecondsMax = 10
    $0.stallSecondsMax = 20
    $0.idleSecondsMax = 30
  }

  private func limit(_ silence: Silence, at second: Int) -> String? {
    silence.expiry(at: second, limits: limits).map { status in
      #expect(status.code == .resourceExhausted)
      return String(status.message.split(separator: " ").first { $0.hasSuffix("SecondsMax") } ?? "")
    }
  }

  @Test("a header may take as long as the limit and no second longer, however often a byte of it comes")
  func header() {
    var silence = Silence(at: 0)
    silence.received(at: 5, .insideHeader)
    silence.received(at: 14, .insideHeader)
    silence.touch(at: 15)
    #expect(limit(silence, at: 15) == nil)
    #expect(limit(silence, at: 16) == "headerSecondsMax")
    silence.received(at: 15, .betweenFrames)
    #expect(limit(silence, at: 45) == nil)
  }

  @Test("a frame may stall as long as the limit, from its last byte")
  func stall() {
    var silence = Silence(at: 0)
    silence.received(at: 5, .insideFrame)
    silence.received(at: 20, .insideFrame)
    #expect(limit(silence, at: 40) == nil)
    // Open calls excuse no stalled frame; a connection that is not read could not send more.
    silence.touch(at: 41)
    #expect(limit(silence, at: 41) == "stallSecondsMax")
    silence.restart(at: 41)
    #expect(limit(silence, at: 61) == nil)
  }

  @Test("a connection may be idle as long as the limit, from its last sign of life")
  func idle() {
    var silence = Silence(at: 3)
    #expect(limit(silence, at: 33) == nil)
    #expect(limit(silence, at: 34) == "idleSecondsMax")
    silence.touch(at: 34)
    #expect(limit(silence, at: 64) == nil)
    silence.received(at: 40, .betweenFrames)
    #expect(limit(silence, at: 70) == nil)
    #expect(limit(silence, at: 71) == "idleSecondsMax")
  }
}
