internal import CProtobufC

/// A message ready to be written in its wire form. It lives as long as the call that lends it.
public struct Packed: ~Copyable {
  private let message: UnsafeRawPointer

  /// Length of the wire form.
  public let byteCount: Int

  init(message: UnsafeRawPointer) {
    self.message = message
    byteCount = protobuf_c_message_get_packed_size(message.assumingMemoryBound(to: ProtobufCMessage.self))
  }

  /// Writes the wire form to the start of a buffer of at least `byteCount` bytes.
  public func write(to buffer: UnsafeMutableRawBufferPointer) {
    precondition(buffer.count >= byteCount, "a packed message needs a buffer of its byteCount")
    guard let start = buffer.baseAddress else { return }
    let bytes = start.assumingMemoryBound(to: UInt8.self)
    protobuf_c_message_pack(message.assumingMemoryBound(to: ProtobufCMessage.self), bytes)
  }
}
