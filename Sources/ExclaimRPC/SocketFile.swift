internal import Glibc

/// A listening Unix socket and its file: one that this process makes and owns, or one that it was handed.
///
///     directory, 0700    of this user; 0750 and of the group, if one is named
///     ├── name.lock      locked as long as the server lives, and never removed: a lock on a file that some
///     │                  process has meanwhile replaced would lock nothing
///     └── name           the socket, 0600, or 0660 for the group; removed at the end, unless it is another's by then
///
/// The lock decides between two servers of ours. A socket without a lock may be another program's, so one
/// that answers is left alone as well; only one that refuses connections is dead, and removed.
///
/// Of a socket that was handed over nothing is ours but the right to listen: its file stays, and clients that
/// come between two servers wait in its queue.
public final class SocketFile: Sendable {
  /// Where clients find it.
  public let path: String
  /// Id of the group whose members may connect as well; nil for none.
  public let group: UInt32?
  /// The listening socket; whoever takes it closes it.
  let descriptor: Int32
  private let claim: Claim?

  /// What makes a path ours.
  private struct Claim {
    let lock: Int32
    let identity: Identity
  }

  /// What makes the file at a path the same file.
  private struct Identity: Equatable {
    let device: dev_t
    let inode: ino_t
  }

  /// Makes the socket and listens.
  ///
  /// The directory is made if it is missing, for this user alone. A socket of a live server is left alone; one
  /// that a dead server left behind is replaced.
  ///
  /// - Parameter group: whose members may connect as well; nil for this user alone.
  public init(claiming path: String, group: UInt32? = nil) throws(SocketError) {
    guard path.utf8.count <= SocketError.pathBytesMax else {
      throw .pathTooLong(path: path, byteCount: path.utf8.count)
    }
    try Self.preparePrivateDirectory(of: path)
    let lock = try Self.takeLock(path)
    let identity: Identity
    do throws(SocketError) {
      try Self.removeDeadSocket(path)
      (descriptor, identity) = try Self.listen(at: path)
    } catch {
      Glibc.close(lock)
      throw error
    }
    if let group {
      do throws(SocketError) {
        try Self.admit(group, to: path)
      } catch {
        unlink(path)
        Glibc.close(descriptor)
        Glibc.close(lock)
        throw error
      }
    }
    self.path = path
    self.group = group
    claim = Claim(lock: lock, identity: identity)
  }

  /// Takes over a socket that another process, such as systemd, listens on for us.
  ///
  /// Programs that this one starts do not inherit it.
  public init(adopting descriptor: Int32) throws(SocketError) {
    path = try Self.path(ofListening: descriptor)
    guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else { throw Self.failure("fcntl", path) }
    guard let status = Self.status(path) else { throw Self.failure("stat", path) }
    group = status.st_mode & S_IWGRP == 0 ? nil : status.st_gid
    self.descriptor = descriptor
    claim = nil
  }

  /// Lets as many clients wait to be taken as the system allows: net.core.somaxconn.
  ///
  /// After NIO has taken the socket, for it sets a queue of 128 by itself, and a burst of clients overruns that.
  func lengthenQueue() throws(SocketError) {
    guard Glibc.listen(descriptor, .max) == 0 else { throw Self.failure("listen", path) }
  }

  /// Takes the socket's name away, so that new clients see at once that nobody serves here.
  func remove() {
    guard let claim, Self.status(path).map(Self.identity) == claim.identity else { return }
    unlink(path)
  }

  /// Lets the next server have the path.
  func unlock() {
    guard let claim else { return }
    // Closing alone would leave the lock to a child that was forked a moment ago, until it runs its program.
    flock(claim.lock, LOCK_UN)
    Glibc.close(claim.lock)
  }
}

// MARK: - Adopting

extension SocketFile {
  private static func path(ofListening descriptor: Int32) throws(SocketError) -> String {
    func unfit(_ found: String) -> SocketError { .unfit(descriptor: descriptor, found: found) }
    var address = sockaddr_un()
    var length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let code = withUnsafeMutablePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    guard code == 0 else {
      throw unfit(errno == EBADF ? "is not open" : errno == ENOTSOCK ? "is no socket" : "has no address")
    }
    guard address.sun_family == sa_family_t(AF_UNIX) else { throw unfit("is a socket of the network") }
    guard option(SO_TYPE, descriptor) == Int32(SOCK_STREAM.rawValue) else {
      throw unfit("is not a stream socket")
    }
    guard option(SO_ACCEPTCONN, descriptor) == 1 else { throw unfit("does not listen") }
    let path = withUnsafeBytes(of: address.sun_path) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    guard !path.isEmpty else { throw unfit("has no file, whose mode would say who may connect") }
    return path
  }

