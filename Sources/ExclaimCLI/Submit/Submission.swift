import ExclaimClient
import ExclaimMessages
import ExclaimWire

/// One run of `exclaim submit`: takes entries from files, sends them, and tells what became of each.
///
/// ```
/// files → entries → batches ── Submit ──→ kept / unchanged / refused
///                                  └─ refused only for references that are not there (yet)
///                                         held back, and sent together at the end: SubmitStream
///                                  and what its line calls retracted ── Retract, last of all
/// ```
///
/// A reference may point forward, into a later file even. The server resolves forward references within one
/// call, so lines that wait for others need no order, only a last call that holds all of them.
/// `--atomic` and `--dry-run` send everything in one call from the start: the first because all or nothing is
/// stored, the second because nothing is, and so later batches would find no earlier ones.
struct Submission<Target: Ledger> {
  /// What the user asked for.
  struct Options {
    var atomic = false
    var dryRun = false
    var revise = false
    /// Go on with the next batch when a call fails as a whole.
    var keepGoing = false
    /// Why: kept with each revision.
    var reason = ""
    /// Why records that are flagged as likely personal data may be stored; empty to have them refused.
    var allowFlagged = ""
  }

  private let ledger: Target
  private let options: Options
  private let report: any SubmissionReport
  private let isInterrupted: () -> Bool
  private var keys = SubmittedKeys()
  private var batch: [Entry] = []
  private var batchBytes = 0
  private var heldBack: [HeldBack] = []
  private var retractions: [Retraction] = []
  private(set) var counts = SubmissionCounts()
  /// The first call that failed as a whole, when the run went on after it.
  private(set) var failedCall: CallError?
  /// Whether a record without a key was stored: another run would store it twice.
  private(set) var storedWithoutKey = false

  /// A line that waits for the records to which it refers.
  private struct HeldBack {
    let entry: Entry
    let record: V1.Record
    var refusal: Refusal
  }

  /// A stored record whose line says that it was retracted.
  private struct Retraction {
    let result: V1.SubmitResult
    let reason: String
  }

  /// Records in one call.
  static var batchRecordsMax: Int { 1_000 }
  /// Bytes of messages in one call: a quarter of a frame, so that a reply with as many problems fits one too.
  static var batchBytesMax: Int { 1_048_576 }
  /// The longest pause before a batch is given up; pauses double up to it.
  private static var lastPauseMilliseconds: Int { 1_600 }
  /// Records in the last call; the server's own limit for one submission.
  static var streamRecordsMax: Int { Limits.standard.submissionRecordsMax }

  /// - Parameter isInterrupted: whether the user wishes the run to stop; asked between calls.
  init(
    to ledger: Target, options: Options, report: any SubmissionReport,
    isInterrupted: @escaping () -> Bool = { false }
  ) {
    self.ledger = ledger
    self.options = options
    self.report = report
    self.isInterrupted = isInterrupted
  }

  /// Sends everything that the sources hold.
  ///
  /// - Throws: ``CallError`` when a call fails as a whole and the run is not to go on; ``Interrupted``.
  mutating func run(_ sources: [any EntrySource]) throws {
    let inOneCall = options.atomic || options.dryRun
    for source in sources {
      while let entry = try source.next().map({ keys.judge($0) }) {
        try stopIfAsked()
        if !inOneCall && !fits(entry) { try sendBatch() }
        batch.append(entry)
        batchBytes += entry.messageBytesMax
        try report.progress(source)
      }
    }
    try stopIfAsked()
    if inOneCall {
      try sendAllInOneCall()
    } else {
      try sendBatch()
      try sendHeldBack()
    }
    try retract()
  }

  private func stopIfAsked() throws {
    if isInterrupted() { throw Interrupted() }
  }

  private func fits(_ entry: Entry) -> Bool {
    batch.count < Self.batchRecordsMax && batchBytes + entry.messageBytesMax <= Self.batchBytesMax
  }

  // MARK: Batches

