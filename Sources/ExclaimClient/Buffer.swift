/// Bytes on their way in or out: added behind, used up in front.
struct Buffer: ~Copyable {
  /// What it has at first, and goes back to after a large message.
  private static let byteCount = 65_536

  private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.byteCount, alignment: 16)
  private var start = 0
  private var end = 0

  deinit {
    memory.deallocate()
  }

  /// The bytes; good until the next `room`.
  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: memory[start..<end])
  }

  /// The first bytes are used up.
  mutating func consume(_ count: Int) {
    start += count
    guard start == end else { return }
    start = 0
    end = 0
  }

  /// Memory behind the bytes, enough to make them so many.
  mutating func room(toHave byteCount: Int) -> UnsafeMutableRawBufferPointer {
    if start > 0, memory.count - start < byteCount || end == memory.count {
      UnsafeMutableRawBufferPointer(rebasing: memory[..<(end - start)])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[start..<end]))
      end -= start
      start = 0
    }
    if memory.count < byteCount {
      let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 16)
      larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<end]))
      memory.deallocate()
      memory = larger
    }
    return UnsafeMutableRawBufferPointer(rebasing: memory[end...])
  }

  /// So many bytes were written to the room.
  mutating func append(_ count: Int) {
    end += count
  }
}
