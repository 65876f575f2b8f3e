import Glibc

/// Starts a server for the user, as tmux does: in a session of its own, so that it outlives this process.
///
/// Two clients may start one each at the same time. The servers' own lock decides: one of them serves, the
/// other ends, and both clients find the one that serves.
struct ServerStart {
  /// Where the server is to listen.
  let socketPath: String
  /// The server's program.
  let program: String
  /// Where its output goes.
  let logPath: String

  /// A start with the program and log of this user.
  ///
  /// - Throws: ``Failure`` when there is no program to start.
  init(socketPath: String) throws {
    guard let program = Self.findProgram() else {
      throw Failure(
        .noServer,
        "no server answers at \(socketPath), and no exclaimd was found to start one; "
          + "put exclaimd beside exclaim or on the PATH, or name a server's socket with --socket")
    }
    self.socketPath = socketPath
    self.program = program
    logPath = Self.stateDirectory() + "/exclaimd.log"
  }

  /// A server that was started.
  struct Child {
    let pid: pid_t
    /// Length of the log before it started.
    let logStart: Int

    /// Whether it has ended; asked without waiting.
    func hasEnded() -> Bool {
      var status: Int32 = 0
      return waitpid(pid, &status, WNOHANG) != 0
    }
  }

  /// Starts the server and does not wait for it.
  func spawn() throws -> Child {
    makeDirectories(upTo: logPath)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, logPath, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    // An open pipe in the server would keep `$(exclaim …)` in a script waiting for ever.
    for descriptor in openDescriptors() where descriptor > STDERR_FILENO {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    let setsid: Int32 = 0x80  // POSIX_SPAWN_SETSID, which Glibc's overlay does not show
    posix_spawnattr_setflags(&attributes, Int16(setsid | Int32(POSIX_SPAWN_SETSIGDEF)))

    let logStart = fileLength(logPath)
    let words = [program, "--socket", socketPath]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var pid: pid_t = 0
    let problem = posix_spawn(&pid, program, &actions, &attributes, &arguments, environ)
    guard problem == 0 else {
      throw Failure(
        .noServer, "\(program) cannot be started: \(systemErrorText(problem)); check its permissions")
    }
    return Child(pid: pid, logStart: logStart)
  }

  /// The last line that the server wrote since it was started; empty for none.
  func lastLogLine(of child: Child) -> String {
    let descriptor = open(logPath, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    let bytesMax = 4_096
    let end = fileLength(logPath)
    let start = max(child.logStart, end - bytesMax)
    let bytes = [UInt8](unsafeUninitializedCapacity: bytesMax) { storage, count in
      count = max(0, pread(descriptor, storage.baseAddress, min(bytesMax, max(0, end - start)), start))
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").last.map(String.init)?.printable
      ?? ""
  }

  /// `exclaimd` beside this program, else on the PATH.
  private static func findProgram() -> String? {
    let beside = executablePath().flatMap { path in
      path.lastIndex(of: "/").map { String(path[...$0]) + "exclaimd" }
    }
    let onPath = (environment("PATH") ?? "").split(separator: ":").map { "\($0)/exclaimd" }
    return ([beside].compactMap { $0 } + onPath).first { access($0, X_OK) == 0 }
  }

  private static func executablePath() -> String? {
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { storage, count in
      storage.withMemoryRebound(to: CChar.self) {
        count = max(0, readlink("/proc/self/exe", $0.baseAddress!, $0.count))
      }
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  private static func stateDirectory() -> String {
    let home = environment("HOME") ?? "/"
    return (environment("XDG_STATE_HOME") ?? home + "/.local/state") + "/exclaim"
  }
}

/// The descriptors that this process has open.
private func openDescriptors() -> [Int32] {
  guard let directory = opendir("/proc/self/fd") else { return [] }
  defer { closedir(directory) }
  var descriptors: [Int32] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if let descriptor = Int32(name) { descriptors.append(descriptor) }
  }
  return descriptors
}

/// The length of a file in bytes; 0 when there is none.
private func fileLength(_ path: String) -> Int {
  var status = stat()
  return stat(path, &status) == 0 ? Int(status.st_size) : 0
}

/// Makes the directories above a file, for their owner alone.
private func makeDirectories(upTo path: String) {
  for (index, character) in zip(path.indices, path) where character == "/" && index != path.startIndex {
    mkdir(String(path[..<index]), 0o700)
  }
}
