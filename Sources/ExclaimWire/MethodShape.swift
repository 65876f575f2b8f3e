/// How many messages a method takes and gives.
public enum MethodShape: Sendable, Hashable, CaseIterable {
  /// One message each way.
  case unary
  /// One message in, many out.
  case serverStream
  /// Many messages in, one out.
  case clientStream
  /// Many messages each way.
  case bidirectional

  /// Whether the client sends a stream of messages.
  public var clientStreams: Bool { self == .clientStream || self == .bidirectional }
  /// Whether the server sends a stream of messages.
  public var serverStreams: Bool { self == .serverStream || self == .bidirectional }
}
