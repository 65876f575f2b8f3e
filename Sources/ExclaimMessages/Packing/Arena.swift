internal import CProtobufC
internal import Glibc

/// Memory for the C structs of one message, taken piece by piece and given back in one step.
///
/// ```
/// first chunk, one per thread and reused       further chunks, only for larger messages
/// ┌───────┬──────────────────────┐             ┌──────┬─────────────┐
/// │ State │ pieces ──▶ cursor    │  overflow ─▶│ next │ pieces      │─▶ …
/// └───────┴──────────────────────┘             └──────┴─────────────┘
/// ```
///
/// protobuf-c has no limit of its own, and a field of two bytes can cost it dozens: past its budget the arena
/// refuses, and protobuf-c gives up.
struct Arena {
  private struct State {
    var allocator: ProtobufCAllocator
    var cursor: UnsafeMutableRawPointer
    var end: UnsafeMutableRawPointer
    var budgetBytes: Int
    var isExhausted = false
    var overflow: UnsafeMutableRawPointer?
    var nextChunkBytes = 2 * Arena.firstChunkBytes
  }

  private static let firstChunkBytes = 32 * 1024
  private static let chunkBytesMax = 1024 * 1024
  /// The link to the next chunk, padded so that pieces stay aligned as malloc aligns.
  private static let chunkHeaderBytes = 16

  private let state: UnsafeMutablePointer<State>

  /// Runs `body` with an arena that ends with it. Arenas may nest: each takes a chunk of its own.
  static func scope<Result, Failure: Error>(
    budgetBytes: Int, _ body: (Arena) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let arena = Arena(budgetBytes: budgetBytes)
    defer { arena.end() }
    return try body(arena)
  }

  private init(budgetBytes: Int) {
    let chunk = ThreadChunk.take() ?? Self.allocate(Self.firstChunkBytes)
    guard let chunk else { preconditionFailure("out of memory: no chunk of \(Self.firstChunkBytes) bytes") }
    state = chunk.bindMemory(to: State.self, capacity: 1)
    let allocator = ProtobufCAllocator(
      alloc: { data, byteCount in
        data.flatMap { Arena(state: $0.assumingMemoryBound(to: State.self)).take(byteCount) }
      },
      free: { _, _ in },
      allocator_data: chunk
    )
    let start = chunk + (MemoryLayout<State>.size + 15) & ~15
    state.initialize(
      to: State(
        allocator: allocator, cursor: start, end: chunk + Self.firstChunkBytes, budgetBytes: budgetBytes))
  }

  private init(state: UnsafeMutablePointer<State>) {
    self.state = state
  }

  private func end() {
    while let chunk = state.pointee.overflow {
      state.pointee.overflow = chunk.load(as: UnsafeMutableRawPointer?.self)
      free(chunk)
    }
    ThreadChunk.giveBack(UnsafeMutableRawPointer(state))
  }

  /// Whether a piece was refused: for want of budget, or of memory.
  var isExhausted: Bool { state.pointee.isExhausted }

  /// A piece of memory, aligned to 8 bytes; nil past the budget.
  func take(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    // A length near Int.max comes from a hostile message: it must not overflow when rounded.
    guard byteCount >= 0, byteCount <= state.pointee.budgetBytes else { return refuse() }
    let rounded = (byteCount + 7) & ~7
    guard rounded <= state.pointee.budgetBytes else { return refuse() }
    state.pointee.budgetBytes -= rounded
    let piece = state.pointee.cursor
    guard rounded <= state.pointee.end - piece else { return takeFromNewChunk(rounded) }
    state.pointee.cursor = piece + rounded
    return piece
  }

  private func refuse() -> UnsafeMutableRawPointer? {
    state.pointee.isExhausted = true
    return nil
  }

  private func takeFromNewChunk(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    let isLarge = byteCount > state.pointee.nextChunkBytes / 4
    let chunkBytes = isLarge ? byteCount + Self.chunkHeaderBytes : state.pointee.nextChunkBytes
    guard let chunk = Self.allocate(chunkBytes) else { return refuse() }
    chunk.storeBytes(of: state.pointee.overflow, as: UnsafeMutableRawPointer?.self)
    state.pointee.overflow = chunk
    let piece = chunk + Self.chunkHeaderBytes
    // A large piece has its chunk to itself, so that the rest of the current one is not lost.
    if !isLarge {
      state.pointee.cursor = piece + byteCount
      state.pointee.end = chunk + chunkBytes
      state.pointee.nextChunkBytes = min(2 * chunkBytes, Self.chunkBytesMax)
    }
    return piece
  }

  private static func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    malloc(byteCount)
  }
}

extension Arena {
  /// Decodes into this arena; nil when the bytes are malformed or the budget is spent (`isExhausted` tells).
  func unpack(_ bytes: UnsafeRawBufferPointer, _ layout: MessageLayout) -> UnsafeRawPointer? {
    UnsafeRawPointer(
      protobuf_c_message_unpack(
        layout.descriptor, &state.pointee.allocator, bytes.count,
        bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)))
  }

  /// Builds the C structs of a message.
  func pack<M: Message>(_ message: M) -> UnsafeMutableRawPointer {
    let layout = M.layout
    let memory = takeToPack(layout.byteCount)
    layout.initialize(memory)
    message.write(to: StructWriter(base: memory, arena: self))
    return memory
  }

  /// Memory for our own value, which has no budget: it is there already, once.
  func takeToPack(_ byteCount: Int) -> UnsafeMutableRawPointer {
    guard let memory = take(byteCount) else {
      preconditionFailure("out of memory: \(byteCount) bytes to pack")
    }
    return memory
  }
}

/// The chunk that a thread keeps between two messages, so that small ones need no malloc.
private enum ThreadChunk {
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    let status = pthread_key_create(&key) { free($0) }
    precondition(status == 0, "no thread-specific key is left (pthread_key_create: \(status))")
    return key
  }()

  /// The thread's chunk, now the caller's; nil when the thread has none or it is in use.
  static func take() -> UnsafeMutableRawPointer? {
    let chunk = pthread_getspecific(key)
    if chunk != nil { pthread_setspecific(key, nil) }
    return chunk
  }

  static func giveBack(_ chunk: UnsafeMutableRawPointer) {
    guard pthread_getspecific(key) == nil, pthread_setspecific(key, chunk) == 0 else { return free(chunk) }
  }
}
