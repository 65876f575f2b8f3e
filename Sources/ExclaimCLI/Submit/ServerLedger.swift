import ExclaimClient
import ExclaimMessages
import Glibc

/// The server as what takes submissions.
struct ServerLedger: Ledger {
  private let session: Session

  init(_ session: Session) {
    self.session = session
  }

  func submit(_ request: V1.SubmitRequest) throws -> V1.SubmitResponse {
    try session.records().submit(request, options: session.call)
  }

  func submit(stream requests: [V1.SubmitRequest]) throws -> V1.SubmitResponse {
    let sink = try session.records().submitStream(options: session.call)
    for request in requests { try sink.send(request) }
    return try sink.finish()
  }

  func retract(_ request: V1.RetractRequest) throws -> V1.RetractResponse {
    try session.records().retract(request, options: session.call)
  }

  func pause(milliseconds: Int) {
    // Whatever made the call fail, a new connection is the better place to try again.
    session.disconnect()
    usleep(UInt32(milliseconds) * 1_000)
  }
}
