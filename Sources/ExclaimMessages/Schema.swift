internal import CExclaimProtos

/// The contract as data.
public enum Schema {
  /// Every `.proto` file of the contract after those it imports, with its comments: the wire form of a
  /// `google.protobuf.FileDescriptorSet`.
  public static var fileDescriptorSet: [UInt8] {
    var byteCount = 0
    let bytes = exclaim_descriptor_set(&byteCount)
    return [UInt8](UnsafeRawBufferPointer(start: bytes, count: byteCount))
  }
}