  private static func option(_ name: Int32, _ descriptor: Int32) -> Int32? {
    var value: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(descriptor, SOL_SOCKET, name, &value, &size) == 0 ? value : nil
  }
}

// MARK: - Claiming

extension SocketFile {
  private static func preparePrivateDirectory(of path: String) throws(SocketError) {
    let directory = parent(of: path)
    try makeDirectories(directory)
    var status = stat()
    guard stat(directory, &status) == 0 else { throw failure("stat", directory) }
    guard status.st_uid == geteuid() else {
      throw .directoryOfOther(path: directory, uid: status.st_uid)
    }
    guard status.st_mode & S_IWOTH == 0 else {
      throw .directoryOpenToAll(path: directory, mode: status.st_mode & 0o7777)
    }
  }

  private static func makeDirectories(_ path: String) throws(SocketError) {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    guard errno == ENOENT else { throw failure("mkdir", path) }
    try makeDirectories(parent(of: path))
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure("mkdir", path) }
  }

  private static func takeLock(_ path: String) throws(SocketError) -> Int32 {
    let lockPath = path + ".lock"
    let lock = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard lock >= 0 else { throw failure("open", lockPath) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      let error = errno == EWOULDBLOCK ? .inUse(path: path) : failure("flock", lockPath)
      Glibc.close(lock)
      throw error
    }
    return lock
  }

  private static func removeDeadSocket(_ path: String) throws(SocketError) {
    guard let status = status(path) else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
    let probe = try makeSocket(path)
    defer { Glibc.close(probe) }
    let code = withAddress(path) { connect(probe, $0, $1) } == 0 ? 0 : errno
    switch code {
    case ECONNREFUSED:
      guard unlink(path) == 0 || errno == ENOENT else { throw failure("unlink", path) }
    case ENOENT:
      break
    case 0, EAGAIN, EPROTOTYPE:
      // EAGAIN: its queue is full. EPROTOTYPE: it is alive and of another kind.
      throw .inUse(path: path)
    default:
      throw .system(operation: "connect", path: path, errno: code)
    }
  }

  private static func listen(at path: String) throws(SocketError) -> (Int32, Identity) {
    let descriptor = try makeSocket(path)
    do throws(SocketError) {
      // On Linux the mode of an unbound socket becomes that of its file: unlike umask, which is the whole
      // process's, this cannot touch the files of other threads, and there is no moment with a laxer mode.
      guard fchmod(descriptor, 0o600) == 0 else { throw failure("fchmod", path) }
      guard withAddress(path, { bind(descriptor, $0, $1) }) == 0 else {
        throw errno == EADDRINUSE ? .inUse(path: path) : failure("bind", path)
      }
      guard Glibc.listen(descriptor, .max) == 0 else { throw failure("listen", path) }
      guard let status = status(path) else { throw failure("stat", path) }
      return (descriptor, identity(status))
    } catch {
      Glibc.close(descriptor)
      throw error
    }
  }

  /// Lets the members of a group to the socket, and through its directory if that was closed to all others: one
  /// that is open already is not ours to change. The owner comes before the mode, so that no other group is let
  /// in for a moment.
  private static func admit(_ group: UInt32, to path: String) throws(SocketError) {
    let directory = parent(of: path)
    let isClosed = status(directory).map { $0.st_mode & 0o077 == 0 } ?? false
    let doors = (isClosed ? [(directory, mode_t(0o750))] : []) + [(path, mode_t(0o660))]
    for (file, mode) in doors {
      guard lchown(file, uid_t.max, group) == 0 else { throw failure("chown", file) }
      guard chmod(file, mode) == 0 else { throw failure("chmod", file) }
    }
  }

  private static func makeSocket(_ path: String) throws(SocketError) -> Int32 {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let descriptor = socket(AF_UNIX, type, 0)
    guard descriptor >= 0 else { throw failure("socket", path) }
    return descriptor
  }

  private static func withAddress(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }

  private static func identity(_ status: stat) -> Identity {
    Identity(device: status.st_dev, inode: status.st_ino)
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func failure(_ operation: String, _ path: String) -> SocketError {
    .system(operation: operation, path: path, errno: errno)
  }
}
