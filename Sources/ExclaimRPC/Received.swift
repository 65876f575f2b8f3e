internal import ExclaimMessages
internal import ExclaimWire

/// A message as it came in, decoded as soon as that can be done without holding up the event loop.
enum Received<M: Message>: Sendable {
  /// Small: decoded at once, from the bytes where they lay.
  case decoded(Result<M, RPCError>)
  /// Large: copied, to be decoded elsewhere.
  case encoded([UInt8], method: String, budgetBytes: Int)

  /// Above this, decoding takes longer than a hop to another thread and back, by far.
  private static var byteCountToDecodeOnLoop: Int { 65_536 }

  init(_ bytes: UnsafeRawBufferPointer?, for call: Call) {
    let bytes = bytes ?? UnsafeRawBufferPointer(start: nil, count: 0)
    let method = call.context.method
    let budgetBytes = call.limits.arenaBytesMax
    if bytes.count <= Self.byteCountToDecodeOnLoop {
      self = .decoded(Self.decode(bytes, method, budgetBytes))
    } else {
      self = .encoded([UInt8](bytes), method: method, budgetBytes: budgetBytes)
    }
  }

  init(_ bytes: [UInt8], method: String, budgetBytes: Int) {
    if bytes.count <= Self.byteCountToDecodeOnLoop {
      self = .decoded(bytes.withUnsafeBytes { Self.decode($0, method, budgetBytes) })
    } else {
      self = .encoded(bytes, method: method, budgetBytes: budgetBytes)
    }
  }

  /// The message. Suspends only for a large one.
  func value() async throws(RPCError) -> M {
    switch self {
    case .decoded(let result):
      return try result.get()
    case .encoded(let bytes, let method, let budgetBytes):
      return try await withTaskExecutorPreference(globalConcurrentExecutor) {
        bytes.withUnsafeBytes { Self.decode($0, method, budgetBytes) }
      }.get()
    }
  }

  private static func decode(
    _ bytes: UnsafeRawBufferPointer, _ method: String, _ budgetBytes: Int
  ) -> Result<M, RPCError> {
    do throws(DecodingFailure) {
      return .success(try M(decoding: bytes, budgetBytes: budgetBytes))
    } catch {
      return .failure(RPCError(error, method: method))
    }
  }
}
