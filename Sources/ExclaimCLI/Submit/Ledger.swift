import ExclaimMessages

/// What takes submissions: a server, or a stand-in of a test.
protocol Ledger {
  /// One call with one message.
  func submit(_ request: V1.SubmitRequest) throws -> V1.SubmitResponse

  /// One call with many messages: one submission, stored in one transaction.
  func submit(stream requests: [V1.SubmitRequest]) throws -> V1.SubmitResponse

  /// Waits before a call is tried again.
  func pause(milliseconds: Int)
}
