import ExclaimDomain

/// What is to be done with each draft of a judged submission, with ids and places in the journal given out.
struct Settlement {
  /// What is to be done with one draft.
  enum Step {
    case refuse([StoreProblem])
    /// `isStored`: false when the same content stands earlier in this submission.
    case leave(Stamp, isStored: Bool)
    /// `previous`: sequence of the revision before.
    case write(Stamp, number: Int64, previous: Int64?)
  }

  private(set) var steps: [Step] = []
  /// Id for which each key of the submission stands; nil when all its drafts are refused.
  private(set) var chainIDs: [String?]

  /// Settles a judgement. Without `numbering`, nothing is given out: new records have empty stamps.
  init(_ judgement: Judgement, numbering: inout Numbering?) {
    let submission = judgement.submission
    var heads = judgement.chains.map(\.stored)
    chainIDs = heads.map { $0?.stamp.id }
    var chainOfDraft = [Int?](repeating: nil, count: submission.drafts.count)
    for (chain, keyChain) in judgement.chains.enumerated() {
      for index in keyChain.drafts { chainOfDraft[index] = chain }
    }
    steps.reserveCapacity(submission.drafts.count)
    for (index, draft) in submission.drafts.enumerated() {
      guard judgement.problems[index].isEmpty else {
        steps.append(.refuse(judgement.problems[index]))
        continue
      }
      let head = chainOfDraft[index].flatMap { heads[$0] }
      if let head, head.fingerprint == draft.fingerprint, !judgement.reinstates {
        let isStored = chainOfDraft[index].flatMap { judgement.chains[$0].stored?.stamp } == head.stamp
        steps.append(.leave(head.stamp, isStored: isStored))
        continue
      }
      let stamp = Self.stamp(kind: draft.kind, after: head, numbering: &numbering)
      let number = head?.number ?? Int64(stamp.sequence)
      steps.append(.write(stamp, number: number, previous: head.map { Int64($0.stamp.sequence) }))
      if let chain = chainOfDraft[index] {
        heads[chain] = Head(number: number, kind: draft.kind, stamp: stamp, fingerprint: draft.fingerprint)
        chainIDs[chain] = stamp.id
      }
    }
  }

  private static func stamp(kind: RecordKind, after head: Head?, numbering: inout Numbering?) -> Stamp {
    let revision = (head?.stamp.revision ?? 0) + 1
    guard let sequence = numbering?.next(), let given = numbering else {
      return Stamp(id: head?.stamp.id ?? "", revision: revision, sequence: 0, recordedAt: 0)
    }
    let id = head?.stamp.id ?? numbering?.id(kind: kind, number: sequence) ?? ""
    return Stamp(id: id, revision: revision, sequence: UInt64(sequence), recordedAt: given.recordedAt)
  }

  /// The outcomes when the steps are taken, or would be.
  var outcomes: [Outcome] {
    steps.map { step in
      switch step {
      case .refuse(let problems): .refused(problems)
      case .leave(let stamp, _): .unchanged(stamp)
      case .write(let stamp, _, let previous): previous == nil ? .created(stamp) : .revised(stamp)
      }
    }
  }

  /// The outcomes when no step is taken, because one draft of an atomic submission is refused.
  var outcomesOfNone: [Outcome] {
    steps.map { step in
      switch step {
      case .refuse(let problems): .refused(problems)
      case .leave(let stamp, isStored: true): .unchanged(stamp)
      case .leave, .write: .notKept
      }
    }
  }
}

/// Gives out sequences and ids to the entries of one transaction.
struct Numbering {
  /// Sequence that was given out last.
  private(set) var sequence: Int64
  /// Nanoseconds since 1970: one time for all entries of a submission.
  let recordedAt: Int64
  private let random: RandomBytes

  init(after sequence: Int64, recordedAt: Int64, random: RandomBytes) {
    self.sequence = sequence
    self.recordedAt = recordedAt
    self.random = random
  }

  mutating func next() -> Int64 {
    sequence += 1
    precondition(sequence <= RecordID.numberMax, "an id has room for 2^40 entries")
    return sequence
  }

  mutating func id(kind: RecordKind, number: Int64) -> String {
    RecordID(
      kind: kind, milliseconds: recordedAt / 1_000_000, number: number, random: random.next40Bits()
    ).text
  }
}
