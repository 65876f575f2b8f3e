import Glibc

/// A copy of a whole ledger as it stood at one moment, to be read in parts.
///
/// Its file has no name any more: it goes away with this value, or with the process.
public final class LedgerCopy: Sendable {
  /// Bytes of the copy.
  public let byteCount: UInt64
  /// Last place in the journal that is in it.
  public let sequence: UInt64
  private let descriptor: Int32

  /// Takes a finished file over: its name is removed.
  init(_ path: String, sequence: UInt64) throws(StoreError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .failure("open", path) }
    unlink(path)
    byteCount = UInt64(max(0, lseek(descriptor, 0, SEEK_END)))
    self.sequence = sequence
  }

  deinit { close(descriptor) }

  /// The bytes from a place on, so many or as many as there are. Blocks while the disk answers.
  public func bytes(from offset: UInt64, atMost count: Int) throws(StoreError) -> [UInt8] {
    let wanted = Int(min(UInt64(count), byteCount - min(offset, byteCount)))
    var bytes = [UInt8](repeating: 0, count: wanted)
    var done = 0
    while done < wanted {
      let read = bytes.withUnsafeMutableBytes { buffer in
        pread(descriptor, buffer.baseAddress! + done, wanted - done, Int(offset) + done)
      }
      if read < 0 && errno == EINTR { continue }
      guard read > 0 else { throw .failure("read", "the copy of the ledger") }
      done += read
    }
    return bytes
  }
}