  private mutating func sendBatch() throws {
    defer {
      batch = []
      batchBytes = 0
    }
    let records = batch.compactMap { try? $0.record.get() }
    guard !records.isEmpty else { return try settle(batch, []) }
    do {
      let response = try submitPatiently(request(records, options))
      try settle(batch, response.results)
    } catch let failure as CallError where options.keepGoing {
      try giveUp(batch, failure)
    }
  }

  /// Tries again what the server could not take for the moment.
  ///
  /// A broken connection leaves open whether the records were stored, so only those with keys, which are never
  /// stored twice, may be sent once more.
  private func submitPatiently(_ request: V1.SubmitRequest) throws -> V1.SubmitResponse {
    var pauseMilliseconds = 100
    while true {
      do {
        return try ledger.submit(request)
      } catch let failure as CallError {
        let isPassing = failure.code == .unavailable || failure.code == .resourceExhausted
        guard options.keepGoing, isPassing, !isInterrupted(), pauseMilliseconds <= Self.lastPauseMilliseconds,
          request.records.allSatisfy({ !$0.key.isEmpty })
        else { throw failure }
        ledger.pause(milliseconds: pauseMilliseconds)
        pauseMilliseconds *= 2
      }
    }
  }

  /// Tells what became of the entries; `results` has one for each of them that holds a record.
  private mutating func settle(_ entries: [Entry], _ results: [V1.SubmitResult]) throws {
    var remaining = results[...]
    for entry in entries {
      switch entry.record {
      case .failure(let refusal): try refuse(entry.place, refusal)
      case .success(let record):
        guard let result = remaining.popFirst() else { throw Failure.missingResults }
        let refusal = Refusal(result.problems)
        if result.outcome == .refused && refusal.mayGoAway && !options.dryRun {
          heldBack.append(HeldBack(entry: entry, record: record, refusal: refusal))
        } else {
          if result.outcome == .created && record.key.isEmpty { storedWithoutKey = true }
          if result.outcome != .refused && record.state == .retracted {
            retractions.append(Retraction(result: result, reason: record.change?.reason ?? ""))
          }
          try settle(entry.place, result)
        }
      }
    }
    guard remaining.isEmpty else { throw Failure.missingResults }
  }

  private mutating func settle(_ place: Place, _ result: V1.SubmitResult) throws {
    if result.outcome == .refused { return try refuse(place, Refusal(result.problems)) }
    counts.add(result.outcome)
    try report.kept(place, result)
  }

  private mutating func refuse(_ place: Place, _ refusal: Refusal) throws {
    counts.refused += 1
    try report.refused(place, keys.inFiles(refusal))
  }

  private mutating func giveUp(_ entries: [Entry], _ failure: CallError) throws {
    failedCall = failedCall ?? failure
    for entry in entries {
      switch entry.record {
      case .failure(let refusal): try refuse(entry.place, refusal)
      case .success:
        counts.unanswered += 1
        try report.refused(
          entry.place, Refusal(reason: "was not sent: \(failure.message)", remedy: "submit the file again"))
      }
    }
  }

  // MARK: Streams

  /// Sends the lines that wait for others, until no round brings a new one in.
  private mutating func sendHeldBack() throws {
    var waiting = heldBack
    var before = Int.max
    // More than one stream needs more than one round: what one of them stored, another may have waited for.
    while !waiting.isEmpty && waiting.count < before {
      before = waiting.count
      let streams = stride(from: 0, to: waiting.count, by: Self.streamRecordsMax).map {
        Array(waiting[$0..<min($0 + Self.streamRecordsMax, waiting.count)])
      }
      heldBack = []
      for stream in streams {
        try stopIfAsked()
        let response = try ledger.submit(stream: requests(stream.map(\.entry), options))
        try settle(stream.map(\.entry), response.results)
      }
      waiting = heldBack
      if streams.count == 1 { break }
    }
    heldBack = []
    for line in waiting { try refuse(line.entry.place, line.refusal) }
  }

