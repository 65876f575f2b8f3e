import Glibc

/// The user's editor.
struct Editor {
  /// What the shell runs, with the file's name behind it; nil for the user's choice.
  private let command: String?

  /// `$VISUAL`, else `$EDITOR`, else vi where there is a terminal for it.
  static let ofUser = Editor(command: nil)

  init(command: String?) {
    self.command = command
  }

  /// Lets the user edit a file, and waits until that is done.
  ///
  /// - Throws: ``Failure`` when there is no editor, or it did not end well.
  func edit(_ path: String) throws {
    guard let command = command ?? environment("VISUAL") ?? environment("EDITOR") ?? Self.fallback else {
      throw Failure(
        .usage, "no $VISUAL, no $EDITOR, and no terminal for vi; give the new content with --file or --set")
    }
    let status = try Self.run(command, path)
    guard status == 0 else {
      throw Failure(
        .tryAgain, "the editor (\(command)) did not end well; nothing was stored, see $VISUAL and $EDITOR")
    }
  }

  private static var fallback: String? {
    isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 ? "vi" : nil
  }

  /// Runs the command as git does: by the shell, since it may have words of its own.
  private static func run(_ command: String, _ path: String) throws -> Int32 {
    // Ctrl-C is for the editor while it has the terminal.
    let (interrupt, quit) = (ignore(SIGINT), ignore(SIGQUIT))
    defer {
      restore(SIGINT, interrupt)
      restore(SIGQUIT, quit)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for signal in [SIGINT, SIGQUIT, SIGPIPE] { sigaddset(&defaults, signal) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

    let words = ["sh", "-c", command + " \"$@\"", command, path]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var pid: pid_t = 0
    let problem = posix_spawn(&pid, "/bin/sh", nil, &attributes, &arguments, environ)
    guard problem == 0 else {
      throw Failure(.tryAgain, "/bin/sh cannot be started: \(systemErrorText(problem))")
    }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 {
      if errno != EINTR { return -1 }
    }
    return status
  }

  private static func ignore(_ number: Int32) -> sigaction {
    var (ignored, before) = (sigaction(), sigaction())
    ignored.__sigaction_handler.sa_handler = SIG_IGN
    sigaction(number, &ignored, &before)
    return before
  }

  private static func restore(_ number: Int32, _ action: sigaction) {
    var action = action
    sigaction(number, &action, nil)
  }
}

/// A text in a file of its own, for an editor; only its owner may read it.
struct EditedText {
  let path: String
  private let original: String

  init(_ text: String) throws {
    original = text + "\n"
    var template = Array("\(environment("TMPDIR") ?? "/tmp")/exclaim-XXXXXX.json".utf8CString)
    let descriptor = mkstemps(&template, 5)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard descriptor >= 0 else {
      throw Failure(
        .tryAgain, "\(path) cannot be made: \(systemErrorText(errno)); name another folder with $TMPDIR")
    }
    defer { close(descriptor) }
    let sink = Sink(descriptor: descriptor)
    try sink.write(original)
    try sink.flush()
  }

  /// What stands in it now.
  func bytes() throws -> [UInt8] { try InputFile(opening: path).allBytes() }

  /// Whether anything of it is the user's.
  var isTouched: Bool { (try? bytes()) != Array(original.utf8) }

  func remove() { unlink(path) }
}
