/// Which side of a call sends a stream.
public enum MethodShape: Sendable, Hashable {
  /// One request, one response.
  case unary
  /// One request, many responses.
  case serverStream
  /// Many requests, one response.
  case clientStream
  /// Many requests, many responses.
  case bidirectional
}

/// A method of a service, with the types of its messages.
public struct Method<Request: Message, Response: Message>: Sendable {
  /// Service in the schema: `exclaim.v1.Records`.
  public let service: String
  /// Name in the schema: `Submit`.
  public let name: String
  /// Which side sends a stream.
  public let shape: MethodShape

  /// A method as the schema describes it.
  public init(service: String, name: String, shape: MethodShape) {
    self.service = service
    self.name = name
    self.shape = shape
  }

  /// Service and name: `exclaim.v1.Records/Submit`.
  public var path: String { "\(service)/\(name)" }
}
