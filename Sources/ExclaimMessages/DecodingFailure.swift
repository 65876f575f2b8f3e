/// Why bytes are not the message they were taken for.
public enum DecodingFailure: Error, Sendable, Hashable {
  /// The bytes are not a message of this type. protobuf-c does not tell where.
  case malformed(message: String)
  /// The decoded message would take more memory than this.
  case overBudget(bytes: Int)
  /// A string field is not UTF-8. The path starts at the decoded message: `claim.speaker.role`.
  case invalidUTF8(field: String)

  /// The same failure seen from the message that holds `name`.
  func inside(_ name: String) -> DecodingFailure {
    guard case .invalidUTF8(let field) = self else { return self }
    return .invalidUTF8(field: joinedPath(name, field))
  }
}

extension DecodingFailure: CustomStringConvertible {
  /// What failed, on what, and what to do.
  public var description: String {
    switch self {
    case .malformed(let message):
      "the bytes are not a well-formed \(message); encode it with a protobuf library and send it whole"
    case .overBudget(let bytes):
      "the decoded message would take more than \(bytes) bytes of memory; split it into smaller ones"
    case .invalidUTF8(let field):
      "\(field) is not valid UTF-8; send text as UTF-8"
    }
  }
}

/// A field path from its outer and inner part: `legs[0]` and `from` make `legs[0].from`.
package func joinedPath(_ outer: String, _ inner: String) -> String {
  inner.isEmpty || inner.hasPrefix("[") ? outer + inner : "\(outer).\(inner)"
}
