import ExclaimMessages

/// What takes submissions: a server, or a stand-in of a test.
protocol Ledger {
  /// One call with one message.
  func submit(_ request: V1.SubmitRequest) throws -> V1.SubmitResponse

  /// One call with many messages: one submission, stored in one transaction.
  func submit(stream requests: [V1.SubmitRequest]) throws -> V1.SubmitResponse

  /// Takes a record back.
  func retract(_ request: V1.RetractRequest) throws -> V1.RetractResponse

  /// Waits before a call is tried again.
  func pause(milliseconds: Int)
}
