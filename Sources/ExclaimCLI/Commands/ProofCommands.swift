import ArgumentParser
import ExclaimClient
import ExclaimMessages
import ExclaimProof

struct TreeHeadCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "tree-head",
    abstract: "Show how long the journal is, and the root of the hash tree over it.",
    discussion: """
      Two numbers that stand for all that was ever written. Keep them somewhere else, or give them to somebody: \
      `exclaim verify --since` shows later whether anything of it was altered.

      Examples:
        exclaim tree-head > head-2024-08-24
        exclaim tree-head --output json
        exclaim tree-head --size 120
      """)

  @Option(
    help: ArgumentHelp("Over the first so many entries; over all when it is not given.", valueName: "n"))
  var size: UInt64?

  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func validate() throws {
    if size == 0 { throw ValidationError("--size 0 is a tree of nothing; give a number from 1.") }
  }

  func perform(_ session: Session) throws {
    let head = try session.journal().treeHead(V1.TreeHeadRequest(size: size ?? 0), options: session.call)
    try session.writeFields(head, [("size", String(head.size)), ("root", head.root.hex)]) {
      "\(head.size) \(head.root.hex)"
    }
  }
}

struct VerifyCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that nothing in the journal was altered.",
    discussion: """
      Without options the server checks the whole ledger: the journal against its hashes, and all tables against the \
      journal. With --since and --record the server only \
      gives proofs, and this program checks them by itself: that the journal begins with the entries of a head that you \
      kept (see tree-head), and that a record stands in it just as it was written. Exits 1 when something does not fit.

      Examples:
        exclaim verify
        exclaim verify --since head-2024-08-24
        exclaim verify --record s0-1 --since head-2024-08-24
        exclaim verify --record s0-1 --revision 2
      """)

  @Option(
    help: ArgumentHelp("A kept tree head, plain or as JSON; - for standard input.", valueName: "file"),
    completion: .file())
  var since: String?

  @Option(help: ArgumentHelp("A record, by its id or key.", valueName: "ref"))
  var record: String?

  @Option(help: ArgumentHelp("Which revision of it; the latest when it is not given.", valueName: "n"))
  var revision: UInt32?

  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func validate() throws {
    if revision != nil && record == nil {
      throw ValidationError("--revision belongs to a record; name it with --record.")
    }
    if revision == 0 { throw ValidationError("--revision 0 is no revision; the first one is 1.") }
  }

  func perform(_ session: Session) throws {
    let kept = try since.map { try TreeHead(keptIn: $0) }
    if let record {
      try prove(record, since: kept, session)
    } else if let kept {
      try prove(since: kept, session)
    } else {
      try askServer(session)
    }
  }

  private func askServer(_ session: Session) throws {
    let finding = try session.control().verify(V1.VerifyRequest(), options: session.call)
    let fields = [
      ("intact", finding.intact ? "yes" : "no"), ("entries", String(finding.entries)), ("head", finding.head),
      ("tree root", finding.treeRoot), ("redacted entries", String(finding.redacted)),
      ("first bad entry", finding.firstBadSequence == 0 ? "" : String(finding.firstBadSequence)),
      ("problem", finding.problem),
    ]
    try session.writeFields(finding, fields) {
      let redacted = finding.redacted > 0 ? " (\(finding.redacted) redacted)" : ""
      let root = finding.treeRoot.isEmpty ? "" : ", tree root \(finding.treeRoot)"
      // What is wrong may belong to no entry.
      let entry = finding.firstBadSequence == 0 ? "" : "entry \(finding.firstBadSequence): "
      return finding.intact
        ? "intact: \(finding.entries) entries\(redacted), head \(finding.head)\(root)"
        : "NOT INTACT: \(entry)\(finding.problem)"
    }
    if !finding.intact { throw ExitStatus.negative }
  }

  // MARK: Proofs

  private func prove(since kept: TreeHead, _ session: Session) throws {
    let now = try session.journal().treeHead(V1.TreeHeadRequest(), options: session.call)
    let head = TreeHead(size: now.size, root: now.root)
    let problem = try problem(from: kept, to: head, session)
    try write(
      problem, "the journal's \(head.size) entries begin with the \(kept.size) of the kept head", head, nil,
      session)
  }

  private func prove(_ reference: String, since kept: TreeHead?, _ session: Session) throws {
    let request = V1.ProveInclusionRequest(id: reference, revision: revision ?? 0)
    let proof = try session.journal().proveInclusion(request, options: session.call)
    let head = TreeHead(size: proof.size, root: proof.root)
    var problem = proof.problem(of: reference, revision: revision ?? 0)
    if problem == nil, let kept { problem = try self.problem(from: kept, to: head, session) }
    let record = proof.record ?? V1.Record()
    let destroyed = proof.opening == nil ? ", whose content was destroyed," : ""
    let trust =
      kept.map { "which begin with the \($0.size) of the kept head" }
      ?? "by the server's own root: to check that as well, keep a tree head and name it with --since"
    try write(
      problem,
      "\(record.kind) \(record.name), revision \(record.revision)\(destroyed) stands as entry \(record.sequence) "
        + "of the journal's \(head.size), \(trust)", head, record, session)
  }

  /// Why the tree of the kept head is not the beginning of the other; nil where it is.
  private func problem(from kept: TreeHead, to head: TreeHead, _ session: Session) throws -> String? {
    if kept.size > head.size {
      return "the journal has \(head.size) entries now, and had \(kept.size) when the head was kept"
    }
    var proof = V1.ProveConsistencyResponse(toSize: head.size, toRoot: head.root)
    // The proof between equal trees, and after an empty one, has no hashes.
    if kept.size > 0 && kept.size < head.size {
      let request = V1.ProveConsistencyRequest(fromSize: kept.size, toSize: head.size)
      proof.path = try session.journal().proveConsistency(request, options: session.call).path
    }
    return proof.problem(since: kept)
  }

  /// Tells the finding. As JSON it is a head to keep for the next time.
  private func write(
    _ problem: String?, _ finding: String, _ head: TreeHead, _ record: V1.Record?, _ session: Session
  ) throws {
    var response = V1.VerifyResponse(
      intact: problem == nil, entries: head.size, problem: problem ?? "", treeRoot: head.root.hex)
    response.firstBadSequence = problem == nil ? 0 : record?.sequence ?? 0
    let fields = [
      ("intact", problem == nil ? "yes" : "no"), ("entries", String(head.size)), ("tree root", head.root.hex),
      ("record", record?.id ?? ""), ("revision", record.map { String($0.revision) } ?? ""),
      ("entry", record.map { String($0.sequence) } ?? ""), ("problem", problem ?? ""),
    ]
    try session.writeFields(response, fields) {
      problem.map { "NOT INTACT: \($0)" } ?? "intact: \(finding); root \(head.root.hex)"
    }
    if problem != nil { throw ExitStatus.negative }
  }
}