  private mutating func sendAllInOneCall() throws {
    let bad = batch.contains { (try? $0.record.get()) == nil }
    if options.atomic && bad { return try tellBadLines() }
    let sent = batch.filter { (try? $0.record.get()) != nil }
    guard !sent.isEmpty else { return try settle(batch, []) }
    do {
      let response = try ledger.submit(stream: requests(sent, options))
      try settle(batch, response.results)
    } catch let failure as CallError where !failure.problems.isEmpty {
      try refuse(sent, failure)
    }
  }

  /// One line that can never be right already decides that nothing is stored; a dry run finds what is wrong with
  /// the others. A reference that is not there may mean the record of a bad line, so it is not told.
  private mutating func tellBadLines() throws {
    var check = options
    check.atomic = false
    check.dryRun = true
    let requests = requests(batch, check)
    var results = requests.isEmpty ? [] : try ledger.submit(stream: requests).results[...]
    for entry in batch {
      switch entry.record {
      case .failure(let refusal): try refuse(entry.place, refusal)
      case .success:
        guard let result = results.popFirst() else { throw Failure.missingResults }
        let refusal = Refusal(result.problems)
        if result.outcome == .refused && !refusal.mayGoAway { try refuse(entry.place, refusal) }
      }
    }
  }

  /// Brings the problems of a refused call back to the lines from which they came.
  private mutating func refuse(_ sent: [Entry], _ failure: CallError) throws {
    let byRecord = Dictionary(grouping: failure.problems) { Int($0.record) }
    for (index, problems) in byRecord.sorted(by: { $0.key < $1.key }) {
      guard sent.indices.contains(index) else { throw failure }
      try refuse(sent[index].place, Refusal(problems))
    }
  }

  // MARK: Retractions

  /// Retracts what its line says was retracted. What is already stays as it is, so that another run changes nothing.
  private mutating func retract() throws {
    guard !options.dryRun else { return }
    for retraction in retractions {
      try stopIfAsked()
      let reason = retraction.reason.isEmpty ? Self.retractedElsewhere : retraction.reason
      let answer = try ledger.retract(V1.RetractRequest(id: retraction.result.id, reason: reason))
      if answer.record?.revision != retraction.result.revision { counts.retracted += 1 }
    }
  }

  private static var retractedElsewhere: String { "retracted before it was submitted" }

  // MARK: Messages

  private func request(_ records: [V1.Record], _ options: Options) -> V1.SubmitRequest {
    V1.SubmitRequest(
      records: records, atomic: options.atomic, dryRun: options.dryRun, revise: options.revise,
      allowFlagged: options.allowFlagged, reason: options.reason)
  }

  /// The records of entries in messages of a frame's size.
  private func requests(_ entries: [Entry], _ options: Options) -> [V1.SubmitRequest] {
    var requests: [V1.SubmitRequest] = []
    var records: [V1.Record] = []
    var bytes = 0
    for entry in entries {
      guard let record = try? entry.record.get() else { continue }
      if records.count == Self.batchRecordsMax
        || (!records.isEmpty && bytes + entry.messageBytesMax > Self.batchBytesMax)
      {
        requests.append(request(records, options))
        (records, bytes) = ([], 0)
      }
      records.append(record)
      bytes += entry.messageBytesMax
    }
    if !records.isEmpty { requests.append(request(records, options)) }
    return requests
  }
}

extension Submission {
  /// What to tell the user after an interruption: how far it came, and how to go on.
  var interruption: Failure {
    if options.dryRun || options.atomic {
      return Failure(.tryAgain, "interrupted: nothing was stored; run the same command again")
    }
    let advice =
      storedWithoutKey
      ? "some of the stored records have no key, and running the same command again would store them twice"
      : "run the same command again, it goes on where it stopped"
    return Failure(.tryAgain, "interrupted: \(counts.text); \(advice)")
  }
}

extension Failure {
  fileprivate static let missingResults = Failure(
    .bug, "the server answered for another number of records than it was sent; this is a fault of the server")
}
