public import ExclaimWire

/// What a caller says about a call besides its message.
public struct CallOptions: Sendable {
  /// How long the caller will wait, streams included to their end; nil means for ever.
  public var timeout: Duration?
  /// Pairs for the server; a key may stand more than once.
  public var metadata: [RequestEnvelope.Metadata]

  /// Options; by default none.
  public init(timeout: Duration? = nil, metadata: [RequestEnvelope.Metadata] = []) {
    self.timeout = timeout
    self.metadata = metadata
  }
}
