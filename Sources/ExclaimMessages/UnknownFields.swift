/// Fields of a message that this schema does not know: a newer client's record must survive an older server.
public struct UnknownFields: Sendable, Hashable {
  /// One field as it came.
  struct Field: Sendable, Hashable {
    var tag: UInt32
    var wireType: UInt32
    /// The value as on the wire, a length prefix included.
    var bytes: [UInt8]
  }

  /// The numbers that a field can have.
  static let numbers: Range<UInt32> = 1..<(1 << 29)

  var fields: [Field] = []

  /// No fields.
  public init() {}

  /// Whether there are none.
  public var isEmpty: Bool { fields.isEmpty }
}
