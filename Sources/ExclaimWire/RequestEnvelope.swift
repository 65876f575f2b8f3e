/// What a client says about a call before its message (`Request`, without the payload).
///
/// The payload is the last field written, so a caller reserves `prefixByteCount`, writes the prefix, and
/// packs the message straight behind it: nothing is copied.
public struct RequestEnvelope: Sendable, Equatable {
  /// One pair of metadata; a key may come more than once.
  public struct Metadata: Sendable, Equatable {
    /// The key.
    public var key: String
    /// The value.
    public var value: String

    /// A pair from its parts.
    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// The full name of the service, such as `exclaim.v1.Records`.
  public var service: String
  /// The name of the method in it.
  public var method: String
  /// Time left for the call, in nanoseconds; 0 is no deadline, negative has passed already.
  public var timeoutNanoseconds: Int64
  /// What else the caller says, in order.
  public var metadata: [Metadata]

  /// An envelope from its parts.
  public init(
    service: String, method: String, timeoutNanoseconds: Int64 = 0, metadata: [Metadata] = []
  ) {
    self.service = service
    self.method = method
    self.timeoutNanoseconds = timeoutNanoseconds
    self.metadata = metadata
  }

  /// Bytes that `writePrefix` writes before a payload of this size.
  public func prefixByteCount(payloadByteCount: Int) -> Int {
    var count =
      FieldSize.contentField(service.utf8.count) + FieldSize.contentField(method.utf8.count)
    if timeoutNanoseconds != 0 {
      count += FieldSize.varintField(UInt64(bitPattern: timeoutNanoseconds))
    }
    for pair in metadata {
      count += FieldSize.contentField(pair.byteCount)
    }
    if payloadByteCount > 0 {
      count += FieldSize.contentField(payloadByteCount) - payloadByteCount
    }
    return count
  }

  /// Writes the envelope up to and including the length of the payload.
  public func writePrefix(into bytes: UnsafeMutableRawBufferPointer, payloadByteCount: Int) {
    var writer = FieldWriter(bytes)
    writer.field(1, content: service.utf8)
    writer.field(2, content: method.utf8)
    if timeoutNanoseconds != 0 {
      writer.field(4, varint: UInt64(bitPattern: timeoutNanoseconds))
    }
    for pair in metadata {
      writer.field(5, contentByteCount: pair.byteCount)
      writer.field(1, content: pair.key.utf8)
      writer.field(2, content: pair.value.utf8)
    }
    if payloadByteCount > 0 {
      writer.field(3, contentByteCount: payloadByteCount)
    }
  }
}

extension RequestEnvelope.Metadata {
  fileprivate var byteCount: Int {
    FieldSize.contentField(key.utf8.count) + FieldSize.contentField(value.utf8.count)
  }
}
