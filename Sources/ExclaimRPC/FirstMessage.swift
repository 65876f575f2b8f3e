internal import ExclaimMessages

/// The message that a Request brought, on its way to the task that is started for it.
///
/// A small one is not copied. `Task.immediate` runs its task at once, up to the first `await`, and so the
/// bytes still lie where they were received when the task decodes them first thing.
// Unchecked because of the pointer, which is used on the thread that received the bytes alone, as said above.
struct FirstMessage: @unchecked Sendable {
  private let bytes: UnsafeRawBufferPointer
  private let copy: [UInt8]?
  private let decoder: RequestDecoder

  init(_ bytes: UnsafeRawBufferPointer?, _ decoder: RequestDecoder) {
    self.bytes = bytes ?? UnsafeRawBufferPointer(start: nil, count: 0)
    self.decoder = decoder
    copy = self.bytes.count > RequestDecoder.byteCountOnLoopMax ? [UInt8](self.bytes) : nil
  }

  /// The message; nil for a large one. Only before the first `await`.
  func decodedAtOnce<M: Message>() throws(RPCError) -> M? {
    copy == nil ? try decoder.decode(bytes) : nil
  }

  /// The message, when it is a large one.
  func decodedAside<M: Message>() async throws(RPCError) -> M {
    guard let copy else { preconditionFailure("a small message is decoded at once") }
    return try await decoder.decode(copy)
  }
}
