import Glibc

/// Random bytes, fetched from the kernel a page at a time. For one thread.
final class RandomBytes {
  private var bytes = [UInt8](repeating: 0, count: pageBytes)
  private var used = pageBytes

  private static let pageBytes = 4096

  /// The next random bytes, at most a page of them.
  func next(_ count: Int) -> [UInt8] {
    if used + count > bytes.count {
      bytes.withUnsafeMutableBytes { buffer in
        if let start = buffer.baseAddress { arc4random_buf(start, buffer.count) }
      }
      used = 0
    }
    defer { used += count }
    return Array(bytes[used..<(used + count)])
  }

  /// A random number of 40 bits.
  func next40Bits() -> UInt64 { next(5).reduce(0) { $0 << 8 | UInt64($1) } }
}
