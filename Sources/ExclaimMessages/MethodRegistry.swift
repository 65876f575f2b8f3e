/// The methods of the schema, for callers that learn a method's name only when they run.
public enum MethodRegistry {
  /// Finds a method by its path; the package may be left out: `exclaim.v1.Records/Submit`, `Records/Submit`.
  public static func method(at path: String) -> AnyMethod? {
    all.first { $0.path == path || $0.shortPath == path }
  }
}

/// A method whose types of messages are known only when the program runs.
public struct AnyMethod: Sendable {
  /// Service in the schema: `exclaim.v1.Records`.
  public let service: String
  /// Name in the schema: `Submit`.
  public let name: String
  /// Which side sends a stream.
  public let shape: MethodShape
  /// What the schema says about it.
  public let comment: String
  /// Type of the requests.
  public let request: any Message.Type
  /// Type of the responses.
  public let response: any Message.Type

  init<Request: Message, Response: Message>(_ method: Method<Request, Response>, comment: String) {
    service = method.service
    name = method.name
    shape = method.shape
    self.comment = comment
    request = Request.self
    response = Response.self
  }

  /// Service and name: `exclaim.v1.Records/Submit`.
  public var path: String { "\(service)/\(name)" }

  /// Service without its package, and name: `Records/Submit`.
  public var shortPath: String { "\(service.split(separator: ".").last ?? "")/\(name)" }
}
