import ExclaimMessages
import ExclaimProof
import ExclaimRPC
import ExclaimStore
import ExclaimWire
import Synchronization

extension ControlServer {
  /// The copy is made first, as fast as the disk takes it, and then sent as fast as the client does.
  func backup(
    _ request: V1.BackupRequest, _ responses: ResponseWriter<V1.BackupResponse>, _ context: CallContext
  ) async throws {
    try backups.take(atMost: limits.backupsMax)
    defer { backups.giveBack() }
    let copy = try await store.backup()
    var hash = SHA256()
    var offset: UInt64 = 0
    repeat {
      var part = V1.BackupResponse()
      (part.bytes, hash) = try await bytes(of: copy, from: offset, hash, context)
      part.totalBytes = copy.byteCount
      if offset == 0 { part.sequence = copy.sequence }
      offset += UInt64(part.bytes.count)
      if offset == copy.byteCount { part.sha256 = hash.digest() }
      try await responses.send(part)
    } while offset < copy.byteCount
  }

  /// The next part, and the hash of all until its end; away from the event loop, for milliseconds.
  private func bytes(
    of copy: LedgerCopy, from offset: UInt64, _ hash: SHA256, _ context: CallContext
  ) async throws -> ([UInt8], SHA256) {
    let atMost = min(Self.partBytesMax, limits.frameBytesMax / 2)
    return try await work.run(for: context.peer.uid) {
      try await withTaskExecutorPreference(globalConcurrentExecutor) {
        let bytes = try copy.bytes(from: offset, atMost: atMost)
        var hash = hash
        hash.add(bytes)
        return (bytes, hash)
      }
    }
  }

  private static var partBytesMax: Int { 1_048_576 }
}

/// Counts the backups under way.
final class BackupPlaces: Sendable {
  private let taken = Mutex(0)

  func take(atMost most: Int) throws {
    let isTaken = taken.withLock { taken in
      guard taken < most else { return false }
      taken += 1
      return true
    }
    guard !isTaken else { return }
    throw RPCError.limitExceeded(
      "backupsMax", most,
      "backupsMax: \(most) backups at one time are under way already; try again when one is done")
  }

  func giveBack() { taken.withLock { $0 -= 1 } }
}
