internal import ExclaimMessages
internal import ExclaimWire

/// Calls that are called off: `Control/Cancel` on the connection of the call.
extension Connection {
  /// How long a dropped call may take to tell the server so.
  private static let abandonTimeout = Duration.seconds(1)

  /// Asks the server to call off the call that is waited for. Its own end tells what became of it.
  func beginCancel(of stream: UInt32) throws(CallError) {
    cancelStream = try sendCancel(of: stream, until: .never)
  }

  /// Takes the answer to `beginCancel`, which comes behind the end of a call that could be called off.
  ///
  /// - Throws: when the server knows no Cancel: then its work stops only with the connection.
  func endCancel(of stream: UInt32, _ arrival: Arrival) throws(CallError) {
    cancelStream = nil
    guard case .response(let status, _) = arrival, status.code != .ok else { return }
    forget(stream)
    throw CallError(
      .cancelled,
      "the server cannot call off a call (\(status.code.name)); it stops when this connection closes")
  }

  /// Gives a call up that its caller has dropped before its end.
  func abandon(_ stream: UInt32) {
    let isOpen = streams.isOpen(stream)
    forget(stream)
    guard isOpen, brokenBy == nil else { return }
    // A failure breaks the connection, which stops the call as well.
    if let cancel = try? sendCancel(of: stream, until: Deadline(after: Self.abandonTimeout)) {
      forget(cancel)
    }
  }

  /// Sends a Cancel and does not wait.
  ///
  /// - Returns: where its answer will come.
  private func sendCancel(of stream: UInt32, until deadline: Deadline) throws(CallError) -> UInt32 {
    var request = V1.CancelRequest()
    request.stream = stream
    let payload = request.encoded()
    let method = V1.Control.cancel
    let envelope = RequestEnvelope(service: method.service, method: method.name)
    let frame: OutboundFrame
    do throws(Status) {
      frame = try streams.open(.unary, envelope, payloadByteCount: payload.count)
    } catch {
      throw CallError(error)
    }
    try transmit(frame, until: deadline) { $0.copyBytes(from: payload) }
    return frame.stream
  }
}
