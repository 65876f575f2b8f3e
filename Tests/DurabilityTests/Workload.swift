import ExclaimDomain

@testable import ExclaimStore

/// Random work on a ledger, and what was answered to it.
struct Workload {
  private(set) var witness = Witness()
  private var random: SeededGenerator
  private var submissions = 0
  /// Records that are known to be there, by key, with the contents of their revisions.
  private var known: [(key: String, id: String, contents: [[UInt8]])] = []
  /// Takes a submission for acknowledged when its commit begins, as a careless server would.
  var trustsEarly = false

  init(_ random: SeededGenerator) { self.random = random }

  /// Takes some random steps, whatever fails.
  mutating func work(_ steps: Int, on store: SQLiteStore, _ disk: Disk) async {
    for _ in 0..<steps { await step(store, disk) }
  }

  private mutating func step(_ store: SQLiteStore, _ disk: Disk) async {
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<6: await submit(.random(in: 1...3, using: &random), store, disk)
    case 6: await submit(.random(in: 30...80, using: &random), store, disk)
    case 7: await submit(3, store, disk, isAtomic: true, refersToNobody: Bool.random(using: &random))
    case 8..<11: await submitRevision(store, disk)
    case 11..<13: await edit(.revise, .revise, store, disk)
    case 13: await edit(.retract, .retract, store, disk)
    case 14: await edit(.redact(revision: nil), .redact, store, disk)
    case 15: await redactEarlier(store, disk)
    case 16: await edit(.allow, .allow, store, disk)
    // The indexes catch up.
    case 17..<19: _ = try? await store.search("nothing", Query(), reader: .user(ann.uid))
    default: try? await store.rebuild { _, content in Text(content).draft() }
    }
  }

  private mutating func text(for key: String) -> Text {
    let reference = Bool.random(using: &random) ? known.randomElement(using: &random)?.key : nil
    let length = Int.random(in: 0..<4, using: &random) == 0 ? Int.random(in: 200...3_000, using: &random) : 5
    submissions += 1
    return Text(key: key, word: "w\(submissions)", reference: reference ?? "", length: length)
  }

  /// Every promise that the ledger breaks. Goes on from what it shows.
  mutating func broken(by store: SQLiteStore) async throws -> [String] {
    let broken = try await witness.broken(by: store)
    known = witness.standing
    return broken
  }

  /// Every promise that the ledger breaks that is left when the disk's power was lost, and then goes on.
  mutating func broken(after disk: Disk, _ seed: UInt64) async -> [String] {
    let salvaged = disk.salvaged(seed: seed)
    do {
      let store = try openLedger(on: salvaged)
      var broken = try await broken(by: store)
      if broken.isEmpty {
        await work(5, on: store, salvaged)
        broken = try await self.broken(by: store)
      }
      await store.close()
      return broken
    } catch {
      return ["\(error)"]
    }
  }

  // MARK: Submissions

  private mutating func submit(
    _ count: Int, _ store: SQLiteStore, _ disk: Disk, isAtomic: Bool = false, refersToNobody: Bool = false
  ) async {
    var texts: [Text] = []
    for _ in 0..<count { texts.append(text(for: "k\(submissions)")) }
    if refersToNobody { texts[0].reference = "nobody" }
    let isFlagged = Int.random(in: 0..<4, using: &random) == 0
    let drafts = texts.map { $0.draft(isFlagged: isFlagged) }
    await send(Submission(author: ann, drafts: drafts, atomic: isAtomic), .create, store, disk)
  }

  private mutating func submitRevision(_ store: SQLiteStore, _ disk: Disk) async {
    guard let record = known.randomElement(using: &random) else { return }
    let draft = text(for: record.key).draft()
    await send(Submission(author: ann, drafts: [draft], revise: true), .revise, store, disk)
  }

  /// Sends drafts and notes what became of each.
  private mutating func send(
    _ submission: Submission, _ action: ChangeAction, _ store: SQLiteStore, _ disk: Disk
  ) async {
    submissions += 1
    let begun = Begun()
    var submission = submission
    submission.willCommit = { begun.note() }
    let result: Result<[Outcome], any Error>
    do { result = .success(try await store.submit(submission)) } catch { result = .failure(error) }
    for (index, draft) in submission.drafts.enumerated() {
      let outcome = (try? result.get())?[index]
      var answer = answer(outcome, disk)
      if trustsEarly, begun.isNoted, outcome == nil { answer = .acknowledged(nil) }
      let key = draft.key ?? ""
      let attempt = Witness.Attempt(
        submission: submissions, action: action, content: draft.content, destroys: nil, answer: answer)
      witness.note(attempt, key: key, id: stamp(outcome)?.id)
      if let stamp = stamp(outcome) { noteContent(draft.content, key, stamp.id) }
    }
  }

  private func answer(_ outcome: Outcome?, _ disk: Disk) -> Witness.Answer {
    if let stamp = stamp(outcome) { return .acknowledged(stamp.sequence) }
    return outcome == nil && disk.isDoubtful ? .unknown : .refused
  }

  private func stamp(_ outcome: Outcome?) -> Stamp? {
    switch outcome {
    case .created(let stamp), .revised(let stamp), .changed(let stamp, _): stamp
    default: nil
    }
  }

  private mutating func noteContent(_ content: [UInt8], _ key: String, _ id: String) {
    if let index = known.firstIndex(where: { $0.key == key }) { return known[index].contents.append(content) }
    known.append((key, id, [content]))
  }

  // MARK: Changes

  private mutating func edit(
    _ kind: Edit.Kind, _ action: ChangeAction, destroys: [UInt8]? = nil, of index: Int? = nil,
    _ store: SQLiteStore, _ disk: Disk
  ) async {
    guard let index = index ?? known.indices.randomElement(using: &random) else { return }
    let record = known[index]
    var submission = Submission(author: kind == .allow ? ben : ann, drafts: [])
    submission.edit = Edit(kind, of: record.id, from: nil, mayChangeOthers: true)
    submission.reason = "why"
    if kind == .revise {
      submission.drafts = [text(for: record.key).draft()]
      return await send(submission, .revise, store, disk)
    }
    submissions += 1
    let outcome = try? await store.submit(submission).first
    if case .unchanged = outcome { return }
    let isWhole = action == .redact && destroys == nil
    let content = isWhole ? [] : record.contents.last ?? []
    let attempt = Witness.Attempt(
      submission: submissions, action: action, content: content, destroys: destroys,
      // A redaction is answered after the last trace is gone, so it may be stored and fail all the same.
      answer: outcome == nil && action == .redact ? .unknown : answer(outcome, disk))
    witness.note(attempt, key: record.key)
    // Nothing is asked any more of what is gone.
    if isWhole {
      known.remove(at: index)
    } else if stamp(outcome) != nil {
      known[index].contents.append(content)
    }
  }

  private mutating func redactEarlier(_ store: SQLiteStore, _ disk: Disk) async {
    let revised = known.indices.filter { known[$0].contents.count > 1 }
    guard let index = revised.randomElement(using: &random) else { return }
    let contents = known[index].contents
    let earlier = Int.random(in: 0..<(contents.count - 1), using: &random)
    await edit(
      .redact(revision: UInt32(earlier + 1)), .redact, destroys: contents[earlier], of: index, store, disk)
  }
}
