import FaultyDisk
import Glibc

/// A directory on a disk that fails as told.
final class Disk: Sendable {
  /// What is asked of a disk.
  enum Operation: CaseIterable {
    case write, sync, truncate, open, lock

    fileprivate var code: faulty_disk_operation {
      switch self {
      case .write: FAULTY_DISK_WRITE
      case .sync: FAULTY_DISK_SYNC
      case .truncate: FAULTY_DISK_TRUNCATE
      case .open: FAULTY_DISK_OPEN
      case .lock: FAULTY_DISK_LOCK
      }
    }
  }

  let directory: String
  // The C functions take their own lock.
  private nonisolated(unsafe) let disk: OpaquePointer

  var path: String { directory + "/ledger.db" }

  private static let isRegistered: Bool = faulty_disk_register() == 0

  /// An empty disk. All its chances follow from the seed.
  init(seed: UInt64) {
    precondition(Self.isRegistered, "SQLite takes a further VFS")
    var template = Array("\(P_tmpdir)/exclaim-disk-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { preconditionFailure("a temporary directory can be made") }
    directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    disk = faulty_disk_arm(directory, seed)
  }

  deinit {
    faulty_disk_disarm(disk)
    for name in ["", "-wal", "-shm", "-journal", ".lock"] { unlink(path + name) }
    rmdir(directory)
  }

  /// Has the nth such operation from now fail, 1 being the next.
  func plan(_ operation: Operation, _ nth: Int, _ fault: faulty_disk_fault = FAULTY_DISK_ERROR) {
    faulty_disk_plan(disk, operation.code, UInt64(nth), fault)
  }

  /// How many such operations there were.
  func count(_ operation: Operation) -> Int { Int(faulty_disk_count(disk, operation.code)) }

  /// How many planned faults have happened.
  func faults(_ operation: Operation) -> Int { Int(faulty_disk_faults(disk, operation.code)) }

  /// Whether an answer from now on may have been given without knowing what is on the disk.
  var isDoubtful: Bool { hasNoPower || faults(.sync) > 0 }

  var hasNoPower: Bool { faulty_disk_has_no_power(disk) }

  func cutPower() { faulty_disk_cut_power(disk) }

  /// Leaves room for so many more bytes; nil for as many as come.
  func leaveRoom(_ bytes: Int?) {
    faulty_disk_set_room(disk, bytes.map { faulty_disk_used(disk) + Int64($0) } ?? -1)
  }

  /// Another disk, with the files as they could be there after the power was lost.
  func salvaged(seed: UInt64) -> Disk {
    let other = Disk(seed: seed)
    let result = faulty_disk_salvage(disk, seed, other.directory)
    precondition(result == 0, "the images can be written: \(String(cString: strerror(result)))")
    return other
  }
}
