import Synchronization

/// Submissions that wait for the one writer, and queries that wait for the indexes.
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
    var tickets: [SubmissionTicket] = []
    /// Tickets before this place are taken.
    var first = 0
    var indexWaiters: [IndexWaiter] = []
    var isDraining = false
    var isClosed = false
  }

  private let state = Mutex(State())
  let depthMax: Int
  let recordsPerTransactionMax: Int

  init(depthMax: Int, recordsPerTransactionMax: Int) {
    self.depthMax = depthMax
    self.recordsPerTransactionMax = recordsPerTransactionMax
  }

  /// Submissions that wait; tickets called off count until the writer passes them.
  var depth: Int { state.withLock { $0.tickets.count - $0.first } }

  /// Whether nothing is taken any more.
  var isClosed: Bool { state.withLock(\.isClosed) }

  /// Adds a submission.
  ///
  /// - Returns: whether the caller must start a drain.
  func add(_ ticket: SubmissionTicket) throws(StoreError) -> Bool {
    try state.withLock { (state) throws(StoreError) in
      guard !state.isClosed else { throw .closed }
      if state.tickets.count - state.first >= depthMax { state.dropCalledOff() }
      guard state.tickets.count - state.first < depthMax else { throw .busy(limit: depthMax) }
      state.tickets.append(ticket)
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

extension WriteQueue.State {
  /// Takes submissions until they hold `recordsMax` records. One may be larger than that alone: it is never cut.
  fileprivate mutating func take(recordsMax: Int) -> [WriteQueue.Taken] {
    var taken: [WriteQueue.Taken] = []
    var records = 0
    while first < tickets.count, records < recordsMax {
      let ticket = tickets[first]
      first += 1
      guard let completion = ticket.take() else { continue }
      taken.append((ticket.submission, completion))
      records += ticket.submission.drafts.count
    }
    if first == tickets.count {
      tickets.removeAll(keepingCapacity: true)
      first = 0
    } else if first > tickets.count / 2 {
      tickets.removeFirst(first)
      first = 0
    }
    return taken
  }

  fileprivate mutating func startDraining() -> Bool {
    defer { isDraining = true }
    return !isDraining
  }

  fileprivate mutating func dropCalledOff() {
    tickets = tickets[first...].filter(\.isWaiting)
    first = 0
  }
}
