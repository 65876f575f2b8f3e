import Glibc
import Synchronization

/// The lock on a ledger: flock(2) on `NAME.lock`, which holds the process id, as long as the ledger is open.
final class LedgerLock: Sendable {
  private let descriptor: Mutex<Int32?>

  /// Locks the ledger at a path, whose directory must be there.
  ///
  /// - Throws: `StoreError.lockedByOther`, or `io`.
  init(_ ledger: String) throws(StoreError) {
    descriptor = Mutex(try Self.lock(ledger + ".lock"))
  }

  deinit { unlock() }

  /// Gives up the lock; may be called twice. The lock's file stays: removing it would let two processes hold
  /// locks on two files of one name.
  func unlock() {
    descriptor.withLock { descriptor in
      guard let open = descriptor else { return }
      // Closing alone would leave the lock to a child that was forked a moment ago, until it runs its program.
      flock(open, LOCK_UN)
      Glibc.close(open)
      descriptor = nil
    }
  }

  private static func lock(_ path: String) throws(StoreError) -> Int32 {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .failure("open", path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      defer { Glibc.close(descriptor) }
      throw errno == EWOULDBLOCK ? .lockedByOther(processID: holder(descriptor)) : .failure("lock", path)
    }
    let text = "\(getpid())\n"
    _ = ftruncate(descriptor, 0)
    _ = text.withCString { pwrite(descriptor, $0, strlen($0), 0) }
    return descriptor
  }

  private static func holder(_ descriptor: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return Int32(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).prefix { $0.isNumber })
  }
}
