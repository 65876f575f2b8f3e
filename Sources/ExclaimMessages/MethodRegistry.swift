/// The methods of the schema, for callers that learn a method's name only when they run.
public enum MethodRegistry {
  /// Finds a method by its path; the package may be left out: `exclaim.v1.Records/Submit`, `Records/Submit`.
  public static func method(at path: String) -> AnyMethod? {
    all.first { $0.path == path || $0.shortPath == path }
  }
}

/// A method whose messages are seen as JSON.
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

  /// A request in its wire form, from JSON.
  public func encodeRequest(json: String) throws(JSONFailure) -> [UInt8] {
    try Self.encode(request, json)
  }

  /// A response as JSON, from its wire form.
  public func responseJSON(
    decoding bytes: UnsafeRawBufferPointer, budgetBytes: Int, pretty: Bool = false
  ) throws(DecodingFailure) -> String {
    try Self.decode(response, bytes, budgetBytes).json(pretty: pretty)
  }

  private static func encode<M: Message>(_ type: M.Type, _ json: String) throws(JSONFailure) -> [UInt8] {
    try M(json: json).encoded()
  }

  private static func decode<M: Message>(
    _ type: M.Type, _ bytes: UnsafeRawBufferPointer, _ budgetBytes: Int
  ) throws(DecodingFailure) -> M {
    try M(decoding: bytes, budgetBytes: budgetBytes)
  }
}
