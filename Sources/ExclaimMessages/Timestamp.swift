internal import CExclaimProtos

/// A moment: `google.protobuf.Timestamp`.
public struct Timestamp: Message {
  /// Name in the schema.
  public static var fullName: String { "google.protobuf.Timestamp" }

  /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public var seconds: Int64 = 0
  /// Nanoseconds after `seconds`, 0 to 999 999 999.
  public var nanos: Int32 = 0
  /// Fields that a newer schema knows; kept, and sent again with the message.
  public var unknownFields = UnknownFields()

  /// 1970-01-01T00:00:00Z.
  public init() {}

  /// A moment from its parts.
  public init(seconds: Int64, nanos: Int32 = 0) {
    self.seconds = seconds
    self.nanos = nanos
  }
}

extension Timestamp: Comparable {
  /// Whether one moment is before another.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    (left.seconds, left.nanos) < (right.seconds, right.nanos)
  }
}

extension Timestamp {
  /// The C struct of this message.
  public static var layout: MessageLayout { .init(google_protobuf_Timestamp_layout()) }

  /// Takes the fields from a C struct.
  public init(reading reader: StructReader) throws(DecodingFailure) {
    let c = reader.pointer(to: Google__Protobuf__Timestamp.self)
    seconds = c.pointee.seconds
    nanos = c.pointee.nanos
    unknownFields = try reader.unknownFields()
  }

  /// Puts the fields into a C struct.
  public func write(to writer: StructWriter) {
    let c = writer.pointer(to: Google__Protobuf__Timestamp.self)
    c.pointee.seconds = seconds
    c.pointee.nanos = nanos
    writer.write(unknownFields)
  }
}

extension Timestamp {
  /// Takes an RFC 3339 text.
  public init(json value: JSONValue) throws(JSONFailure) {
    let text = try String(json: value)
    guard let moment = Timestamp(rfc3339: text) else {
      throw value.failure("is no moment of RFC 3339", remedy: "write one like 2025-07-28T14:05:00Z")
    }
    self = moment
  }

  /// Writes an RFC 3339 text in UTC. A moment outside the years 1 to 9999, which has none, is shown by its
  /// parts.
  public func write(json: inout JSONWriter) {
    if let text = rfc3339 { return json.write(text) }
    json.beginObject()
    json.scalar("seconds", seconds)
    json.scalar("nanos", nanos)
    json.endObject()
  }
}
