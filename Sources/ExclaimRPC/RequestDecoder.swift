internal import CExclaimLinux
internal import ExclaimMessages

/// Decodes requests where they do not hold up the event loop.
struct RequestDecoder: Sendable {
  /// Above this, decoding takes far longer than a hop to another thread and back.
  static let byteCountOnLoopMax = 65_536

  let method: String
  let budgetBytes: Int

  /// Decodes a message at once.
  func decode<M: Message>(_ bytes: UnsafeRawBufferPointer) throws(RPCError) -> M {
    do throws(DecodingFailure) {
      return try M(decoding: bytes, budgetBytes: budgetBytes)
    } catch {
      throw RPCError(error, method: method)
    }
  }

  /// Decodes a message: a large one elsewhere, so this suspends.
  func decode<M: Message>(_ bytes: [UInt8]) async throws(RPCError) -> M {
    if bytes.count <= Self.byteCountOnLoopMax { return try decodeNow(bytes) }
    return try await withTaskExecutorPreference(globalConcurrentExecutor) { () throws(RPCError) in
      // A call may end while its request waits for a thread: nobody needs the message then.
      if Task.isCancelled {
        throw RPCError(.cancelled, "\(method): the call ended before its request was read")
      }
      exclaim_begin_long_work()
      defer { exclaim_end_long_work() }
      let message: M = try decodeNow(bytes)
      if Task.isCancelled {
        throw RPCError(.cancelled, "\(method): the call ended while its request was read")
      }
      return message
    }
  }

  private func decodeNow<M: Message>(_ bytes: [UInt8]) throws(RPCError) -> M {
    do throws(DecodingFailure) {
      return try M(decoding: bytes, budgetBytes: budgetBytes)
    } catch {
      throw RPCError(error, method: method)
    }
  }
}
