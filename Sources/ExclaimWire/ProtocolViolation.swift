/// A peer did what no peer of this protocol does, so its connection is closed.
public enum ProtocolViolation: Error, Sendable, Equatable, CustomStringConvertible {
  /// A header tells of a payload of 16 MiB or more: these bytes are not frames at all.
  case absurdLength(FrameHeader)
  /// The server sent a Response whose envelope does not decode.
  case malformedResponse(stream: UInt32, EnvelopeError)
  /// The server sent a Data frame on a call that answers with one Response.
  case dataOnSingleResponse(stream: UInt32)

  /// What was wrong, with the values, and what to look at.
  public var description: String {
    switch self {
    case .absurdLength(let header):
      "frame header on stream \(header.stream): length \(header.length) is 16 MiB or more, which no frame"
        + " can have; the peer does not speak ttrpc, or its stream of bytes has slipped"
    case .malformedResponse(let stream, let error):
      "response on stream \(stream): \(error)"
    case .dataOnSingleResponse(let stream):
      "stream \(stream): a Data frame came where the method answers with one Response; the server's"
        + " definition of the method may differ from this client's"
    }
  }
}
