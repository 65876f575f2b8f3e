import Synchronization

/// Submissions that wait for the one writer, and queries that wait for the indexes.
///
/// The one who adds the first item to an idle queue must start a drain; the drain takes until nothing is left.
final class WriteQueue: Sendable {
  typealias IndexWaiter = @Sendable (Result<Void, StoreError>) -> Void

  /// What one turn of the drain works on.
  struct Turn {
    /// Submissions for one transaction, with their completions, in order of arrival.
    var submissions: [(submission: Submission, completion: SubmissionTicket.Completion)] = []
    /// Queries that wait until all that was committed before them is indexed.
    var indexWaiters: [IndexWaiter] = []
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
      var turn = Turn(indexWaiters: state.indexWaiters)
      state.indexWaiters = []
      var records = 0
      // One submission may be larger than a transaction should be: it is never cut.
      while state.first < state.tickets.count, records < recordsPerTransactionMax {
        let ticket = state.tickets[state.first]
        state.first += 1
        guard let completion = ticket.take() else { continue }
        turn.submissions.append((ticket.submission, completion))
        records += ticket.submission.drafts.count
      }
      if state.first == state.tickets.count {
        state.tickets.removeAll(keepingCapacity: true)
        state.first = 0
      } else if state.first > depthMax {
        state.tickets.removeFirst(state.first)
        state.first = 0
      }
      guard turn.submissions.isEmpty, turn.indexWaiters.isEmpty else { return turn }
      state.isDraining = false
      return nil
    }
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
  fileprivate mutating func startDraining() -> Bool {
    defer { isDraining = true }
    return !isDraining
  }

  fileprivate mutating func dropCalledOff() {
    tickets = tickets[first...].filter(\.isWaiting)
    first = 0
  }
}
