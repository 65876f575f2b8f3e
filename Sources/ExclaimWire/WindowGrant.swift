/// What a WINDOW frame carries: how many more bytes of a streamed answer its client takes.
///
///     | u32, big-endian |
///
/// Only the payloads of Data frames count. A message may go out while there is credit, whatever its size, so that one
/// larger than the window does not wait for ever; the credit is then below zero until grants have made up for it.
struct WindowGrant: Sendable, Equatable {
  static let byteCount = 4
  let byteCount: UInt32

  init(byteCount: UInt32) {
    self.byteCount = byteCount
  }

  /// The grant of a frame; nil when its payload has another length.
  init?(reading payload: UnsafeRawBufferPointer) {
    guard payload.count == Self.byteCount else { return nil }
    byteCount = UInt32(bigEndian: payload.loadUnaligned(as: UInt32.self))
  }

  func write(into bytes: UnsafeMutableRawBufferPointer) {
    bytes.storeBytes(of: byteCount.bigEndian, as: UInt32.self)
  }
}
