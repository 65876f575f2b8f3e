public import ExclaimMessages

/// The one message with which a call ends.
public enum Reply<M: Message>: Sendable {
  /// A message, packed straight into what is sent.
  case message(M)
  /// The wire form of such a message, sent as it is: a stored record need not be decoded to be read.
  case encoded([UInt8])
}
