import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct BackupCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the whole ledger into a file.",
    discussion: """
      The copy is the ledger as it stood at one moment; others go on writing meanwhile. It holds the private \
      records of everybody, so only an admin gets it, and the file can be read by its owner alone. The name is \
      given to it when it is whole and its SHA-256 is the one that the server tells.

      exclaimd --restore checks a copy from end to end and puts it in the place of a ledger.

      Examples:
        exclaim backup exclaim-2026-11-21.db
        exclaim backup - | gpg --encrypt --recipient alice > exclaim.db.gpg
      """)

  @Argument(
    help: ArgumentHelp("The file to make; - for standard output.", valueName: "file"), completion: .file())
  var file: String

  @Flag(help: "Replace a file that is there.")
  var force = false

  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    if file != "-" { return try backUp(session, to: BackupFile(file, replacing: force)) }
    guard !session.console.outIsTerminal else {
      throw Failure(.usage, "a ledger is nothing to look at; name a file, or lead the output into one")
    }
    let copy = try receive(session) { try session.console.out.write(bytes: $0) }
    try session.console.out.flush()
    try session.console.say(Self.sentence(copy))
  }

  private func backUp(_ session: Session, to file: BackupFile) throws {
    let copy = try receive(session, file.write)
    try file.finish()
    let fields = [
      ("file", self.file), ("journal entries", String(copy.sequence)), ("bytes", String(copy.totalBytes)),
      ("sha256", hexadecimal(copy.sha256)),
    ]
    try session.writeFields(copy, fields) { "\(self.file): \(Self.sentence(copy))" }
  }

  /// Hands the bytes of a copy to `take`, and says at the end what came: a response without bytes.
  private func receive(
    _ session: Session, _ take: ([UInt8]) throws -> Void
  ) throws -> V1.BackupResponse {
    let stream = try session.control().backup(V1.BackupRequest(), options: session.call)
    var parts = BackupParts()
    var bar: ProgressBar?
    defer { try? bar?.clear() }
    while let part = try stream.next() {
      bar = bar ?? ProgressBar(session.console, totalBytes: Int(clamping: part.totalBytes))
      try parts.add(part)
      try take(part.bytes)
      try bar?.advance(toBytes: Int(clamping: parts.byteCount))
    }
    return try parts.finish()
  }

  private static func sentence(_ copy: V1.BackupResponse) -> String {
    "\(copy.sequence) journal entries, \(copy.totalBytes) bytes, SHA-256 \(hexadecimal(copy.sha256))"
  }
}
