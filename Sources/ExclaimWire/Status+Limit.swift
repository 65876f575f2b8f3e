extension Status {
  /// RESOURCE_EXHAUSTED: a limit of `Limits` is met. The detail tells programs which, by name and value.
  public static func limitExceeded(_ limit: String, _ value: Int, _ message: String) -> Status {
    Status(.resourceExhausted, message, details: [.limitExceeded(limit, value)])
  }
}

extension AnyDetail {
  /// An `exclaim.v1.CallStopped` that says that nothing was written.
  static let nothingWritten = AnyDetail(
    typeURL: "type.googleapis.com/exclaim.v1.CallStopped", value: [0x08, 0x01])

  /// The limit that was met, as an `exclaim.v1.LimitExceeded`.
  ///
  /// Written by hand, since refusals are made here too, where there are no generated messages.
  ///
  /// - Parameters:
  ///   - limit: its name, as `Limits.named` has it.
  ///   - value: its value, not what was asked of it.
  public static func limitExceeded(_ limit: String, _ value: Int) -> AnyDetail {
    let wireValue = UInt64(bitPattern: Int64(value))
    let byteCount = FieldSize.contentField(limit.utf8.count) + FieldSize.varintField(wireValue)
    let bytes = [UInt8](unsafeUninitializedCapacity: byteCount) { memory, count in
      var writer = FieldWriter(UnsafeMutableRawBufferPointer(memory))
      writer.field(1, content: limit.utf8)
      writer.field(2, varint: wireValue)
      count = writer.position
    }
    return AnyDetail(typeURL: "type.googleapis.com/exclaim.v1.LimitExceeded", value: bytes)
  }
}
