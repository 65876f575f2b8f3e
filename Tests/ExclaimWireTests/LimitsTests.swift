import ExclaimWire
import Testing

@Suite("Limits")
struct LimitsTests {
  @Test("the list for the status display has every limit, once, with its value")
  func named() {
    let limits = Limits.with { $0.drainSeconds = 77 }
    let properties = Mirror(reflecting: limits).children.map { "\($0.label ?? "") \($0.value)" }
    #expect(limits.named.map { "\($0.name) \($0.value)" } == properties)
  }

  @Test("the standard limits allow what the protocol promises")
  func standard() {
    let limits = Limits.standard
    #expect(limits.frameBytesMax == 4_194_304)
    #expect(limits.outboundBytesPerConnectionMax >= limits.frameBytesMax + FrameHeader.byteCount)
    #expect(limits.inboundBytesPerConnectionMax >= limits.frameBytesMax)
    // One submission always fits, with the frames around its records.
    #expect(limits.heldBytesPerConnectionMax >= 2 * limits.submissionBytesMax)
    #expect(limits.connectionsPerUIDMax >= 10_000)
    #expect(limits.connectionsMax >= limits.connectionsPerUIDMax)
    #expect(limits.documentTextBytesMax < limits.frameBytesMax)
    #expect(limits.pageRecordsDefault <= limits.pageRecordsMax)
  }
}
