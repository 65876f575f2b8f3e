import Glibc

/// A file that gets its name when it is whole: until then it is `NAME.part`, and it goes away if it never is.
final class BackupFile {
  private let name: String
  private let isReplacing: Bool
  private var part: String { name + ".part" }
  private var descriptor: Int32 = -1

  /// - Throws: ``Failure`` when there is something under the name that is not to be replaced.
  init(_ name: String, replacing: Bool) throws {
    self.name = name
    isReplacing = replacing
    try checkName()
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(part)
  }

  /// Adds bytes. The file is made with the first of them: a call that is refused leaves nothing behind.
  func write(_ bytes: [UInt8]) throws {
    if descriptor < 0 { try make() }
    try bytes.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
        if count < 0 && errno == EINTR { continue }
        guard count >= 0 else { throw failure("written") }
        written += count
      }
    }
  }

  /// Brings everything to the disk and gives the file its name.
  func finish() throws {
    guard fsync(descriptor) == 0 else { throw failure("brought to the disk") }
    try checkName()
    guard rename(part, name) == 0 else { throw failure("renamed to \(name)") }
    close(descriptor)
    descriptor = -1
    syncDirectory()
  }

  private func checkName() throws {
    var info = stat()
    guard lstat(name, &info) == 0 else { return }
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw Failure(.usage, "\(name) is there and no file; name a new one")
    }
    guard isReplacing else {
      throw Failure(.usage, "\(name) is there already; name a new file, or add --force")
    }
  }

  private func make() throws {
    // Left by a run that was killed, or put there by somebody else: never written through.
    unlink(part)
    descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure("made") }
  }

  /// So that the name survives a loss of power. Some systems cannot do it, and the file is whole either way.
  private func syncDirectory() {
    let slash = name.lastIndex(of: "/")
    let directory = slash.map { String(name[...$0]) } ?? "."
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private func failure(_ verb: String) -> Failure {
    let number = errno
    let (status, remedy): (ExitStatus, String) =
      switch number {
      case ENOENT, ENOTDIR, ENAMETOOLONG, ELOOP: (.usage, "name a file in a folder that is there")
      case EACCES, EPERM, EROFS: (.notPermitted, "name a file in a folder where you may make one")
      default: (.tryAgain, "make room, or name another file")
      }
    return Failure(status, "\(part) cannot be \(verb): \(systemErrorText(number)); \(remedy)")
  }
}
