internal import ExclaimMessages

/// The message that a Request brought, on its way to the task that is started for it.
///
/// A small one is not copied. `Task.immediate` runs its task at once, up to the first suspension, and `value`
/// comes before any: the bytes still lie where they were received.
struct FirstMessage: @unchecked Sendable {  // The task that it is handed to starts on the same thread, as above.
  private let bytes: UnsafeRawBufferPointer
  private let copy: [UInt8]?
  private let decoder: RequestDecoder

  init(_ bytes: UnsafeRawBufferPointer?, _ decoder: RequestDecoder) {
    self.bytes = bytes ?? UnsafeRawBufferPointer(start: nil, count: 0)
    self.decoder = decoder
    copy = self.bytes.count > RequestDecoder.byteCountOnLoopMax ? [UInt8](self.bytes) : nil
  }

  /// The message. Called once, first thing in its task.
  func value<M: Message>() async throws(RPCError) -> M {
    if let copy { return try await decoder.decode(copy) }
    return try decoder.decode(bytes)
  }
}
