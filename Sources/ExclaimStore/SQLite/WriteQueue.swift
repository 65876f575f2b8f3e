import Synchronization

/// Submissions that wait for the one writer, and queries that wait for the indexes.
///
/// Each author has a lane of their own, and the lanes are served in turns: who sends thousands at once waits for them,
/// and nobody else does.
///
/// The one who adds the first item to an idle queue must start a drain; the drain takes until nothing is left.
final class WriteQueue: Sendable {
  typealias IndexWaiter = @Sendable (Result<Void, StoreError>) -> Void

  /// A submission that was taken, with the duty to answer it.
  typealias Taken = (submission: Submission, completion: SubmissionTicket.Completion)

  /// What one turn of the drain begins with.
  struct Turn {
    /// Submissions for one transaction, in order of arrival.
    var submissions: [Taken]
    /// Queries that wait until all that was committed before them is indexed.
    var indexWaiters: [IndexWaiter]
  }

  fileprivate struct State {
    /// Lanes in which somebody waits, in the order of their turns.
    var lanes: [Lane] = []
    /// Whose turn it is.
    var turn = 0
    var depth = 0
    var indexWaiters: [IndexWaiter] = []
    var isDraining = false
    var isClosed = false
  }

  private let state = Mutex(State())
  let depthMax: Int
  let depthPerAuthorMax: Int
  let recordsPerTransactionMax: Int

  init(depthMax: Int, depthPerAuthorMax: Int, recordsPerTransactionMax: Int) {
    self.depthMax = depthMax
    self.depthPerAuthorMax = depthPerAuthorMax
    self.recordsPerTransactionMax = recordsPerTransactionMax
  }

  /// Submissions that wait; tickets called off count until the writer passes them.
  var depth: Int { state.withLock(\.depth) }

  /// The same for each author who has any.
  var depthByAuthor: [UInt32: Int] {
    state.withLock { state in Dictionary(uniqueKeysWithValues: state.lanes.map { ($0.uid, $0.count) }) }
  }

  /// Whether nothing is taken any more.
  var isClosed: Bool { state.withLock(\.isClosed) }

  /// Adds a submission.
  ///
  /// - Returns: whether the caller must start a drain.
  func add(_ ticket: SubmissionTicket) throws(StoreError) -> Bool {
    try state.withLock { (state) throws(StoreError) in
      guard !state.isClosed else { throw .closed }
      let uid = ticket.submission.author.uid
      if state.depth >= depthMax || state.depth(of: uid) >= depthPerAuthorMax { state.dropCalledOff() }
      guard state.depth < depthMax else { throw .busy(limit: depthMax) }
      guard state.depth(of: uid) < depthPerAuthorMax else { throw .busyForAuthor(limit: depthPerAuthorMax) }
      state.append(ticket, of: uid)
      return state.startDraining()
    }
  }

  /// Adds a query that waits for the indexes.
  ///
  /// - Returns: whether the caller must start a drain.
  func add(indexWaiter: @escaping IndexWaiter) throws(StoreError) -> Bool {
    try state.withLock { (state) throws(StoreError) in
      guard !state.isClosed else { throw .closed }
      state.indexWaiters.append(indexWaiter)
      return state.startDraining()
    }
  }

  /// Takes the next turn; nil ends the drain.
  func next() -> Turn? {
    state.withLock { state in
      let turn = Turn(
        submissions: state.take(recordsMax: recordsPerTransactionMax), indexWaiters: state.indexWaiters)
      state.indexWaiters = []
      guard turn.submissions.isEmpty, turn.indexWaiters.isEmpty else { return turn }
      state.isDraining = false
      return nil
    }
  }

  /// Takes what has come since, for a transaction that holds `records` already.
  func more(besides records: Int) -> [Taken] {
    state.withLock { $0.take(recordsMax: recordsPerTransactionMax - records) }
  }

  /// Refuses whatever comes from now on; what waits is still served.
  ///
  /// - Returns: false when it was closed before.
  func close() -> Bool {
    state.withLock { state in
      defer { state.isClosed = true }
      return !state.isClosed
    }
  }
}

extension WriteQueue {
  /// The submissions of one author, in order of arrival.
  fileprivate struct Lane {
    let uid: UInt32
    private var tickets: [SubmissionTicket] = []
    /// Tickets before this place are taken.
    private var first = 0

    init(uid: UInt32) {
      self.uid = uid
    }

    var count: Int { tickets.count - first }

    mutating func append(_ ticket: SubmissionTicket) { tickets.append(ticket) }

    mutating func removeFirst() -> SubmissionTicket {
      let ticket = tickets[first]
      first += 1
      if first > tickets.count / 2 {
        tickets.removeFirst(first)
        first = 0
      }
      return ticket
    }

    mutating func dropCalledOff() {
      tickets = tickets[first...].filter(\.isWaiting)
      first = 0
    }
  }
}

extension WriteQueue.State {
  fileprivate func depth(of uid: UInt32) -> Int { lanes.first { $0.uid == uid }?.count ?? 0 }

  fileprivate mutating func append(_ ticket: SubmissionTicket, of uid: UInt32) {
    depth += 1
    if let index = lanes.firstIndex(where: { $0.uid == uid }) { return lanes[index].append(ticket) }
    lanes.append(WriteQueue.Lane(uid: uid))
    lanes[lanes.count - 1].append(ticket)
  }

  /// Takes submissions until they hold `recordsMax` records. One may be larger than that alone: it is never cut.
  fileprivate mutating func take(recordsMax: Int) -> [WriteQueue.Taken] {
    var taken: [WriteQueue.Taken] = []
    var records = 0
    while depth > 0, records < recordsMax {
      turn %= lanes.count
      let ticket = lanes[turn].removeFirst()
      depth -= 1
      if lanes[turn].count > 0 { turn += 1 } else { lanes.remove(at: turn) }
      guard let completion = ticket.takeToCommit() else { continue }
      taken.append((ticket.submission, completion))
      records += max(1, ticket.submission.drafts.count)
    }
    return taken
  }

  fileprivate mutating func startDraining() -> Bool {
    defer { isDraining = true }
    return !isDraining
  }

  fileprivate mutating func dropCalledOff() {
    for index in lanes.indices { lanes[index].dropCalledOff() }
    lanes.removeAll { $0.count == 0 }
    depth = lanes.reduce(0) { $0 + $1.count }
  }
}
